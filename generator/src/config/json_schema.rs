//! Turns the tables of keys into a JSON Schema, by which editors complete and check a `simgen.toml`.
//!
//! The schema is draft 7 as far as draft 4 says the same, because Taplo knows no later one.

use serde_json::{Map, Value, json};

use super::keys::{Key, Kind, Presence, ROOT};

/// The JSON Schema of a `simgen.toml`, for editors. What it refuses, simgen refuses; simgen checks more.
pub fn json_schema() -> String {
    let mut schema = json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "simgen.toml",
        "description": "What simgen generates: which OpenAPI documents become which crate.",
    });
    extend(&mut schema, table(ROOT));
    format!("{schema:#}\n")
}

fn table(keys: &[Key]) -> Value {
    let required = keys.iter().filter(|key| key.presence == Presence::Required);
    let required: Vec<&str> = required.map(|key| key.name).collect();
    let properties = keys.iter().map(|key| (key.name.to_owned(), property(key)));
    let mut table = json!({
        "type": "object",
        "additionalProperties": false,
        "properties": properties.collect::<Map<_, _>>(),
    });
    // Draft 4 has no empty list here.
    if !required.is_empty() {
        extend(&mut table, json!({ "required": required }));
    }
    table
}

fn property(key: &Key) -> Value {
    let mut property = json!({ "description": key.meaning });
    extend(&mut property, value(key.kind));
    if let (Kind::Tables(_), Presence::Required) = (key.kind, key.presence) {
        extend(&mut property, json!({ "minItems": 1 }));
    }
    let default = match key.presence {
        Presence::Default(text) => json(text),
        _ => None,
    };
    if let Some(default) = default {
        extend(&mut property, json!({ "default": default }));
    }
    if let Some(example) = json(key.example) {
        extend(&mut property, json!({ "examples": [example] }));
    }
    property
}

fn value(kind: Kind) -> Value {
    match kind {
        Kind::Text(pattern) => text(pattern),
        Kind::Word(words) => json!({ "type": "string", "enum": words }),
        Kind::Flag => json!({ "type": "boolean" }),
        Kind::Texts { pattern, most } => {
            let mut list = json!({ "type": "array", "items": text(pattern) });
            if let Some(most) = most {
                extend(&mut list, json!({ "maxItems": most }));
            }
            list
        }
        Kind::TextMap => json!({ "type": "object", "additionalProperties": { "type": "string" } }),
        Kind::Table(keys) => table(keys),
        Kind::Tables(keys) => json!({ "type": "array", "items": table(keys) }),
        Kind::WordOrTable(word, keys) => {
            json!({ "anyOf": [{ "type": "string", "enum": [word] }, table(keys)] })
        }
    }
}

fn text(pattern: Option<&str>) -> Value {
    match pattern {
        Some(pattern) => json!({ "type": "string", "pattern": pattern }),
        None => json!({ "type": "string" }),
    }
}

/// A value of TOML as JSON; none of an empty text.
fn json(toml: &str) -> Option<Value> {
    let table: toml::Table = toml::from_str(&format!("value = {toml}")).ok()?;
    serde_json::to_value(table.get("value")?).ok()
}

fn extend(object: &mut Value, more: Value) {
    if let (Value::Object(object), Value::Object(more)) = (object, more) {
        object.extend(more);
    }
}

#[cfg(test)]
mod tests {
    use super::super::reference::is_as_committed;
    use super::json_schema;

    #[test]
    fn the_committed_schema_is_that_of_the_keys() {
        is_as_committed("docs/simgen.schema.json", &json_schema());
    }
}
