//! Turns one schema of OpenAPI into one of JSON Schema 2020-12.

use std::borrow::Cow;

use serde_json::{Map, Value, json};

use crate::lower::beside;
use crate::openapi::Schema;

/// Keywords that mean the same in both, in the order in which they are written.
const KEPT: &[&str] = &[
    "type",
    "properties",
    "additionalProperties",
    "items",
    "required",
    "format",
    "pattern",
    "multipleOf",
    "minimum",
    "maximum",
    "enum",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "oneOf",
    "allOf",
    "anyOf",
    "not",
    "prefixItems",
    "contains",
    "minContains",
    "maxContains",
    "unevaluatedItems",
    "patternProperties",
    "propertyNames",
    "unevaluatedProperties",
    "dependentRequired",
    "dependentSchemas",
    "if",
    "then",
    "else",
];

/// The schema, or a reference to it. Only what asserts something is looked at: descriptions
/// and examples are most of a document.
pub(super) fn converted(schema: Schema<'_>) -> Value {
    if schema.is_defect() {
        return json!(true);
    }
    if let Some(name) = schema.only_reference() {
        return reference(name);
    }
    let mut out = Map::new();
    for name in ["readOnly", "writeOnly"] {
        if schema.is(name) {
            put(&mut out, name, json!(true));
        }
    }
    for name in KEPT {
        if let Some(value) = said(schema, name) {
            keep(&mut out, schema, name, &value);
        }
    }
    if let Some(name) = schema.reference() {
        put(&mut out, "allOf", json!([reference(name)]));
    }
    match schema.is("nullable") {
        true => nullable(out),
        false => Value::Object(out),
    }
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{name}") })
}

/// What a schema says by a keyword or by another one that means the same, so that both
/// versions of OpenAPI give the same.
fn said<'d>(schema: Schema<'d>, name: &str) -> Option<Cow<'d, Value>> {
    let other = match name {
        "enum" => schema.get("const").map(|value| json!([value])),
        "format" if !schema.has("format") => beside::format_of_content(schema).map(Value::from),
        _ => None,
    };
    other
        .map(Cow::Owned)
        .or_else(|| schema.get(name).map(Cow::Borrowed))
}

fn keep(out: &mut Map<String, Value>, schema: Schema<'_>, name: &str, value: &Value) {
    let has_type = |name| match schema.get("type") {
        Some(Value::Array(names)) => names.iter().any(|found| found == name),
        found => found.is_some_and(|found| found == name),
    };
    match (name, value) {
        ("properties", Value::Object(all)) if all.is_empty() => {}
        ("properties" | "patternProperties" | "dependentSchemas", Value::Object(all)) => {
            let all = all.iter().map(|(name, value)| (name.clone(), inner(value)));
            put(out, name, all.collect());
        }
        ("oneOf" | "allOf" | "anyOf" | "prefixItems", Value::Array(all)) => {
            // Types are read by the first alternative that fits, not by exactly one.
            let name = if name == "oneOf" { "anyOf" } else { name };
            put(out, name, all.iter().map(inner).collect());
        }
        ("required" | "enum", Value::Array(all)) if all.is_empty() => {}
        ("format", Value::String(format)) if format.is_empty() => {}
        // `minimum: 1, exclusiveMinimum: true` is `exclusiveMinimum: 1`.
        ("exclusiveMinimum", Value::Bool(true)) => rename(out, "minimum", name),
        ("exclusiveMaximum", Value::Bool(true)) => rename(out, "maximum", name),
        (
            "minimum" | "maximum" | "multipleOf" | "exclusiveMinimum" | "exclusiveMaximum",
            Value::Number(number),
        ) if !has_type("integer") => put(out, name, json!(number.as_f64())),
        ("enum", Value::Array(all)) if has_type("number") => {
            let fraction =
                |value: &Value| value.as_f64().map_or_else(|| value.clone(), Value::from);
            put(out, name, all.iter().map(fraction).collect());
        }
        ("required" | "enum" | "type" | "dependentRequired", value) => {
            put(out, name, value.clone());
        }
        ("additionalProperties" | "unevaluatedProperties" | "unevaluatedItems", value) => {
            put(out, name, inner(value));
        }
        (_, Value::Object(_)) => put(out, name, inner(value)),
        (_, Value::Bool(false)) => {}
        _ => put(out, name, value.clone()),
    }
}

