//! Finds the schemas that say how they are called (JSON Schema 2020-12 §8.2): by `$id`, by
//! `$anchor`, and by `$dynamicAnchor`, which is taken for an anchor like any other. And those
//! that keep schemas for themselves.
//!
//! May not know: who refers to them.

use serde_json::Value;

use crate::source::Pointer;

/// The schema with this anchor.
pub(super) fn by_anchor<'t>(tree: &'t Value, name: &str) -> Option<(Pointer, &'t Value)> {
    let is_meant = |value: &Value| {
        let has = |member: &str| value.get(member).and_then(Value::as_str) == Some(name);
        has("$anchor") || has("$dynamicAnchor")
    };
    first(tree, &is_meant)
}

/// The schema with this identifier.
pub(super) fn by_id<'t>(tree: &'t Value, id: &str) -> Option<(Pointer, &'t Value)> {
    let is_meant = |value: &Value| {
        let own = value.get("$id").or(value.get("$self"));
        let own = own.and_then(Value::as_str);
        own.is_some_and(|own| own.trim_end_matches('#') == id)
    };
    first(tree, &is_meant)
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

/// The first object of a tree, in document order, of which this holds.
fn first<'t>(tree: &'t Value, is_meant: &dyn Fn(&Value) -> bool) -> Option<(Pointer, &'t Value)> {
    let mut open: Vec<(Vec<String>, &Value)> = vec![(Vec::new(), tree)];
    while let Some((way, value)) = open.pop() {
        if value.is_object() && is_meant(value) {
            let pointer = way
                .iter()
                .fold(Pointer::root(), |pointer, token| pointer.child(token));
            return Some((pointer, value));
        }
        let step = |token: String| [way.as_slice(), &[token]].concat();
        match value {
            Value::Object(members) => {
                let inner = members.iter().rev();
                open.extend(inner.map(|(name, value)| (step(name.clone()), value)));
            }
            Value::Array(elements) => {
                let inner = elements.iter().enumerate().rev();
                open.extend(inner.map(|(index, value)| (step(index.to_string()), value)));
            }
            _ => {}
        }
    }
    None
}
