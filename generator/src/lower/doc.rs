//! Turns titles, descriptions, examples and constraints into words for the documentation.

use super::constraints;
use super::facets::Facets;
use super::literal::literal;
use super::node::Node;
use crate::ir::{Doc, Literal};
use openapiv3::{ExternalDocumentation, SchemaData};

/// Longer examples are left to whole-body examples; in a field's line they only tire.
const LONGEST_EXAMPLE: usize = 120;

/// What a schema says in words.
pub(super) fn schema(data: Option<&SchemaData>, facets: Option<&Facets<'_>>) -> Doc {
    let Some(data) = data else {
        return Doc::default();
    };
    let mut notes: Vec<String> = facets
        .map(|facets| facets.constraints.clone())
        .unwrap_or_default();
    notes.extend(facets.and_then(constraints::values));
    if let Some(format) = facets
        .and_then(|facets| facets.format.as_deref())
        .filter(|f| names_more_than_its_type(f))
    {
        notes.push(format!("Format: `{}`.", format.replace('`', "'")));
    }
    let example = data.example.as_ref().map(literal);
    notes.extend(example.as_ref().and_then(self::example));
    Doc {
        summary: non_empty(data.title.as_deref()),
        text: non_empty(data.description.as_deref()),
        notes,
        link: data.external_docs.as_ref().map(link),
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
    (
        docs.description
            .clone()
            .unwrap_or_else(|| "More".to_owned()),
        docs.url.clone(),
    )
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
