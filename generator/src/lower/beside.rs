//! Reads the keywords of JSON Schema that mean something only together with others: elements
//! by their place, properties by their names, what a text holds.

use std::rc::Rc;

use foldhash::{HashSet, HashSetExt as _};
use indexmap::IndexMap;
use serde_json::Value;

use super::facets::{Additional, Facets, node};
use super::node::{Node, NodeKind};
use crate::ir::LONGEST_TUPLE;
use crate::openapi::Schema;
use crate::source::Pointer;

/// Values of properties whose names match a pattern have the type that any of the patterns
/// gives them: no type knows names.
pub(super) fn by_pattern<'d>(
    facets: &mut Facets<'d>,
    by_pattern: IndexMap<&'d str, Node<'d>>,
    at: &Pointer,
) {
    if by_pattern.is_empty() || matches!(facets.additional, Additional::Allowed) {
        return;
    }
    let typed = match std::mem::take(&mut facets.additional) {
        Additional::Typed(values) => Some(values),
        other => {
            facets.additional = other;
            None
        }
    };
    for pattern in by_pattern.keys() {
        let pattern = pattern.replace('`', "'");
        facets.constraints.push(format!("Names match `{pattern}`."));
    }
    let all: Vec<_> = by_pattern.into_values().chain(typed).collect();
    if let Some(values) = any(all, &at.child("patternProperties")) {
        facets.additional = Additional::Typed(values);
    }
}

/// `items` and `prefixItems`: a tuple where no element can be absent or come after them.
pub(super) fn elements<'d>(
    facets: &mut Facets<'d>,
    items: Option<(&'d Value, Pointer)>,
    prefix: Vec<Node<'d>>,
    [least, most]: [Option<usize>; 2],
    at: &Pointer,
) {
    let rest = items.and_then(|(value, at)| node(value, at));
    if prefix.is_empty() {
        facets.items = rest;
        return;
    }
    let is_closed = rest.as_ref().is_some_and(excludes_all);
    let is_whole = least.is_some_and(|least| least >= prefix.len());
    let ends = is_closed || most.is_some_and(|most| most <= prefix.len());
    if is_whole && ends && prefix.len() <= LONGEST_TUPLE {
        facets.elements = prefix;
        return;
    }
    let which = match prefix.len() {
        1 => "The first item has a type of its own.".to_owned(),
        count => format!("The first {count} items have types of their own, in this order."),
    };
    facets.constraints.push(which);
    let at = at.child("prefixItems");
    facets.items = match (rest, ends) {
        (Some(rest), _) if !is_closed => any(prefix.into_iter().chain([rest]).collect(), &at),
        (_, true) => any(prefix, &at),
        // Whatever comes after them may be anything.
        _ => Some(Node::new(Schema::any(), at)),
    };
}

/// `false`, which is kept as `{not: {}}`.
fn excludes_all(node: &Node<'_>) -> bool {
    let not = node.data().and_then(|schema| schema.schema("not"));
    not.is_some_and(|not| not.members().next().is_none())
}

/// One of several schemas; itself where there is one.
fn any<'d>(mut nodes: Vec<Node<'d>>, at: &Pointer) -> Option<Node<'d>> {
    if nodes.len() < 2 {
        return nodes.pop();
    }
    let mut seen = HashSet::new();
    nodes.retain(|node| match node.data() {
        Some(schema) => seen.insert(format!("{schema:?}")),
        None => seen.insert(node.key()),
    });
    if nodes.len() < 2 {
        return nodes.pop();
    }
    let facets = Facets {
        any_of: nodes,
        ..Facets::default()
    };
    Some(Node {
        schema: NodeKind::Facets(Rc::new(facets)),
        at: at.clone(),
    })
}

/// The format of OpenAPI 3.0 that means the same as what a schema says of its content.
pub(super) fn format_of_content(schema: Schema<'_>) -> Option<&'static str> {
    format(
        schema.text("contentEncoding"),
        schema.text("contentMediaType"),
    )
}

pub(super) fn format(encoding: Option<&str>, media_type: Option<&str>) -> Option<&'static str> {
    match (encoding, media_type) {
        (Some("base64"), _) => Some("byte"),
        (None, Some(media_type)) if !is_text(media_type) => Some("binary"),
        _ => None,
    }
}

/// A text that holds something else (JSON Schema 2020-12 validation §8).
pub(super) fn content(facets: &mut Facets<'_>, encoding: Option<&str>, media_type: Option<&str>) {
    let encoding = encoding.filter(|encoding| *encoding != "base64");
    let words = [("Encoded as", encoding), ("Holds", media_type)];
    for (what, name) in words {
        let name = name.map(|name| name.replace('`', "'"));
        facets
            .constraints
            .extend(name.map(|name| format!("{what} `{name}`.")));
    }
}

/// Whether content of this media type is a text in JSON.
fn is_text(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    let subtype = essence.rsplit(['/', '+']).next().unwrap_or_default();
    essence.starts_with("text/")
        || matches!(
            subtype,
            "json" | "xml" | "yaml" | "javascript" | "jsonl" | "jwt" | "jose"
        )
}
