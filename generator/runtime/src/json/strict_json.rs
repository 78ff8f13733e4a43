//! Turns bytes into a JSON value, refusing what two readers could read differently.
//!
//! It knows no model. Its errors name a line and a column, never a value.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

/// Reads JSON (RFC 8259). Refused are: a byte order mark, invalid UTF-8, more than 127
/// levels of nesting (`serde_json`'s limit), a name that stands twice in an object,
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

/// The name under which `serde_json` hands out a number where some crate of the program
/// turned its feature `arbitrary_precision` on, which is then on for all.
const EXACT_NUMBER: &str = "$serde_json::private::Number";

/// Builds a value as `serde_json` does, but for names that stand twice.
struct Strict;

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
            // A server may have a property of that name; only digits make it a number.
            if name == EXACT_NUMBER
                && let Some(Ok(number)) = value.as_str().map(str::parse::<Number>)
            {
                return Ok(Value::Number(number));
            }
            if object.insert(name, value).is_some() {
                return Err(A::Error::custom("a name that stands twice in an object"));
            }
        }
        Ok(Value::Object(object))
    }
}
