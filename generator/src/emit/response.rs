//! Turns documented responses into the type of an operation's value and the
//! calls that decode it.

use proc_macro2::Literal as Number;
use syn::{Attribute, Expr, ImplItem, Item, Type, Variant};

use super::debug::Held;
use super::doc::{self, DocComment};
use super::example::json_value;
use super::ident::joined;
use super::scope::Scope;
use super::syntax::{self, Function, Receiver};
use super::{advice, debug, ident, literal, markdown, stream, types};
use crate::ir::{
    Doc, ErrorEnum, Literal, Operation, Output, OutputEnum, Payload, ResponseVariant,
    StatusPattern, StatusResponse, Types,
};
use crate::names::RustIdent;

/// `models::Pet`, or the enum where successes differ.
pub(super) fn output_type(scope: &Scope<'_>, output: &Output<'_>) -> Type {
    match output {
        Output::One { payload, .. } => payload_type(scope, payload).unwrap_or_else(syntax::unit),
        Output::Many(output) => syntax::named(ident(output.name)),
    }
}

/// `pub enum PutPetOutput { Ok(models::Pet), Accepted }`, where successes differ.
pub(super) fn output_enum(scope: &Scope<'_>, method: &RustIdent, output: Output<'_>) -> Vec<Item> {
    let Output::Many(OutputEnum { name, variants }) = output else {
        return Vec::new();
    };
    let client = scope.client();
    let words = format!("The responses of [`{method}`]({client}::{method}).");
    let docs = scope.words(&words).into_iter().collect();
    enumeration(scope, docs, name, variants)
}

/// The enum with these variants, and its `Debug` where one of them may be a secret.
pub(super) fn enumeration<'r>(
    scope: &Scope<'_>,
    docs: Vec<Attribute>,
    name: &RustIdent,
    variants: impl IntoIterator<Item = ResponseVariant<'r>>,
) -> Vec<Item> {
    let variants: Vec<ResponseVariant<'_>> = variants.into_iter().collect();
    let held = variants.iter().map(|variant| Held {
        variant: variant.ident,
        is_empty: *variant.payload == Payload::Empty,
        is_secret: variant.sensitive,
    });
    let held: Vec<_> = held.collect();
    let variants = variants.iter().map(|found| variant(scope, found));
    let derives = ["Clone", "Debug", "PartialEq"];
    let (derives, debug) = debug::of_cases(scope, name, &derives, &held);
    let attributes = docs.into_iter().chain([derives]);
    let definition = syntax::enumeration(attributes, ident(name), variants);
    std::iter::once(definition).chain(debug).collect()
}

/// `NotFound(models::Problem)`
fn variant(scope: &Scope<'_>, variant: &ResponseVariant<'_>) -> Variant {
    let status = status_text(variant.status);
    let label = match variant.media_type {
        Some(media_type) => format!("{status} as {}", markdown::code(media_type)),
        None => status,
    };
    // `404: There is no such pet.`
    let words = labelled(&label, variant.status, variant.doc);
    let docs = scope.comment(&DocComment::default().block([words]));
    let held = payload_type(scope, variant.payload);
    syntax::variant(docs.into_iter().collect(), ident(variant.ident), held)
}

/// The document's words about a status below a label, and what a caller can do about it.
fn labelled(label: &str, status: StatusPattern, words: &Doc) -> String {
    let notes = advice::about(status).map(str::to_owned);
    doc::item_with(label, words, notes.into_iter().collect())
}

/// `fn decode(response: &RawResponse) -> ResponseDecoder<'_, Self::Output> { … }`
pub(super) fn decode(scope: &Scope<'_>, output: &Output<'_>, asked: Option<&str>) -> ImplItem {
    let none = empty_decoder(scope);
    let decoder = match output {
        Output::One { statuses, payload } => statuses.iter().fold(none, |decoder, status| {
            let make = match payload {
                Payload::Empty => syntax::tuple([]),
                Payload::Json(_) | Payload::Text | Payload::Bytes | Payload::Stream(_) => {
                    syntax::unchanged()
                }
            };
            read(scope, decoder, *status, asked, payload, make)
        }),
        Output::Many(output) => output.variants.iter().fold(none, |decoder, variant| {
            let make = syntax::path([ident(output.name), ident(variant.ident)]);
            let make = syntax::name(make);
            read(scope, decoder, variant.status, asked, variant.payload, make)
        }),
    };
    let output = syntax::named(syntax::path(["Self", "Output"].map(joined)));
    decode_function(scope, output, decoder)
}

