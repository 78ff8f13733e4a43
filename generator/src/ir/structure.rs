//! Objects with declared properties.

use super::{Doc, JsonPatch, Literal, TypeRef, WireName};
use crate::names::RustIdent;

/// A JSON object whose properties the document declares.
#[derive(Clone, Debug)]
pub struct Struct {
    /// In document order.
    pub fields: Vec<Field>,
    /// What becomes of properties that are not declared.
    pub rest: Rest,
    /// The field that holds them.
    pub rest_ident: RustIdent,
    /// Whether these hold secrets.
    pub is_rest_sensitive: bool,
    /// Present where this is the operation object of a JSON Patch body.
    pub json_patch: Option<JsonPatch>,
}

/// Undeclared properties (`additionalProperties`, OpenAPI 3.0.3 §4.7.24.1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rest {
    /// Kept as JSON: the document allows them, says nothing, or forbids them
    /// (a server that sends one anyway loses nothing).
    Json,
    /// Each has this type.
    Typed(TypeRef),
}

/// One declared property.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name in JSON.
    pub wire_name: WireName,
    /// Its name in Rust.
    pub ident: RustIdent,
    /// Its type, `null` and absence aside.
    pub ty: TypeRef,
    /// Whether it may be absent or `null`.
    pub presence: Presence,
    /// In which direction it travels.
    pub access: Access,
    /// Marked `deprecated`.
    pub deprecated: bool,
    /// Holds a secret: never shown by `Debug`.
    pub sensitive: bool,
    /// What an absent value means to the server.
    pub default: Option<Literal>,
    /// A value that the document shows.
    pub example: Option<Literal>,
    /// What the document says of it.
    pub doc: Doc,
}

/// The square of `required` and `nullable`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Presence {
    /// Always there, never `null`: `T`.
    Required,
    /// May be absent: `Option<T>`.
    Optional,
    /// Always there, may be `null`: `Option<T>`.
    Nullable,
    /// May be absent, may be `null`, and the two differ: `Option<Option<T>>`.
    OptionalNullable,
}

/// In which direction a property travels (OpenAPI 3.0.3 §4.7.24.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Access {
    /// Both.
    ReadWrite,
    /// Only in responses: never sent in a request body.
    ReadOnly,
    /// Only in requests.
    WriteOnly,
}
