//! Holds the values of a model's properties until all of them came.
//!
//! It does not know which property a value belongs to.

use serde::de::MapAccess;

use super::convert::{Json, Seed};
use super::place::Place;

/// Where the value of one property goes. It is empty until the value came.
pub trait Slot<'de, A: MapAccess<'de>> {
    /// Reads the value that comes next in an object, and says whether it is one: null is none
    /// unless it is taken for a value.
    ///
    /// # Errors
    ///
    /// Where it does not fit.
    fn set(
        &mut self,
        object: &mut A,
        place: &Place<'_>,
        takes_null: bool,
    ) -> Result<bool, A::Error>;
}

impl<'de, T: Json, A: MapAccess<'de>> Slot<'de, A> for Option<T> {
    fn set(
        &mut self,
        object: &mut A,
        place: &Place<'_>,
        takes_null: bool,
    ) -> Result<bool, A::Error> {
        *self = match takes_null {
            true => Some(object.next_value_seed(Seed::new(place))?),
            false => object.next_value_seed(Seed::new(place))?,
        };
        Ok(self.is_some())
    }
}

/// Turns the slot of each kind of property into the field of the model.
#[derive(Debug)]
pub struct Slots;

impl Slots {
    /// See [`super::presence::Property::required`]. The reader has refused the object if there
    /// is no value.
    pub fn required<T>(slot: Option<T>) -> T {
        slot.expect("an object without it is refused")
    }

    /// See [`super::presence::Property::optional`].
    pub const fn optional<T>(slot: Option<T>) -> Option<T> {
        slot
    }

    /// See [`super::presence::Property::nullable`].
    pub fn nullable<T>(slot: Option<Option<T>>) -> Option<T> {
        Self::required(slot)
    }

    /// See [`super::presence::Property::optional_nullable`].
    pub const fn optional_nullable<T>(slot: Option<Option<T>>) -> Option<Option<T>> {
        slot
    }

    /// See [`super::presence::Property::optional_json`].
    pub const fn optional_json<T>(slot: Option<T>) -> Option<T> {
        slot
    }
}
