//! Turns [`Json`] into serde's traits, so that models take part in other formats.
//!
//! It does not know how a type is read or written.

use serde::{Deserializer, Serializer};

use super::convert::{Direction, Json};
use super::place::Place;
use super::writer::BySerde;

/// What the macros make of `Serialize`: everything, read-only properties included.
#[doc(hidden)]
pub fn serialize_json<T: Json, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    value.write(BySerde(serializer), Direction::Response)
}

/// What the macros make of `Deserialize`.
#[doc(hidden)]
pub fn deserialize_json<'de, T: Json, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    T::read(deserializer, &Place::anywhere())
}
