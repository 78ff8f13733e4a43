//! Rules for schemas (OpenAPI 3.0.3 §4.7.24).
//!
//! May not know: what a schema will become in Rust.

use serde_json::{Map, Value, json};

use super::shape::{as_bool, as_number, as_text, as_whole};
use super::{Finding, Members, Rule, described, insert, text};
use crate::diagnostic::Code;

pub(super) const SCHEMA: &[Rule] = &[
    beside_a_reference,
    list_of_types,
    type_in_other_words,
    exclusive_bounds,
    required_at_the_property,
    required_as_boolean,
    items_as_list,
    discriminator_without_property,
    constant,
    enum_as_list,
    enum_of_other_type,
    default_of_other_type,
    fractions_in_bounds,
];

/// OpenAPI 3.0.3 §4.7.23: what stands beside a `$ref` is ignored. People write
/// it all the same, so what can't change the type counts: `allOf` holds both.
fn beside_a_reference(schema: &mut Members, finding: &mut Finding<'_, '_>) {
    const KEPT: &[&str] = &[
        "description",
        "title",
        "nullable",
        "readOnly",
        "writeOnly",
        "deprecated",
        "default",
        "example",
        "externalDocs",
    ];
    if schema.len() < 2 || !schema.get("$ref").is_some_and(Value::is_string) {
        return;
    }
    let mut kept = Map::new();
    let mut ignored = Vec::new();
    let mut reference = Value::Null;
    for (name, value) in std::mem::take(schema) {
        match name.as_str() {
            "$ref" => reference = value,
            name if name.starts_with("x-") || KEPT.contains(&name) => {
                kept.insert(name.to_owned(), value);
            }
            _ => ignored.push(format!("`{name}`")),
        }
    }
    if !ignored.is_empty() {
        finding.mended(format!("{} beside `$ref` is ignored", ignored.join(", ")));
    }
    if kept.is_empty() {
        schema.insert("$ref".to_owned(), reference);
        return;
    }
    if kept
        .keys()
        .any(|name| !matches!(name.as_str(), "description" | "title" | "example"))
    {
        finding.mended("what stands beside `$ref` counts, as if both stood in an `allOf`");
    }
    insert(schema, "allOf", json!([{ "$ref": reference }]));
    schema.append(&mut kept);
}

/// `type` is one name in 3.0; `null` is said with `nullable`.
fn list_of_types(schema: &mut Members, finding: &mut Finding<'_, '_>) {
    let Some(Value::Array(types)) = schema.get("type") else {
        return;
    };
    let mut names: Vec<String> = types.iter().filter_map(as_text).collect();
    let null = types.iter().any(|name| name.is_null() || name == "null");
    names.retain(|name| name != "null");
    finding.mended_member("type", "a list of types is OpenAPI 3.1");
    schema.shift_remove("type");
    if null {
        insert(schema, "nullable", true);
    }
    match names.as_slice() {
        [] => {}
        [name] => insert(schema, "type", name.as_str()),
        several if !schema.contains_key("anyOf") && !schema.contains_key("oneOf") => {
            split_by_type(schema, several);
        }
        _ => {}
    }
}

/// Alternatives by type; what is said of lists and objects goes with them.
fn split_by_type(schema: &mut Members, types: &[String]) {
    let mut alternatives = Vec::new();
    for name in types {
        let mut alternative = Map::new();
        insert(&mut alternative, "type", name.as_str());
        let own: &[&str] = match name.as_str() {
            "array" => &["items"],
            "object" => &["properties", "required", "additionalProperties"],
            "string" => &["format", "pattern"],
            _ => &[],
        };
        for member in own {
            if let Some(value) = schema.shift_remove(*member) {
                alternative.insert((*member).to_owned(), value);
            }
        }
        alternatives.push(Value::Object(alternative));
    }
    insert(schema, "anyOf", alternatives);
}

