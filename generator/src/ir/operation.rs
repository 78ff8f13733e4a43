//! Calls.

use std::fmt;

use super::{
    Alternative, Body, Doc, ErrorEnumId, Literal, Output, Parameter, Payload, Requirement,
    ResponseContent, ResponseHeaders, StatusPattern, StatusResponse, StreamProperty,
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
    /// What comes back when it worked.
    pub output: Output,
    /// What of the body says whether that is a stream.
    pub property: Option<StreamProperty>,
    /// The same in other media types, for callers who ask for them.
    pub alternatives: Vec<Alternative>,
    /// The headers that come with it, where the document lists any.
    pub headers: Option<ResponseHeaders>,
    /// The error statuses that are documented, if any.
    pub errors: Option<ErrorEnumId>,
    /// Every documented status in document order, for the documentation.
    pub responses: Vec<StatusResponse>,
    /// The media types that responses come in, the preferred one of each status first; not
    /// in the responses, because operations with the same errors share them whatever these are.
    pub contents: Vec<ResponseContent>,
    /// The media types that the responses may have, in order of preference.
    pub accept: Vec<String>,
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
    /// The body that the document shows for a response of this status.
    pub fn shown_response(&self, status: StatusPattern) -> Option<&Literal> {
        self.contents_of(status).next()?.example.as_ref()
    }

    /// The media types of a response, the preferred one first; none where it has no body.
    pub fn contents_of(&self, status: StatusPattern) -> impl Iterator<Item = &ResponseContent> {
        let contents = self.contents.iter();
        contents.filter(move |content| content.status == status)
    }

    /// What successes hold, whatever they are asked for as.
    pub fn payloads(&self) -> impl Iterator<Item = &Payload> {
        let others = self.alternatives.iter().map(|other| &other.output);
        std::iter::once(&self.output)
            .chain(others)
            .flat_map(Output::payloads)
    }

    /// What the body holds in one of these media types.
    pub fn payload_of(&self, content: &ResponseContent) -> Option<&Payload> {
        let mut responses = self.responses.iter();
        let response = responses.find(|response| response.status == content.status)?;
        let mut others = response.others.iter();
        let other = others.find(|other| other.media_type == content.media_type);
        Some(other.map_or(&response.payload, |other| &other.payload))
    }

    /// Whether a response of this documented status is a success.
    pub fn succeeds_with(&self, status: StatusPattern) -> bool {
        match &self.output {
            Output::One { statuses, .. } => statuses.contains(&status),
            Output::Many(output) => output
                .responses
                .iter()
                .any(|response| response.status == status),
        }
    }

    /// Whether the whole body of a success may be secret. Where the document names no
    /// success, its `default` says what one holds.
    pub fn has_secret_success(&self) -> bool {
        let is_success = |case: &&StatusResponse| self.succeeds_with(case.status);
        let mut successes = self.responses.iter().filter(is_success).peekable();
        if successes.peek().is_some() {
            return successes.any(|case| case.sensitive);
        }
        let is_default = |case: &StatusResponse| case.status == StatusPattern::Default;
        let mut responses = self.responses.iter();
        responses.any(|case| case.sensitive && is_default(case))
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
