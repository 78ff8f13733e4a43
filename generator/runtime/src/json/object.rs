//! Turns what a caller has into free-form objects, maps and lists: JSON, pairs, structs,
//! arrays.
//!
//! It does not know which property they become.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Map, Value};

/// The only key of an object that stands for a value which is none.
const NO_OBJECT: &str = "\0";

/// An object from `json!({…})`, a map, a struct with `Serialize`, or an array of pairs.
///
/// A setter can't fail. So a value that is not an object is kept as what it is, and sent as that;
/// of one that can't be serialized, the text of the error is.
pub fn into_object(value: impl Serialize) -> Map<String, Value> {
    let value = serde_json::to_value(value).unwrap_or_else(|error| error.to_string().into());
    match value {
        Value::Object(object) => object,
        Value::Array(items) if items.iter().all(is_pair) => {
            items.into_iter().filter_map(pair).collect()
        }
        other => Map::from_iter([(NO_OBJECT.to_owned(), other)]),
    }
}

/// The value that an object stands for which was made of something else.
pub(super) fn kept(object: &Map<String, Value>) -> Option<&Value> {
    let (name, value) = object.iter().next()?;
    (name == NO_OBJECT && object.len() == 1).then_some(value)
}

/// `["name", value]`
fn is_pair(item: &Value) -> bool {
    matches!(
        item.as_array().map(Vec::as_slice),
        Some([Value::String(_), _])
    )
}

fn pair(item: Value) -> Option<(String, Value)> {
    let Value::Array(parts) = item else {
        return None;
    };
    match <[Value; 2]>::try_from(parts) {
        Ok([Value::String(name), value]) => Some((name, value)),
        _ => None,
    }
}

/// A list from an array, a vector or an iterator.
pub fn into_list<T>(items: impl IntoIterator<Item = impl Into<T>>) -> Vec<T> {
    items.into_iter().map(Into::into).collect()
}

/// A map from pairs, or from another map.
pub fn into_map<K, V, T>(pairs: impl IntoIterator<Item = (K, V)>) -> BTreeMap<String, T>
where
    K: Into<String>,
    V: Into<T>,
{
    let pairs = pairs.into_iter();
    pairs
        .map(|(name, value)| (name.into(), value.into()))
        .collect()
}
