//! Values out of a list.

use super::Literal;
use crate::names::RustIdent;

/// A type whose values the document lists. Others survive a round trip.
#[derive(Clone, Debug)]
pub struct Enum {
    /// What the values are.
    pub base: EnumBase,
    /// In document order, without repetition.
    pub values: Vec<EnumValue>,
    /// The variant that keeps an unknown value.
    pub fallback: RustIdent,
    /// The document's default.
    pub default: Option<Literal>,
}

/// What the values of an enum are, and so what its fallback holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EnumBase {
    /// Texts.
    Text,
    /// Integers of 64 bits.
    Integer,
    /// JSON of several types.
    Json,
}

/// One known value.
#[derive(Clone, Debug)]
pub struct EnumValue {
    /// What is in JSON: text or a whole number where the base says so.
    pub value: Literal,
    /// Its variant.
    pub ident: RustIdent,
    /// What the document says of it (`x-enum-descriptions`).
    pub text: Option<String>,
}

impl Enum {
    /// The values that are texts: all of them where the base says so.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.values.iter().filter_map(|value| match &value.value {
            Literal::String(text) => Some(text.as_str()),
            _ => None,
        })
    }

    /// The values that are integers: all of them where the base says so.
    pub fn integers(&self) -> impl Iterator<Item = i64> {
        self.values.iter().filter_map(|value| match &value.value {
            Literal::Number(text) => text.parse().ok(),
            _ => None,
        })
    }
}
