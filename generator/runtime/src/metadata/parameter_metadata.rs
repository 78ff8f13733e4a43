//! Turns what a document says of a parameter into an entry of the table in `api_metadata`.
//!
//! It does not know the operation, nor any type of Rust.

use super::parameter::Parameter;

/// A parameter (OpenAPI 3.0.3 §4.7.12).
#[derive(Clone, Copy, Debug)]
pub struct ParameterMetadata {
    /// Its name, its place, and how its value is written.
    pub parameter: Parameter,
    /// What its value is.
    pub kind: ValueKind,
    /// Whether the document requires it.
    pub required: bool,
    /// What is sent unless the caller says otherwise, where the document requires the
    /// parameter: text as it is, anything else as JSON.
    pub default: Option<&'static str>,
    /// A value that the document shows, or else one that fits: text as it is, anything
    /// else as JSON.
    pub example: Option<&'static str>,
    /// The known values; empty where any is.
    pub values: &'static [&'static str],
    /// Marked `deprecated`.
    pub deprecated: bool,
    /// What the document says of it, as CommonMark.
    pub text: &'static str,
}

/// What a value looks like in JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ValueKind {
    /// Text.
    Text,
    /// A number without fraction.
    Integer,
    /// Any number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// An array.
    List,
    /// An object.
    Object,
    /// Anything.
    Any,
}

impl ParameterMetadata {
    /// An optional parameter of which the document says nothing else.
    pub const fn new(parameter: Parameter, kind: ValueKind) -> Self {
        Self {
            parameter,
            kind,
            required: false,
            default: None,
            example: None,
            values: &[],
            deprecated: false,
            text: "",
        }
    }

    /// Marks it as required.
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// Sets what is sent unless the caller says otherwise.
    #[must_use]
    pub const fn default(mut self, default: &'static str) -> Self {
        self.default = Some(default);
        self
    }

    /// Sets a value that it can have.
    #[must_use]
    pub const fn example(mut self, example: &'static str) -> Self {
        self.example = Some(example);
        self
    }

    /// Sets the known values.
    #[must_use]
    pub const fn values(mut self, values: &'static [&'static str]) -> Self {
        self.values = values;
        self
    }

    /// Marks it as deprecated.
    #[must_use]
    pub const fn deprecated(mut self) -> Self {
        self.deprecated = true;
        self
    }

    /// Sets what the document says of it.
    #[must_use]
    pub const fn text(mut self, text: &'static str) -> Self {
        self.text = text;
        self
    }
}
