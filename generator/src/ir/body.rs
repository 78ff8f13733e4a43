//! What a call sends.

use super::{Doc, Literal, TypeRef, WireName};
use crate::names::RustIdent;

/// A request body (OpenAPI 3.0.3 §4.7.13) in the one media type we send.
#[derive(Clone, Debug)]
pub struct Body {
    /// The argument's name.
    pub ident: RustIdent,
    /// Sent as `Content-Type`, as the document spells it.
    pub media_type: String,
    /// How the value becomes bytes.
    pub kind: BodyKind,
    /// Whether the document requires it.
    pub required: bool,
    /// One that the document shows.
    pub example: Option<Literal>,
    /// What the document says of it.
    pub doc: Doc,
}

/// How one property is sent (OpenAPI 3.0.3 §4.7.15).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartEncoding {
    /// The property.
    pub wire_name: WireName,
    /// Its `Content-Type`.
    pub media_type: String,
}

/// How a body's value becomes bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BodyKind {
    /// `application/json` and everything that ends in `+json`.
    Json(TypeRef),
    /// `application/x-www-form-urlencoded`.
    Form(TypeRef),
    /// `multipart/*` (RFC 7578): one part per property.
    Multipart {
        /// The struct whose properties are the parts; none where the document
        /// does not declare them, and the caller makes the form.
        ty: Option<TypeRef>,
        /// What the document says of single parts.
        parts: Vec<PartEncoding>,
    },
    /// `text/*`.
    Text,
    /// Everything else, as it is.
    Bytes,
}
