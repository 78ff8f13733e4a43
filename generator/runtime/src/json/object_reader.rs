//! Turns a JSON object into the fields of a struct, one property at a time.
//!
//! Which properties there are, and how present they must be, only its caller knows.

use std::collections::BTreeMap;
use std::fmt;

use serde_json::{Map, Value};

use super::convert::Json;
use super::json_error::JsonError;
use super::redacted::NamesOnly;
#[cfg(feature = "cli")]
use super::undeclared;

/// An object whose properties are taken out one by one.
pub struct ObjectReader {
    object: Map<String, Value>,
    /// The properties already taken. They stay in `object` as null until the rest is
    /// asked for, because removing one at a time would change the order of those
    /// that stay where maps keep the order of insertion.
    taken: Vec<&'static str>,
    /// The optional properties that were null. They stay in `object`, and so in the rest,
    /// because nothing else could tell them from absent ones.
    null: Vec<&'static str>,
    /// All properties that were asked for, where somebody wants to know the others.
    #[cfg(feature = "cli")]
    asked: Option<Vec<&'static str>>,
}

impl ObjectReader {
    /// Starts with all properties.
    ///
    /// # Errors
    ///
    /// Where the value is no object.
    pub fn new(value: Value) -> Result<Self, JsonError> {
        Ok(Self {
            object: Map::from_json(value)?,
            taken: Vec::new(),
            null: Vec::new(),
            #[cfg(feature = "cli")]
            asked: undeclared::is_wanted().then(Vec::new),
        })
    }

    /// A property that is always there and never null, unless its type has null itself.
    ///
    /// # Errors
    ///
    /// Where it is absent or does not fit.
    pub fn required<T: Json>(&mut self, name: &'static str) -> Result<T, JsonError> {
        match self.take(name) {
            Some(value) => read(name, value),
            None => Err(JsonError::absent(name)),
        }
    }

    /// A property that may be absent. Null is read as absent, since servers write it so,
    /// and stays in the [rest](Self::rest), so that it is written again.
    ///
    /// # Errors
    ///
    /// Where it does not fit.
    pub fn optional<T: Json>(&mut self, name: &'static str) -> Result<Option<T>, JsonError> {
        self.ask(name);
        match self.object.get_mut(name) {
            None => Ok(None),
            Some(Value::Null) => {
                self.null.push(name);
                Ok(None)
            }
            Some(value) => {
                self.taken.push(name);
                read(name, value.take()).map(Some)
            }
        }
    }

    /// A property that is always there and may be null.
    ///
    /// # Errors
    ///
    /// Where it is absent or does not fit.
    pub fn nullable<T: Json>(&mut self, name: &'static str) -> Result<Option<T>, JsonError> {
        self.required(name)
    }

    /// A property that may be absent (`None`) or null (`Some(None)`).
    ///
    /// # Errors
    ///
    /// Where it does not fit.
    pub fn optional_nullable<T: Json>(
        &mut self,
        name: &'static str,
    ) -> Result<Option<Option<T>>, JsonError> {
        self.take(name).map(|value| read(name, value)).transpose()
    }

    /// A property of any type, null included, that may be absent.
    ///
    /// # Errors
    ///
    /// None today; the other functions of this type return one.
    pub fn optional_json(&mut self, name: &'static str) -> Result<Option<Value>, JsonError> {
        Ok(self.take(name))
    }

    /// The properties that nobody took, and the optional ones that were null.
    pub fn rest(&mut self) -> Map<String, Value> {
        let rest = self.remaining();
        #[cfg(feature = "cli")]
        if let Some(asked) = &self.asked {
            undeclared::remember(&rest, asked);
        }
        rest
    }

    fn remaining(&mut self) -> Map<String, Value> {
        let mut rest = std::mem::take(&mut self.object);
        // Sorted, so that a large object takes no longer for each of its properties.
        self.taken.sort_unstable();
        self.taken.dedup();
        if rest.len() == self.taken.len() {
            return Map::new();
        }
        rest.retain(|name, _| self.taken.binary_search(&name.as_str()).is_err());
        rest
    }

    /// The properties that nobody took, all of one type, and the optional ones that were
    /// null where that type has null: no other one can hold it.
    ///
    /// # Errors
    ///
    /// Where one does not fit.
    pub fn typed_rest<T: Json>(&mut self) -> Result<BTreeMap<String, T>, JsonError> {
        if T::from_json(Value::Null).is_err() {
            self.taken.append(&mut self.null);
        }
        BTreeMap::from_json(Value::Object(self.remaining()))
    }

    #[cfg(feature = "cli")]
    fn ask(&mut self, name: &'static str) {
        if let Some(asked) = &mut self.asked {
            asked.push(name);
        }
    }

    #[cfg(not(feature = "cli"))]
    fn ask(&mut self, _: &'static str) {}

    fn take(&mut self, name: &'static str) -> Option<Value> {
        self.ask(name);
        let value = self.object.get_mut(name)?;
        self.taken.push(name);
        Some(value.take())
    }
}

fn read<T: Json>(name: &str, value: Value) -> Result<T, JsonError> {
    T::from_json(value).map_err(|error| error.in_property(name))
}

/// Without the values, which may be secret.
impl fmt::Debug for ObjectReader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ObjectReader")
            .field(&NamesOnly(&self.object))
            .finish()
    }
}
