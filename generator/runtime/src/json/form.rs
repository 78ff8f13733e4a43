//! Turns named values into a multipart body (RFC 7578, RFC 2046 §5.1).
//!
//! It knows neither the operation nor where its values come from.

use std::collections::hash_map::RandomState;
use std::fmt;
use std::hash::BuildHasher as _;

use bytes::Bytes;
use serde_json::Value;

use super::super::request::concatenation::Parts;
use super::super::request::request_values::PartHeader;
use super::super::send::send_body::Outgoing;
use super::convert::Json;
use super::file;
use super::file::File;
use super::model::Model;
use super::object_writer::ObjectWriter;

/// The parts of a multipart body, in order.
#[derive(Clone, Default, PartialEq)]
pub struct Form {
    parts: Vec<(String, Content)>,
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
    pub fn of<T: Model>(model: &T) -> Self {
        let written = file::complete(|| ObjectWriter::form(|object| model.write(object)));
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

    /// The body, with the media types that the document gives single parts.
    pub(crate) fn body(
        self,
        boundary: &str,
        media_types: &[(&str, &str)],
        headers: &[PartHeader],
    ) -> Outgoing {
        let mut body = Parts::default();
        for (name, content) in self.parts {
            let given = media_types.iter().find(|(part, _)| *part == name);
            let given = given.map(|(_, media_type)| *media_type);
            let headers = headers.iter().filter(|(part, ..)| *part == name);
            body.write(format!("--{boundary}\r\n").as_bytes());
            body.write(content.head(&name, given, headers).as_bytes());
            body.write(b"\r\n\r\n");
            body.add(content.into_outgoing());
            body.write(b"\r\n");
        }
        body.write(format!("--{boundary}--\r\n").as_bytes());
        body.finish()
    }

    /// A boundary that stands in no part. What streams hold nobody knows, so that theirs
    /// is one that nobody can guess.
    pub(crate) fn boundary(&self) -> String {
        if self.parts.iter().any(|(_, content)| content.is_streamed()) {
            let random = || RandomState::new().hash_one(());
            return format!("part-boundary-{:016x}{:016x}", random(), random());
        }
        let is_free = |boundary: &String| {
            let boundary = boundary.as_bytes();
            self.parts
                .iter()
                .all(|(_, content)| !contains(&content.bytes(), boundary))
        };
        (0_u64..)
            .map(|number| format!("part-boundary-{number:016x}"))
            .find(is_free)
            .unwrap_or_default()
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

    fn is_streamed(&self) -> bool {
        matches!(self, Self::File(file) if file.bytes().is_none())
    }

    /// The headers of the part, without the empty line after them.
    fn head<'h>(
        &self,
        name: &str,
        given: Option<&str>,
        headers: impl Iterator<Item = &'h PartHeader>,
    ) -> String {
        let mut head = format!("Content-Disposition: form-data; name=\"{}\"", quoted(name));
        let chosen = match self {
            Self::Text(_) => given,
            Self::Json(_) => given.or(Some("application/json")),
            Self::File(file) => {
                let shown = file.name.as_deref().unwrap_or("file");
                head.push_str(&format!("; filename=\"{}\"", quoted(shown)));
                let own = file.media_type.as_deref().or(given);
                own.or(Some("application/octet-stream"))
            }
        };
        if let Some(media_type) = chosen {
            head.push_str(&format!("\r\nContent-Type: {}", one_line(media_type)));
        }
        for (_, name, value) in headers {
            head.push_str(&format!("\r\n{name}: {}", one_line(value)));
        }
        head
    }

    fn bytes(&self) -> Bytes {
        match self {
            Self::Text(text) => Bytes::copy_from_slice(text.as_bytes()),
            Self::Json(value) => Bytes::from(value.to_string()),
            Self::File(file) => file.bytes().cloned().unwrap_or_default(),
        }
    }

    fn into_outgoing(self) -> Outgoing {
        match self {
            Self::File(file) => file.content,
            other => Outgoing::Whole(other.bytes()),
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

/// A name as browsers write it: what would end the quotes or the line is escaped.
fn quoted(name: &str) -> String {
    name.replace('\r', "%0D")
        .replace('\n', "%0A")
        .replace('"', "%22")
}

/// A header's value can't begin another header.
fn one_line(value: &str) -> String {
    value.replace(['\r', '\n'], " ")
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}
