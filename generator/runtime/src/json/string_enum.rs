//! Turns enumerated strings into enums and back, keeping texts that the document does not list.
//!
//! It does not know which texts those are.

use std::borrow::Cow;

use super::convert::JsonShape;
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
    fn from_text(text: Cow<'_, str>) -> Self {
        match Self::KNOWN.iter().find(|known| known.as_str() == text) {
            Some(known) => known.clone(),
            None => Self::UNKNOWN(text.into_owned()),
        }
    }
}

impl<T: StringEnum> JsonShape<T> {
    /// What `string_enum!` makes of [`super::convert::Json::SHAPE`].
    pub const fn of_string_enum() -> Self {
        Self::Text {
            from_text: T::from_text,
            as_str: T::as_str,
        }
    }
}
