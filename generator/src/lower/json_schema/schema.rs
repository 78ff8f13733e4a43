//! Turns one schema of OpenAPI 3.0 into one of JSON Schema 2020-12.
//!
//! May not know: where the schema is.

use std::borrow::Borrow;

use indexmap::IndexMap;
use openapiv3::{
    AdditionalProperties, AnySchema, ArrayType, ObjectType, ReferenceOr, Schema, SchemaKind, Type,
};
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::lower::node::target;
use crate::openapi::is_defect;

/// Keywords that mean the same in both and have no schemas in them.
const KEPT: &[&str] = &[
    "enum",
    "format",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
    "pattern",
    "required",
    "type",
    "uniqueItems",
];

/// The schema, or a reference to it.
pub(super) fn converted<S: Borrow<Schema>>(schema: &ReferenceOr<S>) -> Value {
    match schema {
        ReferenceOr::Reference { reference } => {
            json!({ "$ref": format!("#/$defs/{}", target(reference)) })
        }
        ReferenceOr::Item(schema) => {
            let schema = schema.borrow();
            match is_defect(&schema.schema_data.extensions) {
                true => json!(true),
                false => translated(schema),
            }
        }
    }
}

/// Only what asserts something is looked at: descriptions and examples are most of a
/// document.
fn translated(schema: &Schema) -> Value {
    let data = &schema.schema_data;
    let mut out = Map::new();
    for (name, holds) in [("readOnly", data.read_only), ("writeOnly", data.write_only)] {
        if holds {
            out.insert(name.to_owned(), json!(true));
        }
    }
    match &schema.schema_kind {
        SchemaKind::Type(Type::Object(object)) => self::object(&mut out, object),
        SchemaKind::Type(Type::Array(array)) => self::array(&mut out, array),
        SchemaKind::Type(ty) => keep(&mut out, ty),
        // Types are read by the first alternative that fits, not by exactly one.
        SchemaKind::OneOf { one_of } => put(&mut out, "anyOf", each(one_of)),
        SchemaKind::AllOf { all_of } => put(&mut out, "allOf", each(all_of)),
        SchemaKind::AnyOf { any_of } => put(&mut out, "anyOf", each(any_of)),
        SchemaKind::Not { not } => put(&mut out, "not", converted(not)),
        SchemaKind::Any(any) => mixed(&mut out, any),
    }
    match data.nullable {
        true => nullable(out),
        false => Value::Object(out),
    }
}

fn object(out: &mut Map<String, Value>, object: &ObjectType) {
    put(out, "type", json!("object"));
    properties(
        out,
        &object.properties,
        object.additional_properties.as_ref(),
    );
    keep(
        out,
        &ObjectType {
            properties: IndexMap::new(),
            required: object.required.clone(),
            additional_properties: None,
            ..*object
        },
    );
}

fn array(out: &mut Map<String, Value>, array: &ArrayType) {
    put(out, "type", json!("array"));
    if let Some(items) = &array.items {
        put(out, "items", converted(items));
    }
    keep(
        out,
        &ArrayType {
            items: None,
            ..*array
        },
    );
}

/// Any combination of keywords.
fn mixed(out: &mut Map<String, Value>, any: &AnySchema) {
    keep(
        out,
        &AnySchema {
            typ: any.typ.clone(),
            pattern: any.pattern.clone(),
            required: any.required.clone(),
            enumeration: any.enumeration.clone(),
            format: any.format.clone(),
            properties: IndexMap::new(),
            additional_properties: None,
            items: None,
            one_of: Vec::new(),
            all_of: Vec::new(),
            any_of: Vec::new(),
            not: None,
            ..*any
        },
    );
    properties(out, &any.properties, any.additional_properties.as_ref());
    if let Some(items) = &any.items {
        put(out, "items", converted(items));
    }
    for (name, schemas) in [
        ("anyOf", &any.one_of),
        ("allOf", &any.all_of),
        ("anyOf", &any.any_of),
    ] {
        if !schemas.is_empty() {
            put(out, name, each(schemas));
        }
    }
    if let Some(not) = &any.not {
        put(out, "not", converted(not));
    }
}

fn properties(
    out: &mut Map<String, Value>,
    declared: &IndexMap<String, ReferenceOr<Box<Schema>>>,
    additional: Option<&AdditionalProperties>,
) {
    if !declared.is_empty() {
        let all = declared.iter();
        let all = all.map(|(name, schema)| (name.clone(), converted(schema)));
        put(out, "properties", Value::Object(all.collect()));
    }
    match additional {
        None => {}
        Some(AdditionalProperties::Any(allowed)) => {
            put(out, "additionalProperties", json!(allowed))
        }
        Some(AdditionalProperties::Schema(schema)) => {
            put(out, "additionalProperties", converted(schema.as_ref()));
        }
    }
}

/// The keywords of something without schemas in it that mean the same in both.
fn keep(out: &mut Map<String, Value>, keywords: &impl Serialize) {
    let Ok(Value::Object(members)) = serde_json::to_value(keywords) else {
        return;
    };
    let exclusive = |name: &str| members.get(name) == Some(&Value::Bool(true));
    let exclusive = [exclusive("exclusiveMinimum"), exclusive("exclusiveMaximum")];
    let kept = members
        .into_iter()
        .filter(|(name, value)| KEPT.contains(&name.as_str()) && *value != Value::Bool(false));
    out.extend(kept);
    bound(out, exclusive[0], "exclusiveMinimum", "minimum");
    bound(out, exclusive[1], "exclusiveMaximum", "maximum");
}

fn each(schemas: &[ReferenceOr<Schema>]) -> Value {
    schemas.iter().map(converted).collect()
}

fn put(out: &mut Map<String, Value>, name: &str, value: Value) {
    out.insert(name.to_owned(), value);
}

/// `minimum: 1, exclusiveMinimum: true` is `exclusiveMinimum: 1`.
fn bound(out: &mut Map<String, Value>, is_exclusive: bool, exclusive: &str, name: &str) {
    if is_exclusive && let Some(limit) = out.remove(name) {
        put(out, exclusive, limit);
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
    use openapiv3::{ReferenceOr, Schema};
    use serde::Deserialize;
    use serde_json::json;

    use super::converted;

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
        ] {
            let read = Schema::deserialize(&schema).map(ReferenceOr::Item);
            assert_eq!(
                read.map(|read| converted(&read)).ok(),
                Some(expected),
                "{schema}"
            );
        }
    }
}
