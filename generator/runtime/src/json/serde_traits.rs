//! Turns [`Json`] into serde's traits, so that models take part in other formats.
//!
//! The wire does not come through here: it goes by [`Json`] itself.

use serde::de::Error as _;
use serde::{Deserialize as _, Deserializer, Serialize as _, Serializer};
use serde_json::Value;

use super::convert::{Direction, Json};

/// What the macros make of `Serialize`: everything, read-only properties included.
#[doc(hidden)]
pub fn serialize_json<T: Json, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    value.to_json(Direction::Response).serialize(serializer)
}

/// What the macros make of `Deserialize`.
#[doc(hidden)]
pub fn deserialize_json<'de, T: Json, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    T::from_json(Value::deserialize(deserializer)?).map_err(D::Error::custom)
}
