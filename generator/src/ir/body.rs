//! What a call sends.

use super::{Doc, Literal, Parameter, Style, TypeRef, WireName};
use crate::names::RustIdent;

/// A request body (OpenAPI 3.0.3 §4.7.13) in the media type that suits best, and
/// in the others that the document lists.
#[derive(Clone, Debug)]
pub struct Body {
    /// The argument's name.
    pub ident: RustIdent,
    /// Sent as `Content-Type`, as the document spells it.
    pub media_type: String,
    /// What the document has in place of a media type (`image/*`), where the
    /// caller may choose one.
    pub range: Option<String>,
    /// How the value becomes bytes.
    pub kind: BodyKind,
    /// The other media types, where there are any.
    pub choice: Option<BodyChoice>,
    /// Whether the document requires it.
    pub required: bool,
    /// Whether the whole of it may be secret in this media type.
    pub sensitive: bool,
    /// One that the document shows.
    pub example: Option<Literal>,
    /// What the document says of it.
    pub doc: Doc,
}

/// An enum of what a body can be sent as.
#[derive(Clone, Debug)]
pub struct BodyChoice {
    /// Its name, unique in its resource.
    pub name: RustIdent,
    /// The variant of the media type that suits best.
    pub first: RustIdent,
    /// The others, in document order.
    pub others: Vec<BodyContent>,
}

/// A body in one more media type.
#[derive(Clone, Debug)]
pub struct BodyContent {
    /// The variant.
    pub ident: RustIdent,
    /// Sent as `Content-Type`.
    pub media_type: String,
    /// As in [`Body`].
    pub range: Option<String>,
    /// How the value becomes bytes.
    pub kind: BodyKind,
    /// As in [`Body`].
    pub sensitive: bool,
}

/// How one field of a form is written (OpenAPI 3.0.3 §4.7.15.1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormField {
    /// The property.
    pub wire_name: WireName,
    /// Its style, one of those of queries.
    pub style: Style,
    /// Whether each element is a field of its own.
    pub explode: bool,
    /// Whether reserved characters stay as they are.
    pub allow_reserved: bool,
}

/// How one property is sent (OpenAPI 3.0.3 §4.7.15).
#[derive(Clone, Debug, PartialEq)]
pub struct PartEncoding {
    /// The property.
    pub wire_name: WireName,
    /// Its `Content-Type`, where the document gives one.
    pub media_type: Option<String>,
    /// Headers that it may have.
    pub headers: Vec<Parameter>,
}

/// How a body's value becomes bytes.
#[derive(Clone, Debug, PartialEq)]
pub enum BodyKind {
    /// `application/json` and everything that ends in `+json`.
    Json(TypeRef),
    /// `application/x-www-form-urlencoded`.
    Form {
        /// The struct whose properties are the fields.
        ty: TypeRef,
        /// How single fields are written, where the document says.
        fields: Vec<FormField>,
    },
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

impl Body {
    /// What it can be sent as, the best first.
    pub fn kinds(&self) -> impl Iterator<Item = &BodyKind> {
        let others = self.choice.iter().flat_map(|choice| &choice.others);
        std::iter::once(&self.kind).chain(others.map(|other| &other.kind))
    }

    /// Whether the whole of it may be secret, in any media type.
    pub fn is_secret(&self) -> bool {
        let mut others = self.choice.iter().flat_map(|choice| &choice.others);
        self.sensitive || others.any(|other| other.sensitive)
    }

    /// The types that it can be sent as.
    pub fn types(&self) -> impl Iterator<Item = &TypeRef> {
        let headers = self.kinds().flat_map(BodyKind::headers);
        let headers = headers.map(|header| &header.ty);
        self.kinds().filter_map(BodyKind::ty).chain(headers)
    }
}

impl BodyKind {
    /// The type of the value; none where it is text, bytes or any form.
    pub fn ty(&self) -> Option<&TypeRef> {
        match self {
            Self::Json(ty) | Self::Form { ty, .. } => Some(ty),
            Self::Multipart { ty, .. } => ty.as_ref(),
            Self::Text | Self::Bytes => None,
        }
    }

    /// The headers that its parts may have.
    pub fn headers(&self) -> impl Iterator<Item = &Parameter> {
        let parts = match self {
            Self::Multipart { parts, .. } => parts.as_slice(),
            _ => &[],
        };
        parts.iter().flat_map(|part| &part.headers)
    }
}
