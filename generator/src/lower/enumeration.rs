//! Turns a schema with `enum` into an enum.

use foldhash::{HashMap, HashSet};
use serde_json::Value;

use super::facets::{Facets, JsonType};
use super::labels::Label;
use super::literal::literal;
use super::member;
use crate::ir::{Enum, EnumBase, EnumValue};
use crate::lock::{LEFT, Members};
use crate::names::{self, RustIdent};
use crate::openapi::Schema;

/// What kind of enum the values make; `None` where they make no good one in
/// Rust, and the documentation lists them beside a plain type: fractions have
/// no names, and a boolean with one value is a boolean all the same.
pub(super) fn base(facets: &Facets<'_>) -> Option<EnumBase> {
    let values = facets.values.as_ref().filter(|values| !values.is_empty())?;
    let all = |is: fn(&Value) -> bool| values.iter().all(is);
    match facets.kind {
        None | Some(JsonType::String) if all(Value::is_string) => Some(EnumBase::Text),
        None | Some(JsonType::Integer) if all(Value::is_i64) => Some(EnumBase::Integer),
        None if all(Value::is_number) || all(Value::is_boolean) => None,
        None if !facets.is_object() && facets.items.is_none() => Some(EnumBase::Json),
        _ => None,
    }
}

/// One variant a value, and one for values that the document does not list.
/// `known` is what an earlier run called them.
pub(super) fn lower(
    facets: &Facets<'_>,
    base: EnumBase,
    data: Option<Schema<'_>>,
    known: Option<&Members>,
) -> Enum {
    let listed = facets.values.iter().flatten();
    // Of several labels of a value the first counts.
    let labels = facets.labels.iter().rev();
    let labels: HashMap<&Value, &Label> = labels.map(|label| (&label.value, label)).collect();
    let named = |value: &&Value| labels.get(value).is_some_and(|label| label.name.is_some());
    // What the document itself names is called so, whatever it was called before.
    let texts = listed.filter(|value| !named(value)).map(text);
    let texts: HashSet<String> = texts.collect();
    let is_there = |text: &str| texts.contains(text);
    let mut idents = member::names(known, "Unknown", is_there);
    let listed = facets.values.iter().flatten();
    let values = listed
        .map(|value| {
            let label = labels.get(value);
            let name = label.and_then(|label| label.name.as_deref());
            EnumValue {
                value: literal(value),
                ident: idents.claim_for(
                    &text(value),
                    name.map_or_else(|| ident(value), names::type_name),
                    &[],
                ),
                text: label.and_then(|label| label.text.clone()),
            }
        })
        .collect();
    Enum {
        base,
        values,
        fallback: idents.claim_for(LEFT, names::type_name("unknown"), &[]),
        default: data.and_then(Schema::default_value).map(literal),
    }
}

/// What identifies a value to later runs.
fn text(value: &Value) -> String {
    literal(value).plain()
}

/// A text is named for itself, a number for what it is: `Value5`, `Minus5`.
fn ident(value: &Value) -> RustIdent {
    match value {
        Value::String(text) => names::type_name(text),
        Value::Number(number) if !number.to_string().starts_with('-') => {
            names::type_name(&format!("Value {number}"))
        }
        Value::Array(_) | Value::Object(_) => names::type_name("Value"),
        other => names::type_name(&other.to_string()),
    }
}

/// The values of an `enum` that becomes no enum.
pub(super) fn listed(facets: &Facets<'_>) -> Option<String> {
    let values = facets.values.as_ref().filter(|values| !values.is_empty())?;
    let lists_both = values.len() == 2 && values.iter().all(Value::is_boolean);
    if lists_both || base(facets).is_some() {
        return None;
    }
    let mut shown: Vec<String> = values
        .iter()
        .map(|value| format!("`{}`", value.to_string().replace('`', "'")))
        .collect();
    let last = shown.pop()?;
    Some(if shown.is_empty() {
        format!("Always {last}.")
    } else {
        format!("One of {} or {last}.", shown.join(", "))
    })
}
