//! Finds the innermost object that does not fit `openapiv3`'s model, and says
//! why in OpenAPI's words.
//!
//! May not know: how the trouble is reported.

use openapiv3::{
    Contact, Discriminator, Encoding, ExternalDocumentation, Header, Info, License, MediaType,
    OAuth2Flows, Operation, Parameter, PathItem, ReferenceOr, RequestBody, Response, Responses,
    SecurityScheme, Server, ServerVariable, Tag,
};
use serde::Deserialize;
use serde_json::Value;

use crate::openapi::at::At;
use crate::openapi::nearest::nearest;
use crate::openapi::structure::{Kind, Shape, member};
use crate::openapi::version::Version;
use crate::source::Pointer;

/// Why an object does not fit the model, if it does not.
pub(super) fn misfit(kind: Kind, value: &Value) -> Option<String> {
    match kind {
        Kind::Info => error::<Info>(value),
        Kind::Contact => error::<Contact>(value),
        Kind::License => error::<License>(value),
        Kind::ExternalDocs => error::<ExternalDocumentation>(value),
        Kind::Server => error::<Server>(value),
        Kind::ServerVariable => error::<ServerVariable>(value),
        Kind::Tag => error::<Tag>(value),
        Kind::PathItem => error::<PathItem>(value),
        Kind::Operation => error::<Operation>(value),
        Kind::Parameter => error::<ReferenceOr<Parameter>>(value),
        Kind::Header => error::<ReferenceOr<Header>>(value),
        Kind::RequestBody => error::<ReferenceOr<RequestBody>>(value),
        Kind::MediaType => error::<MediaType>(value),
        Kind::Encoding => error::<Encoding>(value),
        Kind::Responses => error::<Responses>(value),
        Kind::Response => error::<ReferenceOr<Response>>(value),
        Kind::Discriminator => error::<Discriminator>(value),
        Kind::SecurityScheme => error::<ReferenceOr<SecurityScheme>>(value),
        Kind::Flows => error::<OAuth2Flows>(value),
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
pub(super) struct Blame {
    pub(super) pointer: Pointer,
    pub(super) message: String,
    pub(super) help: Option<String>,
}

/// The innermost object below one that does not fit, and why.
pub(super) fn innermost(
    version: Version,
    kind: Kind,
    at: &At<'_>,
    value: &Value,
    message: &str,
) -> Blame {
    for (name, value) in value.as_object().into_iter().flatten() {
        let here = at.member(name);
        match (member(version, kind, name), value) {
            (Shape::One(kind), value) => {
                if let Some(error) = misfit(kind, value) {
                    return innermost(version, kind, &here, value, &error);
                }
            }
            (Shape::List(kind), Value::Array(elements)) => {
                for (index, value) in elements.iter().enumerate() {
                    if let Some(error) = misfit(kind, value) {
                        return innermost(version, kind, &here.element(index), value, &error);
                    }
                }
            }
            (Shape::Map(kind), Value::Object(entries)) => {
                for (name, value) in entries {
                    if let Some(error) = misfit(kind, value) {
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
    Blame {
        pointer: at.pointer(),
        message: message
            .replace("missing field", "there is no")
            .replace("unknown variant", "unknown value"),
        help: None,
    }
}

/// A text that is none of those that may stand there.
fn foreign_word(at: &At<'_>, word: &str, words: &[&str]) -> Blame {
    let known = words.iter().copied();
    let help = nearest(word, known).map(|near| format!("did you mean `{near}`?"));
    Blame {
        pointer: at.pointer(),
        message: format!("`{word}` is none of `{}`", words.join("`, `")),
        help,
    }
}

fn error<T: for<'de> Deserialize<'de>>(value: &Value) -> Option<String> {
    T::deserialize(value).err().map(|error| error.to_string())
}
