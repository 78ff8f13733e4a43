//! Turns bytes into a value that stands wherever a document says `format: binary`.
//!
//! It does not know the form or the body that it becomes part of.

use std::fmt;

use bytes::Bytes;
use serde_json::Value;

use super::form::Content;
use super::{Direction, Json, JsonError};

/// Bytes, with a name and a media type where they are a part of a form
/// (RFC 7578 §4.2, §4.4).
///
/// Inside JSON, which has no bytes, it is text: the bytes read as UTF-8.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct File {
    pub(super) bytes: Bytes,
    pub(super) name: Option<String>,
    pub(super) media_type: Option<String>,
}

impl File {
    /// Takes the bytes as they are.
    pub fn new(bytes: impl Into<Bytes>) -> Self {
        Self {
            bytes: bytes.into(),
            name: None,
            media_type: None,
        }
    }

    /// The name that the server is told.
    #[must_use]
    pub fn with_name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// The media type of the part; `application/octet-stream` unless the
    /// document or this says otherwise.
    #[must_use]
    pub fn with_media_type(mut self, media_type: impl Into<String>) -> Self {
        self.media_type = Some(media_type.into());
        self
    }

    /// The bytes.
    pub fn bytes(&self) -> &Bytes {
        &self.bytes
    }
}

/// Its size instead of its bytes, which may be large or secret.
impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("File")
            .field("name", &self.name)
            .field("media_type", &self.media_type)
            .field("size", &self.bytes.len())
            .finish()
    }
}

impl From<Vec<u8>> for File {
    fn from(bytes: Vec<u8>) -> Self {
        Self::new(bytes)
    }
}

impl From<Bytes> for File {
    fn from(bytes: Bytes) -> Self {
        Self::new(bytes)
    }
}

impl From<&str> for File {
    fn from(text: &str) -> Self {
        Self::new(text.to_owned())
    }
}

impl From<String> for File {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

impl Json for File {
    fn from_json(value: Value) -> Result<Self, JsonError> {
        String::from_json(value).map(Self::from)
    }

    fn to_json(&self, _: Direction) -> Value {
        Value::String(String::from_utf8_lossy(&self.bytes).into_owned())
    }

    fn to_contents(&self) -> Vec<Content> {
        vec![Content::File(self.clone())]
    }
}

super::union!(File);
