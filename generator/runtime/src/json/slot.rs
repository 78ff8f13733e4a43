//! Holds the values of a model's properties until all of them came.
//!
//! It does not know which property a value belongs to.

use serde::de::MapAccess;

use super::convert::{Json, Seed};
use super::place::Place;

/// Where the value of one property goes.
pub trait Slot<'de, A: MapAccess<'de>> {
    /// Reads the value that comes next in an object, and says whether it is one: null may
    /// stand for none.
    ///
    /// # Errors
    ///
    /// Where it does not fit.
    fn set(&mut self, object: &mut A, place: &Place<'_>) -> Result<bool, A::Error>;
}

/// Of a property that must be there.
#[derive(Debug)]
pub struct Required<T>(Option<T>);

/// Of a property that null leaves absent.
#[derive(Debug)]
pub struct Optional<T>(Option<T>);

/// Of a property that may be absent, and is there where it is null.
#[derive(Debug)]
pub struct Present<T>(Option<T>);

/// An empty slot for each kind of property.
#[derive(Debug)]
pub struct Slots;

impl Slots {
    /// See [`super::presence::Property::required`].
    pub const fn required<T>() -> Required<T> {
        Required(None)
    }

    /// See [`super::presence::Property::optional`].
    pub const fn optional<T>() -> Optional<T> {
        Optional(None)
    }

    /// See [`super::presence::Property::nullable`].
    pub const fn nullable<T>() -> Required<Option<T>> {
        Required(None)
    }

    /// See [`super::presence::Property::optional_nullable`].
    pub const fn optional_nullable<T>() -> Present<Option<T>> {
        Present(None)
    }

    /// See [`super::presence::Property::optional_json`].
    pub const fn optional_json<T>() -> Present<T> {
        Present(None)
    }
}

impl<'de, T: Json, A: MapAccess<'de>> Slot<'de, A> for Required<T> {
    fn set(&mut self, object: &mut A, place: &Place<'_>) -> Result<bool, A::Error> {
        self.0 = Some(object.next_value_seed(Seed::new(place))?);
        Ok(true)
    }
}

impl<'de, T: Json, A: MapAccess<'de>> Slot<'de, A> for Optional<T> {
    fn set(&mut self, object: &mut A, place: &Place<'_>) -> Result<bool, A::Error> {
        self.0 = object.next_value_seed(Seed::new(place))?;
        Ok(self.0.is_some())
    }
}

impl<'de, T: Json, A: MapAccess<'de>> Slot<'de, A> for Present<T> {
    fn set(&mut self, object: &mut A, place: &Place<'_>) -> Result<bool, A::Error> {
        self.0 = Some(object.next_value_seed(Seed::new(place))?);
        Ok(true)
    }
}

impl<T> Required<T> {
    /// The value. The reader has refused the object if there is none.
    pub fn take(self) -> T {
        self.0.expect("an object without it is refused")
    }
}

impl<T> Optional<T> {
    /// The value, if there is one.
    pub fn take(self) -> Option<T> {
        self.0
    }
}

impl<T> Present<T> {
    /// The value, if it came.
    pub fn take(self) -> Option<T> {
        self.0
    }
}
