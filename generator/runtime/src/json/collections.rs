//! Turns lists, maps and values that may be null into JSON and back.
//!
//! It knows nothing of objects with named properties; those are models.

use std::collections::BTreeMap;
use std::marker::PhantomData;

use serde::de::{Deserializer, Error, MapAccess, SeqAccess};
use serde_json::{Map, Value};

use super::convert::{Direction, Json, Seed};
use super::form::Content;
use super::json_error::JsonError;
use super::kind::{Read, Reading, refuse_number};
use super::object::kept;
use super::place::Place;
use super::sealed::Sealed;
use super::strict_json::{EXACT_NUMBER, twice};
use super::writer::{ArrayWriter as _, JsonWriter, Target as _};

impl Sealed for Map<String, Value> {}

impl Json for Map<String, Value> {
    fn read<'de, D: Deserializer<'de>>(json: D, place: &Place<'_>) -> Result<Self, D::Error> {
        match Value::read(json, place)? {
            Value::Object(object) => Ok(object),
            other => Err(place.mismatch("an object", JsonError::kind(&other))),
        }
    }

    fn write<W: JsonWriter>(&self, json: W, direction: Direction) -> Result<W::Ok, W::Error> {
        match kept(self) {
            Some(value) => value.write(json, direction),
            None => write_map(self, self.len(), json, direction),
        }
    }
}

pub(super) fn write_map<'m, T: Json + 'm, W: JsonWriter>(
    map: impl IntoIterator<Item = (&'m String, &'m T)>,
    length: usize,
    json: W,
    direction: Direction,
) -> Result<W::Ok, W::Error> {
    let mut object = json.object(Some(length))?;
    for (name, value) in map {
        object.name(name)?;
        object.value(value, direction)?;
    }
    object.end()
}

/// A list, a map or a model that is being read.
pub(super) struct Inside<'p, T> {
    pub(super) place: &'p Place<'p>,
    pub(super) of: PhantomData<T>,
}

impl<'p, T> Inside<'p, T> {
    pub(super) fn new(place: &'p Place<'p>) -> Self {
        let of = PhantomData;
        Self { place, of }
    }
}

impl<'de, T: Json> Reading<'de> for Inside<'_, Vec<T>> {
    type Value = Vec<T>;

    fn expected(&self) -> &'static str {
        "an array"
    }

    fn place(&self) -> &Place<'_> {
        self.place
    }

    fn array<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Vec<T>, A::Error> {
        let mut list = Vec::new();
        loop {
            let place = self.place.element(list.len());
            match elements.next_element_seed(Seed::new(&place))? {
                Some(element) => list.push(element),
                None => return Ok(list),
            }
        }
    }
}

impl<T: Json> Sealed for Vec<T> {}

impl<T: Json> Json for Vec<T> {
    fn read<'de, D: Deserializer<'de>>(json: D, place: &Place<'_>) -> Result<Self, D::Error> {
        json.deserialize_any(Read(Inside::<Self>::new(place)))
    }

    fn write<W: JsonWriter>(&self, json: W, direction: Direction) -> Result<W::Ok, W::Error> {
        let mut array = json.array(self.len())?;
        for element in self {
            array.add(element, direction)?;
        }
        array.end()
    }

    fn to_contents(&self) -> Vec<Content> {
        self.iter().flat_map(Json::to_contents).collect()
    }
}

impl<'de, T: Json> Reading<'de> for Inside<'_, BTreeMap<String, T>> {
    type Value = BTreeMap<String, T>;

    fn expected(&self) -> &'static str {
        "an object"
    }

    fn place(&self) -> &Place<'_> {
        self.place
    }

    fn object<A: MapAccess<'de>>(self, mut object: A) -> Result<Self::Value, A::Error> {
        let mut map = BTreeMap::new();
        while let Some(name) = object.next_key::<String>()? {
            add(&mut map, name, &mut object, self.place)?;
        }
        Ok(map)
    }
}

/// Reads the value of one name of a map that is at a place.
pub(super) fn add<'de, T: Json, A: MapAccess<'de>>(
    map: &mut BTreeMap<String, T>,
    name: String,
    object: &mut A,
    place: &Place<'_>,
) -> Result<(), A::Error> {
    let here = place.property(&name);
    let value = match name == EXACT_NUMBER {
        true => {
            let value = object.next_value_seed(Seed::<Value>::new(&here))?;
            refuse_number(&name, &value, place)?;
            T::read(value, &here).map_err(A::Error::custom)?
        }
        false => object.next_value_seed(Seed::new(&here))?,
    };
    match map.insert(name, value) {
        Some(_) => Err(twice()),
        None => Ok(()),
    }
}

impl<T: Json> Sealed for BTreeMap<String, T> {}

impl<T: Json> Json for BTreeMap<String, T> {
    fn read<'de, D: Deserializer<'de>>(json: D, place: &Place<'_>) -> Result<Self, D::Error> {
        json.deserialize_any(Read(Inside::<Self>::new(place)))
    }

    fn write<W: JsonWriter>(&self, json: W, direction: Direction) -> Result<W::Ok, W::Error> {
        write_map(self, self.len(), json, direction)
    }
}

impl<'de, T: Json> Reading<'de> for Inside<'_, Option<T>> {
    type Value = Option<T>;

    fn expected(&self) -> &'static str {
        "a value"
    }

    fn place(&self) -> &Place<'_> {
        self.place
    }

    fn null<E: Error>(self) -> Result<Option<T>, E> {
        Ok(None)
    }

    fn some<D: Deserializer<'de>>(self, json: D) -> Result<Option<T>, D::Error> {
        T::read(json, self.place).map(Some)
    }
}

impl<T: Json> Sealed for Option<T> {}

impl<T: Json> Json for Option<T> {
    fn read<'de, D: Deserializer<'de>>(json: D, place: &Place<'_>) -> Result<Self, D::Error> {
        json.deserialize_option(Read(Inside::<Self>::new(place)))
    }

    fn write<W: JsonWriter>(&self, json: W, direction: Direction) -> Result<W::Ok, W::Error> {
        match self {
            Some(value) => value.write(json, direction),
            None => json.scalar(()),
        }
    }

    fn is_unknown(&self) -> bool {
        self.as_ref().is_some_and(Json::is_unknown)
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }

    fn to_contents(&self) -> Vec<Content> {
        self.iter().flat_map(Json::to_contents).collect()
    }
}

impl<T: Json> Sealed for Box<T> {}

impl<T: Json> Json for Box<T> {
    fn read<'de, D: Deserializer<'de>>(json: D, place: &Place<'_>) -> Result<Self, D::Error> {
        T::read(json, place).map(Self::new)
    }

    fn write<W: JsonWriter>(&self, json: W, direction: Direction) -> Result<W::Ok, W::Error> {
        T::write(self, json, direction)
    }

    fn is_unknown(&self) -> bool {
        T::is_unknown(self)
    }

    fn to_contents(&self) -> Vec<Content> {
        T::to_contents(self)
    }
}