/// Names of types from other languages.
fn type_in_other_words(schema: &mut Members, finding: &mut Finding<'_, '_>) {
    let Some(found) = schema.get("type") else {
        return;
    };
    let Some(name) = found.as_str() else {
        let message = format!("`type` is {}; it is left out", described(found));
        finding.mended_member("type", message);
        schema.shift_remove("type");
        return;
    };
    let (name, format) = match name {
        "string" | "number" | "integer" | "boolean" | "array" | "object" => return,
        "null" => ("", None),
        "any" | "" => ("", None),
        "file" | "binary" => ("string", Some("binary")),
        "float" | "double" => ("number", Some(name)),
        "decimal" => ("number", None),
        "int" => ("integer", None),
        "int32" | "int64" => ("integer", Some(name)),
        "long" => ("integer", Some("int64")),
        "bool" => ("boolean", None),
        "date" | "date-time" | "uuid" | "uri" | "email" | "password" | "byte" => {
            ("string", Some(name))
        }
        "datetime" | "timestamp" => ("string", Some("date-time")),
        "text" | "str" | "enum" => ("string", None),
        "list" => ("array", None),
        "map" | "dict" => ("object", None),
        other => match other.to_ascii_lowercase() {
            lower if lower != other => {
                finding.mended_member("type", format!("`{other}` is taken for `{lower}`"));
                insert(schema, "type", lower);
                return type_in_other_words(schema, finding);
            }
            _ => ("", None),
        },
    };
    let (format, found) = (format.map(str::to_owned), found.clone());
    let found = found.as_str().unwrap_or_default();
    schema_type(schema, finding, found, name, format);
}

fn schema_type(
    schema: &mut Members,
    finding: &mut Finding<'_, '_>,
    found: &str,
    name: &str,
    format: Option<String>,
) {
    if found == "null" {
        finding.mended_member(
            "type",
            "`null` is OpenAPI 3.1; any value that may be null is taken",
        );
        insert(schema, "nullable", true);
        schema.shift_remove("type");
    } else if name.is_empty() {
        let message = format!("`{found}` is not a type of OpenAPI; any value is taken");
        finding.mended_member("type", message);
        schema.shift_remove("type");
    } else {
        finding.mended_member("type", format!("`{found}` is taken for `{name}`"));
        insert(schema, "type", name);
        if let Some(format) = format {
            schema.entry("format").or_insert_with(|| format.into());
        }
    }
}

/// JSON Schema after draft 4 has a number here; 3.0 has a boolean beside the bound.
fn exclusive_bounds(schema: &mut Members, finding: &mut Finding<'_, '_>) {
    for (exclusive, bound) in [
        ("exclusiveMinimum", "minimum"),
        ("exclusiveMaximum", "maximum"),
    ] {
        let Some(found) = schema.get(exclusive) else {
            continue;
        };
        if found.is_boolean() {
            continue;
        }
        if let Value::Number(number) = found {
            let number = number.clone();
            finding.mended_member(
                exclusive,
                format!("a number here is OpenAPI 3.1; `{bound}: {number}` is taken"),
            );
            insert(schema, bound, number);
            insert(schema, exclusive, true);
        } else if let Some(flag) = as_bool(found) {
            finding.mended_member(
                exclusive,
                format!("{} is taken for a boolean", described(found)),
            );
            insert(schema, exclusive, flag);
        } else {
            schema.shift_remove(exclusive);
        }
    }
}

/// `required: true` at a property instead of its name in the list.
fn required_at_the_property(schema: &mut Members, finding: &mut Finding<'_, '_>) {
    let Some(Value::Object(properties)) = schema.get_mut("properties") else {
        return;
    };
    let mut required = Vec::new();
    for (name, property) in properties.iter_mut() {
        let Some(flag) = property.get("required").filter(|flag| is_flag(flag)) else {
            continue;
        };
        if as_bool(flag) == Some(true) {
            required.push(name.clone());
        }
        if let Value::Object(property) = property {
            property.shift_remove("required");
        }
        let message = format!("`required` is a list of names at the object that `{name}` is in");
        finding.mended_member("properties", message);
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
    if schema.get("required").is_some_and(is_flag) {
        finding.mended_member("required", "`required` is a list of names; it is left out");
        schema.shift_remove("required");
    }
}

/// A list of schemas for the elements of a list is JSON Schema's tuple.
fn items_as_list(schema: &mut Members, finding: &mut Finding<'_, '_>) {
    let Some(Value::Array(items)) = schema.get_mut("items") else {
        return;
    };
    finding.mended_member("items", "`items` is one schema for all elements");
    let items = std::mem::take(items);
    let mended = match <[Value; 1]>::try_from(items) {
        Ok([only]) => only,
        Err(items) if items.is_empty() => json!({}),
        Err(items) => json!({ "anyOf": items }),
    };
    insert(schema, "items", mended);
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
        finding.mended_member(
            "discriminator",
            "a discriminator without `propertyName` is left out",
        );
        schema.shift_remove("discriminator");
    }
}

