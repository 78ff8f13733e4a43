//! Turns what serde says of a value into one of JSON's six kinds, and every kind that a type
//! does not take into an error that names the place and no value.
//!
//! It does not know which type is read.

use std::fmt;

use serde::de::{Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Number, Value};

use super::place::Place;
use super::strict_json::{EXACT_NUMBER, digits, exact_number};

/// What a type makes of each kind of JSON. What it does not say is a mismatch.
pub(super) trait Reading<'de>: Sized {
    type Value;

    /// In words that can follow "expected".
    fn expected(&self) -> &'static str;

    fn place(&self) -> &Place<'_>;

    fn null<E: Error>(self) -> Result<Self::Value, E> {
        Err(self.found("null"))
    }

    fn boolean<E: Error>(self, _: bool) -> Result<Self::Value, E> {
        Err(self.found("a boolean"))
    }

    fn number<E: Error>(self, number: Digits) -> Result<Self::Value, E> {
        Err(self.found(number.kind()))
    }

    fn text<E: Error>(self, _: &str) -> Result<Self::Value, E> {
        Err(self.found("a string"))
    }

    fn owned_text<E: Error>(self, text: String) -> Result<Self::Value, E> {
        self.text(&text)
    }

    fn array<A: SeqAccess<'de>>(self, _: A) -> Result<Self::Value, A::Error> {
        Err(self.found("an array"))
    }

    /// An object; a number, too, where another crate made `serde_json` hand them out so.
    fn object<A: MapAccess<'de>>(self, mut object: A) -> Result<Self::Value, A::Error> {
        match exact_number(&mut object)? {
            Some(number) => self.number(Digits::of(&number)),
            None => Err(self.found("an object")),
        }
    }

    /// A value in a format that says that it is one.
    fn some<D: Deserializer<'de>>(self, json: D) -> Result<Self::Value, D::Error> {
        json.deserialize_any(Read(self))
    }

    #[cold]
    fn found<E: Error>(&self, found: &'static str) -> E {
        self.place().mismatch(self.expected(), found)
    }
}

/// A number as JSON has it.
#[derive(Clone, Copy)]
pub(super) enum Digits {
    Signed(i64),
    Unsigned(u64),
    Float(f64),
}

impl Digits {
    pub(super) fn of(number: &Number) -> Self {
        let signed = number.as_i64().map(Self::Signed);
        let whole = signed.or_else(|| number.as_u64().map(Self::Unsigned));
        whole.unwrap_or_else(|| Self::Float(number.as_f64().unwrap_or(f64::INFINITY)))
    }

    /// In words that can follow "found".
    pub(super) fn kind(self) -> &'static str {
        match self {
            Self::Signed(_) | Self::Unsigned(_) => "an integer",
            Self::Float(_) => "a number",
        }
    }
}

/// Refuses a number where `serde_json` hands it out as an object with this property, and an
/// object with properties of any name is expected.
pub(super) fn refuse_number<E: Error>(
    name: &str,
    value: &Value,
    place: &Place<'_>,
) -> Result<(), E> {
    if name == EXACT_NUMBER
        && let Some(number) = digits(value)
    {
        return Err(place.mismatch("an object", Digits::of(&number).kind()));
    }
    Ok(())
}

/// Serde's visitor for a [`Reading`].
pub(super) struct Read<R>(pub(super) R);

impl<'de, R: Reading<'de>> Visitor<'de> for Read<R> {
    type Value = R::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.expected())
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        self.0.null()
    }

    fn visit_none<E: Error>(self) -> Result<Self::Value, E> {
        self.0.null()
    }

    fn visit_some<D: Deserializer<'de>>(self, json: D) -> Result<Self::Value, D::Error> {
        self.0.some(json)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, json: D) -> Result<Self::Value, D::Error> {
        self.0.some(json)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Self::Value, E> {
        self.0.boolean(value)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Self::Value, E> {
        self.0.number(Digits::Signed(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Self::Value, E> {
        self.0.number(Digits::Unsigned(value))
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<Self::Value, E> {
        self.0.number(Digits::Float(value as f64))
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<Self::Value, E> {
        self.0.number(Digits::Float(value as f64))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Self::Value, E> {
        self.0.number(Digits::Float(value))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Self::Value, E> {
        self.0.text(value)
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Self::Value, E> {
        self.0.owned_text(value)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, elements: A) -> Result<Self::Value, A::Error> {
        self.0.array(elements)
    }

    fn visit_map<A: MapAccess<'de>>(self, properties: A) -> Result<Self::Value, A::Error> {
        self.0.object(properties)
    }
}
