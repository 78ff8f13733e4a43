//! Turns the values of a model's properties into an object.
//!
//! Whether that becomes text, a value or a form, its caller need not know.

use std::convert::Infallible;
use std::fmt;

use serde::ser::{SerializeMap, Serializer};

use super::convert::{Direction, Json, Written};
use super::form::Form;
use super::model::Model;
use super::presence::{Properties, Property};

/// What takes the properties of an object.
pub trait Target {
    /// Why it may not.
    type Error;

    /// Which way the object goes.
    fn direction(&self) -> Direction;

    /// Takes one property.
    ///
    /// # Errors
    ///
    /// Those of a serializer.
    fn put<T: Json>(&mut self, name: &str, value: &T) -> Result<(), Self::Error>;
}

/// An object of a serializer.
struct Entries<M> {
    map: M,
    direction: Direction,
}

impl<M: SerializeMap> Target for Entries<M> {
    type Error = M::Error;

    fn direction(&self) -> Direction {
        self.direction
    }

    fn put<T: Json>(&mut self, name: &str, value: &T) -> Result<(), M::Error> {
        let value = Written(value, self.direction);
        self.map.serialize_entry(name, &value)
    }
}

/// The parts of a multipart body.
struct Parts(Form);

impl Target for Parts {
    type Error = Infallible;

    fn direction(&self) -> Direction {
        Direction::Request
    }

    fn put<T: Json>(&mut self, name: &str, value: &T) -> Result<(), Infallible> {
        self.0.add(name, value);
        Ok(())
    }
}

/// The value of a property.
pub trait Field<W: Target> {
    /// Writes it, unless it may be absent and is.
    ///
    /// # Errors
    ///
    /// Those of a serializer.
    fn put(&self, property: &Property, target: &mut W) -> Result<(), W::Error>;

    /// Whether it is what an optional property has where it is not there.
    fn is_absent(&self) -> bool;
}

impl<T: Json, W: Target> Field<W> for T {
    fn put(&self, property: &Property, target: &mut W) -> Result<(), W::Error> {
        match !property.is_required && Json::is_absent(self) {
            true => Ok(()),
            false => target.put(property.name, self),
        }
    }

    fn is_absent(&self) -> bool {
        Json::is_absent(self)
    }
}

/// An object that is being written.
pub struct ObjectWriter<W> {
    target: W,
}

impl<W: Target> ObjectWriter<W> {
    /// Writes the properties, and what the model has beside them. Of that, what was set as
    /// a property since it came is written already, and what is read-only stays out.
    ///
    /// # Errors
    ///
    /// Those of a serializer.
    pub fn write<'v, T: Json + 'v>(
        &mut self,
        properties: &'static Properties,
        fields: &[&dyn Field<W>],
        rest: impl IntoIterator<Item = (&'v String, &'v T)>,
    ) -> Result<(), W::Error> {
        let is_request = self.target.direction() == Direction::Request;
        let is_omitted = |property: &Property| property.is_read_only && is_request;
        for (property, field) in properties.list.iter().zip(fields) {
            if !is_omitted(property) {
                field.put(property, &mut self.target)?;
            }
        }
        for (name, value) in rest {
            let is_settled = properties.find(name, 0).is_some_and(|number| {
                let property = &properties.list[number];
                is_omitted(property) || property.is_required || !fields[number].is_absent()
            });
            if !is_settled {
                self.target.put(name, value)?;
            }
        }
        Ok(())
    }
}

/// Writes a model as an object.
pub(super) fn write_object<T: Model, S: Serializer>(
    model: &T,
    json: S,
    direction: Direction,
) -> Result<S::Ok, S::Error> {
    let map = json.serialize_map(None)?;
    let target = Entries { map, direction };
    let mut object = ObjectWriter { target };
    model.write_fields(&mut object)?;
    object.target.map.end()
}

/// Writes a model as the parts of a multipart body.
pub(super) fn write_form<T: Model>(model: &T) -> Form {
    let target = Parts(Form::new());
    let mut object = ObjectWriter { target };
    match model.write_fields(&mut object) {
        Ok(()) => object.target.0,
        Err(never) => match never {},
    }
}

/// Without what was written, which may be secret.
impl<W> fmt::Debug for ObjectWriter<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ObjectWriter").finish_non_exhaustive()
    }
}
