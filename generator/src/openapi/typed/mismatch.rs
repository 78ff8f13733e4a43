//! Finds the innermost object that does not fit `openapiv3`'s model, and says
//! why in OpenAPI's words.

use openapiv3::{
    Contact, Discriminator, Encoding, ExternalDocumentation, Header, Info, License, MediaType,
    OAuth2Flows, Operation, Parameter, PathItem, ReferenceOr, RequestBody, Response, Responses,
    SecurityScheme, Server, ServerVariable, Tag,
};
use serde::Deserialize;
use serde_json::Value;

use crate::openapi::cursor::Cursor;
use crate::openapi::grammar::{Kind, Shape, member};
use crate::openapi::nearest::nearest;
use crate::openapi::version::Version;
use crate::source::Pointer;

/// Why an object does not fit the model, if it does not.
pub(super) fn error(kind: Kind, value: &Value) -> Option<String> {
    match kind {
        Kind::Info => error_as::<Info>(value),
        Kind::Contact => error_as::<Contact>(value),
        Kind::License => error_as::<License>(value),
        Kind::ExternalDocs => error_as::<ExternalDocumentation>(value),
        Kind::Server => error_as::<Server>(value),
        Kind::ServerVariable => error_as::<ServerVariable>(value),
        Kind::Tag => error_as::<Tag>(value),
        Kind::PathItem => error_as::<PathItem>(value),
        Kind::Operation => error_as::<Operation>(value),
        Kind::Parameter => error_as::<ReferenceOr<Parameter>>(value),
        Kind::Header => error_as::<ReferenceOr<Header>>(value),
        Kind::RequestBody => error_as::<ReferenceOr<RequestBody>>(value),
        Kind::MediaType => error_as::<MediaType>(value),
        Kind::Encoding => error_as::<Encoding>(value),
        Kind::Responses => error_as::<Responses>(value),
        Kind::Response => error_as::<ReferenceOr<Response>>(value),
        Kind::Discriminator => error_as::<Discriminator>(value),
        Kind::SecurityScheme => error_as::<ReferenceOr<SecurityScheme>>(value),
        Kind::Flows => error_as::<OAuth2Flows>(value),
        Kind::Document
        | Kind::Paths
        | Kind::Operations
        | Kind::Components
        | Kind::Schema
        | Kind::Flow
        | Kind::Callback
        | Kind::Link
        | Kind::Example => None,
    }
}

/// Why something does not fit.
pub(super) struct Mismatch {
    pub(super) pointer: Pointer,
    pub(super) message: String,
    pub(super) help: Option<String>,
}

/// The innermost object below one that does not fit, and why.
pub(super) fn innermost(
    version: Version,
    kind: Kind,
    at: &Cursor<'_>,
    value: &Value,
    message: &str,
) -> Mismatch {
    for (name, value) in value.as_object().into_iter().flatten() {
        let here = at.member(name);
        match (member(version, kind, name), value) {
            (Shape::One(kind), value) => {
                if let Some(error) = error(kind, value) {
                    return innermost(version, kind, &here, value, &error);
                }
            }
            (Shape::List(kind), Value::Array(elements)) => {
                for (index, value) in elements.iter().enumerate() {
                    if let Some(error) = error(kind, value) {
                        return innermost(version, kind, &here.element(index), value, &error);
                    }
                }
            }
            (Shape::Map(kind), Value::Object(entries)) => {
                for (name, value) in entries {
                    if let Some(error) = error(kind, value) {
                        return innermost(version, kind, &here.member(name), value, &error);
                    }
                }
            }
            (Shape::Word(words), Value::String(word)) if !words.contains(&word.as_str()) => {
                return foreign_word(&here, word, words);
            }
            _ => {}
        }
    }
    Mismatch {
        pointer: at.pointer(),
        message: message
            .replace("missing field", "there is no")
            .replace("unknown variant", "unknown value"),
        help: None,
    }
}

/// A text that is none of those that may be there.
fn foreign_word(at: &Cursor<'_>, word: &str, words: &[&str]) -> Mismatch {
    let known = words.iter().copied();
    let help = nearest(word, known).map(|near| format!("did you mean `{near}`?"));
    Mismatch {
        pointer: at.pointer(),
        message: format!("`{word}` is none of `{}`", words.join("`, `")),
        help,
    }
}

fn error_as<T: for<'de> Deserialize<'de>>(value: &Value) -> Option<String> {
    T::deserialize(value).err().map(|error| error.to_string())
}
