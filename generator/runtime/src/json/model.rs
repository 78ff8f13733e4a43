//! Turns structs into JSON objects and back.
//!
//! It knows no particular struct: each names its own properties.

use serde::de::{Deserializer, MapAccess};

use super::collections::Inside;
use super::convert::{Direction, Json};
use super::kind::{Read, Reading};
use super::object_reader::ObjectReader;
use super::place::Place;
use super::undeclared_properties::UndeclaredProperties;

/// A model that is being read.
struct Whole<'p, T>(Inside<'p, T>);

impl<'de, T: Json> Reading<'de> for Whole<'_, T> {
    type Value = T;

    fn expected(&self) -> &'static str {
        "an object"
    }

    fn place(&self) -> &Place<'_> {
        self.0.place
    }

    fn object<A: MapAccess<'de>>(self, object: A) -> Result<T, A::Error> {
        T::read_fields(&mut ObjectReader::new(object, self.0.place))
    }
}

/// Reads a model from an object.
pub(super) fn read_model<'de, T: Json, D: Deserializer<'de>>(
    json: D,
    place: &Place<'_>,
) -> Result<T, D::Error> {
    json.deserialize_any(Read(Whole(Inside::new(place))))
}

/// Takes an undeclared property that fits a type; one that does not stays where it is.
pub fn take_undeclared<T: Json>(rest: &mut UndeclaredProperties, name: &str) -> Option<T> {
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
