//! What comes back.

use std::fmt;

use super::{Doc, Literal, Stream, TypeRef};
use crate::names::RustIdent;

/// One documented response of an operation (OpenAPI 3.0.3 §4.7.17).
#[derive(Clone, Debug, PartialEq)]
pub struct StatusResponse {
    /// Which statuses.
    pub status: StatusPattern,
    /// The variant's name, where an enum has one for it.
    pub ident: RustIdent,
    /// The body in each media type, the preferred one first; none where there is no body.
    pub contents: Vec<ResponseContent>,
    /// Whether the whole body may be secret, in any media type.
    pub sensitive: bool,
    /// What the document says of it.
    pub doc: Doc,
}

/// A response's body in one media type.
#[derive(Clone, Debug, PartialEq)]
pub struct ResponseContent {
    /// As the document spells it; it may be a range.
    pub media_type: String,
    /// What the body holds.
    pub payload: Payload,
    /// The body that the document shows.
    pub example: Option<Literal>,
    /// What it is beside the others.
    pub role: ContentRole,
}

/// What a media type of a response is beside the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ContentRole {
    /// Every request asks for it: the preferred one, and ranges that may mean it.
    Preferred,
    /// It holds the same as the preferred one, and nobody asks for it.
    Same,
    /// It is worth being told apart: of a success a caller can ask for it, and of an error
    /// the server may choose it. An enum of errors has this variant for it.
    Other(RustIdent),
}

impl StatusResponse {
    /// What the body holds in the preferred media type.
    pub fn payload(&self) -> &Payload {
        let first = self.contents.first();
        first.map_or(&Payload::Empty, |content| &content.payload)
    }

    /// The body that the document shows in the preferred media type.
    pub fn example(&self) -> Option<&Literal> {
        self.contents.first()?.example.as_ref()
    }

    /// The media types that are told apart from the preferred one, each with its variant.
    pub fn others(&self) -> impl Iterator<Item = (&RustIdent, &ResponseContent)> {
        let contents = self.contents.iter();
        contents.filter_map(|content| match &content.role {
            ContentRole::Other(ident) => Some((ident, content)),
            ContentRole::Preferred | ContentRole::Same => None,
        })
    }

    /// The body in this media type, if it is one of those that are told apart.
    pub fn other(&self, media_type: &str) -> Option<&ResponseContent> {
        let mut others = self.others().map(|(_, content)| content);
        others.find(|content| content.media_type == media_type)
    }
}

/// A variant of an enum of responses.
#[derive(Clone, Copy, Debug)]
pub struct ResponseVariant<'r> {
    /// Which statuses.
    pub status: StatusPattern,
    /// Its name.
    pub ident: &'r RustIdent,
    /// Which media type, of those that are told apart from the preferred one.
    pub media_type: Option<&'r str>,
    /// What it holds.
    pub payload: &'r Payload,
    /// Whether that may be secret.
    pub sensitive: bool,
    /// What the document says of it.
    pub doc: &'r Doc,
}

/// The key of a Responses Object (OpenAPI 3.0.3 §4.7.16).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum StatusPattern {
    /// `404`
    Exact(u16),
    /// `4XX`
    Range(u8),
    /// `default`
    Default,
}

impl StatusPattern {
    /// Whether these statuses mean success (RFC 9110 §15.3).
    pub fn is_success(self) -> bool {
        matches!(self, Self::Exact(200..=299) | Self::Range(2))
    }
}

impl fmt::Display for StatusPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exact(code) => write!(f, "{code}"),
            Self::Range(hundreds) => write!(f, "{hundreds}XX"),
            Self::Default => f.write_str("default"),
        }
    }
}

/// What a response body holds.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Payload {
    /// Nothing that matters.
    Empty,
    /// JSON of this type.
    Json(TypeRef),
    /// Text.
    Text,
    /// Bytes as they are.
    Bytes,
    /// Items that come one by one.
    Stream(Stream),
}

impl Payload {
    /// The type of what is JSON of it: the whole, or each item.
    pub fn ty(&self) -> Option<&TypeRef> {
        match self {
            Self::Json(ty) => Some(ty),
            Self::Stream(stream) => stream.ty(),
            Self::Empty | Self::Text | Self::Bytes => None,
        }
    }

    /// The stream that it is, if it is one.
    pub fn stream(&self) -> Option<&Stream> {
        match self {
            Self::Stream(stream) => Some(stream),
            Self::Empty | Self::Json(_) | Self::Text | Self::Bytes => None,
        }
    }
}
