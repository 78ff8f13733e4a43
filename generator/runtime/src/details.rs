//! Turns what a document says of its operations into one table, for those who meet an
//! operation by its name or its path and not by its type: the double of the service, and
//! the client for the shell.
//!
//! It does not know what either does with it.

use std::any::TypeId;

use serde_json::Value;

use super::strict_json::parse;
use super::{
    Answer, ApiDescription, DecodeError, Direction, ErrorBody as _, Json, JsonError, Operation,
    OperationDescription, Parameter, Status,
};

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
    /// Properties that may hold secrets, in whichever object they stand.
    pub sensitive: &'static [&'static str],
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

impl OperationType {
    const fn of<Op: Operation>() -> Self {
        Self {
            description: Op::DESCRIPTION,
            id: TypeId::of::<Op>,
            read: read::<Op>,
        }
    }
}

fn read<Op: Operation>(answer: &Answer) -> Option<Result<(), DecodeError>> {
    let success = Op::decode(answer).read().map(|read| read.map(drop));
    success.or_else(|| Op::Error::decode(answer).read().map(|read| read.map(drop)))
}

/// A parameter (OpenAPI 3.0.3 §4.7.12).
#[derive(Clone, Copy, Debug)]
pub struct ParameterDetails {
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

/// A request body (OpenAPI 3.0.3 §4.7.13).
#[derive(Clone, Copy, Debug)]
pub struct BodyDetails {
    /// Whether the document requires it.
    pub required: bool,
    /// What the document says of it, as CommonMark.
    pub text: &'static str,
    /// The media types that are taken; the first is what the client sends.
    pub alternatives: &'static [ContentDetails],
}

/// Reads a body as the type that it is.
pub type Check = fn(&[u8]) -> Result<(), DecodeError>;

/// What writes JSON as its type does in a request.
pub type Rewrite = fn(Value) -> Result<Vec<u8>, JsonError>;

/// A body in one media type.
#[derive(Clone, Copy, Debug)]
pub struct ContentDetails {
    /// The media type as the document spells it.
    pub media: &'static str,
    /// How a value becomes bytes.
    pub format: Format,
    /// What the document shows, or else one that fits: JSON, also for forms; text and
    /// bytes as they are.
    pub example: Option<&'static str>,
    /// Reads it as the type that it is; for JSON only.
    pub check: Option<Check>,
    /// Writes it as the client would, without read-only properties, once it fits the
    /// type; for JSON only.
    pub rewrite: Option<Rewrite>,
    /// Whether it is a JSON Patch (RFC 6902).
    pub json_patch: bool,
}

/// How a body's value becomes bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// There is no body.
    Empty,
    /// JSON text.
    Json,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// `multipart/*` (RFC 7578).
    Multipart,
    /// Text.
    Text,
    /// Bytes as they are.
    Bytes,
}

/// A documented answer (OpenAPI 3.0.3 §4.7.17).
#[derive(Clone, Copy, Debug)]
pub struct AnswerDetails {
    /// Which statuses.
    pub status: Status,
    /// The media type; empty where there is no body.
    pub media: &'static str,
    /// How the body is written.
    pub format: Format,
    /// What the document shows, or else one that fits.
    pub example: Option<&'static str>,
    /// What the document says of it, as CommonMark.
    pub words: &'static str,
}

/// Things that can be listed, made, read, changed and deleted under one path. Operations
/// go by their `operationId`.
#[derive(Clone, Copy, Debug)]
pub struct CollectionDetails {
    /// The path of all of them: `/pets`.
    pub path: &'static str,
    /// The path of one of them: `/pets/{id}`.
    pub item_path: &'static str,
    /// The property that holds what stands in the item's path.
    pub id: &'static str,
    /// Whether that is a number.
    pub id_is_number: bool,
    /// What lists them.
    pub list: Option<&'static str>,
    /// What makes one.
    pub create: Option<&'static str>,
    /// What gives one.
    pub get: &'static str,
    /// What puts something in the place of one.
    pub put: Option<&'static str>,
    /// What changes a part of one.
    pub patch: &'static [&'static str],
    /// What deletes one.
    pub delete: Option<&'static str>,
    /// Properties that only the server sets, whatever a request says.
    pub server_set: &'static [&'static str],
    /// Those of them that are dates and times.
    pub times: &'static [&'static str],
    /// Properties that answers leave out.
    pub write_only: &'static [&'static str],
    /// Properties that answers must have, with JSON that they can hold.
    pub required: &'static [(&'static str, &'static str)],
}

