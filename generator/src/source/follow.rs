//! Turns a tree into the references that are in it.
//!
//! Must not know: which of them OpenAPI gives a meaning; one too many costs
//! only the reading of a file.

use serde_json::Value;

/// The file part of every reference in the tree that names a file, in
/// document order.
pub(super) fn files(tree: &Value) -> Vec<&str> {
    let mut found = Vec::new();
    let mut open = vec![tree];
    while let Some(value) = open.pop() {
        match value {
            Value::Object(members) => {
                for (name, member) in members {
                    match (name.as_str(), member) {
                        ("$ref", Value::String(reference)) => push(&mut found, reference),
                        ("mapping", Value::Object(mapping)) => mapping
                            .values()
                            .filter_map(Value::as_str)
                            .filter(|target| names_a_file(target))
                            .for_each(|target| push(&mut found, target)),
                        _ => {}
                    }
                }
                open.extend(members.values().rev());
            }
            Value::Array(elements) => open.extend(elements.iter().rev()),
            _ => {}
        }
    }
    found
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

fn push<'tree>(found: &mut Vec<&'tree str>, reference: &'tree str) {
    let file = reference.split('#').next().unwrap_or_default();
    if !file.is_empty() {
        found.push(file);
    }
}
