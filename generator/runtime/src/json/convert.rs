//! Turns Rust values into JSON and back: the trait and the types that JSON has itself.
//!
//! It knows nothing of objects with named properties; those are [`super::model::Model`]s.

use std::collections::BTreeMap;

use serde_json::{Map, Number, Value};

use super::form::Content;
use super::json_error::JsonError;
use super::object::kept;
use super::sealed::Sealed;

/// Which way JSON goes, which decides whether read-only properties take part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// To the server: without read-only properties (OpenAPI 3.0.3 §4.7.24.2).
    Request,
    /// Whole, as a server would send it.
    Response,
}

/// A type with a JSON form. Only the types of this crate and generated types implement it.
pub trait Json: Sealed + Sized {
    /// Reads a value.
    ///
    /// # Errors
    ///
    /// Where the JSON does not fit the type; the error names the place.
    fn from_json(value: Value) -> Result<Self, JsonError>;

    /// Writes a value.
    fn to_json(&self, direction: Direction) -> Value;

    /// Appends the value's JSON text; the same JSON as [`Self::to_json`], for
    /// types that can do it without building a [`Value`].
    fn write_json(&self, direction: Direction, text: &mut Vec<u8>) {
        append(text, &self.to_json(direction));
    }

    /// Whether it is a value that a union keeps though none of its types fits, so that another
    /// union around it goes on looking.
    #[doc(hidden)]
    fn is_unknown(&self) -> bool {
        false
    }

    /// The parts of a multipart form that the value becomes; types that hold
    /// files can do it without losing them to JSON.
    #[doc(hidden)]
    fn to_contents(&self) -> Vec<Content> {
        Content::of(self.to_json(Direction::Request))
    }
}

/// Appends the JSON text of something that JSON can always hold.
pub(crate) fn append<T: serde::Serialize + ?Sized>(text: &mut Vec<u8>, value: &T) {
    serde_json::to_writer(text, value).expect("writing JSON to memory does not fail");
}

impl Sealed for Value {}

impl Json for Value {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        Ok(value)
    }

    fn to_json(&self, _: Direction) -> Value {
        self.clone()
    }

    fn write_json(&self, _: Direction, text: &mut Vec<u8>) {
        append(text, self);
    }
}

impl Sealed for bool {}

impl Json for bool {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        value
            .as_bool()
            .ok_or_else(|| JsonError::expected("a boolean", &value))
    }

    fn to_json(&self, _: Direction) -> Value {
        Value::Bool(*self)
    }
}

impl Sealed for String {}

impl Json for String {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        match value {
            Value::String(text) => Ok(text),
            other => Err(JsonError::expected("a string", &other)),
        }
    }

    fn to_json(&self, _: Direction) -> Value {
        Value::String(self.clone())
    }

    fn write_json(&self, _: Direction, text: &mut Vec<u8>) {
        append(text, self);
    }
}

/// An integer, which JSON may also write as `3.0`: it tells no integers from other numbers.
macro_rules! integer {
    ($($type:ty: $expected:literal),*) => {$(
        impl Sealed for $type {}

        impl Json for $type {
            fn from_json(value: Value) -> Result<Self, JsonError> {
                whole(&value)
                    .and_then(|number| Self::try_from(number).ok())
                    .ok_or_else(|| JsonError::expected($expected, &value))
            }

            fn to_json(&self, _: Direction) -> Value {
                Value::from(*self)
            }

            fn write_json(&self, _: Direction, text: &mut Vec<u8>) {
                append(text, self);
            }
        }
    )*};
}

integer!(
    i32: "an integer of 32 bits",
    i64: "an integer of 64 bits",
    u32: "an integer of 32 bits that is not negative",
    u64: "an integer of 64 bits that is not negative"
);

/// The integer that a value is, `3.0` included.
fn whole(value: &Value) -> Option<i128> {
    let number = value.as_number()?;
    if let Some(signed) = number.as_i64() {
        return Some(i128::from(signed));
    }
    if let Some(unsigned) = number.as_u64() {
        return Some(i128::from(unsigned));
    }
    let float = number.as_f64()?;
    let whole = float.fract() == 0.0 && float.abs() < 2_f64.powi(64);
    whole.then_some(float as i128)
}

/// Up to here every integer is a number of 64 bits, 2^53.
const EXACT: f64 = 9_007_199_254_740_992.0;

impl Sealed for f64 {}

