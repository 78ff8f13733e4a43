//! Rules for what a schema says of its values: enums, defaults, bounds.

use serde_json::{Value, json};

use super::finding::Finding;
use super::rule::{Members, insert, is_nullable, text, type_of};
use super::scalar::{as_bool, as_number, as_whole};
use crate::diagnostic::Code;
use crate::openapi::lookup;
use crate::openapi::target::described;

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
    if finding.version.has_json_schema() {
        if found.is_boolean() {
            let message = "a boolean here is OpenAPI 3.0; it counts as it does there";
            finding.noted_member(exclusive, message);
            finding.help(format!(
                "write the bound as `{exclusive}`, without `{bound}`"
            ));
            return;
        }
        if found.is_number() {
            return;
        }
    }
    if found.is_boolean() {
        return;
    }
    if let Value::Number(number) = found {
        let number = number.clone();
        finding.noted_member(
            exclusive,
            format!("a number here is OpenAPI 3.1; `{bound}: {number}` is taken"),
        );
        finding.help(format!("write `{bound}: {number}` and `{exclusive}: true`"));
        insert(schema, bound, number);
        insert(schema, exclusive, true);
    } else if let Some(flag) = as_bool(found) {
        let message = format!("{} is taken for a boolean", described(found));
        finding.noted_member(exclusive, message);
        finding.help(format!("write `{flag}`"));
        insert(schema, exclusive, flag);
    } else {
        let message = format!("{} is not a boolean; it is left out", described(found));
        if found.is_null() {
            finding.noted_member(exclusive, message);
        } else {
            finding.defect(Code::InvalidDocument, exclusive, message);
        }
        finding.help("write `true` or `false`");
        schema.shift_remove(exclusive);
    }
}

/// `const` is OpenAPI 3.1; an `enum` of one says the same.
pub(super) fn constant(schema: &mut Members, finding: &mut Finding<'_, '_>) {
    if finding.version.has_json_schema() {
        return constant_of_other_type(schema, finding);
    }
    if schema.contains_key("enum") {
        return;
    }
    let Some(value) = schema.shift_remove("const") else {
        return;
    };
    let is_text = text(schema, "type") == Some("string") && !value.is_string();
    let written = match is_text {
        true => finding.written(&value, &["const"]),
        false => None,
    };
    // A text that is in the file in another way is reported already.
    if written.as_ref().is_none_or(|(_, is_exact)| *is_exact) {
        finding.repaired_member(
            "const",
            "`const` is OpenAPI 3.1; an `enum` of one value is taken",
        );
    }
    let value = written.map_or(value, |(written, _)| json!(written));
    finding.help(format!("write `enum: [{value}]`"));
    finding.moved(&["const"], &["enum", "0"]);
    insert(schema, "enum", vec![value]);
}

/// `const: 1.10` of a text.
fn constant_of_other_type(schema: &mut Members, finding: &mut Finding<'_, '_>) {
    let is_text = type_of(schema) == Some("string");
    if let Some(value) = schema.get("const").filter(|_| is_text)
        && !value.is_string()
        && !(value.is_null() && is_nullable(schema))
        && let Some(text) = finding.text(value, &["const"])
    {
        insert(schema, "const", text);
    }
}

pub(super) fn enum_as_list(schema: &mut Members, finding: &mut Finding<'_, '_>) {
    match schema.get_mut("enum") {
        Some(Value::Array(values)) if !values.is_empty() => {}
        Some(Value::Null) => {
            finding.defect(
                Code::InvalidDocument,
                "enum",
                "`enum` is null; it is left out",
            );
            finding.help_for_null(&["enum"], "write a list of values, or remove `enum`");
            schema.shift_remove("enum");
        }
        Some(Value::Array(_)) => {
            let message = "an `enum` without values is left out";
            finding.defect(Code::InvalidDocument, "enum", message);
            finding.help("write its values, or remove it");
            schema.shift_remove("enum");
        }
        Some(Value::Object(members)) if members.contains_key("$ref") => {
            let message = "a reference is not a list of values; it is left out";
            finding.defect(Code::InvalidReference, "enum", message);
            finding.help("write the values here, or refer to a schema that has the `enum`");
            schema.shift_remove("enum");
        }
        Some(Value::Object(members)) => {
            finding.repaired_member(
                "enum",
                "`enum` is a list; the names of the object are taken",
            );
            let names: Vec<Value> = members.keys().cloned().map(Value::String).collect();
            finding.help(format!("write `enum: {}`", Value::Array(names.clone())));
            insert(schema, "enum", names);
        }
        Some(value) => {
            finding.repaired_member("enum", "`enum` is a list");
            finding.help(format!("write `enum: [{value}]`"));
            finding.moved(&["enum"], &["enum", "0"]);
            let only = value.take();
            insert(schema, "enum", vec![only]);
        }
        None => {}
    }
}

