//! What a call takes beside its body.

use super::{Doc, Literal, TypeRef, WireName};
use crate::names::RustIdent;

/// One parameter (OpenAPI 3.0.3 §4.7.12).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameter {
    /// Its name on the wire.
    pub wire_name: WireName,
    /// Its name in Rust.
    pub ident: RustIdent,
    /// Where it goes.
    pub place: ParameterPlace,
    /// How its value is written.
    pub style: Style,
    /// Whether lists and objects become one pair per element (§4.7.12.2).
    pub explode: bool,
    /// Whether reserved characters stay as they are (`allowReserved`).
    pub allow_reserved: bool,
    /// Its type.
    pub ty: TypeRef,
    /// What a call does about it.
    pub need: Need,
    /// A value that the document shows.
    pub example: Option<Literal>,
    /// Marked `deprecated`.
    pub deprecated: bool,
    /// Whether its value may be secret.
    pub sensitive: bool,
    /// What the document says of it.
    pub doc: Doc,
}

impl Parameter {
    /// Whether the caller must give it.
    pub fn is_argument(&self) -> bool {
        matches!(self.need, Need::Argument)
    }

    /// Whether the document requires it, so that it is always sent.
    pub fn is_required(&self) -> bool {
        !matches!(self.need, Need::Optional { .. })
    }

    /// What is sent unless the caller sets it.
    pub fn sent_default(&self) -> Option<&Literal> {
        match &self.need {
            Need::Defaulted(default) => Some(default),
            Need::Argument | Need::Optional { .. } => None,
        }
    }
}

/// What a call does about a parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Need {
    /// The caller gives it: the document requires it and has no default. The header of a part
    /// has a setter all the same, because the part may not be sent.
    Argument,
    /// The default is sent unless the caller sets it: the document requires it.
    Defaulted(Literal),
    /// It is sent only if the caller sets it.
    Optional {
        /// What the server takes otherwise, where the document says so.
        server_default: Option<Literal>,
    },
}

impl Need {
    /// What follows from what the document says.
    pub fn of(is_required: bool, default: Option<Literal>) -> Self {
        match (is_required, default) {
            (true, None) => Self::Argument,
            (true, Some(default)) => Self::Defaulted(default),
            (false, server_default) => Self::Optional { server_default },
        }
    }
}

/// Where a parameter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ParameterPlace {
    /// Into the path template.
    Path,
    /// Into the query string.
    Query,
    /// A header of its own.
    Header,
    /// Into the `Cookie` header.
    Cookie,
}

impl ParameterPlace {
    /// The value of `in`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
        }
    }

    /// What people call a parameter there.
    pub fn noun(self) -> &'static str {
        match self {
            Self::Path => "path parameter",
            Self::Query => "query parameter",
            Self::Header | Self::Cookie => self.as_str(),
        }
    }
}

/// How a value is written (OpenAPI 3.0.3 §4.7.12.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Style {
    /// `;name=value`
    Matrix,
    /// `.value`
    Label,
    /// `value`
    Simple,
    /// `name=value`
    Form,
    /// `a%20b`
    SpaceDelimited,
    /// `a|b`
    PipeDelimited,
    /// `name[key]=value`
    DeepObject,
    /// One JSON text: the parameter has `content` instead of a schema.
    Json,
}
