//! Turns enumerated integers into enums and back, keeping numbers that the document does not list.
//!
//! It does not know which numbers those are.

use serde::de::Deserializer;

use super::convert::Json as _;
use super::place::Place;
use super::sealed::Sealed;
use super::writer::JsonWriter;

/// An enum over integers, with one variant for every number that is not listed.
///
/// Only generated types implement it; the macro `integer_enum!` adds the traits that follow from it.
pub trait IntegerEnum: Sealed + Copy + 'static {
    /// The variants that the document lists, in its order.
    const KNOWN: &'static [Self];

    /// The variant for a number that is not listed.
    const UNKNOWN: fn(i64) -> Self;

    /// The number on the wire.
    fn number(&self) -> i64;

    /// The variant for a number.
    fn from_number(number: i64) -> Self {
        match Self::KNOWN.iter().find(|known| known.number() == number) {
            Some(known) => *known,
            None => Self::UNKNOWN(number),
        }
    }
}

/// What `integer_enum!` makes of [`super::convert::Json::read`].
#[doc(hidden)]
pub fn read_integer_enum<'de, T: IntegerEnum, D: Deserializer<'de>>(
    json: D,
    place: &Place<'_>,
) -> Result<T, D::Error> {
    i64::read(json, place).map(T::from_number)
}

/// What `integer_enum!` makes of [`super::convert::Json::write`].
#[doc(hidden)]
pub fn write_integer_enum<T: IntegerEnum, W: JsonWriter>(
    value: &T,
    json: W,
) -> Result<W::Ok, W::Error> {
    json.scalar(value.number())
}
