//! Turns streams of items into their type, what divides and reads them, and what of a body asks for one.

use syn::{Expr, Type};

use super::example::json_value;
use super::ident::joined;
use super::scope::Scope;
use super::{doc, markdown, syntax, types};
use crate::ir::{EnvelopeData, Literal, Stream, StreamFormat, StreamItem, StreamProperty, TypeRef};

/// `ItemStream<models::Pet>`
pub(super) fn ty(scope: &Scope<'_>, stream: &Stream) -> Type {
    let item = match stream.ty() {
        Some(ty) => types::ty(scope, ty),
        None => syntax::named(scope.runtime("ServerSentEvent")),
    };
    syntax::generic(scope.runtime("ItemStream"), [item])
}

/// `Streaming::data().ending_with(&["[DONE]"])`
pub(super) fn streaming(scope: &Scope<'_>, stream: &Stream) -> Expr {
    let (function, argument) = match (stream.format, &stream.item) {
        (_, StreamItem::Event) => ("events", None),
        (StreamFormat::Events, StreamItem::Json(_)) => ("data", None),
        (StreamFormat::JsonLines, StreamItem::Json(_)) => ("json_lines", None),
        (StreamFormat::JsonSequence, StreamItem::Json(_)) => ("json_sequence", None),
        (_, StreamItem::Envelope(_, data)) => {
            let name = match data {
                EnvelopeData::Json => "Json",
                EnvelopeData::Text => "Text",
                EnvelopeData::Either => "Either",
            };
            let data = scope.runtime("EnvelopeData");
            (
                "envelopes",
                Some(syntax::name(syntax::below(data, joined(name)))),
            )
        }
    };
    let streaming = syntax::call_of(scope.runtime("Streaming"), function, argument);
    let with = |streaming, method, texts: &[String]| match texts {
        [] => streaming,
        texts => {
            let texts = syntax::texts(texts);
            syntax::method(streaming, method, [texts])
        }
    };
    let streaming = with(streaming, "ending_with", &stream.ends);
    with(streaming, "without", &stream.keep_alives)
}

/// `request.set_property("stream", true)`, where the body says so.
pub(super) fn with_property(request: Expr, property: Option<&StreamProperty>) -> Expr {
    let Some(property) = property else {
        return request;
    };
    let name = syntax::text(property.wire_name.as_str());
    let value = match &property.value {
        Literal::Bool(value) => syntax::truth(*value),
        other => syntax::text(&other.plain()),
    };
    let method = match property.is_default {
        true => "default_property",
        false => "set_property",
    };
    syntax::method(request, method, [name, value])
}

/// `a stream of [`Pet`](…)`
pub(super) fn in_words(scope: &Scope<'_>, stream: &Stream) -> String {
    let items = match stream.ty() {
        Some(ty) => doc::type_in_words(scope, ty),
        None => scope.words_to_runtime("server-sent events", "ServerSentEvent"),
    };
    format!("a stream of {items}")
}

/// What is said of the property that asks for a stream, or says that there is to be none.
pub(super) fn property_in_words(property: &StreamProperty) -> String {
    let member = Literal::Object(vec![(
        property.wire_name.as_str().to_owned(),
        property.value.clone(),
    )]);
    let member = markdown::code(&member.to_string());
    match property.is_default {
        true => format!("The body is sent with {member}, unless it says something else."),
        false => format!("The body is sent with {member}, whatever it says."),
    }
}

/// The text of a stream with one item: what the document shows, or one that fits.
pub(super) fn example(
    scope: &Scope<'_>,
    stream: &Stream,
    shown: Option<&Literal>,
) -> Option<String> {
    // Documents that show a text show the stream itself.
    if let Some(Literal::String(text)) = shown {
        return Some(text.clone());
    }
    let of = |ty: &TypeRef| json_value::of(scope.types(), ty, None);
    Some(match (&stream.item, stream.format) {
        (StreamItem::Event, _) => "data: example\n\n".to_owned(),
        (StreamItem::Json(ty), StreamFormat::Events) => format!("data: {}\n\n", of(ty)?),
        (StreamItem::Json(ty), StreamFormat::JsonLines) => format!("{}\n", of(ty)?),
        (StreamItem::Json(ty), StreamFormat::JsonSequence) => format!("\u{1e}{}\n", of(ty)?),
        (StreamItem::Envelope(ty, _), _) => event(&of(ty)?)?,
    })
}

/// The event that an envelope describes.
fn event(envelope: &Literal) -> Option<String> {
    let Literal::Object(members) = envelope else {
        return None;
    };
    let field = |name: &str| {
        let mut members = members.iter();
        let (_, value) = members.find(|(found, _)| found == name)?;
        Some(value.plain())
    };
    let mut text = String::new();
    for name in ["event", "id", "retry"] {
        if let Some(value) = field(name) {
            text += &format!("{name}: {}\n", value.replace(['\r', '\n'], " "));
        }
    }
    let data = field("data").unwrap_or_default();
    for line in data.split('\n') {
        text += &format!("data: {}\n", line.replace('\r', " "));
    }
    Some(text + "\n")
}
