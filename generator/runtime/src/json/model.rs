//! Turns structs into JSON objects and back.
//!
//! It knows no particular struct: each names its own properties.

use serde::de::{Deserializer, MapAccess};

use super::collections::Inside;
use super::convert::{Direction, Json};
use super::kind::{Read, Reading};
use super::object_reader::ObjectReader;
use super::object_writer::{ObjectWriter, write_object};
use super::place::Place;
use super::presence::Properties;
use super::sealed::Sealed;
use super::undeclared_properties::UndeclaredProperties;
use super::writer::{JsonWriter, Target};

/// A struct that is an object in JSON. The macro `model!` makes one, with
/// [`super::convert::Json`] and serde's traits.
pub trait Model: Sealed + Sized {
    /// Takes the fields out of an object.
    ///
    /// # Errors
    ///
    /// Where a property is absent that must be there, or does not fit.
    fn read_fields<'de, A: MapAccess<'de>>(
        object: &mut ObjectReader<'_, A>,
    ) -> Result<Self, A::Error>;

    /// Puts the fields into an object, in the order of the properties.
    fn write_fields<W: Target>(&self, object: &mut ObjectWriter<W>);

    /// Names all properties.
    fn properties() -> &'static Properties;
}

/// A model that is being read.
struct Whole<'p, T>(Inside<'p, T>);

impl<'de, T: Model> Reading<'de> for Whole<'_, T> {
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

/// What `model!` makes of [`super::convert::Json::read`].
///
/// # Errors
///
/// Where the JSON does not fit.
#[doc(hidden)]
pub fn read_model<'de, T: Model, D: Deserializer<'de>>(
    json: D,
    place: &Place<'_>,
) -> Result<T, D::Error> {
    json.deserialize_any(Read(Whole(Inside::new(place))))
}

/// What `model!` makes of [`super::convert::Json::write`].
///
/// # Errors
///
/// Those of the serializer.
#[doc(hidden)]
pub fn write_model<T: Model, W: JsonWriter>(
    model: &T,
    json: W,
    direction: Direction,
) -> Result<W::Ok, W::Error> {
    write_object(model, json, direction)
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
