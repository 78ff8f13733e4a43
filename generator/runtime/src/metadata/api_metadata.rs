//! Turns what a document says of its operations into one table, for those who meet an
//! operation by its name or its path and not by its type: the double of the service, and
//! the client for the shell.
//!
//! It does not know what either does with it.

use std::any::TypeId;

use super::super::json::decode_error::DecodeError;
use super::super::send::raw_response::Answer;
use super::body_metadata::{AnswerDetails, BodyDetails};
use super::collection_metadata::CollectionDetails;
use super::description::{ApiDescription, OperationDescription};
use super::parameter_metadata::ParameterDetails;

/// One API.
#[derive(Clone, Copy, Debug)]
pub struct ApiDetails {
    /// The name of its module.
    pub module: &'static str,
    /// What its clients are made from.
    pub description: &'static ApiDescription,
    /// One per tag.
    pub resources: &'static [ResourceDetails],
    /// What can be kept in memory.
    pub collections: &'static [CollectionDetails],
    /// What the document says of values, as JSON Schema 2020-12: `$defs` by name, and
    /// `operations` by id with their `parameters`, `bodies` and `responses`.
    #[cfg(feature = "mock")]
    pub schemas: &'static str,
}

/// The operations of one tag.
#[derive(Clone, Copy, Debug)]
pub struct ResourceDetails {
    /// The tag as the document spells it; empty for operations without one.
    pub tag: &'static str,
    /// What the document says of it, as CommonMark.
    pub text: &'static str,
    /// In document order.
    pub operations: &'static [OperationDetails],
}

/// One operation (OpenAPI 3.0.3 §4.7.10).
#[derive(Clone, Copy, Debug)]
pub struct OperationDetails {
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
    pub parameters: &'static [ParameterDetails],
    /// What it sends.
    pub body: Option<BodyDetails>,
    /// The documented successes.
    pub answers: &'static [AnswerDetails],
    /// The documented errors.
    pub errors: &'static [AnswerDetails],
}

/// The type of an operation, as a value.
#[derive(Clone, Copy, Debug)]
pub struct OperationType {
    /// What the document says of it.
    pub description: OperationDescription,
    /// Tells it from every other operation, those of other APIs included.
    pub id: fn() -> TypeId,
    /// Reads an answer as the operation would; `None` for a status that is not documented.
    pub read: fn(&Answer) -> Option<Result<(), DecodeError>>,
}

impl ApiDetails {
    /// Every operation, in document order within each tag.
    pub fn operations(&self) -> impl Iterator<Item = &'static OperationDetails> + use<> {
        self.resources
            .iter()
            .flat_map(|resource| resource.operations)
    }
}

impl OperationDetails {
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
    pub const fn parameters(mut self, parameters: &'static [ParameterDetails]) -> Self {
        self.parameters = parameters;
        self
    }

    /// Sets what it sends.
    #[must_use]
    pub const fn body(mut self, body: BodyDetails) -> Self {
        self.body = Some(body);
        self
    }

    /// Sets its successes.
    #[must_use]
    pub const fn answers(mut self, answers: &'static [AnswerDetails]) -> Self {
        self.answers = answers;
        self
    }

    /// Sets its errors.
    #[must_use]
    pub const fn errors(mut self, errors: &'static [AnswerDetails]) -> Self {
        self.errors = errors;
        self
    }
}