/// `const` is OpenAPI 3.1; an `enum` of one says the same.
fn constant(schema: &mut Members, finding: &mut Finding<'_, '_>) {
    if !schema.contains_key("enum")
        && let Some(value) = schema.shift_remove("const")
    {
        finding.mended_member(
            "const",
            "`const` is OpenAPI 3.1; an `enum` of one value is taken",
        );
        insert(schema, "enum", vec![value]);
    }
}

fn enum_as_list(schema: &mut Members, finding: &mut Finding<'_, '_>) {
    match schema.get_mut("enum") {
        Some(Value::Array(values)) if !values.is_empty() => {}
        Some(Value::Null) => {
            schema.shift_remove("enum");
        }
        Some(Value::Array(_)) => {
            finding.mended_member("enum", "an `enum` without values is left out");
            schema.shift_remove("enum");
        }
        Some(Value::Object(members)) => {
            finding.mended_member(
                "enum",
                "`enum` is a list; the names of the object are taken",
            );
            let names: Vec<Value> = members.keys().cloned().map(Value::String).collect();
            insert(schema, "enum", names);
        }
        Some(value) => {
            finding.mended_member("enum", "`enum` is a list");
            let only = value.take();
            insert(schema, "enum", vec![only]);
        }
        None => {}
    }
}

/// Values that only look like another type in YAML: `yes`, `1.0`, `"5"`.
fn enum_of_other_type(schema: &mut Members, finding: &mut Finding<'_, '_>) {
    let Some(kind) = text(schema, "type").map(str::to_owned) else {
        return;
    };
    let Some(Value::Array(values)) = schema.get_mut("enum") else {
        return;
    };
    let mut mended = false;
    for value in values.iter_mut().filter(|value| !value.is_null()) {
        if !is_of_type(&kind, value)
            && let Some(converted) = as_type(&kind, value)
        {
            *value = converted;
            mended = true;
        }
    }
    if mended {
        finding.mended_member(
            "enum",
            format!("values are taken for what `type: {kind}` says"),
        );
    }
}

/// A default of another type: converted where that is plain, else left out.
fn default_of_other_type(schema: &mut Members, finding: &mut Finding<'_, '_>) {
    let Some(kind) = text(schema, "type").map(str::to_owned) else {
        return;
    };
    let Some(default) = schema.get("default") else {
        return;
    };
    if is_of_type(&kind, default) {
        return;
    }
    if default.is_null() {
        if schema.get("nullable") != Some(&Value::Bool(true)) {
            schema.shift_remove("default");
        }
        return;
    }
    let message = format!(
        "the default is {}, the type is `{kind}`",
        described(default)
    );
    match as_type(&kind, default) {
        Some(converted) => {
            finding.mended_member("default", format!("{message}; `{converted}` is taken"));
            insert(schema, "default", converted);
        }
        None => {
            let place = finding.place("default");
            finding.diagnostics.note(
                Code::InvalidDefault,
                place,
                format!("{message}; it is left out"),
            );
            schema.shift_remove("default");
        }
    }
}

fn is_of_type(kind: &str, value: &Value) -> bool {
    match kind {
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => true,
    }
}

fn as_type(kind: &str, value: &Value) -> Option<Value> {
    match kind {
        "string" => as_text(value).map(Value::String),
        "integer" => as_whole(value).map(Value::from),
        "number" => as_number(value).map(Value::Number),
        "boolean" => as_bool(value).map(Value::Bool),
        _ => None,
    }
}

/// `minimum: 1.0` of an integer means `1`.
fn fractions_in_bounds(schema: &mut Members, _finding: &mut Finding<'_, '_>) {
    if text(schema, "type") != Some("integer") {
        return;
    }
    for name in ["minimum", "maximum", "multipleOf"] {
        if let Some(bound) = schema.get_mut(name)
            && bound.is_f64()
            && let Some(whole) = as_whole(bound)
        {
            *bound = whole.into();
        }
    }
}
