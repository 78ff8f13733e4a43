//! Turns the text of a parameter into the value that it stands for.
//!
//! It does not know how the value is written into a request.

use serde_json::Value;

use super::super::json::strict_json::parse;
use super::super::metadata::parameter::Location;
use super::super::metadata::parameter_metadata::{ParameterMetadata, ValueKind};

/// Reads what was given for a parameter: several texts where it is a list.
pub(super) fn value(metadata: &ParameterMetadata, given: &[&str]) -> Result<Value, String> {
    if metadata.kind == ValueKind::List {
        let elements = given.iter().map(|text| elements(metadata, text));
        return Ok(Value::Array(
            elements.collect::<Result<Vec<_>, _>>()?.concat(),
        ));
    }
    let text = given.last().copied().unwrap_or_default();
    let json = || parse(text.as_bytes()).ok();
    let number = || json().filter(Value::is_number);
    let found = match metadata.kind {
        ValueKind::Integer => (number().filter(is_integer), "an integer"),
        ValueKind::Number => (number(), "a number"),
        ValueKind::Boolean => (json().filter(Value::is_boolean), "`true` or `false`"),
        ValueKind::Object => (json().filter(Value::is_object), "an object of JSON"),
        ValueKind::Any => (json().or(Some(text.into())), ""),
        ValueKind::Text | ValueKind::List => (Some(text.into()), ""),
    };
    let (value, wanted) = found;
    value.ok_or_else(|| format!("`{}` must be {wanted}", metadata.parameter.name))
}

fn is_integer(value: &Value) -> bool {
    !value.to_string().contains(['.', 'e', 'E'])
}

/// An array of JSON, or one element as text; in a path several, with commas between.
fn elements(metadata: &ParameterMetadata, text: &str) -> Result<Vec<Value>, String> {
    if text.trim_start().starts_with('[') {
        return match parse(text.as_bytes()) {
            Ok(Value::Array(elements)) => Ok(elements),
            _ => Err(format!("`{}` is no array of JSON", metadata.parameter.name)),
        };
    }
    Ok(match metadata.parameter.location {
        Location::Path => text.split(',').map(Value::from).collect(),
        _ => vec![text.into()],
    })
}
