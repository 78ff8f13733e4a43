//! Reads `type`: one name, or in JSON Schema a list of them.

use std::rc::Rc;

use serde_json::Value;

use super::facets::{Additional, Facets, JsonType};
use super::node::{Node, NodeKind};
use crate::source::Pointer;

/// Whether `null` is one of the types.
pub(super) fn allows_null(types: &Value) -> bool {
    names(types).any(|(_, name)| name == "null")
}

/// Takes the types in. Several of them are alternatives, each with what is said of its
/// values, unless there are values or alternatives that tell more.
pub(super) fn read(facets: &mut Facets<'_>, types: &Value, at: &Pointer) {
    let mut found: Vec<(usize, JsonType)> = names(types)
        .filter_map(|(index, name)| Some((index, json_type(name)?)))
        .collect();
    if found.iter().any(|(_, kind)| *kind == JsonType::Number) {
        found.retain(|(_, kind)| *kind != JsonType::Integer);
    }
    if allows_null(types) {
        facets.lists_null = true;
        if found.is_empty() {
            facets.values = Some(Vec::new());
        }
    }
    if let [(_, only)] = found[..] {
        facets.kind = Some(only);
        return;
    }
    let says_more =
        facets.values.is_some() || !facets.one_of.is_empty() || !facets.any_of.is_empty();
    if says_more {
        return;
    }
    let at = at.child("type");
    let alternatives = found.into_iter().map(|(index, kind)| Node {
        schema: NodeKind::Facets(Rc::new(taken(facets, kind))),
        at: at.element(index),
    });
    facets.any_of = alternatives.collect();
}

/// What is said of the values of one of several types.
fn taken<'d>(facets: &mut Facets<'d>, kind: JsonType) -> Facets<'d> {
    let mut own = Facets {
        kind: Some(kind),
        ..Facets::default()
    };
    match kind {
        JsonType::String => own.format = facets.format.take_if(|format| !is_of_numbers(format)),
        JsonType::Number | JsonType::Integer => {
            own.format = facets.format.take_if(|format| is_of_numbers(format));
        }
        JsonType::Array => {
            own.items = facets.items.take();
            own.elements = std::mem::take(&mut facets.elements);
        }
        JsonType::Object => {
            own.properties = std::mem::take(&mut facets.properties);
            own.required = std::mem::take(&mut facets.required);
            own.additional = std::mem::replace(&mut facets.additional, Additional::Unsaid);
        }
        JsonType::Boolean => {}
    }
    own
}

fn is_of_numbers(format: &str) -> bool {
    let format = format.strip_prefix('u').unwrap_or(format);
    format.starts_with("int") || matches!(format, "float" | "double")
}

/// The names, each with its place in the list.
fn names(types: &Value) -> impl Iterator<Item = (usize, &str)> {
    let all = match types {
        Value::Array(all) => all.as_slice(),
        one => std::slice::from_ref(one),
    };
    let all = all.iter().enumerate();
    all.filter_map(|(index, name)| Some((index, name.as_str()?)))
}

fn json_type(name: &str) -> Option<JsonType> {
    Some(match name {
        "string" => JsonType::String,
        "number" => JsonType::Number,
        "integer" => JsonType::Integer,
        "boolean" => JsonType::Boolean,
        "object" => JsonType::Object,
        "array" => JsonType::Array,
        _ => return None,
    })
}
