//! Reads a form that an API sends (`application/x-www-form-urlencoded`).
//!
//! It knows no type: a form has only texts, so what is not a text is found out by trying.

use serde_json::{Map, Value};
use url::form_urlencoded;

use super::super::json::convert::Json;
use super::super::json::json_error::JsonError;

/// Whether a body is a form, where it may also be JSON: no form begins as an object or a list does.
pub(super) fn is_form(body: &[u8]) -> bool {
    let body = body.trim_ascii_start();
    !body.is_empty() && !body.starts_with(b"{") && !body.starts_with(b"[")
}

/// The fields. Several of one name are a list.
pub(super) fn fields(body: &[u8]) -> Map<String, Value> {
    let mut fields = Map::new();
    for (name, value) in form_urlencoded::parse(body) {
        let value = Value::from(value);
        match fields.get_mut(&*name) {
            None => drop(fields.insert(name.into_owned(), value)),
            Some(Value::Array(list)) => list.push(value),
            Some(one) => {
                let first = one.take();
                *one = Value::from(vec![first, value]);
            }
        }
    }
    fields
}

/// Reads fields as a type: what does not fit as a text may as the number or boolean that the text
/// is, or as a list of one.
pub(super) fn read_fields<T: Json>(mut fields: Map<String, Value>) -> Result<T, JsonError> {
    loop {
        let error = match T::from_json(Value::Object(fields.clone())) {
            Ok(value) => return Ok(value),
            Err(error) => error,
        };
        let path = error.path();
        let name = path.split(['[', '.']).next().unwrap_or_default();
        // Each field is changed three times at most, so this ends.
        match fields.get_mut(name).and_then(otherwise) {
            Some((field, other)) => *field = other,
            None => return Err(error),
        }
    }
}

/// What a field may be instead.
fn otherwise(field: &mut Value) -> Option<(&mut Value, Value)> {
    let scalar = |value: &Value| {
        let parsed: Option<Value> = serde_json::from_str(value.as_str()?).ok();
        parsed.filter(|parsed| parsed.is_number() || parsed.is_boolean())
    };
    let other = match &*field {
        Value::String(_) => scalar(field).unwrap_or_else(|| Value::from(vec![field.clone()])),
        Value::Array(list) => {
            let scalars: Option<Vec<Value>> = list.iter().map(scalar).collect();
            Value::from(scalars?)
        }
        scalar => Value::from(vec![Value::from(scalar.to_string())]),
    };
    Some((field, other))
}
