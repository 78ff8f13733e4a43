//! Turns the schemas of a document into JSON Schema 2020-12, for a mock server that says
//! whether a value is one that the document allows: the types of Rust say less than that.
//!
//! What no schema object of OpenAPI 3.0 (§4.7.24) asserts is left out: descriptions,
//! examples, defaults, extensions.

use openapiv3::{
    Components, MediaType, Operation, Parameter, ParameterData, ParameterSchemaOrContent, PathItem,
    ReferenceOr, RequestBody, Response, Schema, StatusCode,
};
use serde_json::{Map, Value, json};

use super::node::target;
use crate::ir::{self, Resource};
use crate::openapi::{Document, is_defect};

/// Keywords that mean the same in both.
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
    "readOnly",
    "required",
    "type",
    "uniqueItems",
    "writeOnly",
];

/// The schemas of one document.
pub(super) fn lower(document: &Document, resources: &[Resource]) -> ir::JsonSchemas {
    let nothing = Components::default();
    let components = document.api.components.as_ref().unwrap_or(&nothing);
    let mut named: Vec<_> = components.schemas.iter().collect();
    named.sort_unstable_by_key(|(name, _)| *name);
    let operations = resources.iter().flat_map(|resource| &resource.operations);
    ir::JsonSchemas {
        components: named
            .into_iter()
            .map(|(name, schema)| (name.clone(), converted(schema).to_string()))
            .collect(),
        operations: operations
            .filter_map(|operation| {
                let schemas = of_operation(document, components, operation)?;
                Some((operation.id.clone(), schemas.to_string()))
            })
            .collect(),
    }
}

/// `{"parameters": {"X-Trace": {…}}, "bodies": {"application/json": {…}}, "responses": {"200": {…}}}`
fn of_operation(
    document: &Document,
    components: &Components,
    operation: &ir::Operation,
) -> Option<Value> {
    let item = document.api.paths.paths.get(&operation.path)?.as_item()?;
    let method = operation.method.as_str();
    let (_, found) = item
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case(method))?;
    let members = [
        ("parameters", parameters(components, item, found)),
        ("bodies", bodies(components, found)),
        ("responses", responses(components, found)),
    ];
    let members = members.into_iter().filter(|(_, found)| !found.is_empty());
    let members: Map<_, _> = members
        .map(|(name, found)| (name.to_owned(), Value::Object(found)))
        .collect();
    (!members.is_empty()).then_some(Value::Object(members))
}

/// The schemas of parameters that say more than a type; the operation's own come last and
/// replace those of the path (§4.7.10.1).
fn parameters(
    components: &Components,
    item: &PathItem,
    operation: &Operation,
) -> Map<String, Value> {
    let all = item.parameters.iter().chain(&operation.parameters);
    let found = all.filter_map(|parameter| {
        let parameter: &ParameterData =
            followed(parameter, &components.parameters).map(Parameter::parameter_data_ref)?;
        let ParameterSchemaOrContent::Schema(schema) = &parameter.format else {
            return None;
        };
        let schema = converted(schema);
        let says_more = |name: &String| !matches!(name.as_str(), "type" | "enum" | "format");
        schema
            .as_object()?
            .keys()
            .any(says_more)
            .then(|| (parameter.name.clone(), schema))
    });
    found.collect()
}

fn bodies(components: &Components, operation: &Operation) -> Map<String, Value> {
    let body = operation.request_body.as_ref();
    let body: Option<&RequestBody> =
        body.and_then(|body| followed(body, &components.request_bodies));
    body.into_iter()
        .flat_map(|body| json(&body.content))
        .collect()
}

/// By status, each the schema of its first JSON.
fn responses(components: &Components, operation: &Operation) -> Map<String, Value> {
    let all = operation.responses.responses.iter();
    let found = all.filter_map(|(status, response)| {
        let StatusCode::Code(status) = status else {
            return None;
        };
        let response: &Response = followed(response, &components.responses)?;
        let (_, schema) = json(&response.content).next()?;
        Some((status.to_string(), schema))
    });
    found.collect()
}

/// The schemas of the media types that are JSON.
fn json<'d>(
    content: impl IntoIterator<Item = (&'d String, &'d MediaType)>,
) -> impl Iterator<Item = (String, Value)> {
    let found = content.into_iter().filter(|(name, _)| {
        let name = name.split(';').next().unwrap_or_default().trim();
        name.eq_ignore_ascii_case("application/json")
            || name.to_ascii_lowercase().ends_with("+json")
    });
    found.filter_map(|(name, media)| Some((name.clone(), converted(media.schema.as_ref()?))))
}

/// What a reference leads to; none where it leads nowhere, which is reported elsewhere.
fn followed<'d, T>(
    start: &'d ReferenceOr<T>,
    named: &'d indexmap::IndexMap<String, ReferenceOr<T>>,
) -> Option<&'d T> {
    let mut current = start;
    for _ in 0..=named.len() {
        match current {
            ReferenceOr::Item(item) => return Some(item),
            ReferenceOr::Reference { reference } => {
                current = named.get(reference.rsplit('/').next()?)?;
            }
        }
    }
    None
}

fn converted(schema: &ReferenceOr<Schema>) -> Value {
    match schema {
        ReferenceOr::Reference { reference } => reference_to(reference),
        ReferenceOr::Item(schema) if is_defect(&schema.schema_data.extensions) => json!(true),
        ReferenceOr::Item(schema) => {
            serde_json::to_value(schema).map_or(json!(true), |value| translated(&value))
        }
    }
}

fn reference_to(reference: &str) -> Value {
    json!({ "$ref": format!("#/$defs/{}", target(reference)) })
}

/// A schema object of OpenAPI 3.0 as one of JSON Schema.
fn translated(schema: &Value) -> Value {
    let Value::Object(members) = schema else {
        return schema.clone();
    };
    if let Some(Value::String(reference)) = members.get("$ref") {
        return reference_to(reference);
    }
    let mut out = Map::new();
    for (name, value) in members {
        let translated = match name.as_str() {
            kept if KEPT.contains(&kept) => match value {
                Value::Bool(false) => continue,
                value => value.clone(),
            },
            "additionalProperties" | "items" | "not" => translated(value),
            "allOf" | "anyOf" => each(value),
            // Types are read by the first alternative that fits, not by exactly one.
            "oneOf" if !members.contains_key("anyOf") => {
                out.insert("anyOf".to_owned(), each(value));
                continue;
            }
            "properties" => Value::Object(
                value
                    .as_object()
                    .into_iter()
                    .flatten()
                    .map(|(name, value)| (name.clone(), translated(value)))
                    .collect(),
            ),
            _ => continue,
        };
        out.insert(name.clone(), translated);
    }
    bound(members, &mut out, "exclusiveMinimum", "minimum");
    bound(members, &mut out, "exclusiveMaximum", "maximum");
    match members.get("nullable") {
        Some(Value::Bool(true)) => nullable(out),
        _ => Value::Object(out),
    }
}

fn each(schemas: &Value) -> Value {
    let schemas = schemas.as_array().into_iter().flatten();
    schemas.map(translated).collect()
}

/// `minimum: 1, exclusiveMinimum: true` is `exclusiveMinimum: 1`.
fn bound(members: &Map<String, Value>, out: &mut Map<String, Value>, exclusive: &str, name: &str) {
    if members.get(exclusive) == Some(&Value::Bool(true))
        && let Some(limit) = out.remove(name)
    {
        out.insert(exclusive.to_owned(), limit);
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

    use super::translated;

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
            assert_eq!(translated(&schema), expected, "{schema}");
        }
    }
}
