//! Turns a value into the first variant whose guard fits and which decodes.
//!
//! It does not know whether two variants can be told apart; the guards tell them apart.

use std::fmt;

use serde::de::{Deserializer, Error};
use serde_json::Value;

use super::convert::Json;
use super::place::Place;
use super::redacted::NamesOnly;

/// A cheap look at a value that rules a variant in or out before it is decoded.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Guard {
    /// Anything.
    Any,
    /// Null.
    Null,
    /// True or false.
    Bool,
    /// A number without a fraction, `3.0` included.
    Integer,
    /// Any number.
    Number,
    /// Any string.
    String,
    /// One of these strings.
    OneOf(&'static [&'static str]),
    /// One of these whole numbers.
    OneOfIntegers(&'static [i64]),
    /// Any array.
    Array,
    /// An object that has these properties.
    Object(&'static [&'static str]),
}

impl Guard {
    /// Whether a value may be the variant.
    pub fn fits(self, value: &Value) -> bool {
        match self {
            Self::Any => true,
            Self::Null => value.is_null(),
            Self::Bool => value.is_boolean(),
            Self::Integer => {
                let fraction = value.as_f64().map(f64::fract);
                value.is_i64() || value.is_u64() || fraction == Some(0.0)
            }
            Self::Number => value.is_number(),
            Self::String => value.is_string(),
            Self::OneOf(texts) => value.as_str().is_some_and(|text| texts.contains(&text)),
            Self::OneOfIntegers(numbers) => {
                i64::from_json(value.clone()).is_ok_and(|number| numbers.contains(&number))
            }
            Self::Array => value.is_array(),
            Self::Object(properties) => value
                .as_object()
                .is_some_and(|object| properties.iter().all(|name| object.contains_key(*name))),
        }
    }
}

/// An untagged union that is being read.
pub struct Untagged<T> {
    value: Value,
    read: Option<T>,
}

impl<T> Untagged<T> {
    /// Starts with a value.
    ///
    /// # Errors
    ///
    /// Where there is no JSON.
    pub fn new<'de, D: Deserializer<'de>>(json: D, place: &Place<'_>) -> Result<Self, D::Error> {
        let value = Value::read(json, place)?;
        Ok(Self { value, read: None })
    }

    /// A variant and what rules it in.
    #[must_use]
    pub fn variant<V: Json>(mut self, guard: Guard, make: fn(V) -> T) -> Self {
        if self.read.is_none() && guard.fits(&self.value) {
            // A copy, because the next variant needs the value where this one does not decode.
            let read = V::read(self.value.clone(), &Place::trial()).ok();
            self.read = read.filter(|read| !read.is_unknown()).map(make);
        }
        self
    }

    /// The union, `unknown` where no variant decoded.
    ///
    /// # Errors
    ///
    /// None today; a union with a tag has the same function.
    pub fn finish<E: Error>(self, unknown: fn(Value) -> T) -> Result<T, E> {
        Ok(self.read.unwrap_or_else(|| unknown(self.value)))
    }
}

/// Without the values, which may be secret.
impl<T> fmt::Debug for Untagged<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Untagged")
            .field(&NamesOnly(&self.value))
            .finish()
    }
}
