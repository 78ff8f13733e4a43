//! The named values of a form, and what a JSON value becomes in one (OpenAPI 3.0.3 §4.7.14.5).
//!
//! It does not know how a form is encoded.

use std::fmt;

use bytes::Bytes;
use serde_json::Value;

use super::convert::Json;
use super::file;
use super::file::File;
use super::object_writer::write_form;

/// The parts of a multipart body, in order.
///
/// ```
/// # use simgen_runtime::{File, Form};
/// let photo = File::new(vec![0xff, 0xd8]).with_name("tom.jpg").with_media_type("image/jpeg");
/// let form = Form::new().text("name", "Tom").file("photo", photo);
/// ```
#[derive(Clone, Default, PartialEq)]
pub struct Form {
    pub(crate) parts: Vec<(String, Content)>,
    /// Why it can't be sent.
    pub(crate) error: Option<&'static str>,
}

/// What one part holds.
#[derive(Clone, PartialEq)]
#[doc(hidden)]
pub enum Content {
    /// A string, number or boolean, as its text.
    Text(String),
    /// An object.
    Json(Value),
    /// Bytes.
    File(File),
}

impl Form {
    /// A form without parts.
    pub fn new() -> Self {
        Self::default()
    }

    /// A part per property (OpenAPI 3.0.3 §4.7.14.5): a list becomes a part per
    /// element; null and read-only properties become none.
    pub fn of<T: Json>(model: &T) -> Self {
        let written = file::complete(|| write_form(model));
        written.unwrap_or_else(|error| Self {
            parts: Vec::new(),
            error: Some(error),
        })
    }

    /// Adds a part of text.
    #[must_use]
    pub fn text(mut self, name: impl Into<String>, text: impl Into<String>) -> Self {
        self.parts.push((name.into(), Content::Text(text.into())));
        self
    }

    /// Adds a part of JSON.
    #[must_use]
    pub fn json(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.parts.push((name.into(), Content::Json(value.into())));
        self
    }

    /// Adds a part of bytes.
    #[must_use]
    pub fn file(mut self, name: impl Into<String>, file: impl Into<File>) -> Self {
        self.parts.push((name.into(), Content::File(file.into())));
        self
    }

    /// Adds what a property becomes.
    pub(crate) fn add<T: Json>(&mut self, name: &str, value: &T) {
        let contents = value.to_contents().into_iter();
        self.parts
            .extend(contents.map(|content| (name.to_owned(), content)));
    }
}

impl Content {
    /// What a JSON value becomes: a part per element of a list, none for null.
    pub(crate) fn of(value: Value) -> Vec<Self> {
        match value {
            Value::Null => Vec::new(),
            Value::Array(elements) => elements.into_iter().flat_map(Self::of).collect(),
            Value::String(text) => vec![Self::Text(text)],
            Value::Object(_) => vec![Self::Json(value)],
            Value::Bool(_) | Value::Number(_) => vec![Self::Text(value.to_string())],
        }
    }

    pub(crate) fn bytes(&self) -> Bytes {
        match self {
            Self::Text(text) => Bytes::copy_from_slice(text.as_bytes()),
            Self::Json(value) => Bytes::from(value.to_string()),
            Self::File(file) => file.bytes().cloned().unwrap_or_default(),
        }
    }
}

/// The names of the parts, and how large they are: any of them may be secret.
impl fmt::Debug for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = self.parts.iter().map(|(name, content)| (name, content));
        f.debug_map().entries(parts).finish()
    }
}

impl fmt::Debug for Content {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(file) => file.fmt(f),
            other => write!(f, "[{} bytes]", other.bytes().len()),
        }
    }
}
