//! Takes JSON from values, whatever it becomes: text, or what a serializer of serde makes of it.
//!
//! It knows no type but names and texts.

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use super::convert::{Direction, Json};

/// Takes one value.
pub trait JsonWriter: Sized {
    /// What is left when the value is written.
    type Ok;

    /// Why it may not be written.
    type Error;

    /// What takes the elements of an array.
    type Array: ArrayWriter<Ok = Self::Ok, Error = Self::Error>;

    /// What takes the properties of an object.
    type Object: Target<Ok = Self::Ok, Error = Self::Error>;

    /// Takes null (`()`), a boolean or a number.
    ///
    /// # Errors
    ///
    /// Those of a serializer.
    fn scalar(self, value: impl Serialize) -> Result<Self::Ok, Self::Error>;

    /// Takes a string.
    ///
    /// # Errors
    ///
    /// Those of a serializer.
    fn text(self, text: &str) -> Result<Self::Ok, Self::Error>;

    /// Begins an array of so many elements.
    ///
    /// # Errors
    ///
    /// Those of a serializer.
    fn array(self, length: usize) -> Result<Self::Array, Self::Error>;

    /// Begins an object, of so many properties if that is known.
    ///
    /// # Errors
    ///
    /// Those of a serializer.
    fn object(self, length: Option<usize>) -> Result<Self::Object, Self::Error>;
}

/// Takes the elements of an array.
pub trait ArrayWriter {
    /// What is left when the array is written.
    type Ok;

    /// Why it may not be written.
    type Error;

    /// Takes one element.
    ///
    /// # Errors
    ///
    /// Those of a serializer.
    fn add<T: Json>(&mut self, element: &T, direction: Direction) -> Result<(), Self::Error>;

    /// Ends the array.
    ///
    /// # Errors
    ///
    /// Those of a serializer.
    fn end(self) -> Result<Self::Ok, Self::Error>;
}

/// Takes the properties of an object.
pub trait Target {
    /// What is left when the object is written.
    type Ok;

    /// Why it may not be written.
    type Error;

    /// Takes the name of a property.
    ///
    /// # Errors
    ///
    /// Those of a serializer.
    fn name(&mut self, name: &str) -> Result<(), Self::Error>;

    /// Takes the value of the property whose name came last.
    ///
    /// # Errors
    ///
    /// Those of a serializer.
    fn value<T: Json>(&mut self, value: &T, direction: Direction) -> Result<(), Self::Error>;

    /// Ends the object.
    ///
    /// # Errors
    ///
    /// Those of a serializer.
    fn end(self) -> Result<Self::Ok, Self::Error>;
}

/// A serializer of serde, or what it has for arrays and objects.
pub(super) struct BySerde<S>(pub(super) S);

impl<S: Serializer> JsonWriter for BySerde<S> {
    type Ok = S::Ok;
    type Error = S::Error;
    type Array = BySerde<S::SerializeSeq>;
    type Object = BySerde<S::SerializeMap>;

    fn scalar(self, value: impl Serialize) -> Result<S::Ok, S::Error> {
        value.serialize(self.0)
    }

    fn text(self, text: &str) -> Result<S::Ok, S::Error> {
        self.0.serialize_str(text)
    }

    fn array(self, length: usize) -> Result<Self::Array, S::Error> {
        self.0.serialize_seq(Some(length)).map(BySerde)
    }

    fn object(self, length: Option<usize>) -> Result<Self::Object, S::Error> {
        self.0.serialize_map(length).map(BySerde)
    }
}

impl<S: SerializeSeq> ArrayWriter for BySerde<S> {
    type Ok = S::Ok;
    type Error = S::Error;

    fn add<T: Json>(&mut self, element: &T, direction: Direction) -> Result<(), S::Error> {
        self.0.serialize_element(&Written(element, direction))
    }

    fn end(self) -> Result<S::Ok, S::Error> {
        self.0.end()
    }
}

impl<S: SerializeMap> Target for BySerde<S> {
    type Ok = S::Ok;
    type Error = S::Error;

    fn name(&mut self, name: &str) -> Result<(), S::Error> {
        self.0.serialize_key(name)
    }

    fn value<T: Json>(&mut self, value: &T, direction: Direction) -> Result<(), S::Error> {
        self.0.serialize_value(&Written(value, direction))
    }

    fn end(self) -> Result<S::Ok, S::Error> {
        self.0.end()
    }
}

/// A part of a value, as serde asks for it.
struct Written<'v, T>(&'v T, Direction);

impl<T: Json> Serialize for Written<'_, T> {
    fn serialize<S: Serializer>(&self, json: S) -> Result<S::Ok, S::Error> {
        self.0.write(BySerde(json), self.1)
    }
}
