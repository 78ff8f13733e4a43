//! Turns an object into the variant that its tag names (OpenAPI 3.0.3 §4.7.25).
//!
//! It does not know the variants; a tag that none of them has makes the unknown one.

use serde_json::Value;

use super::{Direction, Json, JsonError};

/// A tagged union that is being read.
#[derive(Debug)]
pub struct Tagged<T> {
    /// The value, until a variant took it.
    value: Value,
    tag: Option<String>,
    read: Option<Result<T, JsonError>>,
}

impl<T> Tagged<T> {
    /// Starts with a value and the name of the property that holds its tag.
    pub fn new(value: Value, property: &str) -> Self {
        let tag = value.get(property).and_then(Value::as_str);
        Self {
            tag: tag.map(str::to_owned),
            value,
            read: None,
        }
    }

    /// A variant and the tags that name it.
    #[must_use]
    pub fn variant<V: Json>(mut self, tags: &[&str], make: fn(V) -> T) -> Self {
        let fits = self.tag.as_deref().is_some_and(|tag| tags.contains(&tag));
        if fits && self.read.is_none() {
            self.read = Some(V::from_json(self.value.take()).map(make));
        }
        self
    }

    /// The union, `unknown` where no variant has the tag.
    ///
    /// # Errors
    ///
    /// Where the value does not fit the variant that its tag names.
    pub fn finish(self, unknown: fn(Value) -> T) -> Result<T, JsonError> {
        self.read.unwrap_or_else(|| Ok(unknown(self.value)))
    }
}

impl Tagged<()> {
    /// Writes a variant. A tag that is one of `tags` stays; otherwise the first of them is written.
    pub fn write<V: Json>(
        property: &str,
        tags: &[&str],
        variant: &V,
        direction: Direction,
    ) -> Value {
        let mut value = variant.to_json(direction);
        let tag = value.get(property).and_then(Value::as_str);
        let kept = tag.is_some_and(|tag| tags.contains(&tag));
        if let (false, Some(first), Some(object)) = (kept, tags.first(), value.as_object_mut()) {
            object.insert(property.to_owned(), Value::from(*first));
        }
        value
    }
}
