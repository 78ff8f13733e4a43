//! Turns enumerated strings into enums and back, keeping texts that the document does not list.
//!
//! It does not know which texts those are.

use serde_json::Value;

use super::convert::Json as _;
use super::json_error::JsonError;
use super::sealed::Sealed;

/// An enum over strings, with one variant for every text that is not listed.
///
/// Only generated types implement it; the macro `string_enum!` adds the traits that follow from it.
pub trait StringEnum: Sealed + Clone + 'static {
    /// The variants that the document lists, in its order.
    const KNOWN: &'static [Self];

    /// The variant for a text that is not listed.
    const UNKNOWN: fn(String) -> Self;

    /// The text on the wire.
    fn as_str(&self) -> &str;

    /// The variant for a text.
    fn from_text(text: String) -> Self {
        match Self::KNOWN.iter().find(|known| known.as_str() == text) {
            Some(known) => known.clone(),
            None => Self::UNKNOWN(text),
        }
    }
}

/// What `string_enum!` makes of [`super::convert::Json::from_json`].
#[doc(hidden)]
pub fn read_string_enum<T: StringEnum>(value: Value) -> Result<T, JsonError> {
    String::from_json(value).map(T::from_text)
}

/// What `string_enum!` makes of [`super::convert::Json::to_json`].
#[doc(hidden)]
pub fn write_string_enum<T: StringEnum>(value: &T) -> Value {
    Value::String(value.as_str().to_owned())
}
