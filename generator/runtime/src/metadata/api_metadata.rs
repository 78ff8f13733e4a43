//! Turns what a document says of its operations into one table, for what knows an
//! operation by its name or its path and not by its type: the mock server and the
//! command-line client.
//!
//! It does not know what either does with it.

use std::any::TypeId;

#[cfg(feature = "cli")]
use http::StatusCode;

use super::super::json::decode_error::DecodeError;
use super::super::send::raw_response::RawResponse;
use super::body_metadata::{BodyMetadata, ResponseMetadata};
use super::collection_metadata::CollectionMetadata;
use super::description::{ApiDescription, OperationDescription};
use super::parameter_metadata::ParameterMetadata;

/// One API.
#[derive(Clone, Copy, Debug)]
pub struct ApiMetadata {
    /// The name of its module.
    pub module: &'static str,
    /// What its clients are made from.
    pub description: &'static ApiDescription,
    /// One per tag.
    pub resources: &'static [ResourceMetadata],
    /// What can be kept in memory.
    pub collections: &'static [CollectionMetadata],
    /// What the document says of values, as JSON Schema 2020-12: `$defs` by name, and
    /// `operations` by id with their `parameters`, `bodies` and `responses`.
    #[cfg(feature = "mock")]
    pub schemas: &'static str,
}

/// The operations of one tag.
#[derive(Clone, Copy, Debug)]
pub struct ResourceMetadata {
    /// The tag as the document spells it; empty for operations without one.
    pub tag: &'static str,
    /// What the document says of it, as CommonMark.
    pub text: &'static str,
    /// In document order.
    pub operations: &'static [OperationMetadata],
}

/// One operation (OpenAPI 3.0.3 §4.7.10).
#[derive(Clone, Copy, Debug)]
pub struct OperationMetadata {
    /// The type that stands for it.
    pub operation: OperationType,
    /// Its name as a subcommand: `put-pet`.
    pub command: &'static str,
    /// One line, as CommonMark; empty where the document has none.
    pub summary: &'static str,
    /// Any length, as CommonMark; empty where the document has none.
    pub text: &'static str,
    /// Marked `deprecated`.
    pub deprecated: bool,
    /// In the order of the method's arguments: path, query, header, cookie.
    pub parameters: &'static [ParameterMetadata],
    /// What it sends.
    pub body: Option<BodyMetadata>,
    /// The documented successes.
    pub successes: &'static [ResponseMetadata],
    /// The documented errors.
    pub errors: &'static [ResponseMetadata],
}

/// The type of an operation, as a value.
#[derive(Clone, Copy, Debug)]
pub struct OperationType {
    /// What the document says of it.
    pub description: OperationDescription,
    /// Tells it from every other operation, those of other APIs included.
    pub id: fn() -> TypeId,
    /// Reads a response as the operation would; `None` for a status that is not documented.
    pub read: fn(&RawResponse) -> Option<Result<(), DecodeError>>,
}

impl ApiMetadata {
    /// Every operation, in document order within each tag.
    pub fn operations(&self) -> impl Iterator<Item = &'static OperationMetadata> + use<> {
        self.resources
            .iter()
            .flat_map(|resource| resource.operations)
    }
}

impl OperationMetadata {
    /// Whether the whole body of a request may be secret.
    #[cfg(any(feature = "cli", feature = "mock"))]
    pub(crate) fn hides_body(&self) -> bool {
        let mut contents = self.body.iter().flat_map(|body| body.alternatives);
        contents.any(|content| content.sensitive)
    }

    /// Whether the whole body of a response may be secret: what the document says of the
    /// status, or of those that it is one of.
    #[cfg(feature = "cli")]
    pub(crate) fn hides_response(&self, status: StatusCode) -> bool {
        let documented = self.successes.iter().chain(self.errors);
        let documented = documented.filter(|response| response.status.covers(status));
        let closest = documented.max_by_key(|response| response.status.0);
        closest.is_some_and(|response| response.sensitive)
    }

    /// Sets the line about it.
    #[must_use]
    pub const fn summary(mut self, summary: &'static str) -> Self {
        self.summary = summary;
        self
    }

    /// Sets what the document says of it.
    #[must_use]
    pub const fn text(mut self, text: &'static str) -> Self {
        self.text = text;
        self
    }

    /// Marks it as deprecated.
    #[must_use]
    pub const fn deprecated(mut self) -> Self {
        self.deprecated = true;
        self
    }

    /// Sets its parameters.
    #[must_use]
    pub const fn parameters(mut self, parameters: &'static [ParameterMetadata]) -> Self {
        self.parameters = parameters;
        self
    }

    /// Sets what it sends.
    #[must_use]
    pub const fn body(mut self, body: BodyMetadata) -> Self {
        self.body = Some(body);
        self
    }

    /// Sets its successes.
    #[must_use]
    pub const fn successes(mut self, successes: &'static [ResponseMetadata]) -> Self {
        self.successes = successes;
        self
    }

    /// Sets its errors.
    #[must_use]
    pub const fn errors(mut self, errors: &'static [ResponseMetadata]) -> Self {
        self.errors = errors;
        self
    }
}
