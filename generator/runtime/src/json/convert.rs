//! Turns Rust values into JSON and back: the trait that all of them have.
//!
//! It knows no type: scalars, collections and models are files of their own.

use std::borrow::Cow;
use std::cell::Cell;
use std::marker::PhantomData;

use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess};
use serde_json::Value;

use super::form::Content;
use super::json_error::JsonError;
use super::model::read_model;
use super::object_reader::ObjectReader;
use super::object_writer::{ObjectWriter, write_model};
use super::place::Place;
use super::presence::Properties;
use super::scalars::read_text;
use super::sealed::Sealed;
use super::text_writer::TextWriter;
use super::writer::{BySerde, JsonWriter, Target};

/// Which way JSON goes, which decides whether read-only properties take part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// To the server: without read-only properties (OpenAPI 3.0.3 §4.7.24.2).
    Request,
    /// Whole, as a server would send it.
    Response,
}

/// How a generated type is read and written.
#[derive(Debug)]
pub enum JsonShape<T> {
    /// As an object, by its fields.
    Object,
    /// As a text.
    Text {
        /// The value for a text.
        from_text: fn(Cow<'_, str>) -> T,
        /// The text of a value.
        as_str: fn(&T) -> &str,
    },
}

/// A type with a JSON form. Only the types of this crate and generated types implement it.
///
/// Values are read from text and written to it as they are, without a [`Value`] between.
///
/// A model, a struct that is an object, has `read_fields`, `write_fields` and `properties`, by the
/// macro `model!`; an enum of texts has its `SHAPE`, by `string_enum!`; every other type has `read`
/// and `write`. One trait has all of it, because `read` and `write` in each model and enum, which
/// only call the functions for models and for enums, are a twentieth of what rustc does for a
/// crate: it compares the bounds of their type parameters with those here.
pub trait Json: Sealed + Sized {
    /// What `read` and `write` do where the type has none of its own.
    #[doc(hidden)]
    const SHAPE: JsonShape<Self> = JsonShape::Object;

    /// Reads a value that is at a place.
    ///
    /// # Errors
    ///
    /// Where the JSON does not fit the type; the error names the place.
    fn read<'de, D: Deserializer<'de>>(json: D, place: &Place<'_>) -> Result<Self, D::Error> {
        match Self::SHAPE {
            JsonShape::Object => read_model(json, place),
            JsonShape::Text { from_text, .. } => read_text(json, place, from_text),
        }
    }

    /// Writes a value.
    ///
    /// # Errors
    ///
    /// Those of what takes it.
    fn write<W: JsonWriter>(&self, json: W, direction: Direction) -> Result<W::Ok, W::Error> {
        match Self::SHAPE {
            JsonShape::Object => write_model(self, json, direction),
            JsonShape::Text { as_str, .. } => json.text(as_str(self)),
        }
    }

    /// Takes the fields of a model out of an object.
    ///
    /// # Errors
    ///
    /// Where a property is absent that must be there, or does not fit; where the type is not a
    /// model.
    #[doc(hidden)]
    fn read_fields<'de, A: MapAccess<'de>>(_: &mut ObjectReader<'_, A>) -> Result<Self, A::Error> {
        Err(A::Error::custom("the type has no properties"))
    }

    /// Puts the fields of a model into an object, in the order of the properties.
    #[doc(hidden)]
    fn write_fields<W: Target>(&self, _: &mut ObjectWriter<W>) {}

    /// Names all properties of a model.
    #[doc(hidden)]
    fn properties() -> &'static Properties {
        static NONE: Properties = Properties::new(&[]);
        &NONE
    }

    /// Reads a value from JSON that was read before.
    ///
    /// # Errors
    ///
    /// Where the JSON does not fit the type; the error names the place.
    fn from_json(value: Value) -> Result<Self, JsonError> {
        let mismatch = Cell::new(None);
        Self::read(value, &Place::document(&mismatch)).map_err(|_| {
            let other = || JsonError::new("other JSON".to_owned(), "this");
            mismatch.take().unwrap_or_else(other)
        })
    }

    /// Writes a value as one that can be looked at.
    fn to_json(&self, direction: Direction) -> Value {
        let written = self.write(BySerde(serde_json::value::Serializer), direction);
        written.expect("every name in JSON is a text")
    }

    /// Appends the value's JSON text; the same JSON as [`Self::to_json`].
    fn write_json(&self, direction: Direction, text: &mut Vec<u8>) {
        // As much as most bodies need, so that they are not moved while they grow.
        text.reserve(1024);
        let Ok(()) = self.write(TextWriter(text), direction);
    }

    /// Whether it is a value that a union keeps though none of its types fits, so that another
    /// union around it goes on looking.
    #[doc(hidden)]
    fn is_unknown(&self) -> bool {
        false
    }

    /// Whether it is what an optional property has where it is not there.
    #[doc(hidden)]
    fn is_absent(&self) -> bool {
        false
    }

    /// The parts of a multipart form that the value becomes; types that hold
    /// files can do it without losing them to JSON.
    #[doc(hidden)]
    fn to_contents(&self) -> Vec<Content> {
        Content::of(self.to_json(Direction::Request))
    }
}

/// Reads a part of a value.
pub(super) struct Seed<'p, T> {
    place: &'p Place<'p>,
    of: PhantomData<T>,
}

impl<'p, T> Seed<'p, T> {
    pub(super) fn new(place: &'p Place<'p>) -> Self {
        let of = PhantomData;
        Self { place, of }
    }
}

impl<'de, T: Json> DeserializeSeed<'de> for Seed<'_, T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<T, D::Error> {
        T::read(json, self.place)
    }
}
