//! Turns a property that an operation decides into a part of its body: whether the response is
//! a stream, say.
//!
//! It does not know what the property means.

use bytes::Bytes;
use serde_json::{Map, Value};
use url::form_urlencoded;

use super::super::json::form;
use super::super::send::media_type::{essence, is_json};
use super::super::send::send_body::SendBody;
use super::request_values::Content;

/// A property of the body, and its value.
pub(super) struct BodyProperty {
    name: &'static str,
    value: Value,
    /// Whether the value that the caller gives stays.
    is_default: bool,
}

impl BodyProperty {
    /// A property whose value the operation decides.
    pub(super) fn set(name: &'static str, value: Value) -> Self {
        let is_default = false;
        Self {
            name,
            value,
            is_default,
        }
    }

    /// A property whose value the caller may decide.
    pub(super) fn default(name: &'static str, value: Value) -> Self {
        let is_default = true;
        Self {
            name,
            value,
            is_default,
        }
    }

    /// Puts it into a body; one that has no properties stays as it is.
    pub(super) fn put(self, media: &str, content: &mut Content) {
        match content {
            Content::Parts(form, _) => self.put_part(&mut form.parts),
            Content::Ready(SendBody::Whole(body)) if is_json(essence(media)) => {
                let object: Result<Map<String, Value>, _> = serde_json::from_slice(body);
                if let Ok(object) = object
                    && !(self.is_default && object.contains_key(self.name))
                {
                    *body = self.in_object(object);
                }
            }
            Content::Ready(SendBody::Whole(body)) if essence(media) == FORM => {
                *body = self.in_fields(body);
            }
            Content::Ready(_) => {}
        }
    }

    fn in_object(self, mut object: Map<String, Value>) -> Bytes {
        object.insert(self.name.to_owned(), self.value);
        Bytes::from(Value::Object(object).to_string())
    }

    fn in_fields(self, body: &Bytes) -> Bytes {
        let text = self.text();
        let fields = form_urlencoded::parse(body);
        if self.is_default && fields.clone().any(|(name, _)| name == self.name) {
            return body.clone();
        }
        let others = fields.filter(|(name, _)| name != self.name);
        let mut written = form_urlencoded::Serializer::new(String::new());
        written.extend_pairs(others);
        written.append_pair(self.name, &text);
        Bytes::from(written.finish())
    }

    fn put_part(self, parts: &mut Vec<(String, form::Content)>) {
        let is_there = parts.iter().any(|(name, _)| name == self.name);
        if self.is_default && is_there {
            return;
        }
        parts.retain(|(name, _)| name != self.name);
        parts.push((self.name.to_owned(), form::Content::Text(self.text())));
    }

    fn text(&self) -> String {
        match &self.value {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        }
    }
}

const FORM: &str = "application/x-www-form-urlencoded";
