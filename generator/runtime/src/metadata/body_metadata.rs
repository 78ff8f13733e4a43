//! Turns what a document says of bodies of requests and responses into entries of the table in
//! `api_metadata`.
//!
//! It does not know the operation, nor how a body is read from a connection.

use serde_json::Value;

use super::super::json::convert::{Direction, Json};
use super::super::json::decode_error::DecodeError;
use super::super::json::json_error::JsonError;
use super::super::json::strict_json;
use super::parameter::Parameter;
use super::status::Status;

/// A request body (OpenAPI 3.0.3 §4.7.13).
#[derive(Clone, Copy, Debug)]
pub struct BodyMetadata {
    /// Whether the document requires it.
    pub required: bool,
    /// What the document says of it, as CommonMark.
    pub text: &'static str,
    /// The media types that are taken; the first is what the client sends.
    pub alternatives: &'static [ContentMetadata],
}

/// Reads a body as the type that it is.
pub type Check = fn(&[u8]) -> Result<(), DecodeError>;

/// What writes JSON as its type does in a request.
pub type Rewrite = fn(Value) -> Result<Vec<u8>, JsonError>;

/// A body in one media type.
#[derive(Clone, Copy, Debug)]
pub struct ContentMetadata {
    /// The media type as the document spells it.
    pub media: &'static str,
    /// How a value becomes bytes.
    pub format: Format,
    /// The fields of a form that are written in a style of their own, as parameters of a
    /// query are (OpenAPI 3.0.3 §4.7.15.1).
    pub fields: &'static [Parameter],
    /// The parts of a multipart body that have a media type of their own.
    pub parts: &'static [(&'static str, &'static str)],
    /// What the document shows, or else one that fits: JSON, also for forms; text and
    /// bytes as they are.
    pub example: Option<&'static str>,
    /// Reads it as the type that it is; for JSON only.
    pub check: Option<Check>,
    /// Writes it as the client would, without read-only properties, once it fits the
    /// type; for JSON only.
    pub rewrite: Option<Rewrite>,
    /// Whether it is a JSON Patch (RFC 6902).
    pub json_patch: bool,
    /// Whether the whole of it may be secret: nothing shows it.
    pub sensitive: bool,
}

/// How a body's value becomes bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// There is no body.
    Empty,
    /// JSON text.
    Json,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// `multipart/*` (RFC 7578).
    Multipart,
    /// Text.
    Text,
    /// Bytes as they are.
    Bytes,
}

/// A documented response (OpenAPI 3.0.3 §4.7.17).
#[derive(Clone, Copy, Debug)]
pub struct ResponseMetadata {
    /// Which statuses.
    pub status: Status,
    /// The preferred media type as the document spells it, which may be a range; empty
    /// where there is no body.
    pub media: &'static str,
    /// How the body is written.
    pub format: Format,
    /// What the document shows, or else one that fits.
    pub example: Option<&'static str>,
    /// The other media types that the body can have.
    pub others: &'static [ResponseContent],
    /// Whether the whole body may be secret: nothing shows it.
    pub sensitive: bool,
    /// What the document says of it, as CommonMark.
    pub words: &'static str,
}

/// A response body in one media type (OpenAPI 3.0.3 §4.7.14).
#[derive(Clone, Copy, Debug)]
pub struct ResponseContent {
    /// The media type as the document spells it, which may be a range.
    pub media: &'static str,
    /// How the body is written.
    pub format: Format,
    /// What the document shows, or else one that fits.
    pub example: Option<&'static str>,
    /// Whether it holds the same as the preferred one.
    pub is_same: bool,
}

impl BodyMetadata {
    /// A body in these media types.
    pub const fn new(required: bool, alternatives: &'static [ContentMetadata]) -> Self {
        Self {
            required,
            text: "",
            alternatives,
        }
    }

    /// Sets what the document says of it.
    #[must_use]
    pub const fn text(mut self, text: &'static str) -> Self {
        self.text = text;
        self
    }
}

impl ContentMetadata {
    /// A body of this media type.
    pub const fn new(media: &'static str, format: Format) -> Self {
        Self {
            media,
            format,
            fields: &[],
            parts: &[],
            example: None,
            check: None,
            rewrite: None,
            json_patch: false,
            sensitive: false,
        }
    }

