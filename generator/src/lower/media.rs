//! Turns media types (RFC 9110 §8.3.1) into the way their content is read and
//! written, and chooses one where a document offers several.

use std::borrow::Cow;

use openapiv3::{MediaType, ReferenceOr, Schema};

use super::beside;
use super::context::Context;
use crate::diagnostic::Code;
use crate::ir::StreamFormat;
use crate::openapi::Schemas;
use crate::source::Pointer;

/// How content of a media type becomes a value. In order of preference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Encoding {
    Json,
    Form,
    Multipart,
    Text,
    Bytes,
    /// Item by item. Last, because an API that offers the whole, too, sends that unless it is asked for a stream.
    Stream(StreamFormat),
}

impl Encoding {
    /// The same in a response: an error is read as a whole.
    pub(super) fn of(self, is_success: bool) -> Self {
        match self {
            Self::Stream(_) if !is_success => Self::Text,
            other => other,
        }
    }
}

/// The encoding of a media type as the document spells it.
pub(super) fn encoding(schemas: &Schemas, name: &str, media: &MediaType) -> Encoding {
    let essence = essence(name);
    if let Some(format) = stream_format(name) {
        return Encoding::Stream(format);
    }
    match &*essence {
        "application/x-www-form-urlencoded" => Encoding::Form,
        "application/xml" | "application/yaml" | "application/x-yaml" => Encoding::Text,
        _ if essence.starts_with("multipart/") && !is_range(&essence) => Encoding::Multipart,
        _ if essence.ends_with("/json") || essence.ends_with("+json") => {
            json_or_bytes(schemas, media)
        }
        _ if essence.ends_with("+xml") || essence.ends_with("+yaml") => Encoding::Text,
        // Whatever it is, it can be JSON where it has a type.
        "*/*" | "application/*" if media.schema.is_some() => json_or_bytes(schemas, media),
        "text/*" => Encoding::Text,
        _ if essence.ends_with("/*") => Encoding::Bytes,
        _ if essence.starts_with("text/") => Encoding::Text,
        // The names that documents invent for JSON, such as `json` alone.
        _ if essence == "json" => json_or_bytes(schemas, media),
        _ => Encoding::Bytes,
    }
}

/// The format of a media type that is a stream of items.
pub(super) fn stream_format(name: &str) -> Option<StreamFormat> {
    Some(match &*essence(name) {
        "text/event-stream" => StreamFormat::Events,
        "application/json-seq" => StreamFormat::JsonSequence,
        // Nobody registered one.
        "application/jsonl"
        | "application/x-jsonl"
        | "text/jsonl"
        | "text/x-jsonl"
        | "application/jsonlines"
        | "application/x-jsonlines"
        | "application/json-lines"
        | "application/x-json-lines"
        | "application/ndjson"
        | "application/x-ndjson"
        | "text/ndjson"
        | "text/x-ndjson"
        | "application/stream+json"
        | "application/x-json-stream" => StreamFormat::JsonLines,
        other if other.ends_with("+json-seq") => StreamFormat::JsonSequence,
        _ => return None,
    })
}

/// Whether a media type is JSON by its name (RFC 6839 §3.1).
pub(super) fn is_json(name: &str) -> bool {
    let essence = essence(name);
    essence.ends_with("/json") || essence.ends_with("+json")
}

/// Whether it is a range of media types (RFC 9110 §12.5.1): `image/*`.
pub(super) fn is_range(name: &str) -> bool {
    name.contains('*')
}

/// A schema of `format: binary` means the bytes themselves, whatever carries them.
fn json_or_bytes(schemas: &Schemas, media: &MediaType) -> Encoding {
    let schema = media.schema.as_ref().map(|schema| schemas.at(schema));
    let is_binary = schema.is_some_and(|schema| {
        let format = schema.text("format").or(beside::format_of_content(schema));
        schema.text("type") == Some("string") && format == Some("binary")
    });
    if is_binary {
        Encoding::Bytes
    } else {
        Encoding::Json
    }
}

/// Whether two media types have the same schema, or none.
pub(super) fn is_same(
    schemas: &Schemas,
    one: Option<&ReferenceOr<Schema>>,
    other: Option<&ReferenceOr<Schema>>,
) -> bool {
    one.map(|one| schemas.at(one)) == other.map(|other| schemas.at(other))
}

