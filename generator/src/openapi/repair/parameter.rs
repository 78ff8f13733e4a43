//! Rules for parameters, headers and encodings.

use serde_json::{Map, Value, json};

use super::finding::Finding;
use super::rule::{Members, Rule, insert, text};
use crate::diagnostic::Code;

pub(super) const PARAMETER: &[Rule] = &[
    place_in_capitals,
    schema_beside_the_name,
    missing_schema,
    schema_and_content,
    foreign_style,
    optional_in_path,
];
pub(super) const HEADER: &[Rule] = &[
    schema_beside_the_name,
    missing_schema,
    schema_and_content,
    header_style,
];
pub(super) const ENCODING: &[Rule] = &[encoding_style, encoding_defaults];

/// OpenAPI 3.0.3 §4.7.12: `in` is `query`, `header`, `path` or `cookie`.
fn place_in_capitals(parameter: &mut Members, finding: &mut Finding<'_, '_>) {
    if let Some(place) = text(parameter, "in") {
        let lower = place.to_ascii_lowercase();
        if lower != place {
            finding.repaired_member("in", format!("`{place}` is taken for `{lower}`"));
            finding.help(format!("write `{lower}`"));
            insert(parameter, "in", lower);
        }
    }
}

/// Swagger 2 had the members of the schema in the parameter itself.
fn schema_beside_the_name(parameter: &mut Members, finding: &mut Finding<'_, '_>) {
    const OF_SCHEMA: &[&str] = &[
        "type",
        "format",
        "items",
        "enum",
        "default",
        "minimum",
        "maximum",
        "pattern",
        "minLength",
        "maxLength",
        "minItems",
        "maxItems",
        "nullable",
        "oneOf",
        "anyOf",
        "allOf",
    ];
    let has_type = parameter.get("type").is_some_and(Value::is_string);
    if parameter.contains_key("schema") || parameter.contains_key("content") || !has_type {
        return;
    }
    finding.repaired_member("type", "the type is beside the name instead of in `schema`");
    finding.help("write it in the schema: `schema: {type: …}`");
    let mut schema = Map::new();
    for name in OF_SCHEMA {
        if let Some(value) = parameter.shift_remove(*name) {
            finding.moved(&[name], &["schema", name]);
            schema.insert((*name).to_owned(), value);
        }
    }
    insert(parameter, "schema", schema);
}

/// OpenAPI 3.0.3 §4.7.12: a parameter has either `schema` or `content`.
fn missing_schema(parameter: &mut Members, finding: &mut Finding<'_, '_>) {
    let content = parameter.get("content").and_then(Value::as_object);
    let has_content = content.is_some_and(|content| !content.is_empty());
    if parameter.get("schema").is_none_or(Value::is_null) && !has_content {
        finding.repaired("there is no `schema`; a text is assumed");
        finding.help("write its type, as in `schema: {type: string}`");
        parameter.shift_remove("content");
        insert(parameter, "schema", json!({ "type": "string" }));
    }
}

fn schema_and_content(parameter: &mut Members, finding: &mut Finding<'_, '_>) {
    if parameter.contains_key("schema") && parameter.contains_key("content") {
        finding.repaired_member("content", "there is `schema` too, which is read instead");
        finding.help("remove one of the two");
        parameter.shift_remove("content");
    }
}

/// OpenAPI 3.0.3 §4.7.12.2.1: which styles a place has.
fn foreign_style(parameter: &mut Members, finding: &mut Finding<'_, '_>) {
    let styles: &[&str] = match text(parameter, "in") {
        Some("path") => &["simple", "label", "matrix"],
        Some("query") => QUERY_STYLES,
        Some("header") => &["simple"],
        Some("cookie") => &["form"],
        _ => return,
    };
    keep_style(parameter, styles, finding);
}

fn header_style(header: &mut Members, finding: &mut Finding<'_, '_>) {
    keep_style(header, &["simple"], finding);
}

fn encoding_style(encoding: &mut Members, finding: &mut Finding<'_, '_>) {
    keep_style(encoding, QUERY_STYLES, finding);
}

/// OpenAPI 3.0.3 §4.7.15.1: what follows where only some of the three are said. The
/// document's model takes what is left out for a `false`.
fn encoding_defaults(encoding: &mut Members, _: &mut Finding<'_, '_>) {
    let is_said = |name: &&str| encoding.get(*name).is_some_and(|value| !value.is_null());
    if !["style", "explode", "allowReserved"].iter().any(is_said) {
        return;
    }
    if !is_said(&"style") {
        insert(encoding, "style", "form");
    }
    if encoding.get("explode").is_none_or(Value::is_null) {
        let is_form = text(encoding, "style") == Some("form");
        insert(encoding, "explode", is_form);
    }
}

/// OpenAPI 3.0.3 §4.7.12.3.
const STYLES: &[&str] = &[
    "matrix",
    "label",
    "form",
    "simple",
    "spaceDelimited",
    "pipeDelimited",
    "deepObject",
];

const QUERY_STYLES: &[&str] = &["form", "spaceDelimited", "pipeDelimited", "deepObject"];

fn keep_style(members: &mut Members, styles: &[&str], finding: &mut Finding<'_, '_>) {
    let Some(style) = members.get("style").filter(|style| !style.is_null()) else {
        return;
    };
    let name = style.as_str().unwrap_or_default();
    if !styles.contains(&name) {
        // A style that only is in the wrong place is a slip; one that
        // nobody knows may mean anything, and a guess would go on the wire.
        if STYLES.contains(&name) {
            let message = format!("the style `{name}` can't be here; the default is taken");
            finding.repaired_member("style", message);
            let styles = styles.join("`, `");
            finding.help(format!("write `{styles}`, or leave it out"));
        } else {
            let message = format!("`{name}` is no style of OpenAPI 3.0; the default is taken");
            finding.defect(Code::Unsupported, "style", message);
            finding.help(format!(
                "write one of {}, or leave it out",
                styles.join(", ")
            ));
        }
        members.shift_remove("style");
    }
}

/// OpenAPI 3.0.3 §4.7.12: a path parameter is required.
fn optional_in_path(parameter: &mut Members, finding: &mut Finding<'_, '_>) {
    let required = parameter.get("required");
    if text(parameter, "in") == Some("path") && required != Some(&Value::Bool(true)) {
        let message = "a path parameter is always required";
        match required {
            Some(_) => finding.repaired_member("required", message),
            None => finding.noted(message),
        }
        finding.help("write `required: true`");
        insert(parameter, "required", true);
    }
}