/// A schema within another one; `additionalProperties` may be a boolean.
fn inner(value: &Value) -> Value {
    Schema::of(value).map_or_else(|| value.clone(), converted)
}

fn put(out: &mut Map<String, Value>, name: &str, value: Value) {
    out.insert(name.to_owned(), value);
}

fn rename(out: &mut Map<String, Value>, old: &str, new: &str) {
    if let Some(value) = out.shift_remove(old) {
        put(out, new, value);
    }
}

fn nullable(mut schema: Map<String, Value>) -> Value {
    if let Some(Value::Array(values)) = schema.get_mut("enum")
        && !values.contains(&Value::Null)
    {
        values.push(Value::Null);
    }
    match schema.get("type") {
        Some(Value::String(ty)) => {
            let types = json!([ty, "null"]);
            schema.insert("type".to_owned(), types);
            Value::Object(schema)
        }
        _ if schema.is_empty() => json!(true),
        _ => json!({ "anyOf": [schema, { "type": "null" }] }),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Schema, converted};

    #[test]
    fn schemas_of_openapi_become_json_schema() {
        for (schema, expected) in [
            (
                json!({"type": "string", "nullable": true, "description": "A."}),
                json!({"type": ["string", "null"]}),
            ),
            (
                json!({"type": "string", "enum": ["A"], "nullable": true}),
                json!({"type": ["string", "null"], "enum": ["A", null]}),
            ),
            (
                json!({"allOf": [{"$ref": "#/components/schemas/A"}], "nullable": true}),
                json!({"anyOf": [{"allOf": [{"$ref": "#/$defs/A"}]}, {"type": "null"}]}),
            ),
            (
                json!({"type": "integer", "minimum": 1, "exclusiveMinimum": true, "maximum": 9}),
                json!({"type": "integer", "exclusiveMinimum": 1, "maximum": 9}),
            ),
            (
                json!({"type": "object", "properties": {"a": {"type": "string", "example": "x"}},
                    "additionalProperties": false, "x-a": 1}),
                json!({"type": "object", "properties": {"a": {"type": "string"}},
                    "additionalProperties": false}),
            ),
            (
                json!({"oneOf": [{"type": "string"}, {"type": "array", "items": {}}]}),
                json!({"anyOf": [{"type": "string"}, {"type": "array", "items": {}}]}),
            ),
            (json!({"nullable": true}), json!(true)),
            (
                json!({"type": ["string", "null"], "contentEncoding": "base64", "examples": [1]}),
                json!({"type": ["string", "null"], "format": "byte"}),
            ),
            (json!({"const": {"a": 1}}), json!({"enum": [{"a": 1}]})),
            (
                json!({"type": "integer", "exclusiveMinimum": 1}),
                json!({"type": "integer", "exclusiveMinimum": 1}),
            ),
            (
                json!({"$ref": "#/components/schemas/A", "readOnly": true}),
                json!({"readOnly": true, "allOf": [{"$ref": "#/$defs/A"}]}),
            ),
            (
                json!({"prefixItems": [{"type": "string", "title": "A"}], "items": {"not": {}},
                    "patternProperties": {"^a": {"nullable": true, "type": "string"}},
                    "unevaluatedProperties": false, "if": {"required": ["a"]},
                    "propertyNames": {"$ref": "#/components/schemas/A"}}),
                json!({"items": {"not": {}}, "prefixItems": [{"type": "string"}],
                    "patternProperties": {"^a": {"type": ["string", "null"]}},
                    "propertyNames": {"$ref": "#/$defs/A"},
                    "unevaluatedProperties": false, "if": {"required": ["a"]}}),
            ),
        ] {
            let read = Schema::of(&schema).map(converted);
            assert_eq!(read, Some(expected), "{schema}");
        }
    }
}