/// The media type to use out of those a document offers: the best encoding,
/// of those one that is not a range, and of those the first.
pub(super) fn preferred<'d>(
    schemas: &Schemas,
    content: impl Iterator<Item = (&'d String, &'d MediaType)>,
) -> Option<(&'d str, &'d MediaType, Encoding)> {
    content
        .map(|(name, media)| (name.as_str(), media, encoding(schemas, name, media)))
        .min_by_key(|(name, _, encoding)| (*encoding, is_range(name)))
}

/// The words of a media type, to name a variant for it.
pub(super) fn words(name: &str) -> String {
    let essence = essence(name);
    match &*essence {
        "application/x-www-form-urlencoded" => "form".to_owned(),
        "multipart/form-data" => "multipart".to_owned(),
        "application/octet-stream" => "bytes".to_owned(),
        "text/plain" => "text".to_owned(),
        "*/*" => "any".to_owned(),
        range if is_range(range) => {
            let kind = range.strip_prefix("application/").unwrap_or(range);
            format!("any {}", kind.replace(['*', '/', '+'], " "))
        }
        other => {
            let kind = other.strip_prefix("application/").unwrap_or(other);
            kind.replace(['/', '+'], " ")
        }
    }
}

/// What goes into `Content-Type`: a range is not a media type, so it becomes the
/// plainest one of its encoding.
pub(super) fn concrete(name: &str, encoding: Encoding) -> String {
    match (name.contains('*'), encoding) {
        (false, _) if name.contains('/') => name.to_owned(),
        (_, Encoding::Json) => "application/json".to_owned(),
        (_, Encoding::Text) => "text/plain".to_owned(),
        _ => "application/octet-stream".to_owned(),
    }
}

/// How a media type spells what JSON spells, too.
pub(super) enum Spelling {
    /// As data.
    Data,
    /// For people to read.
    Words,
}

/// Whether it is one of those that frameworks offer beside JSON for any value.
pub(super) fn spelling(name: &str) -> Option<Spelling> {
    match &*essence(name) {
        "application/xml" | "text/xml" | "application/yaml" | "application/x-yaml"
        | "text/yaml" | "text/x-yaml" => Some(Spelling::Data),
        "text/html" | "application/xhtml+xml" | "text/plain" => Some(Spelling::Words),
        _ => None,
    }
}

/// The words of a media type without its kind, where callers know what is meant.
pub(super) fn short_words(name: &str) -> String {
    let essence = essence(name);
    let subtype = essence
        .split_once('/')
        .map_or(&*essence, |(_, subtype)| subtype);
    match subtype {
        "plain" => "text".to_owned(),
        "octet-stream" => "bytes".to_owned(),
        "vnd.ms-excel" => "xls".to_owned(),
        "vnd.openxmlformats-officedocument.spreadsheetml.sheet" => "xlsx".to_owned(),
        "vnd.openxmlformats-officedocument.wordprocessingml.document" => "docx".to_owned(),
        other => other.strip_prefix("x-").unwrap_or(other).replace('+', " "),
    }
}

/// The media type without its parameters, in lower case.
fn essence(name: &str) -> Cow<'_, str> {
    let essence = name.split(';').next().unwrap_or(name).trim();
    if essence.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return Cow::Owned(essence.to_ascii_lowercase());
    }
    Cow::Borrowed(essence)
}

/// Says that the items of content are not typed: nothing divides it into items, or it is sent.
pub(super) fn report_items(context: &mut Context<'_>, media: &MediaType, at: &Pointer) {
    if context.document.schemas.item(media).is_some() {
        let message = "the items of this content are not typed; it is not looked into";
        context.note(Code::Unsupported, &at.child("itemSchema"), message);
        context
            .diagnostics
            .help("nothing has to be done; it is given and taken as it is");
    }
}

/// Says which media types are not used, so that nobody has to find out.
pub(super) fn report_unused(context: &mut Context<'_>, unused: &[&str], used: &str, at: &Pointer) {
    if unused.is_empty() {
        return;
    }
    let names: Vec<String> = unused.iter().map(|name| format!("`{name}`")).collect();
    let place = context.place(at);
    let message = format!(
        "the response is asked for as `{used}`, not as {}",
        names.join(", ")
    );
    context
        .diagnostics
        .note(Code::OtherMediaType, place, message);
}
