//! Turns bytes into a value that is wherever a document says `format: binary`.
//!
//! It does not know the form or the body that it becomes part of.

use std::cell::Cell;
use std::fmt;
use std::hash::{Hash, Hasher};
#[cfg(feature = "blocking")]
use std::io::Read;
use std::sync::Arc;

use bytes::Bytes;
use futures_util::Stream;
use serde::de::Deserializer;

use super::super::send::send_body::SendBody;
use super::super::send::transport_trait::BoxError;
use super::super::send::upload::Upload;
use super::convert::{Direction, Json};
use super::form::Content;
use super::place::Place;
use super::writer::JsonWriter;

thread_local! {
    /// Whether a stream was left out of JSON since somebody last asked.
    static LEFT_OUT: Cell<bool> = const { Cell::new(false) };
}

/// Bytes, with a name and a media type where they are a part of a form
/// (RFC 7578 §4.2, §4.4).
///
/// Inside JSON, which has no bytes, it is text: the bytes read as UTF-8. A stream can't be
/// that, and a request that would have to send it so is refused.
///
/// Everything that converts into an [`Upload`] by its bytes converts into it, and so does
/// an [`Upload`]: that of a stream whose length is known announces the form's length, too.
///
/// ```
/// # use simgen_runtime::File;
/// let file = File::new("id,name\n1,Tom\n")
///     .with_name("pets.csv")
///     .with_media_type("text/csv");
/// assert_eq!(file.bytes().map(|bytes| bytes.len()), Some(14));
/// ```
#[derive(Clone, Default)]
pub struct File {
    pub(crate) content: SendBody,
    pub(crate) name: Option<String>,
    pub(crate) media_type: Option<String>,
}

impl File {
    /// Takes the bytes as they are.
    pub fn new(bytes: impl Into<Bytes>) -> Self {
        Self::of(SendBody::Whole(bytes.into()))
    }

    /// Bytes that are sent as they come, and are never in memory as a whole. They can be
    /// sent once, whatever happens to the request then; a clone is the same stream.
    pub fn from_stream<S, B, E>(stream: S) -> Self
    where
        S: Stream<Item = Result<B, E>> + Send + 'static,
        B: Into<Bytes> + 'static,
        E: Into<BoxError> + 'static,
    {
        Upload::from_stream(stream).into()
    }

    /// Bytes that are read as they are sent; see [`Upload::from_reader`].
    #[cfg(feature = "blocking")]
    pub fn from_reader<R: Read + Send + 'static>(reader: R) -> Self {
        Upload::from_reader(reader).into()
    }

    fn of(content: SendBody) -> Self {
        Self {
            content,
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

    /// The bytes; none of a stream.
    pub fn bytes(&self) -> Option<&Bytes> {
        match &self.content {
            SendBody::Whole(bytes) => Some(bytes),
            SendBody::Streamed(_) => None,
        }
    }
}

/// Writes something, and says whether the bytes of a stream are missing from it.
pub(crate) fn complete<T>(write: impl FnOnce() -> T) -> Result<T, &'static str> {
    LEFT_OUT.set(false);
    let written = write();
    match LEFT_OUT.take() {
        true => Err("holds a stream where only its text could be sent"),
        false => Ok(written),
    }
}

/// Streams are equal where they are the same one.
impl PartialEq for File {
    fn eq(&self, other: &Self) -> bool {
        let is_same = match (&self.content, &other.content) {
            (SendBody::Whole(one), SendBody::Whole(other)) => one == other,
            (SendBody::Streamed(one), SendBody::Streamed(other)) => Arc::ptr_eq(one, other),
            _ => false,
        };
        is_same && self.name == other.name && self.media_type == other.media_type
    }
}

impl Eq for File {}

impl Hash for File {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.bytes().hash(state);
        self.name.hash(state);
        self.media_type.hash(state);
    }
}

/// Its size instead of its bytes, which may be large or secret.
impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("File")
            .field("name", &self.name)
            .field("media_type", &self.media_type)
            .field("size", &self.content.length())
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

/// The same bytes, with the media type that they have there.
impl From<Upload> for File {
    fn from(upload: Upload) -> Self {
        let (media_type, content) = upload.into_parts();
        Self {
            media_type,
            ..Self::of(content)
        }
    }
}

impl Json for File {
    fn read<'de, D: Deserializer<'de>>(json: D, place: &Place<'_>) -> Result<Self, D::Error> {
        String::read(json, place).map(Self::from)
    }

    fn write<W: JsonWriter>(&self, json: W, _: Direction) -> Result<W::Ok, W::Error> {
        let SendBody::Whole(bytes) = &self.content else {
            LEFT_OUT.set(true);
            return json.text("");
        };
        json.text(&String::from_utf8_lossy(bytes))
    }

    fn to_contents(&self) -> Vec<Content> {
        vec![Content::File(self.clone())]
    }
}

super::macros::union!(File);