/// `ResponseDecoder::new(response)`
pub(super) fn empty_decoder(scope: &Scope<'_>) -> Expr {
    let response = syntax::name(joined("response"));
    syntax::call_of(scope.runtime("ResponseDecoder"), "new", [response])
}

/// `fn decode(response: &RawResponse) -> ResponseDecoder<'_, T> { … }`
pub(super) fn decode_function(scope: &Scope<'_>, output: Type, decoder: Expr) -> ImplItem {
    let response = syntax::borrowed(syntax::named(scope.runtime("RawResponse")));
    let function = Function {
        attributes: Vec::new(),
        visibility: syntax::private(),
        name: joined("decode"),
        receiver: Receiver::None,
        arguments: vec![(joined("response"), response)],
        output: syntax::bound(scope.runtime("ResponseDecoder"), output),
        body: vec![syntax::value(decoder)],
    };
    function.member()
}

/// `decoder.json(Status::exactly(404), Self::NotFound)`
pub(super) fn read_error(scope: &Scope<'_>, decoder: Expr, variant: &ResponseVariant<'_>) -> Expr {
    let make = syntax::name(syntax::of_self(ident(variant.ident)));
    let (status, media) = (variant.status, variant.media_type);
    read(scope, decoder, status, media, variant.payload, make)
}

/// `decoder.json(Status::exactly(200), |value| value)`, or what reads one media type:
/// `decoder.bytes_as(Status::exactly(200), "application/pdf", |value| value)`
fn read(
    scope: &Scope<'_>,
    decoder: Expr,
    pattern: StatusPattern,
    media: Option<&str>,
    payload: &Payload,
    make: Expr,
) -> Expr {
    let status = status(scope, pattern);
    if let Payload::Stream(found) = payload {
        let media = syntax::text(&found.media_type);
        let streaming = stream::streaming(scope, found);
        return syntax::method(decoder, "stream", [status, media, streaming, make]);
    }
    let (reader, media) = match (payload, media.map(syntax::text)) {
        (Payload::Empty, _) => ("empty", None),
        (Payload::Json(_), None) => ("json", None),
        (Payload::Json(_), media) => ("json_as", media),
        (Payload::Text, None) => ("text", None),
        (Payload::Text, media) => ("text_as", media),
        (Payload::Bytes | Payload::Stream(_), None) => ("bytes", None),
        (Payload::Bytes | Payload::Stream(_), media) => ("bytes_as", media),
    };
    let arguments = std::iter::once(status).chain(media).chain([make]);
    syntax::method(decoder, reader, arguments)
}

/// `Status::exactly(200)`
pub(super) fn status(scope: &Scope<'_>, pattern: StatusPattern) -> Expr {
    let (function, number) = match pattern {
        StatusPattern::Exact(code) => ("exactly", Some(code)),
        StatusPattern::Range(hundreds) => ("range", Some(hundreds.into())),
        StatusPattern::Default => ("any", None),
    };
    let number = number.map(|number| syntax::literal(Number::u16_unsuffixed(number)));
    syntax::call_of(scope.runtime("Status"), function, number)
}

/// None where there is no body.
fn payload_type(scope: &Scope<'_>, payload: &Payload) -> Option<Type> {
    match payload {
        Payload::Empty => None,
        Payload::Json(ty) => Some(types::ty(scope, ty)),
        Payload::Text => Some(types::text()),
        Payload::Bytes => Some(syntax::named(scope.runtime("Bytes"))),
        Payload::Stream(found) => Some(stream::ty(scope, found)),
    }
}

