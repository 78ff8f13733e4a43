//! Rules for schemas that contradict themselves (OpenAPI 3.0.3 §4.7.24).

use regress::Regex;
use serde_json::{Number, Value};

use super::finding::Finding;
use super::rule::{Members, Rule, text, type_of};
use super::suspicious::is_composed;
use crate::diagnostic::Code;
use crate::openapi::target::described;

pub(super) const SCHEMA: &[(&str, Rule)] = &[
    ("enum", values_of_other_type),
    ("type", list_without_items),
    ("writeOnly", read_only_and_write_only),
    ("oneOf", no_alternative),
    ("anyOf", no_alternative_of_any),
    ("allOf", no_part),
    ("maximum", bounds),
    ("maxLength", lengths),
    ("maxItems", counts),
    ("maxProperties", members),
    ("pattern", pattern),
    ("default", default_out_of_bounds),
    ("discriminator", mapping_elsewhere),
];

/// `type: integer, enum: [a]`: what could be converted has been. One finding for all
/// values of a list, because they have one cause.
fn values_of_other_type(schema: &mut Members, finding: &mut Finding<'_, '_>) {
    let Some(kind) = type_of(schema) else {
        return;
    };
    let values = schema.get("enum").and_then(Value::as_array);
    let values = values.into_iter().flatten().enumerate();
    let mut wrong = values.filter(|(_, value)| !value.is_null() && !is_of_type(kind, value));
    let Some((index, first)) = wrong.next() else {
        return;
    };
    let others = match wrong.count() {
        0 => String::new(),
        1 => "; another value is not of it, either".to_owned(),
        count => format!("; {count} other values are not of it, either"),
    };
    let what = described(first);
    let message = format!("{first} is {what}, the type is `{kind}`{others}");
    finding.warn_at(Code::Contradiction, &["enum", &index.to_string()], message);
    finding.help(format!(
        "write a value of the type `{kind}`, or another type"
    ));
}

/// §4.7.24.1: a list says what its elements are.
fn list_without_items(schema: &mut Members, finding: &mut Finding<'_, '_>) {
    // Nothing has to be said of elements in JSON Schema.
    let is_silent = finding.version.has_json_schema();
    if is_silent || text(schema, "type") != Some("array") || schema.contains_key("items") {
        return;
    }
    if is_composed(schema, finding) {
        return;
    }
    let message = "a list without `items`; its elements are taken for any JSON";
    finding.warn_at(Code::InvalidDocument, &["type"], message);
    finding.help(
        "write `items` with the schema of the elements, or `items: {}` where they may be anything",
    );
}

/// A property can't be in responses only and in requests only.
fn read_only_and_write_only(schema: &mut Members, finding: &mut Finding<'_, '_>) {
    let holds = |name: &str| schema.get(name) == Some(&Value::Bool(true));
    if holds("readOnly") && holds("writeOnly") {
        let message = "a property is either `readOnly` or `writeOnly`; `readOnly` counts";
        finding.warn_at(Code::Contradiction, &["writeOnly"], message);
        finding.help("leave one of them out");
        schema.shift_remove("writeOnly");
    }
}

fn no_alternative(schema: &mut Members, finding: &mut Finding<'_, '_>) {
    empty(schema, "oneOf", finding);
}

fn no_alternative_of_any(schema: &mut Members, finding: &mut Finding<'_, '_>) {
    empty(schema, "anyOf", finding);
}

fn no_part(schema: &mut Members, finding: &mut Finding<'_, '_>) {
    empty(schema, "allOf", finding);
}

/// Lists of schemas are not empty. No value would fit such a `oneOf`.
fn empty(schema: &mut Members, name: &str, finding: &mut Finding<'_, '_>) {
    let list = schema.get(name).and_then(Value::as_array);
    if list.is_some_and(Vec::is_empty) {
        let message = format!("`{name}` lists no schema; it is left out");
        finding.warn_at(Code::InvalidDocument, &[name], message);
        finding.help(format!("list at least one schema, or leave `{name}` out"));
        schema.shift_remove(name);
    }
}

fn bounds(schema: &mut Members, finding: &mut Finding<'_, '_>) {
    let holds = |name: &str| schema.get(name) == Some(&Value::Bool(true));
    let is_open = holds("exclusiveMinimum") || holds("exclusiveMaximum");
    crossed(schema, ["minimum", "maximum"], is_open, finding);
}

fn lengths(schema: &mut Members, finding: &mut Finding<'_, '_>) {
    crossed(schema, ["minLength", "maxLength"], false, finding);
}

fn counts(schema: &mut Members, finding: &mut Finding<'_, '_>) {
    crossed(schema, ["minItems", "maxItems"], false, finding);
}

fn members(schema: &mut Members, finding: &mut Finding<'_, '_>) {
    crossed(schema, ["minProperties", "maxProperties"], false, finding);
}

/// No value is at least the one and at most the other. The client checks neither.
fn crossed(schema: &Members, [low, high]: [&str; 2], is_open: bool, finding: &mut Finding<'_, '_>) {
    let bound = |name: &str| schema.get(name).and_then(Value::as_number);
    let (Some(least), Some(most)) = (bound(low), bound(high)) else {
        return;
    };
    let (Some(from), Some(to)) = (least.as_f64(), most.as_f64()) else {
        return;
    };
    if from > to || (is_open && from >= to) {
        let message = format!("no value fits: `{low}` is {least} and `{high}` is {most}");
        finding.note_at(Code::Contradiction, &[high], message);
        finding.help(format!("let `{low}` be below `{high}`"));
    }
}

