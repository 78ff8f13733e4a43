//! What an answer becomes when it is sent back.

use super::{TypeId, WireName};

/// From what GET gives on a path to what PUT takes there, where they differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conversion {
    /// The path of both operations.
    pub path: String,
    /// What GET gives: a struct.
    pub from: TypeId,
    /// What PUT takes: another one.
    pub to: TypeId,
    /// What becomes of each property of the target, in its order.
    pub steps: Vec<(WireName, Step)>,
    /// Whether undeclared properties go over.
    pub rest: bool,
    /// Properties of the source that the target has no place for.
    pub left: Vec<WireName>,
}

/// What becomes of one property of the target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// It has the value of the source's property of the same name.
    Same,
    /// The types differ, but one can hold what the other does: it has the value of the
    /// source's property where that fits.
    Like,
    /// Only the server sets it, so it stays empty.
    ServerSet,
    /// The source declares none that agrees: empty, unless it came undeclared.
    Undeclared,
    /// The same, but it can't stay empty: the caller gives it.
    Given,
}
