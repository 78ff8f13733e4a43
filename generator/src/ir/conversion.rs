//! What a response becomes when it is sent back.

use super::{OperationId, TypeId, WireName};

/// From what GET gives on a path to what PUT takes there, where they differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conversion {
    /// Where both operations are, in document order; there is one, at least.
    pub routes: Vec<Route>,
    /// What GET gives: a struct.
    pub from: TypeId,
    /// What PUT takes: another one.
    pub to: TypeId,
    /// What becomes of each property of the target, in its order.
    pub steps: Vec<(WireName, Step)>,
    /// Whether undeclared properties go over.
    pub rest: bool,
    /// Properties of the source whose values do not go over.
    pub left: Vec<WireName>,
    /// Those of them that nobody sets anew, neither the server nor the caller.
    pub lost: Vec<WireName>,
    /// Properties that go over, but not where they are `null`, which the document allows
    /// in the source alone.
    pub nulls: Vec<WireName>,
}

/// The operations of one path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// The operation that gives what is there.
    pub get: OperationId,
    /// The operation that replaces it.
    pub put: OperationId,
    /// The operation that changes a part of what is there, if there is one.
    pub patch: Option<OperationId>,
}

impl Conversion {
    /// The properties of the target that get their values in a way.
    pub fn with(&self, wanted: Step) -> impl Iterator<Item = &WireName> {
        let steps = self.steps.iter();
        steps
            .filter(move |(_, step)| *step == wanted)
            .map(|(name, _)| name)
    }
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
