//! Rules for schemas (OpenAPI 3.0.3 §4.7.24).

use serde_json::{Map, Value, json};

use super::finding::Finding;
use super::rule::{Members, Rule, insert};
use super::scalar::as_bool;
use super::types::{list_of_types, type_in_other_words};
use super::values::{
    constant, default_of_other_type, enum_as_list, enum_of_elements, enum_of_other_type,
    example_of_other_type, exclusive_maximum, exclusive_minimum, fractions_in_bounds,
};
use crate::openapi::lookup;

/// Each with the member without which it has nothing to do.
pub(super) const SCHEMA: &[(&str, Rule)] = &[
    ("$ref", beside_a_reference),
    ("type", list_of_types),
    ("type", type_in_other_words),
    ("exclusiveMinimum", exclusive_minimum),
    ("exclusiveMaximum", exclusive_maximum),
    ("properties", required_at_the_property),
    ("required", required_as_boolean),
    ("items", items_as_list),
    ("discriminator", discriminator_without_property),
    ("const", constant),
    ("enum", enum_as_list),
    ("enum", enum_of_elements),
    ("enum", enum_of_other_type),
    ("default", default_of_other_type),
    ("example", example_of_other_type),
    ("type", fractions_in_bounds),
];

/// What counts beside a `$ref`, because it can't make another kind of type of it.
const COUNTS_BESIDE: &[&str] = &[
    "description",
    "title",
    "example",
    "deprecated",
    "externalDocs",
    "nullable",
    "readOnly",
    "writeOnly",
    "default",
];

/// Those of them that change neither a type nor what is sent.
const DOCUMENTS: &[&str] = &[
    "description",
    "title",
    "example",
    "deprecated",
    "externalDocs",
];

/// What would have made another type of it; anything else only bounds values or
/// repeats what the reference says.
const SHAPES: &[&str] = &[
    "properties",
    "required",
    "additionalProperties",
    "items",
    "enum",
    "format",
    "allOf",
    "oneOf",
    "anyOf",
    "discriminator",
];

/// OpenAPI 3.0.3 §4.7.23: what is beside a `$ref` is ignored. People write
/// it all the same, so what can't change the type counts: `allOf` holds both.
fn beside_a_reference(schema: &mut Members, finding: &mut Finding<'_, '_>) {
    let counts = finding.version.has_json_schema();
    if counts || schema.len() < 2 || !schema.get("$ref").is_some_and(Value::is_string) {
        return;
    }
    let mut kept = Map::new();
    let mut ignored = Vec::new();
    let mut reference = Value::Null;
    for (name, value) in std::mem::take(schema) {
        match name.as_str() {
            "$ref" => reference = value,
            name if name.starts_with("x-") || COUNTS_BESIDE.contains(&name) => {
                kept.insert(name.to_owned(), value);
            }
            _ => ignored.push(name),
        }
    }
    report_ignored(&ignored, finding);
    if kept.is_empty() {
        schema.insert("$ref".to_owned(), reference);
        return;
    }
    let documents = |name: &String| name.starts_with("x-") || DOCUMENTS.contains(&name.as_str());
    if !kept.keys().all(documents) {
        finding.repaired("what is beside `$ref` counts, as if both were in an `allOf`");
        finding.help("write both in an `allOf`: `allOf: [{$ref: …}]`, and the rest beside it");
    }
    finding.moved(&["$ref"], &["allOf", "0", "$ref"]);
    insert(schema, "allOf", json!([{ "$ref": reference }]));
    schema.append(&mut kept);
}

fn report_ignored(ignored: &[String], finding: &mut Finding<'_, '_>) {
    let Some(first) = ignored.first() else { return };
    let names: Vec<String> = ignored.iter().map(|name| format!("`{name}`")).collect();
    let message = format!("{} beside `$ref` is ignored", names.join(", "));
    let shape = ignored.iter().find(|name| SHAPES.contains(&name.as_str()));
    match shape {
        Some(shape) => finding.repaired_member(shape, message),
        None => finding.noted_member(first, message),
    }
    finding.help("write both in an `allOf`: `allOf: [{$ref: …}, {…}]`");
}

/// `required: true` at a property instead of its name in the list.
fn required_at_the_property(schema: &mut Members, finding: &mut Finding<'_, '_>) {
    let Some(Value::Object(properties)) = schema.get_mut("properties") else {
        return;
    };
    let mut required = Vec::new();
    for (name, property) in properties.iter_mut() {
        let Some(flag) = lookup::of(property, "required").filter(|flag| is_flag(flag)) else {
            continue;
        };
        let message = format!("`required` is a list of names at the object that `{name}` is in");
        let below = ["properties", name, "required"];
        if as_bool(flag) == Some(true) {
            required.push(name.clone());
            finding.repaired_below(&below, message);
        } else {
            finding.noted_below(&below, message);
        }
        finding.help(format!("write `required: [{name}]` beside `properties`"));
        if let Value::Object(property) = property {
            property.shift_remove("required");
        }
    }
    if required.is_empty() {
        return;
    }
    match schema.entry("required").or_insert_with(|| json!([])) {
        Value::Array(names) => {
            let new = required
                .into_iter()
                .filter(|name| !names.iter().any(|n| n == name));
            let new: Vec<Value> = new.map(Value::String).collect();
            names.extend(new);
        }
        other => *other = required.into(),
    }
}

fn is_flag(value: &Value) -> bool {
    value.is_boolean() || matches!(value.as_str(), Some("true" | "false"))
}

/// The same where there is no object around it.
fn required_as_boolean(schema: &mut Members, finding: &mut Finding<'_, '_>) {
    let Some(flag) = schema.get("required").filter(|flag| is_flag(flag)) else {
        return;
    };
    let message = "`required` is a list of names; it is left out";
    match as_bool(flag) {
        Some(true) => finding.repaired_member("required", message),
        _ => finding.noted_member("required", message),
    }
    finding.help("write the names of required properties at the object that they are in");
    schema.shift_remove("required");
}

/// A list of schemas for the elements of a list is JSON Schema's tuple.
fn items_as_list(schema: &mut Members, finding: &mut Finding<'_, '_>) {
    let Some(Value::Array(items)) = schema.get_mut("items") else {
        return;
    };
    finding.repaired_member("items", "`items` is one schema for all elements");
    if finding.version.has_json_schema() {
        finding.help("write `prefixItems`, which was called so before");
        finding.renamed("items", "prefixItems");
        if let Some(items) = schema.shift_remove("items") {
            insert(schema, "prefixItems", items);
        }
        return;
    }
    finding.help("write one schema, or several in a `oneOf`");
    let items = std::mem::take(items);
    let repaired = match <[Value; 1]>::try_from(items) {
        Ok([only]) => only,
        Err(items) if items.is_empty() => json!({}),
        Err(items) => json!({ "anyOf": items }),
    };
    insert(schema, "items", repaired);
}

/// OpenAPI 3.0.3 §4.7.25: a discriminator has a `propertyName`.
fn discriminator_without_property(schema: &mut Members, finding: &mut Finding<'_, '_>) {
    let Some(Value::Object(discriminator)) = schema.get("discriminator") else {
        return;
    };
    if !discriminator
        .get("propertyName")
        .is_some_and(Value::is_string)
    {
        finding.repaired_member(
            "discriminator",
            "a discriminator without `propertyName` is left out",
        );
        finding.help("write `propertyName` with the property that tells the alternatives apart");
        schema.shift_remove("discriminator");
    }
}
