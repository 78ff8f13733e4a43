//! Turns an object into the variant that its tag names (OpenAPI 3.0.3 §4.7.25).
//!
//! It does not know the variants; a tag that none of them has makes the unknown one.

use std::borrow::Cow;
use std::fmt;

use serde_json::Value;

use super::convert::{Direction, Json};
use super::json_error::JsonError;
use super::redacted::NamesOnly;

/// A tagged union that is being read.
pub struct Tagged<T> {
    /// The value, until a variant took it.
    value: Value,
    tag: Option<String>,
    read: Option<Result<T, JsonError>>,
}

impl<T> Tagged<T> {
    /// Starts with a value and the name of the property that holds its tag.
    pub fn new(value: Value, property: &str) -> Self {
        let tag = value.get(property).and_then(text).map(Cow::into_owned);
        Self {
            tag,
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
    /// Writes a variant. A tag that is one of `tags` stays; otherwise the first of them is
    /// written, as a number or boolean where the variant has one there.
    pub fn write<V: Json>(
        property: &str,
        tags: &[&str],
        variant: &V,
        direction: Direction,
    ) -> Value {
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
        value
    }
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
impl<T> fmt::Debug for Tagged<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Tagged")
            .field(&NamesOnly(&self.value))
            .finish()
    }
}