/// §4.7.24: a pattern is a regular expression of ECMA-262. The client only shows it.
fn pattern(schema: &mut Members, finding: &mut Finding<'_, '_>) {
    let Some(pattern) = text(schema, "pattern") else {
        return;
    };
    if let Err(error) = compiled(pattern) {
        let message = format!("`pattern` is not a regular expression of ECMA-262: {error}");
        finding.note_at(Code::InvalidPattern, &["pattern"], message);
    }
}

/// What either mode of the language allows: `\p{L}` needs the one, `\-` the other.
fn compiled(pattern: &str) -> Result<Regex, regress::Error> {
    Regex::with_flags(pattern, "u").or_else(|_| Regex::new(pattern))
}

/// A default that the schema itself forbids: it is sent all the same.
fn default_out_of_bounds(schema: &mut Members, finding: &mut Finding<'_, '_>) {
    let Some(default) = schema.get("default") else {
        return;
    };
    let reason = match default {
        Value::Number(number) => number_out_of_bounds(schema, number),
        Value::String(text) => text_out_of_bounds(schema, text),
        Value::Array(items) => out_of_range(items.len(), schema, ["minItems", "maxItems"]),
        _ => None,
    };
    if let Some(reason) = reason {
        let message = format!("the default {default} {reason}");
        finding.warn_at(Code::InvalidDefault, &["default"], message);
    }
}

fn number_out_of_bounds(schema: &Members, number: &Number) -> Option<String> {
    let value = number.as_f64()?;
    let is_integer = type_of(schema) == Some("integer");
    let format = text(schema, "format").filter(|_| is_integer);
    let range = match format {
        Some("int32") => Some((f64::from(i32::MIN), f64::from(i32::MAX))),
        Some("uint32") => Some((0.0, f64::from(u32::MAX))),
        Some("int64") if number.is_u64() && !number.is_i64() => Some((0.0, 0.0)),
        Some("uint64") if value < 0.0 => Some((0.0, f64::MAX)),
        _ => None,
    };
    if range.is_some_and(|(from, to)| value < from || value > to) {
        return Some(format!("is out of the range of `{}`", format?));
    }
    let bound = |name: &str| schema.get(name).and_then(Value::as_f64);
    let is_open = |name: &str| schema.get(name) == Some(&Value::Bool(true));
    let below = bound("minimum")
        .is_some_and(|least| value < least || (value <= least && is_open("exclusiveMinimum")));
    let above = bound("maximum")
        .is_some_and(|most| value > most || (value >= most && is_open("exclusiveMaximum")));
    match (below, above) {
        (true, _) => Some("is below `minimum`".to_owned()),
        (_, true) => Some("is above `maximum`".to_owned()),
        _ => None,
    }
}

fn text_out_of_bounds(schema: &Members, value: &str) -> Option<String> {
    let length = value.chars().count();
    out_of_range(length, schema, ["minLength", "maxLength"]).or_else(|| {
        let pattern = compiled(text(schema, "pattern")?).ok()?;
        let misses = pattern.find(value).is_none();
        misses.then(|| "does not match `pattern`".to_owned())
    })
}

fn out_of_range(count: usize, schema: &Members, [low, high]: [&str; 2]) -> Option<String> {
    let bound = |name: &str| usize::try_from(schema.get(name)?.as_u64()?).ok();
    if bound(low).is_some_and(|least| count < least) {
        return Some(format!("is below `{low}`"));
    }
    bound(high)
        .filter(|most| count > *most)
        .map(|_| format!("is above `{high}`"))
}

/// §4.7.25: a mapping leads to one of the alternatives.
fn mapping_elsewhere(schema: &mut Members, finding: &mut Finding<'_, '_>) {
    let alternatives: Vec<&str> = ["oneOf", "anyOf"]
        .into_iter()
        .filter_map(|name| schema.get(name)?.as_array())
        .flatten()
        .flat_map(references)
        .collect();
    let mapping = schema
        .get("discriminator")
        .and_then(|found| found.get("mapping"));
    let mapping = mapping.and_then(Value::as_object);
    if alternatives.is_empty() {
        return;
    }
    for (tag, target) in mapping.into_iter().flatten() {
        let Some(target) = target
            .as_str()
            .filter(|target| !alternatives.contains(target))
        else {
            continue;
        };
        let name = target.rsplit('/').next().unwrap_or(target);
        let message = format!("`{name}` is none of the alternatives, so `{tag}` chooses none");
        finding.warn_at(
            Code::UnknownName,
            &["discriminator", "mapping", tag],
            message,
        );
        finding.help(format!("add `{name}` to the alternatives, or drop `{tag}`"));
    }
}

/// The schema that an alternative refers to, alone or in an `allOf`.
fn references(alternative: &Value) -> Vec<&str> {
    let parts = alternative.get("allOf").and_then(Value::as_array);
    let parts = parts.into_iter().flatten();
    let all = std::iter::once(alternative).chain(parts);
    all.filter_map(|part| part.get("$ref")?.as_str()).collect()
}

fn is_of_type(kind: &str, value: &Value) -> bool {
    match kind {
        "string" => value.is_string(),
        // `1.0` is an integer (JSON Schema draft 5 §4.2).
        "integer" => {
            value.is_i64()
                || value.is_u64()
                || value.as_f64().is_some_and(|found| found.fract() == 0.0)
        }
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => true,
    }
}
