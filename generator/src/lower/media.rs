//! Turns media types (RFC 9110 §8.3.1) into the way their content is read and
//! written, and chooses one where a document offers several.
//!
//! May not know: schemas beyond whether they are binary.

use super::context::Context;
use crate::diagnostic::Code;
use crate::source::Pointer;
use openapiv3::{MediaType, ReferenceOr, SchemaKind, StringFormat, Type, VariantOrUnknownOrEmpty};

/// How content of a media type becomes a value. In order of preference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Encoding {
    Json,
    Form,
    Multipart,
    Text,
    Bytes,
}

/// The encoding of a media type as the document spells it.
pub(super) fn encoding(name: &str, media: &MediaType) -> Encoding {
    let essence = name
        .split(';')
        .next()
        .unwrap_or(name)
        .trim()
        .to_ascii_lowercase();
    match essence.as_str() {
        "application/x-www-form-urlencoded" => Encoding::Form,
        "application/x-ndjson" | "application/jsonl" => Encoding::Text,
        "application/xml" | "application/yaml" | "application/x-yaml" => Encoding::Text,
        _ if essence.starts_with("multipart/") && !is_range(&essence) => Encoding::Multipart,
        _ if essence.ends_with("/json") || essence.ends_with("+json") => json_or_bytes(media),
        _ if essence.ends_with("+xml") || essence.ends_with("+yaml") => Encoding::Text,
        // Whatever it is, it can be JSON where it has a type.
        "*/*" | "application/*" if media.schema.is_some() => json_or_bytes(media),
        "text/*" => Encoding::Text,
        _ if essence.ends_with("/*") => Encoding::Bytes,
        _ if essence.starts_with("text/") => Encoding::Text,
        // The names that documents invent for JSON, such as `json` alone.
        _ if essence == "json" => json_or_bytes(media),
        _ => Encoding::Bytes,
    }
}

/// Whether it is a range of media types (RFC 9110 §12.5.1): `image/*`.
pub(super) fn is_range(name: &str) -> bool {
    name.contains('*')
}

/// A schema of `format: binary` means the bytes themselves, whatever carries them.
fn json_or_bytes(media: &MediaType) -> Encoding {
    let Some(ReferenceOr::Item(schema)) = &media.schema else {
        return Encoding::Json;
    };
    match &schema.schema_kind {
        SchemaKind::Type(Type::String(string))
            if string.format == VariantOrUnknownOrEmpty::Item(StringFormat::Binary) =>
        {
            Encoding::Bytes
        }
        _ => Encoding::Json,
    }
}

/// The media type to use out of those a document offers: the best encoding,
/// and of those the first.
pub(super) fn preferred<'d>(
    content: impl Iterator<Item = (&'d String, &'d MediaType)>,
) -> Option<(&'d str, &'d MediaType, Encoding)> {
    content
        .map(|(name, media)| (name.as_str(), media, encoding(name, media)))
        .min_by_key(|(_, _, encoding)| *encoding)
}

/// The words of a media type, to name a variant for it.
pub(super) fn words(name: &str) -> String {
    let essence = name.split(';').next().unwrap_or(name).trim();
    let essence = essence.to_ascii_lowercase();
    match essence.as_str() {
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

/// What goes into `Content-Type`: a range is no media type, so it becomes the
/// plainest one of its encoding.
pub(super) fn concrete(name: &str, encoding: Encoding) -> String {
    match (name.contains('*'), encoding) {
        (false, _) if name.contains('/') => name.to_owned(),
        (_, Encoding::Json) => "application/json".to_owned(),
        (_, Encoding::Text) => "text/plain".to_owned(),
        _ => "application/octet-stream".to_owned(),
    }
}

/// Says which media types are not used, so that nobody has to find out.
pub(super) fn report_others<'n>(
    context: &mut Context<'_>,
    offered: impl Iterator<Item = &'n String>,
    used: &str,
    at: &Pointer,
    words: &str,
) {
    let others: Vec<String> = offered
        .filter(|name| *name != used)
        .map(|name| format!("`{name}`"))
        .collect();
    if !others.is_empty() {
        let place = context.place(at);
        let message = format!("{words} `{used}`, not as {}", others.join(", "));
        context
            .diagnostics
            .note(Code::OtherMediaType, place, message);
    }
}
