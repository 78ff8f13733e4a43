//! Calls.

use std::fmt;
use std::sync::Arc;

use super::{
    Alternative, Body, Doc, ErrorEnumId, Parameter, Requirement, ResponseHeaders, StatusPattern,
    StatusResponse, StreamProperty,
};
use crate::names::RustIdent;
use crate::source::Place;

/// Names an operation in its API and in others: `operationId`, or a name made of method and path.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OperationId(String);

impl OperationId {
    /// Wraps the name.
    pub fn new(name: impl Into<String>) -> Self {
        Self(name.into())
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for OperationId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One method on one path (OpenAPI 3.0.3 §4.7.10).
#[derive(Clone, Debug)]
pub struct Operation {
    /// Its name in the document.
    pub id: OperationId,
    /// The client's method, unique among all of the API's operations.
    pub ident: RustIdent,
    /// The type that stands for it, unique in its resource.
    pub type_ident: RustIdent,
    /// The HTTP method.
    pub method: Method,
    /// The path template, `{name}` for path parameters.
    pub path: String,
    /// The paths that it has in other APIs which share it, where these differ.
    pub other_paths: Vec<OtherPath>,
    /// Path, query, header, cookie; in document order within each.
    pub parameters: Vec<Parameter>,
    /// What is sent.
    pub body: Option<Body>,
    /// What comes back: every documented response in document order, `default` last. Operations
    /// share those that are components.
    pub responses: Vec<Arc<StatusResponse>>,
    /// The enum of its successes, where these differ.
    pub output_enum: Option<RustIdent>,
    /// What of the body says whether a success is a stream.
    pub property: Option<StreamProperty>,
    /// The media types that callers can ask for instead of the preferred ones.
    pub alternatives: Vec<Alternative>,
    /// The headers that come with a success, where the document lists any.
    pub headers: Option<ResponseHeaders>,
    /// The enum of its errors, where the document has any.
    pub errors: Option<ErrorEnumId>,
    /// Alternatives; each is a set of schemes that apply together. Empty:
    /// no authentication. An empty alternative: authentication is optional.
    pub security: Vec<Vec<Requirement>>,
    /// Which of the API's lists of servers it has in place of the document's own.
    pub servers: Option<usize>,
    /// What the document says of it.
    pub doc: Doc,
    /// Marked `deprecated`.
    pub deprecated: bool,
    /// Where it is in the document.
    pub place: Place,
}

/// The path of a shared operation in an API that has it elsewhere than the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherPath {
    /// The API's module.
    pub module: RustIdent,
    /// The path template.
    pub path: String,
}

impl Operation {
    /// Every documented response, in document order.
    pub fn responses(&self) -> impl Iterator<Item = &StatusResponse> + Clone {
        self.responses.iter().map(Arc::as_ref)
    }

    /// What is documented for a status.
    pub fn response(&self, status: StatusPattern) -> Option<&StatusResponse> {
        self.responses().find(|response| response.status == status)
    }
}

/// An HTTP method that a Path Item Object can have (OpenAPI 3.0.3 §4.7.9.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Method {
    /// RFC 9110 §9.3.1
    Get,
    /// RFC 9110 §9.3.4
    Put,
    /// RFC 9110 §9.3.3
    Post,
    /// RFC 9110 §9.3.5
    Delete,
    /// RFC 9110 §9.3.7
    Options,
    /// RFC 9110 §9.3.2
    Head,
    /// RFC 5789
    Patch,
    /// RFC 9110 §9.3.8
    Trace,
}

impl Method {
    const ALL: [Self; 8] = [
        Self::Get,
        Self::Put,
        Self::Post,
        Self::Delete,
        Self::Options,
        Self::Head,
        Self::Patch,
        Self::Trace,
    ];

    /// The method that a Path Item Object has under this key.
    pub fn of_key(key: &str) -> Option<Self> {
        let is_it = |method: &Self| method.as_str().eq_ignore_ascii_case(key);
        Self::ALL.into_iter().find(is_it)
    }

    /// The method's token.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Put => "PUT",
            Self::Post => "POST",
            Self::Delete => "DELETE",
            Self::Options => "OPTIONS",
            Self::Head => "HEAD",
            Self::Patch => "PATCH",
            Self::Trace => "TRACE",
        }
    }
}