/// `type: array, items: {type: string}, enum: [a, b]`: no list is `a`, but its elements are.
pub(super) fn enum_of_elements(schema: &mut Members, finding: &mut Finding<'_, '_>) {
    let Some(Value::Array(values)) = schema.get("enum") else {
        return;
    };
    let is_of_lists = type_of(schema) != Some("array") || values.iter().any(Value::is_array);
    let items = schema.get("items").and_then(Value::as_object);
    let Some(items) = items.filter(|items| !is_of_lists && !items.contains_key("enum")) else {
        return;
    };
    let fits = |value: &Value| {
        let kind = type_of(items);
        value.is_null() || kind.is_some_and(|kind| is_of_type(kind, value))
    };
    if !values.iter().all(fits) {
        return;
    }
    let message = "`enum` lists values of the elements, not lists; it is taken for that of `items`";
    finding.repaired_member("enum", message);
    finding.help("write `enum` below `items`");
    finding.moved(&["enum"], &["items", "enum"]);
    let values = schema.shift_remove("enum");
    if let (Some(values), Some(Value::Object(items))) = (values, schema.get_mut("items")) {
        items.insert("enum".to_owned(), values);
    }
}

/// Values that only look like another type in YAML: `yes`, `1.0`, `"5"`.
pub(super) fn enum_of_other_type(schema: &mut Members, finding: &mut Finding<'_, '_>) {
    let kind = type_of(schema).map(str::to_owned);
    let (is_nullable, has_type) = (is_nullable(schema), schema.contains_key("type"));
    let Some(Value::Array(values)) = schema.get_mut("enum") else {
        return;
    };
    let Some(kind) = kind else {
        if !has_type {
            numbers_among_texts(values, finding);
        }
        return;
    };
    let mut converted = Vec::new();
    for (index, value) in values.iter_mut().enumerate() {
        let index = index.to_string();
        if kind == "string"
            && !value.is_string()
            && let Some((written, is_exact)) = finding.written(value, &["enum", &index])
        {
            if is_exact {
                converted.push((index, value.clone(), json!(written)));
            }
            *value = json!(written);
        } else if value.is_null() && !is_nullable {
            let message = format!("null is not a value of `type: {kind}`");
            finding.repaired_below(&["enum", &index], message);
            let help = "write `nullable: true` too, or put the text `null` in quotes";
            finding.help_for_null(&["enum", &index], help);
        } else if !value.is_null()
            && !is_of_type(&kind, value)
            && let Some(other) = as_type(&kind, value)
        {
            converted.push((index, value.clone(), other.clone()));
            *value = other;
        }
    }
    report_converted(&kind, &converted, finding);
}

/// Reports values that were taken for what `type` says: one finding for all of a
/// list, because they have one cause.
fn report_converted(
    kind: &str,
    converted: &[(String, Value, Value)],
    finding: &mut Finding<'_, '_>,
) {
    // `1.0` is the same number as `1`.
    let mut guesses = converted
        .iter()
        .filter(|(_, from, to)| !(from.is_number() && to.is_number()));
    let Some((index, from, to)) = guesses.next() else {
        if let Some((index, from, to)) = converted.first() {
            let message = format!("`{from}` is written `{to}` for `type: {kind}`");
            finding.noted_below(&["enum", index], message);
        }
        return;
    };
    let others = match guesses.count() {
        0 => String::new(),
        1 => " and another value".to_owned(),
        count => format!(" and {count} other values"),
    };
    let what = described(from);
    let message = format!("{what} is taken for `{to}`{others}, because `type: {kind}` says so");
    finding.repaired_below(&["enum", index], message);
    finding.help(format!("write `{to}`, or another `type`"));
}

