//! The headers that come with responses.

use super::{Doc, TypeRef, WireName};
use crate::names::RustIdent;

/// The headers of several responses, as one struct.
#[derive(Clone, Debug)]
pub struct ResponseHeaders {
    /// Its name, unique where it is.
    pub name: RustIdent,
    /// In document order.
    pub headers: Vec<Header>,
}

/// One declared header (OpenAPI 3.0.3 §4.7.21).
#[derive(Clone, Debug)]
pub struct Header {
    /// Its name on the wire.
    pub wire_name: WireName,
    /// The field.
    pub ident: RustIdent,
    /// What its value is.
    pub ty: TypeRef,
    /// Whether the value is one JSON text: it has `content` instead of a schema.
    pub is_json: bool,
    /// Whether every response that the struct is for must have it.
    pub required: bool,
    /// Marked `deprecated`.
    pub deprecated: bool,
    /// What the document says of it.
    pub doc: Doc,
}
