//! Finds the schemas that say how they are called (JSON Schema 2020-12 §8.2): by `$id`, by
//! `$anchor`, and by `$dynamicAnchor`, which is taken for an anchor like any other. And those
//! that keep schemas for themselves.

use serde_json::Value;

use crate::source::{Pointer, Tree};

/// The schema with this anchor.
pub(super) fn by_anchor<'t>(tree: &'t Tree, name: &str) -> Option<(Pointer, &'t Value)> {
    first(tree, &["$anchor", "$dynamicAnchor"], name)
}

/// The schema, or the document, with this identifier.
pub(super) fn by_id<'t>(tree: &'t Tree, id: &str) -> Option<(Pointer, &'t Value)> {
    let names = &["$id", "$self"];
    // An empty fragment says nothing.
    first(tree, names, id).or_else(|| first(tree, names, &format!("{id}#")))
}

fn first<'t>(tree: &'t Tree, members: &[&str], text: &str) -> Option<(Pointer, &'t Value)> {
    let pointer = tree.named().first(members, text)?;
    Some((pointer.clone(), tree.value.pointer(pointer.as_str())?))
}

/// The innermost schema around a place that has the `$defs` which a reference leads into,
/// where the document itself has none: it is the one that was meant when it was written, as a
/// document of its own.
pub(super) fn holder_of_definitions<'t>(
    tree: &'t Value,
    place: &Pointer,
    fragment: &str,
) -> Option<(Pointer, &'t Value)> {
    let is_meant = DEFINITIONS.iter().any(|name| fragment.starts_with(name));
    if !is_meant || tree.pointer(fragment).is_some() {
        return None;
    }
    let mut way = place.as_str();
    loop {
        let holder = tree
            .pointer(way)
            .filter(|holder| holder.pointer(fragment).is_some());
        if let Some(holder) = holder {
            return Some((Pointer::from_escaped(way), holder));
        }
        way = way.rsplit_once('/')?.0;
    }
}

/// Where schemas keep schemas.
const DEFINITIONS: &[&str] = &["/$defs/", "/definitions/"];

/// Whether it depends on the place of a reference what it means.
pub(super) fn is_relative(text: &str) -> bool {
    let fragment = text.strip_prefix('#');
    fragment.is_some_and(|fragment| DEFINITIONS.iter().any(|name| fragment.starts_with(name)))
}
