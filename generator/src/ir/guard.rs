//! What tells the variants of a union apart before one is decoded.

use super::WireName;

/// The cheap part of telling variants apart: the JSON type and what is
/// required of it. A value that passes still has to decode.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Guard {
    /// Anything, `null` included.
    Any,
    /// `null`
    Null,
    /// `true` or `false`
    Bool,
    /// A number without fraction.
    Integer,
    /// Any number.
    Number,
    /// Any text.
    String,
    /// One of these texts.
    OneOf(Vec<String>),
    /// One of these whole numbers.
    OneOfIntegers(Vec<i64>),
    /// An array.
    Array,
    /// An object with at least these properties.
    Object(Vec<WireName>),
}
