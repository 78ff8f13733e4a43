//! Turns enumerated strings into enums and back, keeping texts that the document does not list.
//!
//! It does not know which texts those are.

use std::borrow::Cow;

use serde::de::Deserializer;

use super::place::Place;
use super::scalars::read_text;
use super::sealed::Sealed;
use super::writer::JsonWriter;

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
    fn from_text(text: Cow<'_, str>) -> Self {
        match Self::KNOWN.iter().find(|known| known.as_str() == text) {
            Some(known) => known.clone(),
            None => Self::UNKNOWN(text.into_owned()),
        }
    }
}

/// What `string_enum!` makes of [`super::convert::Json::read`].
#[doc(hidden)]
pub fn read_string_enum<'de, T: StringEnum, D: Deserializer<'de>>(
    json: D,
    place: &Place<'_>,
) -> Result<T, D::Error> {
    read_text(json, place, T::from_text)
}

/// What `string_enum!` makes of [`super::convert::Json::write`].
#[doc(hidden)]
pub fn write_string_enum<T: StringEnum, W: JsonWriter>(
    value: &T,
    json: W,
) -> Result<W::Ok, W::Error> {
    json.text(value.as_str())
}
