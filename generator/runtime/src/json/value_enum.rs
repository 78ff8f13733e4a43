//! Turns enumerated values of several types into enums and back, keeping values that the
//! document does not list.
//!
//! It does not know which values those are.

use serde_json::Value;

use super::sealed::Sealed;

/// An enum over any JSON, with one variant for every value that is not listed.
///
/// Only generated types implement it; the macro `value_enum!` adds the traits that follow from it.
pub trait ValueEnum: Sealed + Clone + 'static {
    /// The variants that the document lists, in its order.
    const KNOWN: &'static [Self];

    /// The variant for a value that is not listed.
    const UNKNOWN: fn(Value) -> Self;

    /// The value on the wire.
    fn value(&self) -> Value;

    /// The variant for a value. JSON writes one number in several ways: `1.0` is `1`.
    fn from_value(value: Value) -> Self {
        let is_same = |known: &&Self| {
            let known = known.value();
            known == value || (known.is_number() && known.as_f64() == value.as_f64())
        };
        match Self::KNOWN.iter().find(is_same) {
            Some(known) => known.clone(),
            None => Self::UNKNOWN(value),
        }
    }
}
