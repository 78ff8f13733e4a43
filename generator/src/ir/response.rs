//! What comes back.

use super::{Doc, Literal, Stream, TypeRef};
use crate::names::RustIdent;

/// What an operation gives when it worked.
#[derive(Clone, Debug)]
pub enum Output {
    /// Every documented success has this payload.
    One {
        /// The statuses, in document order.
        statuses: Vec<StatusPattern>,
        /// What their body holds.
        payload: Payload,
    },
    /// Several successes with different payloads: an enum beside the operation.
    Many(OutputEnum),
}

impl Output {
    /// The statuses that mean success.
    pub fn statuses(&self) -> Vec<StatusPattern> {
        match self {
            Self::One { statuses, .. } => statuses.clone(),
            Self::Many(output) => output
                .responses
                .iter()
                .map(|response| response.status)
                .collect(),
        }
    }

    /// The stream that every success is, if it is one.
    pub fn stream(&self) -> Option<&Stream> {
        match self {
            Self::One { payload, .. } => payload.stream(),
            Self::Many(_) => None,
        }
    }

    /// What the bodies of the successes hold.
    pub fn payloads(&self) -> Vec<&Payload> {
        match self {
            Self::One { payload, .. } => vec![payload],
            Self::Many(output) => output
                .responses
                .iter()
                .map(|response| &response.payload)
                .collect(),
        }
    }
}

/// An enum of successes.
#[derive(Clone, Debug)]
pub struct OutputEnum {
    /// Its name, unique in its resource.
    pub name: RustIdent,
    /// One variant a status.
    pub responses: Vec<StatusResponse>,
}

/// One documented status.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusResponse {
    /// Which statuses.
    pub status: StatusPattern,
    /// The variant's name.
    pub ident: RustIdent,
    /// What the body holds, in the media type that is asked for.
    pub payload: Payload,
    /// What it holds in others that are worth being told apart: those that a
    /// caller can ask for, of a success, and of an error those that the server
    /// may choose.
    pub others: Vec<OtherContent>,
    /// Whether the whole body may be secret, in any media type.
    pub sensitive: bool,
    /// What the document says of it.
    pub doc: Doc,
}

impl StatusResponse {
    /// Whether it is the same to readers, whatever of it is shown.
    pub fn says_as(&self, other: &Self) -> bool {
        let other = Self {
            sensitive: self.sensitive,
            ..other.clone()
        };
        *self == other
    }

    /// What the body holds in each media type, with the name of its variant.
    pub fn variants(&self) -> impl Iterator<Item = (&RustIdent, &Payload)> {
        let others = self.others.iter();
        let others = others.map(|other| (&other.ident, &other.payload));
        std::iter::once((&self.ident, &self.payload)).chain(others)
    }

    /// What the body holds in each media type.
    pub fn payloads(&self) -> impl Iterator<Item = &Payload> {
        self.variants().map(|(_, payload)| payload)
    }
}

/// A response in one more media type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherContent {
    /// As the document spells it.
    pub media_type: String,
    /// The variant's name, where an enum of errors has one for it.
    pub ident: RustIdent,
    /// What the body holds.
    pub payload: Payload,
}

/// A documented response in one media type.
#[derive(Clone, Debug, PartialEq)]
pub struct ResponseContent {
    /// Which statuses.
    pub status: StatusPattern,
    /// As the document spells it; it may be a range.
    pub media_type: String,
    /// The body that the document shows.
    pub example: Option<Literal>,
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

/// What a response body holds.
#[derive(Clone, Debug, PartialEq, Eq)]
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
