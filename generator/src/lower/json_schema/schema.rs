//! Turns one schema of OpenAPI into one of JSON Schema 2020-12.

use std::slice;

use serde_json::{Value, json};

use super::json::{Json, Members, member, put};
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
pub(super) fn converted(schema: Schema<'_>) -> Json<'_> {
    if schema.is_defect() {
        return Json::Made(json!(true));
    }
    if let Some(name) = schema.only_reference() {
        return reference(name);
    }
    let mut out = Members::new();
    for name in ["readOnly", "writeOnly"] {
        if schema.is(name) {
            put(&mut out, name, Json::Made(json!(true)));
        }
    }
    let mut kept: Vec<usize> = schema
        .members()
        .filter_map(|(name, _)| kept(name))
        .collect();
    kept.sort_unstable();
    kept.dedup();
    for at in kept {
        keep(&mut out, schema, KEPT[at]);
    }
    if let Some(name) = schema.reference() {
        put(&mut out, "allOf", Json::List(vec![reference(name)]));
    }
    match schema.is("nullable") {
        true => nullable(out),
        false => Json::Object(out),
    }
}

/// The keyword that a keyword of the document becomes, as its place in [`KEPT`].
fn kept(name: &str) -> Option<usize> {
    let name = match name {
        "const" => "enum",
        "contentEncoding" | "contentMediaType" => "format",
        name => name,
    };
    KEPT.iter().position(|kept| *kept == name)
}

fn reference(name: &str) -> Json<'_> {
    let to = Json::Made(format!("#/$defs/{name}").into());
    Json::Object(vec![("$ref".into(), to)])
}

/// Adds what a schema says by a keyword or by another one that means the same, so that both
/// versions of OpenAPI give the same.
fn keep<'d>(out: &mut Members<'d>, schema: Schema<'d>, name: &'static str) {
    let constant = schema.get("const").filter(|_| name == "enum");
    let is_without = name == "format" && !schema.has(name);
    let format = is_without.then(|| beside::format_of_content(schema));
    if let Some(value) = constant {
        put(out, name, values(schema, slice::from_ref(value)));
    } else if let Some(format) = format.flatten() {
        put(out, name, Json::Made(format.into()));
    } else if let Some(value) = schema.get(name) {
        keep_value(out, schema, name, value);
    }
}

fn keep_value<'d>(out: &mut Members<'d>, schema: Schema<'d>, name: &'static str, value: &'d Value) {
    match (name, value) {
        ("properties", Value::Object(all)) if all.is_empty() => {}
        ("properties" | "patternProperties" | "dependentSchemas", Value::Object(all)) => {
            let all = all.iter();
            let all = all.map(|(name, value)| (name.as_str().into(), inner(value)));
            put(out, name, Json::Object(all.collect()));
        }
        ("oneOf" | "allOf" | "anyOf" | "prefixItems", Value::Array(all)) => {
            // Types are read by the first alternative that fits, not by exactly one.
            let name = if name == "oneOf" { "anyOf" } else { name };
            put(out, name, Json::List(all.iter().map(inner).collect()));
        }
        ("required" | "enum", Value::Array(all)) if all.is_empty() => {}
        ("format", Value::String(format)) if format.is_empty() => {}
        // `minimum: 1, exclusiveMinimum: true` is `exclusiveMinimum: 1`.
        ("exclusiveMinimum", Value::Bool(true)) => rename(out, "minimum", name),
        ("exclusiveMaximum", Value::Bool(true)) => rename(out, "maximum", name),
        (
            "minimum" | "maximum" | "multipleOf" | "exclusiveMinimum" | "exclusiveMaximum",
            Value::Number(number),
        ) if !has_type(schema, "integer") => put(out, name, Json::Made(json!(number.as_f64()))),
        ("enum", Value::Array(all)) => put(out, name, values(schema, all)),
        ("required" | "enum" | "type" | "dependentRequired", value) => {
            put(out, name, Json::Said(value));
        }
        ("additionalProperties" | "unevaluatedProperties" | "unevaluatedItems", value) => {
            put(out, name, inner(value));
        }
        (_, Value::Object(_)) => put(out, name, inner(value)),
        (_, Value::Bool(false)) => {}
        _ => put(out, name, Json::Said(value)),
    }
}

fn has_type(schema: Schema<'_>, name: &str) -> bool {
    match schema.get("type") {
        Some(Value::Array(names)) => names.iter().any(|found| found == name),
        found => found.is_some_and(|found| found == name),
    }
}

/// `enum`: a number is read as one with a fraction.
fn values<'d>(schema: Schema<'d>, all: &'d [Value]) -> Json<'d> {
    let is_number = has_type(schema, "number");
    let fraction = |value: &Value| value.as_f64().filter(|_| is_number);
    let value = |value| fraction(value).map_or(Json::Said(value), |made| Json::Made(made.into()));
    Json::List(all.iter().map(value).collect())
}

/// A schema within another one; `additionalProperties` may be a boolean.
fn inner(value: &Value) -> Json<'_> {
    Schema::of(value).map_or(Json::Said(value), converted)
}

fn rename<'d>(out: &mut Members<'d>, old: &str, new: &'d str) {
    if let Some(at) = out.iter().position(|(name, _)| name == old) {
        let (_, value) = out.remove(at);
        put(out, new, value);
    }
}

fn nullable(mut schema: Members<'_>) -> Json<'_> {
    let null = || Json::Made("null".into());
    if let Some(Json::List(values)) = member(&mut schema, "enum")
        && !values.iter().any(Json::is_null)
    {
        values.push(Json::Said(&Value::Null));
    }
    if let Some(ty) = member(&mut schema, "type")
        && let Json::Said(name @ Value::String(_)) = *ty
    {
        *ty = Json::List(vec![Json::Said(name), null()]);
        return Json::Object(schema);
    }
    if schema.is_empty() {
        return Json::Made(json!(true));
    }
    let alternatives = vec![
        Json::Object(schema),
        Json::Object(vec![("type".into(), null())]),
    ];
    Json::Object(vec![("anyOf".into(), Json::List(alternatives))])
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
            let read = serde_json::to_value(&read).expect("it is JSON");
            assert_eq!(read, expected, "{schema}");
        }
    }
}
