//! Turns the extensions by which documents name the values of an `enum` into
//! names and words by value.
//!
//! May not know: what becomes of an enum.

use openapiv3::{Schema, SchemaKind, Type};
use serde_json::Value;

use super::extensions::{ENUM_NAMES, ENUM_TEXTS};

/// What a document calls one value.
#[derive(Clone, Debug)]
pub(super) struct Label {
    pub(super) value: Value,
    pub(super) name: Option<String>,
    pub(super) text: Option<String>,
}

/// The labels of a schema's values. A list of another length than `enum` has
/// can't be told which value it means, and says nothing.
pub(super) fn labels(schema: &Schema) -> Vec<Label> {
    let extensions = &schema.schema_data.extensions;
    let list = |keys: &[&str]| {
        let found = keys.iter().find_map(|key| extensions.get(*key));
        found.and_then(Value::as_array)
    };
    let (names, texts) = (list(ENUM_NAMES), list(ENUM_TEXTS));
    if names.is_none() && texts.is_none() {
        return Vec::new();
    }
    let values = values(&schema.schema_kind);
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

/// `enum` as it stands, `null` and repetitions included.
fn values(kind: &SchemaKind) -> Vec<Value> {
    fn listed<T: Clone + Into<Value>>(values: &[Option<T>]) -> Vec<Value> {
        let json = |value: &Option<T>| value.clone().map_or(Value::Null, Into::into);
        values.iter().map(json).collect()
    }
    match kind {
        SchemaKind::Type(Type::String(ty)) => listed(&ty.enumeration),
        SchemaKind::Type(Type::Integer(ty)) => listed(&ty.enumeration),
        SchemaKind::Type(Type::Number(ty)) => listed(&ty.enumeration),
        SchemaKind::Any(any) => any.enumeration.clone(),
        _ => Vec::new(),
    }
}
