//! Turns structs into JSON objects and back.
//!
//! It knows no particular struct: each names its own properties.

use serde_json::{Map, Value};

use super::convert::{Direction, Json};
use super::json_error::JsonError;
use super::object_reader::ObjectReader;
use super::object_writer::ObjectWriter;
use super::sealed::Sealed;

/// A struct that is an object in JSON.
///
/// The macro `model!` adds [`super::convert::Json`] and serde's traits.
pub trait Model: Sealed + Sized {
    /// Takes the fields out of an object.
    ///
    /// # Errors
    ///
    /// Where a property is absent that must be there, or does not fit.
    fn read(object: &mut ObjectReader) -> Result<Self, JsonError>;

    /// Puts the fields into an object.
    fn write(&self, object: &mut ObjectWriter);
}

/// Reads a model from JSON; what `model!` makes of [`super::convert::Json::from_json`].
#[doc(hidden)]
pub fn read_model<T: Model>(value: Value) -> Result<T, JsonError> {
    T::read(&mut ObjectReader::new(value)?)
}

/// Writes a model as a value; what `model!` makes of [`super::convert::Json::to_json`].
#[doc(hidden)]
pub fn write_model<T: Model>(model: &T, direction: Direction) -> Value {
    ObjectWriter::value(direction, |object| model.write(object))
}

/// Writes a model as text; what `model!` makes of [`super::convert::Json::write_json`].
#[doc(hidden)]
pub fn write_model_text<T: Model>(model: &T, direction: Direction, text: &mut Vec<u8>) {
    ObjectWriter::text(direction, text, |object| model.write(object));
}

/// Some of many values: what rustc makes of one function with very many `?` grows
/// with the square of their number.
///
/// # Errors
///
/// That of the first value that can't be read.
#[doc(hidden)]
pub fn read_part<T, E>(read: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
    read()
}

/// Takes an undeclared property that fits a type; one that does not stays where it is.
pub fn take_undeclared<T: Json>(rest: &mut Map<String, Value>, name: &str) -> Option<T> {
    let value = T::from_json(rest.get(name)?.clone()).ok()?;
    rest.shift_remove(name);
    Some(value)
}

/// The rest of another object, without properties that it declares and that stay behind:
/// they are there where they came as null.
pub fn without_declared<T, R>(rest: R, declared: &[&str]) -> R
where
    R: IntoIterator<Item = (String, T)> + FromIterator<(String, T)>,
{
    let is_undeclared = |(name, _): &(String, T)| !declared.contains(&name.as_str());
    rest.into_iter().filter(is_undeclared).collect()
}

/// The same JSON as another type; none where it does not fit.
pub fn converted<S: Json, T: Json>(value: &S) -> Option<T> {
    T::from_json(value.to_json(Direction::Response)).ok()
}
