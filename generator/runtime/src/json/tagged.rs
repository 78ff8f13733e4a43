//! Turns an object into the variant that its tag names (OpenAPI 3.0.3 §4.7.25).
//!
//! It does not know the variants; a tag that none of them has makes the unknown one.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserializer, Error};
use serde_json::Value;

use super::convert::{Direction, Json};
use super::place::Place;
use super::redacted::NamesOnly;
use super::writer::JsonWriter;

/// A tagged union that is being read. Its tag may come last, so all of it is read first.
pub struct Tagged<'p, T, E> {
    /// The value, until a variant took it.
    value: Value,
    place: &'p Place<'p>,
    tag: Option<String>,
    read: Option<Result<T, E>>,
}

impl<'p, T, E: Error> Tagged<'p, T, E> {
    /// Starts with a value and the name of the property that holds its tag.
    ///
    /// # Errors
    ///
    /// Where there is no JSON.
    pub fn new<'de, D: Deserializer<'de, Error = E>>(
        json: D,
        place: &'p Place<'p>,
        property: &str,
    ) -> Result<Self, E> {
        let value = Value::read(json, place)?;
        let tag = value.get(property).and_then(text).map(Cow::into_owned);
        let read = None;
        Ok(Self {
            value,
            place,
            tag,
            read,
        })
    }

    /// A variant and the tags that name it.
    #[must_use]
    pub fn variant<V: Json>(mut self, tags: &[&str], make: fn(V) -> T) -> Self {
        let fits = self.tag.as_deref().is_some_and(|tag| tags.contains(&tag));
        if fits && self.read.is_none() {
            let read = V::read(self.value.take(), self.place);
            self.read = Some(read.map(make).map_err(E::custom));
        }
        self
    }

    /// The union, `unknown` where no variant has the tag.
    ///
    /// # Errors
    ///
    /// Where the value does not fit the variant that its tag names.
    pub fn finish(self, unknown: fn(Value) -> T) -> Result<T, E> {
        self.read.unwrap_or_else(|| Ok(unknown(self.value)))
    }
}

/// Writes a variant. A tag that is one of `tags` stays; otherwise the first of them is
/// written, as a number or boolean where the variant has one there.
///
/// # Errors
///
/// Those of the serializer.
pub fn write_tagged<V: Json, W: JsonWriter>(
    property: &str,
    tags: &[&str],
    variant: &V,
    json: W,
    direction: Direction,
) -> Result<W::Ok, W::Error> {
    let mut value = variant.to_json(direction);
    let held = value.get(property);
    let kept = held.and_then(text).is_some_and(|tag| tags.contains(&&*tag));
    let is_text = held.is_none_or(|held| !held.is_number() && !held.is_boolean());
    if let (false, Some(first), Some(object)) = (kept, tags.first(), value.as_object_mut()) {
        let tag = serde_json::from_str(first).ok().filter(|_| !is_text);
        object.insert(
            property.to_owned(),
            tag.unwrap_or_else(|| Value::from(*first)),
        );
    }
    value.write(json, direction)
}

/// A tag as documents write it, whatever the property's type.
fn text(tag: &Value) -> Option<Cow<'_, str>> {
    match tag {
        Value::String(text) => Some(text.into()),
        Value::Number(_) | Value::Bool(_) => Some(tag.to_string().into()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// Without the values, which may be secret.
impl<T, E> fmt::Debug for Tagged<'_, T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Tagged")
            .field(&NamesOnly(&self.value))
            .finish()
    }
}