/// Reads JSON strictly as a type.
fn check_json<T: Json>(bytes: &[u8]) -> Result<(), DecodeError> {
    let value = parse(bytes).map_err(DecodeError::syntax)?;
    T::from_json(value).map(drop).map_err(DecodeError::mismatch)
}

/// Reads a value as a type, and writes it as a request has it.
fn rewrite_json<T: Json>(value: Value) -> Result<Vec<u8>, JsonError> {
    let mut text = Vec::new();
    T::from_json(value)?.write_json(Direction::Request, &mut text);
    Ok(text)
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
    /// An operation without parameters, body and documented answers.
    pub const fn of<Op: Operation>(command: &'static str) -> Self {
        Self {
            operation: OperationType::of::<Op>(),
            command,
            summary: "",
            text: "",
            deprecated: false,
            parameters: &[],
            body: None,
            answers: &[],
            errors: &[],
        }
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

impl ParameterDetails {
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

impl BodyDetails {
    /// A body in these media types.
    pub const fn new(required: bool, alternatives: &'static [ContentDetails]) -> Self {
        Self {
            required,
            text: "",
            alternatives,
        }
    }

    /// Sets what the document says of it.
    #[must_use]
    pub const fn text(mut self, text: &'static str) -> Self {
        self.text = text;
        self
    }
}

impl ContentDetails {
    /// A body of this media type.
    pub const fn new(media: &'static str, format: Format) -> Self {
        Self {
            media,
            format,
            example: None,
            check: None,
            rewrite: None,
            json_patch: false,
        }
    }

    /// JSON of a type.
    pub const fn json<T: Json>(media: &'static str) -> Self {
        let mut content = Self::new(media, Format::Json);
        content.check = Some(check_json::<T>);
        content.rewrite = Some(rewrite_json::<T>);
        content
    }

    /// Marks it as a JSON Patch.
    #[must_use]
    pub const fn json_patch(mut self) -> Self {
        self.json_patch = true;
        self
    }

    /// Sets one that fits.
    #[must_use]
    pub const fn example(mut self, example: &'static str) -> Self {
        self.example = Some(example);
        self
    }
}

impl AnswerDetails {
    /// An answer without a body.
    pub const fn empty(status: Status) -> Self {
        Self::new(status, Format::Empty, "")
    }

    /// An answer of JSON.
    pub const fn json(status: Status) -> Self {
        Self::new(status, Format::Json, "application/json")
    }

    /// An answer of text.
    pub const fn text(status: Status) -> Self {
        Self::new(status, Format::Text, "text/plain")
    }

    /// An answer of any bytes.
    pub const fn bytes(status: Status) -> Self {
        Self::new(status, Format::Bytes, "application/octet-stream")
    }

    /// Sets another media type than the format's own.
    #[must_use]
    pub const fn media(mut self, media: &'static str) -> Self {
        self.media = media;
        self
    }

    /// Sets a body that fits.
    #[must_use]
    pub const fn example(mut self, example: &'static str) -> Self {
        self.example = Some(example);
        self
    }

    /// Sets what the document says of it.
    #[must_use]
    pub const fn words(mut self, words: &'static str) -> Self {
        self.words = words;
        self
    }

    const fn new(status: Status, format: Format, media: &'static str) -> Self {
        Self {
            status,
            media,
            format,
            example: None,
            words: "",
        }
    }
}
