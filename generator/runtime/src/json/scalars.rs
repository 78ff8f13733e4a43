//! Turns texts, numbers and booleans into JSON and back, and JSON of any kind.
//!
//! It knows nothing of values inside others.

use std::borrow::Cow;

use serde::de::{DeserializeSeed as _, Deserializer, Error};
use serde_json::Value;

use super::collections::write_map;
use super::convert::{Direction, Json};
use super::json_error::JsonError;
use super::kind::{Digits, Read, Reading};
use super::place::Place;
use super::sealed::Sealed;
use super::strict_json::Strict;
use super::writer::JsonWriter;

impl Sealed for Value {}

impl Json for Value {
    fn read<'de, D: Deserializer<'de>>(json: D, _: &Place<'_>) -> Result<Self, D::Error> {
        Strict.deserialize(json)
    }

    fn write<W: JsonWriter>(&self, json: W, direction: Direction) -> Result<W::Ok, W::Error> {
        match self {
            Self::Null => json.scalar(()),
            Self::Bool(value) => json.scalar(*value),
            Self::Number(number) => json.scalar(number),
            Self::String(text) => json.text(text),
            Self::Array(elements) => elements.write(json, direction),
            Self::Object(object) => write_map(object, object.len(), json, direction),
        }
    }

    fn from_json(value: Value) -> Result<Self, JsonError> {
        Ok(value)
    }

    fn to_json(&self, _: Direction) -> Value {
        self.clone()
    }
}

/// What makes a value of a boolean.
struct Boolean<'p>(&'p Place<'p>);

impl Reading<'_> for Boolean<'_> {
    type Value = bool;

    fn expected(&self) -> &'static str {
        "a boolean"
    }

    fn place(&self) -> &Place<'_> {
        self.0
    }

    fn boolean<E: Error>(self, value: bool) -> Result<bool, E> {
        Ok(value)
    }
}

impl Sealed for bool {}

impl Json for bool {
    fn read<'de, D: Deserializer<'de>>(json: D, place: &Place<'_>) -> Result<Self, D::Error> {
        json.deserialize_any(Read(Boolean(place)))
    }

    fn write<W: JsonWriter>(&self, json: W, _: Direction) -> Result<W::Ok, W::Error> {
        json.scalar(*self)
    }
}

/// What makes a value of a text.
struct Text<'p, F> {
    place: &'p Place<'p>,
    make: F,
}

impl<T, F: FnOnce(Cow<'_, str>) -> T> Reading<'_> for Text<'_, F> {
    type Value = T;

    fn expected(&self) -> &'static str {
        "a string"
    }

    fn place(&self) -> &Place<'_> {
        self.place
    }

    fn text<E: Error>(self, text: &str) -> Result<T, E> {
        Ok((self.make)(Cow::Borrowed(text)))
    }

    fn owned_text<E: Error>(self, text: String) -> Result<T, E> {
        Ok((self.make)(Cow::Owned(text)))
    }
}

/// Reads a text, and makes something of it.
pub(super) fn read_text<'de, T, D: Deserializer<'de>>(
    json: D,
    place: &Place<'_>,
    make: impl FnOnce(Cow<'_, str>) -> T,
) -> Result<T, D::Error> {
    json.deserialize_any(Read(Text { place, make }))
}

impl Sealed for String {}

impl Json for String {
    fn read<'de, D: Deserializer<'de>>(json: D, place: &Place<'_>) -> Result<Self, D::Error> {
        read_text(json, place, |text| text.into_owned())
    }

    fn write<W: JsonWriter>(&self, json: W, _: Direction) -> Result<W::Ok, W::Error> {
        json.text(self)
    }
}

/// What makes a value of a number, unless it is none that fits.
struct Numeric<'p, T> {
    place: &'p Place<'p>,
    expected: &'static str,
    make: fn(Digits) -> Option<T>,
}

impl<T> Reading<'_> for Numeric<'_, T> {
    type Value = T;

    fn expected(&self) -> &'static str {
        self.expected
    }

    fn place(&self) -> &Place<'_> {
        self.place
    }

    fn number<E: Error>(self, number: Digits) -> Result<T, E> {
        (self.make)(number).ok_or_else(|| self.found(number.kind()))
    }
}

/// An integer, which JSON may also write as `3.0`: it tells no integers from other numbers.
macro_rules! integer {
    ($($type:ty: $expected:literal),*) => {$(
        impl Sealed for $type {}

        impl Json for $type {
            fn read<'de, D: Deserializer<'de>>(
                json: D,
                place: &Place<'_>,
            ) -> Result<Self, D::Error> {
                json.deserialize_any(Read(Numeric {
                    place,
                    expected: $expected,
                    make: |number| match number {
                        Digits::Signed(number) => Self::try_from(number).ok(),
                        Digits::Unsigned(number) => Self::try_from(number).ok(),
                        Digits::Float(number) => Self::try_from(whole(number)?).ok(),
                    },
                }))
            }

            fn write<W: JsonWriter>(&self, json: W, _: Direction) -> Result<W::Ok, W::Error> {
                json.scalar(*self)
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

/// The integer that a number is, `3.0` included.
fn whole(float: f64) -> Option<i128> {
    let whole = float.fract() == 0.0 && float.abs() < 2_f64.powi(64);
    whole.then_some(float as i128)
}

/// Up to here every integer is a number of 64 bits, 2^53.
const EXACT: f64 = 9_007_199_254_740_992.0;

fn float(number: Digits) -> Option<f64> {
    match number {
        Digits::Signed(number) => Some(number as f64),
        Digits::Unsigned(number) => Some(number as f64),
        Digits::Float(number) => Some(number).filter(|number| number.is_finite()),
    }
}

impl Sealed for f64 {}

impl Json for f64 {
    fn read<'de, D: Deserializer<'de>>(json: D, place: &Place<'_>) -> Result<Self, D::Error> {
        json.deserialize_any(Read(Numeric {
            place,
            expected: "a number",
            make: float,
        }))
    }

    /// JSON has neither infinities nor NaN (RFC 8259 §6): they become null. A whole number
    /// is written without a fraction: what the document calls a number is often an integer
    /// to its server, which would refuse `1.0`.
    fn write<W: JsonWriter>(&self, json: W, _: Direction) -> Result<W::Ok, W::Error> {
        let whole = *self as i64;
        let is_whole = self.abs() <= EXACT && whole as Self == *self;
        match is_whole && (whole != 0 || self.is_sign_positive()) {
            true => json.scalar(whole),
            false if self.is_finite() => json.scalar(*self),
            false => json.scalar(()),
        }
    }
}

impl Sealed for f32 {}

impl Json for f32 {
    fn read<'de, D: Deserializer<'de>>(json: D, place: &Place<'_>) -> Result<Self, D::Error> {
        json.deserialize_any(Read(Numeric {
            place,
            expected: "a number of 32 bits",
            make: |number| {
                let narrow = float(number)? as Self;
                Some(narrow).filter(|narrow| narrow.is_finite())
            },
        }))
    }

    /// As short as reads back the same, so that `0.1` does not become `0.10000000149011612`.
    fn write<W: JsonWriter>(&self, json: W, direction: Direction) -> Result<W::Ok, W::Error> {
        let shortest: f64 = self.to_string().parse().unwrap_or(f64::NAN);
        shortest.write(json, direction)
    }
}
