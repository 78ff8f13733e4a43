//! Turns the values of a model's properties into an object.
//!
//! Whether that becomes text, a value or a form, its caller need not know.

use std::convert::Infallible;
use std::fmt;
use std::slice::Iter;

use super::bits::Bits;
use super::convert::{Direction, Json};
use super::form::Form;
use super::presence::{Properties, Property};
use super::writer::{JsonWriter, Target};

/// The parts of a multipart body.
#[derive(Default)]
struct Parts {
    form: Form,
    name: String,
}

impl Target for Parts {
    type Ok = Form;
    type Error = Infallible;

    fn name(&mut self, name: &str) -> Result<(), Infallible> {
        name.clone_into(&mut self.name);
        Ok(())
    }

    fn value<T: Json>(&mut self, value: &T, _: Direction) -> Result<(), Infallible> {
        self.form.add(&self.name, value);
        Ok(())
    }

    fn end(self) -> Result<Form, Infallible> {
        Ok(self.form)
    }
}

/// An object that is being written.
pub struct ObjectWriter<W: Target> {
    target: W,
    direction: Direction,
    properties: &'static Properties,
    /// Those that have not been written; none after an error.
    left: Iter<'static, Property>,
    /// The numbers of those that may be absent and are.
    absent: Bits,
    done: Result<(), W::Error>,
}

impl<W: Target> ObjectWriter<W> {
    fn new(target: W, properties: &'static Properties, direction: Direction) -> Self {
        Self {
            target,
            direction,
            properties,
            left: properties.list.iter(),
            absent: Bits::new(properties.list.len()),
            done: Ok(()),
        }
    }

    /// Writes the next property, unless it may be absent and is. After an error it writes
    /// nothing, and the end of the object has that error: so a model has no `?` for each property.
    pub fn property<T: Json>(&mut self, value: &T) {
        let Some(property) = self.left.next() else {
            return;
        };
        if property.is_read_only && self.direction == Direction::Request {
            return;
        }
        if !property.is_required && value.is_absent() {
            let number = self.properties.list.len() - self.left.len() - 1;
            self.absent.insert(number);
        } else {
            self.write(property.name, value);
        }
    }

    /// Writes what the model has beside its properties. Of that, what was set as a property
    /// since it came is written already, and what is read-only stays out.
    pub fn rest<'v, T: Json + 'v>(&mut self, rest: impl IntoIterator<Item = (&'v String, &'v T)>) {
        for (name, value) in rest {
            let found = self.properties.find(name, 0);
            let is_settled = found.is_some_and(|number| !self.absent.contains(number));
            if !is_settled && self.done.is_ok() {
                self.write(name, value);
            }
        }
    }

    fn write<T: Json>(&mut self, name: &str, value: &T) {
        let named = self.target.name(name);
        if let Err(error) = named.and_then(|()| self.target.value(value, self.direction)) {
            self.done = Err(error);
            self.left = Iter::default();
        }
    }

    fn end(self) -> Result<W::Ok, W::Error> {
        self.done?;
        self.target.end()
    }
}

/// Writes a model as an object.
pub(super) fn write_model<T: Json, W: JsonWriter>(
    model: &T,
    json: W,
    direction: Direction,
) -> Result<W::Ok, W::Error> {
    let mut object = ObjectWriter::new(json.object(None)?, T::properties(), direction);
    model.write_fields(&mut object);
    object.end()
}

/// Writes a model as the parts of a multipart body.
pub(super) fn write_form<T: Json>(model: &T) -> Form {
    let parts = Parts::default();
    let mut object = ObjectWriter::new(parts, T::properties(), Direction::Request);
    model.write_fields(&mut object);
    let Ok(form) = object.end();
    form
}

/// Without what was written, which may be secret.
impl<W: Target> fmt::Debug for ObjectWriter<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ObjectWriter").finish_non_exhaustive()
    }
}