impl Json for f64 {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        value
            .as_f64()
            .ok_or_else(|| JsonError::expected("a number", &value))
    }

    /// JSON has neither infinities nor NaN (RFC 8259 §6): they become null. A whole number
    /// is written without a fraction: what the document calls a number is often an integer
    /// to its server, which would refuse `1.0`.
    fn to_json(&self, _: Direction) -> Value {
        let whole = *self as i64;
        let is_whole = self.abs() <= EXACT && whole as Self == *self;
        match is_whole && (whole != 0 || self.is_sign_positive()) {
            true => Value::from(whole),
            false => Number::from_f64(*self).map_or(Value::Null, Value::Number),
        }
    }
}

impl Sealed for f32 {}

impl Json for f32 {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        let wide = f64::from_json(value)?;
        let narrow = wide as Self;
        if narrow.is_finite() {
            Ok(narrow)
        } else {
            Err(JsonError::expected(
                "a number of 32 bits",
                &Value::from(wide),
            ))
        }
    }

    /// As short as reads back the same, so that `0.1` does not become `0.10000000149011612`.
    fn to_json(&self, direction: Direction) -> Value {
        let shortest: f64 = self.to_string().parse().unwrap_or(f64::NAN);
        shortest.to_json(direction)
    }
}

impl Sealed for Map<String, Value> {}

impl Json for Map<String, Value> {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        match value {
            Value::Object(object) => Ok(object),
            other => Err(JsonError::expected("an object", &other)),
        }
    }

    fn to_json(&self, _: Direction) -> Value {
        match kept(self) {
            Some(value) => value.clone(),
            None => Value::Object(self.clone()),
        }
    }

    fn write_json(&self, _: Direction, text: &mut Vec<u8>) {
        match kept(self) {
            Some(value) => append(text, value),
            None => append(text, self),
        }
    }
}

impl<T: Json> Sealed for Vec<T> {}

impl<T: Json> Json for Vec<T> {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        let Value::Array(elements) = value else {
            return Err(JsonError::expected("an array", &value));
        };
        let read = |(index, element)| T::from_json(element).map_err(|e| e.in_element(index));
        elements.into_iter().enumerate().map(read).collect()
    }

    fn to_json(&self, direction: Direction) -> Value {
        self.iter()
            .map(|element| element.to_json(direction))
            .collect()
    }

    fn write_json(&self, direction: Direction, text: &mut Vec<u8>) {
        text.push(b'[');
        for (index, element) in self.iter().enumerate() {
            if index > 0 {
                text.push(b',');
            }
            element.write_json(direction, text);
        }
        text.push(b']');
    }

    fn to_contents(&self) -> Vec<Content> {
        self.iter().flat_map(Json::to_contents).collect()
    }
}

impl<T: Json> Sealed for BTreeMap<String, T> {}

impl<T: Json> Json for BTreeMap<String, T> {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        let read = |(name, value): (String, Value)| match T::from_json(value) {
            Ok(value) => Ok((name, value)),
            Err(error) => Err(error.in_property(&name)),
        };
        Map::from_json(value)?.into_iter().map(read).collect()
    }

    fn to_json(&self, direction: Direction) -> Value {
        let write = |(name, value): (&String, &T)| (name.clone(), value.to_json(direction));
        Value::Object(self.iter().map(write).collect())
    }

    fn write_json(&self, direction: Direction, text: &mut Vec<u8>) {
        text.push(b'{');
        for (index, (name, value)) in self.iter().enumerate() {
            if index > 0 {
                text.push(b',');
            }
            append(text, name);
            text.push(b':');
            value.write_json(direction, text);
        }
        text.push(b'}');
    }
}

impl<T: Json> Sealed for Option<T> {}

impl<T: Json> Json for Option<T> {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        match value {
            Value::Null => Ok(None),
            value => T::from_json(value).map(Some),
        }
    }

    fn to_json(&self, direction: Direction) -> Value {
        self.as_ref()
            .map_or(Value::Null, |value| value.to_json(direction))
    }

    fn write_json(&self, direction: Direction, text: &mut Vec<u8>) {
        match self {
            Some(value) => value.write_json(direction, text),
            None => text.extend_from_slice(b"null"),
        }
    }

    fn is_unknown(&self) -> bool {
        self.as_ref().is_some_and(Json::is_unknown)
    }

    fn to_contents(&self) -> Vec<Content> {
        self.iter().flat_map(Json::to_contents).collect()
    }
}

impl<T: Json> Sealed for Box<T> {}

impl<T: Json> Json for Box<T> {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        T::from_json(value).map(Self::new)
    }

    fn to_json(&self, direction: Direction) -> Value {
        T::to_json(self, direction)
    }

    fn write_json(&self, direction: Direction, text: &mut Vec<u8>) {
        T::write_json(self, direction, text);
    }

    fn is_unknown(&self) -> bool {
        T::is_unknown(self)
    }

    fn to_contents(&self) -> Vec<Content> {
        T::to_contents(self)
    }
}
