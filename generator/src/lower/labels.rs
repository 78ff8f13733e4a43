//! Turns the extensions by which documents name the values of an `enum` into
//! names and words by value.

use serde_json::Value;

use super::extensions::{ENUM_NAMES, ENUM_TEXTS};
use crate::openapi::Schema;

/// What a document calls one value.
#[derive(Clone, Debug)]
pub(super) struct Label {
    pub(super) value: Value,
    pub(super) name: Option<String>,
    pub(super) text: Option<String>,
}

/// The labels of a schema's values. A list of another length than `enum` has
/// can't be told which value it means, and says nothing.
pub(super) fn labels(schema: Schema<'_>) -> Vec<Label> {
    let list = |keys: &[&str]| {
        let found = keys.iter().find_map(|key| schema.get(key));
        found.and_then(Value::as_array)
    };
    let Some(values) = schema.get("enum").and_then(Value::as_array) else {
        return Vec::new();
    };
    let (names, texts) = (list(ENUM_NAMES), list(ENUM_TEXTS));
    if names.is_none() && texts.is_none() {
        return Vec::new();
    }
    let text_at = |list: Option<&Vec<Value>>, index: usize| {
        let list = list.filter(|list| list.len() == values.len())?;
        let text = list[index].as_str()?.trim();
        (!text.is_empty()).then(|| text.to_owned())
    };
    let label = |(index, value): (usize, &Value)| Label {
        value: value.clone(),
        name: text_at(names, index),
        text: text_at(texts, index),
    };
    values.iter().enumerate().map(label).collect()
}
