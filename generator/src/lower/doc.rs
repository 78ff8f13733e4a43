//! Turns titles, descriptions, examples and constraints into words for the documentation.

use openapiv3::ExternalDocumentation;

use super::enumeration;
use super::facets::Facets;
use super::literal::literal;
use super::node::Node;
use crate::ir::{Doc, Literal};
use crate::openapi::Schema;

/// Longer examples are left to whole-body examples; in a field's line they only tire.
const LONGEST_EXAMPLE: usize = 120;

/// What a schema says in words.
pub(super) fn schema(data: Option<Schema<'_>>, facets: Option<&Facets<'_>>) -> Doc {
    let Some(data) = data else {
        return Doc::default();
    };
    let mut notes: Vec<String> = facets
        .map(|facets| facets.constraints.clone())
        .unwrap_or_default();
    notes.extend(facets.and_then(enumeration::listed));
    if let Some(format) = facets
        .and_then(|facets| facets.format.as_deref())
        .filter(|f| names_more_than_its_type(f))
    {
        notes.push(format!("Format: `{}`.", format.replace('`', "'")));
    }
    let example = data.example().map(literal);
    notes.extend(example.as_ref().and_then(self::example));
    Doc {
        summary: non_empty(data.text("title")),
        text: non_empty(data.text("description")),
        notes,
        link: data.schema("externalDocs").and_then(link_of_schema),
    }
}

/// A short example in words.
pub(super) fn example(example: &Literal) -> Option<String> {
    let text = example.to_string();
    let fits = text.len() <= LONGEST_EXAMPLE && !text.contains('`');
    fits.then(|| format!("Example: `{text}`"))
}

/// What a property's own schema says in words; a reference says nothing itself.
pub(super) fn node(node: &Node<'_>, facets: Option<&Facets<'_>>) -> Doc {
    schema(node.data(), facets)
}

/// `externalDocs`.
pub(super) fn link(docs: &ExternalDocumentation) -> (String, String) {
    named_link(docs.description.as_deref(), &docs.url)
}

fn link_of_schema(docs: Schema<'_>) -> Option<(String, String)> {
    Some(named_link(docs.text("description"), docs.text("url")?))
}

fn named_link(description: Option<&str>, url: &str) -> (String, String) {
    (description.unwrap_or("More").to_owned(), url.to_owned())
}

/// Text that is more than white space.
pub(super) fn non_empty(text: Option<&str>) -> Option<String> {
    text.filter(|text| !text.trim().is_empty())
        .map(str::to_owned)
}

/// The formats that the Rust type does not show.
fn names_more_than_its_type(format: &str) -> bool {
    !matches!(
        format,
        "int32"
            | "int64"
            | "uint32"
            | "uint64"
            | "uint"
            | "float"
            | "double"
            | "date-time"
            | "date"
            | "duration"
            | "uuid"
            | "uri"
            | "byte"
            | "binary"
    )
}
