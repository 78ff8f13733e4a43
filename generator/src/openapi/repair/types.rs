//! Rules for what `type` of a schema says.

use serde_json::{Map, Value};

use super::finding::Finding;
use super::rule::{Members, insert};
use super::scalar::as_text;
use crate::diagnostic::Code;
use crate::openapi::lookup;
use crate::openapi::nearest::nearest;
use crate::openapi::target::described;

const TYPES: [&str; 6] = ["string", "number", "integer", "boolean", "array", "object"];
const ONE_OF_THE_TYPES: &str =
    "write `string`, `number`, `integer`, `boolean`, `array` or `object`, or leave it out";

/// `type` is one name in 3.0; `null` is said with `nullable`.
pub(super) fn list_of_types(schema: &mut Members, finding: &mut Finding<'_, '_>) {
    let Some(Value::Array(types)) = lookup::get(schema, "type") else {
        return;
    };
    if finding.version.has_json_schema() {
        return names_of_types(schema, finding);
    }
    let mut names: Vec<String> = types.iter().filter_map(as_text).collect();
    let null = types.iter().any(|name| name.is_null() || name == "null");
    names.retain(|name| name != "null");
    finding.repaired_member("type", "a list of types is OpenAPI 3.1");
    finding.help("write one type, with `nullable: true` for `null`, or several in `oneOf`");
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

/// A list of types is JSON Schema. What it does not have is left out of the list.
fn names_of_types(schema: &mut Members, finding: &mut Finding<'_, '_>) {
    let Some(Value::Array(types)) = schema.get_mut("type") else {
        return;
    };
    let is_type = |found: &Value| {
        let name = found.as_str();
        name.is_some_and(|name| name == "null" || TYPES.contains(&name))
    };
    for (index, found) in types
        .iter()
        .enumerate()
        .filter(|(_, found)| !is_type(found))
    {
        let message = format!("{found} is not a type of JSON Schema; it is left out");
        finding.repaired_below(&["type", &index.to_string()], message);
        finding.help(
            match found.as_str().and_then(|found| nearest(found, TYPES)) {
                Some(near) => format!("did you mean `{near}`?"),
                None if found.is_null() => "put it in quotes: `'null'`".to_owned(),
                None => ONE_OF_THE_TYPES.to_owned(),
            },
        );
    }
    let had_null = types.iter().any(Value::is_null);
    types.retain(is_type);
    if had_null && !types.iter().any(|name| name == "null") {
        types.push("null".into());
    }
    if types.is_empty() {
        schema.shift_remove("type");
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
pub(super) fn type_in_other_words(schema: &mut Members, finding: &mut Finding<'_, '_>) {
    let Some(found) = lookup::get(schema, "type") else {
        return;
    };
    let is_json_schema = finding.version.has_json_schema();
    if is_json_schema && (found.is_array() || found == "null") {
        return;
    }
    let Some(name) = found.as_str() else {
        let message = format!("`type` is {}; it is left out", described(found));
        finding.defect(Code::InvalidDocument, "type", message);
        finding.help_for_null(&["type"], ONE_OF_THE_TYPES);
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
                finding.repaired_member("type", format!("`{other}` is taken for `{lower}`"));
                finding.help(format!("write `{lower}`"));
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
        finding.repaired_member(
            "type",
            "`null` is OpenAPI 3.1; any value that may be null is taken",
        );
        finding.help("write `nullable: true` beside the type of the other values");
        insert(schema, "nullable", true);
        schema.shift_remove("type");
    } else if name.is_empty() {
        let message = format!("`{found}` is not a type of OpenAPI; any value is taken");
        finding.repaired_member("type", message);
        finding.help(match nearest(found, TYPES) {
            Some(near) => format!("did you mean `{near}`?"),
            None => ONE_OF_THE_TYPES.to_owned(),
        });
        schema.shift_remove("type");
    } else {
        finding.repaired_member("type", format!("`{found}` is taken for `{name}`"));
        finding.help(match &format {
            Some(format) => format!("write `type: {name}` and `format: {format}`"),
            None => format!("write `{name}`"),
        });
        insert(schema, "type", name);
        if let Some(format) = format {
            schema.entry("format").or_insert_with(|| format.into());
        }
    }
}