    /// JSON of a type.
    pub const fn json<T: Json>(media: &'static str) -> Self {
        let mut content = Self::new(media, Format::Json);
        content.check = Some(check_json::<T>);
        content.rewrite = Some(rewrite_json::<T>);
        content
    }

    /// Sets the fields of a form that are written in a style of their own.
    #[must_use]
    pub const fn fields(mut self, fields: &'static [Parameter]) -> Self {
        self.fields = fields;
        self
    }

    /// Sets the media types of single parts.
    #[must_use]
    pub const fn parts(mut self, parts: &'static [(&'static str, &'static str)]) -> Self {
        self.parts = parts;
        self
    }

    /// The whole of it may be secret.
    #[must_use]
    pub const fn sensitive(mut self) -> Self {
        self.sensitive = true;
        self
    }

    /// Marks it as a JSON Patch.
    #[must_use]
    pub const fn json_patch(mut self) -> Self {
        self.json_patch = true;
        self
    }

    /// Sets one that fits.
    #[must_use]
    pub const fn example(mut self, example: &'static str) -> Self {
        self.example = Some(example);
        self
    }
}

impl ResponseMetadata {
    /// A response without a body.
    pub const fn empty(status: Status) -> Self {
        Self::new(status, Format::Empty, "")
    }

    /// A response of JSON.
    pub const fn json(status: Status) -> Self {
        Self::new(status, Format::Json, "application/json")
    }

    /// A response of text.
    pub const fn text(status: Status) -> Self {
        Self::new(status, Format::Text, "text/plain")
    }

    /// A response of any bytes.
    pub const fn bytes(status: Status) -> Self {
        Self::new(status, Format::Bytes, "application/octet-stream")
    }

    /// Sets another media type than the format's own.
    #[must_use]
    pub const fn media(mut self, media: &'static str) -> Self {
        self.media = media;
        self
    }

    /// Sets a body that fits.
    #[must_use]
    pub const fn example(mut self, example: &'static str) -> Self {
        self.example = Some(example);
        self
    }

    /// The whole body may be secret.
    #[must_use]
    pub const fn sensitive(mut self) -> Self {
        self.sensitive = true;
        self
    }

    /// Sets the other media types that the body can have.
    #[must_use]
    pub const fn others(mut self, others: &'static [ResponseContent]) -> Self {
        self.others = others;
        self
    }

    /// Sets what the document says of it.
    #[must_use]
    pub const fn words(mut self, words: &'static str) -> Self {
        self.words = words;
        self
    }

    const fn new(status: Status, format: Format, media: &'static str) -> Self {
        Self {
            status,
            media,
            format,
            example: None,
            others: &[],
            sensitive: false,
            words: "",
        }
    }

    /// Every media type that the body can have, the preferred one first; none where there
    /// is no body.
    #[cfg(feature = "mock")]
    pub(crate) fn contents(&self) -> impl Iterator<Item = ResponseContent> + use<> {
        let preferred = ResponseContent {
            media: self.media,
            format: self.format,
            example: self.example,
            is_same: true,
        };
        let preferred = (self.format != Format::Empty).then_some(preferred);
        preferred.into_iter().chain(self.others.iter().copied())
    }
}

impl ResponseContent {
    /// JSON.
    pub const fn json(media: &'static str) -> Self {
        Self::new(media, Format::Json)
    }

    /// Text.
    pub const fn text(media: &'static str) -> Self {
        Self::new(media, Format::Text)
    }

    /// Any bytes.
    pub const fn bytes(media: &'static str) -> Self {
        Self::new(media, Format::Bytes)
    }

    /// Sets a body that fits.
    #[must_use]
    pub const fn example(mut self, example: &'static str) -> Self {
        self.example = Some(example);
        self
    }

    /// Says that it holds the same as the preferred one.
    #[must_use]
    pub const fn same(mut self) -> Self {
        self.is_same = true;
        self
    }

    const fn new(media: &'static str, format: Format) -> Self {
        Self {
            media,
            format,
            example: None,
            is_same: false,
        }
    }
}

/// Reads JSON strictly as a type.
fn check_json<T: Json>(bytes: &[u8]) -> Result<(), DecodeError> {
    strict_json::read::<T>(bytes).map(drop)
}

/// Reads a value as a type, and writes it as a request has it.
fn rewrite_json<T: Json>(value: Value) -> Result<Vec<u8>, JsonError> {
    let mut text = Vec::new();
    T::from_json(value)?.write_json(Direction::Request, &mut text);
    Ok(text)
}
