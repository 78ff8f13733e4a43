//! Turns JSON values of the document into literals.

use indexmap::IndexMap;
use openapiv3::{Example, MediaType, ReferenceOr};
use serde_json::Value;

use super::context::Context;
use crate::ir::{Literal, NamedExample, TypeRef};
use crate::source::Pointer;

/// What a media type shows: its example, or the first of several.
pub(super) fn shown(media: &MediaType) -> Option<Literal> {
    example(media.example.as_ref(), &media.examples)
}

/// The example, or the first of several.
pub(super) fn example(
    one: Option<&Value>,
    several: &IndexMap<String, ReferenceOr<Example>>,
) -> Option<Literal> {
    let first = || {
        several
            .values()
            .find_map(|example| example.as_item()?.value.as_ref())
    };
    one.or_else(first).map(literal)
}

/// Remembers the other examples of something that has several, which nobody shows, so
/// that they are checked.
pub(super) fn others(
    context: &mut Context<'_>,
    several: &IndexMap<String, ReferenceOr<Example>>,
    ty: &TypeRef,
    at: &Pointer,
) {
    let values = several
        .iter()
        .filter_map(|(name, example)| Some((name, example.as_item()?.value.as_ref()?)));
    for (name, value) in values.skip(1) {
        let at = at.child("examples").child(name).child("value");
        let example = NamedExample {
            name: name.clone(),
            value: literal(value),
            ty: ty.clone(),
            place: context.place(&at),
        };
        context.other_examples.push(example);
    }
}

/// The same value without serde.
pub(super) fn literal(value: &Value) -> Literal {
    match value {
        Value::Null => Literal::Null,
        Value::Bool(value) => Literal::Bool(*value),
        Value::Number(number) => Literal::Number(number.to_string()),
        Value::String(text) => Literal::String(text.clone()),
        Value::Array(items) => Literal::List(items.iter().map(literal).collect()),
        Value::Object(members) => Literal::Object(
            members
                .iter()
                .map(|(name, value)| (name.clone(), literal(value)))
                .collect(),
        ),
    }
}
