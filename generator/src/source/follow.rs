//! Turns a tree into the references that are in it.
//!
//! Must not know: which of them OpenAPI gives a meaning; one too many costs
//! only the reading of a file.

use serde_json::{Map, Value};

/// The file part of every reference in the tree that names a file, in
/// document order.
pub(super) fn files(tree: &Value) -> Vec<&str> {
    let mut found = Vec::new();
    let mut open = vec![tree];
    while let Some(value) = open.pop() {
        match value {
            Value::Object(members) => {
                let named = members.iter();
                found.extend(named.flat_map(|(name, member)| in_member(name, member)));
                open.extend(members.values().rev());
            }
            Value::Array(elements) => open.extend(elements.iter().rev()),
            _ => {}
        }
    }
    found
}

/// The same of one member of an object, and of nothing below it.
pub(super) fn in_member<'tree>(
    name: &str,
    member: &'tree Value,
) -> impl Iterator<Item = &'tree str> {
    let reference = (name == "$ref").then(|| member.as_str()).flatten();
    let mapping = (name == "mapping").then(|| member.as_object()).flatten();
    let targets = mapping.into_iter().flat_map(Map::values);
    let targets = targets.filter_map(Value::as_str);
    let named = reference
        .into_iter()
        .chain(targets.filter(|target| names_a_file(target)));
    let files = named.map(|text| text.split('#').next().unwrap_or_default());
    files.filter(|file| !file.is_empty())
}

/// Whether a discriminator's mapping value is a reference with a file, not
/// the name of a schema (OpenAPI 3.0.3 §4.7.25).
pub(crate) fn names_a_file(target: &str) -> bool {
    let file = target.split('#').next().unwrap_or_default();
    file.contains('/')
        || [".yaml", ".yml", ".json"]
            .iter()
            .any(|ending| file.ends_with(ending))
}
