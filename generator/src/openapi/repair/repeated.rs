//! Rules for lists that name the same thing twice. The second changes nothing.

use foldhash::{HashSet, HashSetExt as _};
use serde_json::Value;

use super::finding::Finding;
use super::rule::{Members, Rule};
use crate::diagnostic::Code;

pub(super) const DOCUMENT: &[Rule] = &[tags_of_document];
pub(super) const OPERATION: &[Rule] = &[tags_of_operation];
pub(super) const SERVER_VARIABLE: &[Rule] = &[values];
pub(super) const SCHEMA: &[(&str, Rule)] = &[("enum", values), ("required", required)];

/// OpenAPI 3.0.3 §4.7.1: each tag's name is unique. The first describes it.
fn tags_of_document(document: &mut Members, finding: &mut Finding<'_, '_>) {
    let tags = document.get("tags").and_then(Value::as_array);
    let mut known = HashSet::new();
    for (index, tag) in tags.into_iter().flatten().enumerate() {
        let name = tag.get("name").and_then(Value::as_str);
        if let Some(name) = name.filter(|name| !known.insert(*name)) {
            let message = format!("the tag `{name}` is described twice; the first counts");
            finding.note_at(
                Code::Repeated,
                &["tags", &index.to_string(), "name"],
                message,
            );
        }
    }
}

fn tags_of_operation(operation: &mut Members, finding: &mut Finding<'_, '_>) {
    once(operation, "tags", finding);
}

/// OpenAPI 3.0.3 §4.7.24: elements of `required` are unique.
fn required(schema: &mut Members, finding: &mut Finding<'_, '_>) {
    once(schema, "required", finding);
}

/// OpenAPI 3.0.3 §4.7.24: elements of `enum` are unique.
fn values(schema: &mut Members, finding: &mut Finding<'_, '_>) {
    once(schema, "enum", finding);
}

/// Keeps each element of a list once.
fn once(members: &mut Members, name: &str, finding: &mut Finding<'_, '_>) {
    let Some(Value::Array(elements)) = members.get_mut(name) else {
        return;
    };
    let mut known = HashSet::new();
    let mut twice = Vec::new();
    for (index, element) in elements.iter().enumerate() {
        if !known.insert(element) {
            twice.push((index, element.to_string()));
        }
    }
    for (index, element) in &twice {
        let message = format!("`{name}` lists {element} twice");
        finding.note_at(Code::Repeated, &[name, &index.to_string()], message);
    }
    // From the end, so that the others keep their places.
    for (index, _) in twice.iter().rev() {
        elements.remove(*index);
    }
}
