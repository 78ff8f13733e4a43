//! What a rule of repair is, and what several of them do with the members of an object.

use serde_json::{Map, Value};

use super::finding::Finding;
use crate::openapi::lookup;

/// The members of one object.
pub(super) type Members = Map<String, Value>;

/// Changes the members of an object, and reports it.
pub(super) type Rule = fn(&mut Members, &mut Finding<'_, '_>);

/// Whether a schema is put together of others.
pub(super) fn has_parts(schema: &Members) -> bool {
    let parts = ["$ref", "allOf", "oneOf", "anyOf"];
    parts.iter().any(|name| lookup::get(schema, name).is_some())
}

/// The type of a schema, where it is one, with `null` or without.
pub(super) fn type_of(schema: &Members) -> Option<&str> {
    match lookup::get(schema, "type")? {
        Value::String(name) => Some(name),
        Value::Array(names) => {
            let mut names = names.iter().filter_map(Value::as_str);
            let name = names.find(|name| *name != "null")?;
            names.all(|name| name == "null").then_some(name)
        }
        _ => None,
    }
}

/// Whether a schema says that `null` is one of its values.
pub(super) fn is_nullable(schema: &Members) -> bool {
    let allows_null = |found: &Value| match found {
        Value::Array(names) => names.iter().any(|name| name == "null"),
        name => name == "null",
    };
    lookup::get(schema, "nullable") == Some(&Value::Bool(true))
        || lookup::get(schema, "type").is_some_and(allows_null)
}

/// The text in a member.
pub(super) fn text<'a>(members: &'a Members, name: &str) -> Option<&'a str> {
    lookup::get(members, name)?.as_str()
}

pub(super) fn insert(members: &mut Members, name: &str, value: impl Into<Value>) {
    members.insert(name.to_owned(), value.into());
}
