//! Text out of a list of known values.

use super::{Literal, WireName};
use crate::names::RustIdent;

/// A string with known values. Others survive a round trip as text.
#[derive(Clone, Debug)]
pub struct StringEnum {
    /// In document order, without repetition.
    pub values: Vec<StringValue>,
    /// The variant that keeps an unknown value.
    pub fallback: RustIdent,
    /// The document's default.
    pub default: Option<Literal>,
}

/// One known value.
#[derive(Clone, Debug)]
pub struct StringValue {
    /// Its text in JSON.
    pub wire_name: WireName,
    /// Its variant.
    pub ident: RustIdent,
}
