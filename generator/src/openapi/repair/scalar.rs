//! Reads a scalar as one of another type that was probably meant.

use serde_json::{Number, Value};

/// A value as the text that was probably meant.
pub(super) fn as_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(value) => Some(value.to_string()),
        _ => None,
    }
}

/// A value as the boolean that was probably meant.
pub(super) fn as_bool(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(value) => Some(*value),
        Value::String(text) => match text.trim().to_ascii_lowercase().as_str() {
            "true" | "yes" | "y" | "on" | "1" => Some(true),
            "false" | "no" | "n" | "off" | "0" | "" => Some(false),
            _ => None,
        },
        Value::Number(number) => match number.as_f64() {
            Some(0.0) => Some(false),
            Some(1.0) => Some(true),
            _ => None,
        },
        _ => None,
    }
}

/// A value as the number that was probably meant.
pub(super) fn as_number(value: &Value) -> Option<Number> {
    match value {
        Value::Number(number) => Some(number.clone()),
        Value::String(text) => {
            let text = text.trim();
            let whole = text.parse::<i64>().ok().map(Number::from);
            whole.or_else(|| Number::from_f64(text.parse().ok()?))
        }
        _ => None,
    }
}

/// A number that has no fraction, as one that is written without.
pub(super) fn as_whole(value: &Value) -> Option<i64> {
    let number = as_number(value)?;
    number.as_i64().or_else(|| {
        let float = number.as_f64()?;
        // Within these bounds every whole float is exactly one integer.
        (float.fract() == 0.0 && float.abs() < 9.0e15).then_some(float as i64)
    })
}

pub(super) fn as_count(value: &Value) -> Option<u64> {
    u64::try_from(as_whole(value)?).ok()
}
