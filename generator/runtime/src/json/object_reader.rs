//! Turns a JSON object into the values of a model's properties, as they come.
//!
//! Which properties there are, and how present they must be, only its caller knows.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, Visitor};
use serde_json::Value;

use super::bits::Bits;
use super::collections::add;
use super::convert::{Json, Seed};
use super::kind::refuse_number;
use super::place::Place;
use super::presence::Properties;
use super::slot::Slot;
use super::strict_json::twice;
#[cfg(feature = "cli")]
use super::undeclared;
use super::undeclared_properties::UndeclaredProperties;

/// An object that is being read.
pub struct ObjectReader<'p, A> {
    object: A,
    place: &'p Place<'p>,
}

impl<'p, 'de, A: MapAccess<'de>> ObjectReader<'p, A> {
    pub(super) fn new(object: A, place: &'p Place<'p>) -> Self {
        Self { object, place }
    }

    /// Reads the whole object: a slot for each property, and what is none of them.
    ///
    /// # Errors
    ///
    /// Where a property does not fit, occurs twice, or is absent and must not be.
    pub fn read<R: Rest<'de, A>>(
        &mut self,
        properties: &'static Properties,
        slots: &mut [&mut dyn Slot<'de, A>],
        rest: &mut R,
    ) -> Result<(), A::Error> {
        self.fill(properties, slots, rest)
    }

    fn fill(
        &mut self,
        properties: &'static Properties,
        slots: &mut [&mut dyn Slot<'de, A>],
        rest: &mut dyn Rest<'de, A>,
    ) -> Result<(), A::Error> {
        let mut came = Bits::new(slots.len());
        let mut expected = 0;
        let mut is_whole = true;
        while let Some(name) = self.object.next_key_seed(Key(properties, expected))? {
            let number = match name {
                Name::Declared(number) => number,
                Name::Undeclared(name) => {
                    is_whole = false;
                    rest.add(name, &mut self.object, self.place)?;
                    continue;
                }
            };
            if !came.insert(number) {
                return Err(twice());
            }
            let property = &properties.list[number];
            let place = self.place.property(property.name);
            if !slots[number].set(&mut self.object, &place, property.takes_null)? {
                rest.add_null(property.name);
            }
            expected = number + 1;
        }
        if !is_whole {
            rest.tell(properties);
        }
        self.absent(properties, &came)
    }

    /// Refuses an object without a property that must be there.
    fn absent(&self, properties: &'static Properties, came: &Bits) -> Result<(), A::Error> {
        let is_missing = properties.required & !came.first() != 0;
        if !is_missing && properties.list.len() <= 64 {
            return Ok(());
        }
        let mut all = properties.list.iter().enumerate();
        match all.find(|(number, property)| property.is_required && !came.contains(*number)) {
            Some((_, property)) => Err(self.place.absent(property.name)),
            None => Ok(()),
        }
    }
}

/// The name of a property that came.
enum Name {
    Declared(usize),
    Undeclared(String),
}

/// Reads a name. The property after the last one is tried first: servers keep to an order.
struct Key(&'static Properties, usize);

impl<'de> DeserializeSeed<'de> for Key {
    type Value = Name;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Name, D::Error> {
        json.deserialize_str(self)
    }
}

impl Visitor<'_> for Key {
    type Value = Name;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a property")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Name, E> {
        let Self(properties, expected) = self;
        let next = properties.list.get(expected);
        if next.is_some_and(|next| next.name == name) {
            return Ok(Name::Declared(expected));
        }
        Ok(match properties.find(name, expected) {
            Some(number) => Name::Declared(number),
            None => Name::Undeclared(name.to_owned()),
        })
    }
}

/// What a model has beside its properties.
pub trait Rest<'de, A: MapAccess<'de>> {
    /// Reads the value of a property that the model does not declare.
    ///
    /// # Errors
    ///
    /// Where it does not fit or occurs twice.
    fn add(&mut self, name: String, object: &mut A, place: &Place<'_>) -> Result<(), A::Error>;

    /// Remembers a declared property that was null and is absent in the model: nothing else
    /// tells the two apart.
    fn add_null(&mut self, name: &'static str);

    /// Says which names are none of the model's, where somebody wants to know.
    fn tell(&self, _: &'static Properties) {}
}

impl<'de, A: MapAccess<'de>> Rest<'de, A> for UndeclaredProperties {
    fn add(&mut self, name: String, object: &mut A, place: &Place<'_>) -> Result<(), A::Error> {
        let value = object.next_value_seed(Seed::<Value>::new(place))?;
        refuse_number(&name, &value, place)?;
        match self.insert(name, value) {
            Some(_) => Err(twice()),
            None => Ok(()),
        }
    }

    fn add_null(&mut self, name: &'static str) {
        self.insert(name.to_owned(), Value::Null);
    }

    #[cfg(feature = "cli")]
    fn tell(&self, properties: &'static Properties) {
        if undeclared::is_wanted() {
            let names = properties.list.iter().map(|property| property.name);
            undeclared::remember(self, &names.collect::<Vec<_>>());
        }
    }
}

/// Null has a place among values of one type only where the type has null.
impl<'de, T: Json, A: MapAccess<'de>> Rest<'de, A> for BTreeMap<String, T> {
    fn add(&mut self, name: String, object: &mut A, place: &Place<'_>) -> Result<(), A::Error> {
        add(self, name, object, place)
    }

    fn add_null(&mut self, name: &'static str) {
        if let Ok(null) = T::read(Value::Null, &Place::trial()) {
            self.insert(name.to_owned(), null);
        }
    }
}

/// Without the values, which may be secret.
impl<A> fmt::Debug for ObjectReader<'_, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ObjectReader").finish_non_exhaustive()
    }
}
