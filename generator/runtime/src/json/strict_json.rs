//! Turns bytes into a JSON value, refusing what two readers could read differently.
//!
//! It knows no model. Its errors name a line and a column, never a value.

use std::cell::Cell;
use std::fmt;
use std::str::Utf8Error;

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use super::convert::Json;
use super::decode_error::DecodeError;
use super::json_error::JsonError;
use super::place::Place;

/// Reads JSON (RFC 8259). Refused are: a byte order mark, invalid UTF-8, more than 127
/// levels of nesting (`serde_json`'s limit), a name that occurs twice in an object,
/// numbers that `f64` cannot hold, and anything after the value.
///
/// # Errors
///
/// Where the bytes are not JSON, or are refused.
pub fn parse(bytes: &[u8]) -> Result<Value, serde_json::Error> {
    if bytes.starts_with(b"\xEF\xBB\xBF") {
        return Err(serde_json::Error::custom("a byte order mark"));
    }
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let value = Strict.deserialize(&mut reader)?;
    reader.end()?;
    Ok(value)
}

/// Reads a value of a type, refusing the same.
///
/// # Errors
///
/// Where the bytes are not JSON, are refused, or do not fit the type.
pub fn read<T: Json>(bytes: &[u8]) -> Result<T, DecodeError> {
    let mismatch = Cell::new(None);
    let read = match std::str::from_utf8(bytes) {
        // Checked as a whole, which takes less time than text by text.
        Ok(text) if !text.starts_with('\u{feff}') => {
            let mut reader = serde_json::Deserializer::from_str(text);
            T::read(&mut reader, &Place::document(&mismatch))
                .and_then(|value| reader.end().map(|()| value))
        }
        Ok(_) => Err(serde_json::Error::custom("a byte order mark")),
        Err(error) => return Err(not_text(bytes, error)),
    };
    read.map_err(|error| why(bytes, error, mismatch.take()))
}

#[cold]
fn not_text(bytes: &[u8], error: Utf8Error) -> DecodeError {
    match parse(bytes) {
        Ok(_) => DecodeError::utf8(error),
        Err(error) => DecodeError::syntax(error),
    }
}

/// Bytes that are no JSON are that first of all, even where what came before did not fit.
#[cold]
fn why(bytes: &[u8], error: serde_json::Error, mismatch: Option<JsonError>) -> DecodeError {
    let Some(mismatch) = mismatch else {
        return DecodeError::syntax(error);
    };
    match parse(bytes) {
        Ok(_) => DecodeError::mismatch(mismatch),
        Err(error) => DecodeError::syntax(error),
    }
}

/// The name under which `serde_json` hands out a number where some crate of the program
/// turned its feature `arbitrary_precision` on, which is then on for all.
pub(super) const EXACT_NUMBER: &str = "$serde_json::private::Number";

/// The number that such an object stands for.
pub(super) fn exact_number<'de, A: MapAccess<'de>>(
    object: &mut A,
) -> Result<Option<Number>, A::Error> {
    match object.next_key::<String>()? {
        Some(name) if name == EXACT_NUMBER => Ok(digits(&object.next_value_seed(Strict)?)),
        _ => Ok(None),
    }
}

/// A server may have a property of that name; only digits make it a number.
pub(super) fn digits(value: &Value) -> Option<Number> {
    value.as_str()?.parse().ok()
}

#[cold]
pub(super) fn twice<E: serde::de::Error>() -> E {
    E::custom("a name that occurs twice in an object")
}

/// Builds a value as `serde_json` does, but for names that occur twice.
pub(super) struct Strict;

impl<'de> DeserializeSeed<'de> for Strict {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, json: D) -> Result<Value, D::Error> {
        self.deserialize(json)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Value, A::Error> {
        let mut array = Vec::new();
        while let Some(element) = elements.next_element_seed(Self)? {
            array.push(element);
        }
        Ok(Value::Array(array))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut properties: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(name) = properties.next_key::<String>()? {
            let value = properties.next_value_seed(Self)?;
            if name == EXACT_NUMBER
                && let Some(number) = digits(&value)
            {
                return Ok(Value::Number(number));
            }
            if object.insert(name, value).is_some() {
                return Err(twice());
            }
        }
        Ok(Value::Object(object))
    }
}