/// Each documented status with its words and its type. Of errors, what the enum of errors
/// says of a status is said there.
pub(super) fn docs(scope: &Scope<'_>, operation: &Operation) -> Vec<String> {
    let error = operation.errors.map(|id| (id, scope.error_enum(id)));
    let is_said_there = |response: &&StatusResponse| {
        let case = error.and_then(|(_, error)| error.case(response.status));
        case.is_some_and(|case| case.doc == response.doc)
    };
    let (there, here): (Vec<_>, Vec<_>) = operation.responses().partition(is_said_there);
    let here = here.into_iter().map(|response| {
        let status = status_text(response.status);
        let label = match payload_link(scope, response.payload()) {
            Some(ty) => format!("{status}, {ty}"),
            None => status,
        };
        let notes = other_media_types(scope, operation, response);
        doc::item_with(&label, &response.doc, notes)
    });
    let there = error.filter(|_| !there.is_empty()).map(|(id, _)| {
        let statuses = there
            .into_iter()
            .map(|response| status_text(response.status));
        let statuses: Vec<_> = statuses.collect();
        format!(
            "Errors, described at {}: {}.",
            scope.link_to_error(id),
            statuses.join(", ")
        )
    });
    here.chain(there).collect()
}

/// ``Or `application/pdf` with `.accept_pdf()`: bytes.`` for each media type that a response
/// has beside its own.
fn other_media_types(
    scope: &Scope<'_>,
    operation: &Operation,
    response: &StatusResponse,
) -> Vec<String> {
    let is_success = response.status.is_success();
    let others = response.others().map(|(_, other)| {
        let media_type = markdown::code(&other.media_type);
        let held = payload_link(scope, &other.payload).unwrap_or_default();
        let mut methods = operation.alternatives.iter();
        let method = methods.find(|found| is_success && found.media_type == other.media_type);
        match method {
            Some(found) => format!("Or {media_type} with `.{}()`: {held}.", found.ident),
            None => format!("Or {media_type}: {held}."),
        }
    });
    others.collect()
}

/// What is said of each response of an enum of errors, for a page.
pub(super) fn error_docs(scope: &Scope<'_>, error: &ErrorEnum) -> Vec<String> {
    let items = error.cases.iter().map(|case| {
        let status = status_text(case.status);
        let label = match payload_link(scope, &case.payload) {
            Some(ty) => format!("{status} `{}`, {ty}", case.ident),
            None => format!("{status} `{}`", case.ident),
        };
        labelled(&label, case.status, &case.doc)
    });
    items.collect()
}

/// The body of the first success that has one: what the document shows, or one
/// that fits. None where it is too long to be read.
pub(super) fn example(types: &Types, operation: &Operation) -> Option<Vec<String>> {
    const LONGEST: usize = 60;
    let mut responses = operation.responses();
    let response = responses.find(|response| response.status.is_success())?;
    let Payload::Json(ty) = response.payload() else {
        return None;
    };
    let value = match json_value::of(types, ty, response.example())? {
        Literal::List(mut items) => {
            items.truncate(1);
            Literal::List(items)
        }
        other => other,
    };
    let text = markdown::printable(&format!("{:#}", literal::json(&value)?));
    let is_short = text.lines().count() + 2 <= LONGEST;
    is_short.then(|| doc::fenced("json", text.lines().map(str::to_owned)))
}

fn status_text(pattern: StatusPattern) -> String {
    match pattern {
        StatusPattern::Default => "Any other status".to_owned(),
        numbered => numbered.to_string(),
    }
}

/// `bytes`, or the type.
pub(super) fn payload_link(scope: &Scope<'_>, payload: &Payload) -> Option<String> {
    match payload {
        Payload::Empty => None,
        Payload::Json(ty) => Some(doc::type_in_words(scope, ty)),
        Payload::Text => Some("text".to_owned()),
        Payload::Bytes => Some("bytes".to_owned()),
        Payload::Stream(found) => Some(stream::in_words(scope, found)),
    }
}