/// Without a type, a number among texts may be meant as one: `[1.10, latest]`.
fn numbers_among_texts(values: &mut [Value], finding: &mut Finding<'_, '_>) {
    if !values.iter().any(Value::is_string) {
        return;
    }
    for (index, value) in values.iter().enumerate() {
        let index = index.to_string();
        let place = finding.below(&["enum", &index]);
        let file = finding.sources.file(place.file);
        let Some(written) = file.written(&place.pointer, value) else {
            continue;
        };
        if !value.is_number() || written == value.to_string() {
            continue;
        }
        let message = format!("`{written}` without quotes is the number `{value}`");
        let help = format!("put it in quotes if a text is meant: `\"{written}\"`");
        finding
            .diagnostics
            .warning(Code::UnquotedText, place, message);
        finding.help(help);
    }
}

/// A default of another type: converted where that is plain, else left out.
pub(super) fn default_of_other_type(schema: &mut Members, finding: &mut Finding<'_, '_>) {
    let Some(kind) = type_of(schema).map(str::to_owned) else {
        return;
    };
    let Some(default) = schema.get("default") else {
        return;
    };
    if is_of_type(&kind, default) {
        return;
    }
    if default.is_null() {
        null_default(schema, finding);
        return;
    }
    let message = format!(
        "the default is {}, the type is `{kind}`",
        described(default)
    );
    let written = match kind.as_str() {
        "string" => finding.written(default, &["default"]),
        _ => None,
    };
    if let Some((text, is_exact)) = written {
        if is_exact {
            finding.repaired_member("default", format!("{message}; `{text}` is taken"));
            finding.help(format!("put it in quotes: `\"{text}\"`"));
        }
        insert(schema, "default", text);
        return;
    }
    let Some(converted) = as_type(&kind, default) else {
        finding.defect(
            Code::InvalidDefault,
            "default",
            format!("{message}; it is left out"),
        );
        schema.shift_remove("default");
        return;
    };
    let message = format!("{message}; `{converted}` is taken");
    if default.is_number() && converted.is_number() {
        finding.noted_member("default", message);
    } else {
        finding.repaired_member("default", message);
        finding.help(format!("write `{converted}`"));
    }
    insert(schema, "default", converted);
}

/// A null says that there is no default, unless it is a text without quotes.
fn null_default(schema: &mut Members, finding: &mut Finding<'_, '_>) {
    if is_nullable(schema) {
        return;
    }
    let place = finding.place("default");
    let message = "the default is null; it is left out";
    if finding.sources.hash_without_quotes(&place).is_some() {
        finding.defect(Code::InvalidDefault, "default", message);
        finding.help_for_null(&["default"], "");
    } else {
        finding.noted_member("default", message);
    }
    schema.shift_remove("default");
}

/// An example of a text that YAML reads as something else.
pub(super) fn example_of_other_type(schema: &mut Members, finding: &mut Finding<'_, '_>) {
    if type_of(schema) != Some("string") {
        return;
    }
    let Some(example) = lookup::get(schema, "example").filter(|example| !example.is_string())
    else {
        return;
    };
    if example.is_null() {
        let place = finding.place("example");
        if finding.sources.hash_without_quotes(&place).is_some() {
            finding.defect(Code::InvalidExample, "example", "the example is null");
            finding.help_for_null(&["example"], "");
        }
    } else if let Some(written) = finding.text(example, &["example"]) {
        insert(schema, "example", written);
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
        "integer" => as_whole(value).map(Value::from),
        "number" => as_number(value).map(Value::Number),
        "boolean" => as_bool(value).map(Value::Bool),
        _ => None,
    }
}

/// `minimum: 1.0` of an integer means `1`.
pub(super) fn fractions_in_bounds(schema: &mut Members, _finding: &mut Finding<'_, '_>) {
    if type_of(schema) != Some("integer") {
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
