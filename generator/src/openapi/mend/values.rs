//! Rules for what a schema says of its values: enums, defaults, bounds.
//!
//! May not know: the schemas in it.

use serde_json::Value;

use super::shape::{as_bool, as_number, as_text, as_whole};
use super::{Finding, Members, described, insert, text};
use crate::diagnostic::Code;

pub(super) fn exclusive_minimum(schema: &mut Members, finding: &mut Finding<'_, '_>) {
    exclusive(schema, "exclusiveMinimum", "minimum", finding);
}

pub(super) fn exclusive_maximum(schema: &mut Members, finding: &mut Finding<'_, '_>) {
    exclusive(schema, "exclusiveMaximum", "maximum", finding);
}

/// JSON Schema after draft 4 has a number here; 3.0 has a boolean beside the bound.
fn exclusive(schema: &mut Members, exclusive: &str, bound: &str, finding: &mut Finding<'_, '_>) {
    let Some(found) = schema.get(exclusive) else {
        return;
    };
    if found.is_boolean() {
        return;
    }
    if let Value::Number(number) = found {
        let number = number.clone();
        finding.noted_member(
            exclusive,
            format!("a number here is OpenAPI 3.1; `{bound}: {number}` is taken"),
        );
        insert(schema, bound, number);
        insert(schema, exclusive, true);
    } else if let Some(flag) = as_bool(found) {
        finding.noted_member(
            exclusive,
            format!("{} is taken for a boolean", described(found)),
        );
        insert(schema, exclusive, flag);
    } else {
        let message = format!("{} is no bound; it is left out", described(found));
        finding.noted_member(exclusive, message);
        schema.shift_remove(exclusive);
    }
}

/// `const` is OpenAPI 3.1; an `enum` of one says the same.
pub(super) fn constant(schema: &mut Members, finding: &mut Finding<'_, '_>) {
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

pub(super) fn enum_as_list(schema: &mut Members, finding: &mut Finding<'_, '_>) {
    match schema.get_mut("enum") {
        Some(Value::Array(values)) if !values.is_empty() => {}
        Some(Value::Null) => {
            finding.mended_member("enum", "an `enum` without values is left out");
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
pub(super) fn enum_of_other_type(schema: &mut Members, finding: &mut Finding<'_, '_>) {
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
pub(super) fn default_of_other_type(schema: &mut Members, finding: &mut Finding<'_, '_>) {
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
            finding.diagnostics.warning(
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
pub(super) fn fractions_in_bounds(schema: &mut Members, _finding: &mut Finding<'_, '_>) {
    if text(schema, "type") != Some("integer") {
        return;
    }
    for (name, bound) in schema {
        if matches!(name.as_str(), "minimum" | "maximum" | "multipleOf")
            && bound.is_f64()
            && let Some(whole) = as_whole(bound)
        {
            *bound = whole.into();
        }
    }
}
