//! Turns one Schema Object into a uniform list of what it says.
//!
//! `openapiv3` has a type per combination of keywords and a catch-all for the
//! others; lowering asks what a schema says, not in which combination.
//! May not know: Rust names or the IR.

use super::constraints;
use super::labels::{self, Label};
use super::node::{Node, NodeKind};
use crate::source::Pointer;
use indexmap::{IndexMap, IndexSet};
use openapiv3::{
    AdditionalProperties, AnySchema, ArrayType, IntegerType, NumberType, ObjectType, ReferenceOr,
    Schema, SchemaKind, StringType, Type, VariantOrUnknownOrEmpty,
};
use serde::Serialize;
use serde_json::Value;

/// Everything a schema says about values (OpenAPI 3.0.3 §4.7.24).
#[derive(Clone, Debug, Default)]
pub(super) struct Facets<'d> {
    pub(super) kind: Option<JsonType>,
    pub(super) format: Option<String>,
    /// `enum` without `null`.
    pub(super) values: Option<Vec<Value>>,
    /// What the document calls the values.
    pub(super) labels: Vec<Label>,
    /// Whether `enum` lists `null`.
    pub(super) lists_null: bool,
    pub(super) properties: IndexMap<&'d str, Node<'d>>,
    pub(super) required: IndexSet<&'d str>,
    pub(super) additional: Additional<'d>,
    pub(super) items: Option<Node<'d>>,
    pub(super) all_of: Vec<Node<'d>>,
    pub(super) one_of: Vec<Node<'d>>,
    pub(super) any_of: Vec<Node<'d>>,
    pub(super) discriminator: Option<&'d openapiv3::Discriminator>,
    /// Constraints in words, for the documentation.
    pub(super) constraints: Vec<String>,
}

/// The values of `type`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum JsonType {
    String,
    Number,
    Integer,
    Boolean,
    Object,
    Array,
}

/// `additionalProperties`.
#[derive(Clone, Debug, Default)]
pub(super) enum Additional<'d> {
    #[default]
    Unsaid,
    Allowed,
    Forbidden,
    Typed(Node<'d>),
}

impl Facets<'_> {
    /// Whether objects are what it is about.
    pub(super) fn is_object(&self) -> bool {
        self.kind == Some(JsonType::Object)
            || (self.kind.is_none()
                && (!self.properties.is_empty()
                    || !self.required.is_empty()
                    || !matches!(self.additional, Additional::Unsaid)))
    }

    /// Whether `{}` is the only object that it allows.
    pub(super) fn is_empty_object(&self) -> bool {
        self.is_object()
            && matches!(self.additional, Additional::Forbidden)
            && self.properties.is_empty()
            && self.required.is_empty()
            && self.values.is_none()
            && self.all_of.is_empty()
            && self.one_of.is_empty()
            && self.any_of.is_empty()
    }

    /// How much there is to copy.
    pub(super) fn size(&self) -> usize {
        let parts = |node: &Node<'_>| match &node.schema {
            NodeKind::All(parts) => parts.len(),
            _ => 1,
        };
        1 + self.properties.values().map(parts).sum::<usize>()
            + self.required.len()
            + self.values.as_ref().map_or(0, Vec::len)
            + self.labels.len()
            + self.items.as_ref().map_or(0, parts)
            + self.one_of.len()
            + self.any_of.len()
            + self.constraints.len()
    }

    /// Whether it says nothing about values at all.
    pub(super) fn is_empty(&self) -> bool {
        self.kind.is_none()
            && self.values.is_none()
            && self.format.is_none()
            && self.items.is_none()
            && self.all_of.is_empty()
            && self.one_of.is_empty()
            && self.any_of.is_empty()
            && !self.is_object()
    }
}

/// Reads one schema; does not follow references.
pub(super) fn read<'d>(schema: &'d Schema, at: &Pointer) -> Facets<'d> {
    let mut facets = match &schema.schema_kind {
        SchemaKind::Type(ty) => typed(ty, at),
        SchemaKind::OneOf { one_of } => Facets {
            one_of: nodes(one_of, at, "oneOf"),
            ..Facets::default()
        },
        SchemaKind::AllOf { all_of } => Facets {
            all_of: nodes(all_of, at, "allOf"),
            ..Facets::default()
        },
        SchemaKind::AnyOf { any_of } => Facets {
            any_of: nodes(any_of, at, "anyOf"),
            ..Facets::default()
        },
        SchemaKind::Not { .. } => Facets {
            constraints: constraints::not(),
            ..Facets::default()
        },
        SchemaKind::Any(any) => mixed(any, at),
    };
    facets.labels = labels::labels(schema);
    facets.discriminator = schema.schema_data.discriminator.as_ref();
    facets
}

/// Whether `enum` lists `null` in a schema that only says what type its values have.
pub(super) fn lists_null(ty: &Type) -> bool {
    match ty {
        Type::String(string) => string.enumeration.contains(&None),
        Type::Number(number) => number.enumeration.contains(&None),
        Type::Integer(integer) => integer.enumeration.contains(&None),
        Type::Boolean(boolean) => boolean.enumeration.contains(&None),
        Type::Object(_) | Type::Array(_) => false,
    }
}

fn typed<'d>(ty: &'d Type, at: &Pointer) -> Facets<'d> {
    match ty {
        Type::String(string) => text(string),
        Type::Number(number) => self::number(number),
        Type::Integer(integer) => self::integer(integer),
        Type::Boolean(boolean) => Facets {
            kind: Some(JsonType::Boolean),
            ..values(
                boolean
                    .enumeration
                    .iter()
                    .map(|value| value.map(Value::from)),
            )
        },
        Type::Object(object) => self::object(object, at),
        Type::Array(array) => self::array(array, at),
    }
}

fn text(string: &StringType) -> Facets<'static> {
    let (min, max) = (string.min_length, string.max_length);
    Facets {
        kind: Some(JsonType::String),
        format: format_text(&string.format),
        constraints: constraints::text(string.pattern.as_deref(), min, max),
        ..values(
            string
                .enumeration
                .iter()
                .map(|value| value.clone().map(Value::String)),
        )
    }
}

fn number(number: &NumberType) -> Facets<'static> {
    Facets {
        kind: Some(JsonType::Number),
        format: format_text(&number.format),
        constraints: constraints::number(
            number
                .minimum
                .map(|limit| (limit.to_string(), number.exclusive_minimum)),
            number
                .maximum
                .map(|limit| (limit.to_string(), number.exclusive_maximum)),
            number.multiple_of.map(|step| step.to_string()),
        ),
        ..values(
            number
                .enumeration
                .iter()
                .map(|value| value.map(Value::from)),
        )
    }
}

fn integer(integer: &IntegerType) -> Facets<'static> {
    Facets {
        kind: Some(JsonType::Integer),
        format: format_text(&integer.format),
        constraints: constraints::number(
            integer
                .minimum
                .map(|limit| (limit.to_string(), integer.exclusive_minimum)),
            integer
                .maximum
                .map(|limit| (limit.to_string(), integer.exclusive_maximum)),
            integer.multiple_of.map(|step| step.to_string()),
        ),
        ..values(
            integer
                .enumeration
                .iter()
                .map(|value| value.map(Value::from)),
        )
    }
}

fn object<'d>(object: &'d ObjectType, at: &Pointer) -> Facets<'d> {
    let (min, max) = (object.min_properties, object.max_properties);
    Facets {
        kind: Some(JsonType::Object),
        properties: properties(&object.properties, at),
        required: object.required.iter().map(String::as_str).collect(),
        additional: additional(object.additional_properties.as_ref(), at),
        constraints: constraints::size("properties", min, max, false),
        ..Facets::default()
    }
}

fn array<'d>(array: &'d ArrayType, at: &Pointer) -> Facets<'d> {
    let items = array.items.as_ref();
    let (min, max) = (array.min_items, array.max_items);
    Facets {
        kind: Some(JsonType::Array),
        items: items.map(|items| Node::boxed(items, at.child("items"))),
        constraints: constraints::size("items", min, max, array.unique_items),
        ..Facets::default()
    }
}

fn mixed<'d>(any: &'d AnySchema, at: &Pointer) -> Facets<'d> {
    let mut constraints = constraints::text(any.pattern.as_deref(), any.min_length, any.max_length);
    constraints.extend(constraints::number(
        any.minimum
            .map(|limit| (limit.to_string(), any.exclusive_minimum == Some(true))),
        any.maximum
            .map(|limit| (limit.to_string(), any.exclusive_maximum == Some(true))),
        any.multiple_of.map(|step| step.to_string()),
    ));
    if any.not.is_some() {
        constraints.extend(constraints::not());
    }
    constraints.extend(constraints::size(
        "items",
        any.min_items,
        any.max_items,
        any.unique_items == Some(true),
    ));
    Facets {
        kind: any.typ.as_deref().and_then(json_type),
        format: any.format.clone(),
        properties: properties(&any.properties, at),
        required: any.required.iter().map(String::as_str).collect(),
        additional: additional(any.additional_properties.as_ref(), at),
        items: any
            .items
            .as_ref()
            .map(|items| Node::boxed(items, at.child("items"))),
        all_of: nodes(&any.all_of, at, "allOf"),
        one_of: nodes(&any.one_of, at, "oneOf"),
        any_of: nodes(&any.any_of, at, "anyOf"),
        constraints,
        ..values(
            any.enumeration
                .iter()
                .map(|value| Some(value.clone()).filter(|v| !v.is_null())),
        )
    }
}

fn json_type(name: &str) -> Option<JsonType> {
    Some(match name {
        "string" => JsonType::String,
        "number" => JsonType::Number,
        "integer" => JsonType::Integer,
        "boolean" => JsonType::Boolean,
        "object" => JsonType::Object,
        "array" => JsonType::Array,
        _ => return None,
    })
}

/// `enum`: the values that are not `null`, and whether `null` was among them.
fn values<'d>(listed: impl ExactSizeIterator<Item = Option<Value>>) -> Facets<'d> {
    if listed.len() == 0 {
        return Facets::default();
    }
    let mut lists_null = false;
    let mut kept: IndexSet<Value> = IndexSet::new();
    for value in listed {
        match value {
            None => lists_null = true,
            Some(value) => {
                kept.insert(value);
            }
        }
    }
    Facets {
        values: Some(kept.into_iter().collect()),
        lists_null,
        ..Facets::default()
    }
}

fn properties<'d>(
    properties: &'d IndexMap<String, ReferenceOr<Box<Schema>>>,
    at: &Pointer,
) -> IndexMap<&'d str, Node<'d>> {
    let at = at.child("properties");
    properties
        .iter()
        .map(|(name, schema)| (name.as_str(), Node::boxed(schema, at.child(name))))
        .collect()
}

fn additional<'d>(additional: Option<&'d AdditionalProperties>, at: &Pointer) -> Additional<'d> {
    match additional {
        None => Additional::Unsaid,
        Some(AdditionalProperties::Any(true)) => Additional::Allowed,
        Some(AdditionalProperties::Any(false)) => Additional::Forbidden,
        Some(AdditionalProperties::Schema(schema)) => {
            Additional::Typed(Node::new(schema, at.child("additionalProperties")))
        }
    }
}

fn nodes<'d>(schemas: &'d [ReferenceOr<Schema>], at: &Pointer, keyword: &str) -> Vec<Node<'d>> {
    let at = at.child(keyword);
    schemas
        .iter()
        .enumerate()
        .map(|(index, schema)| Node::new(schema, at.child(index)))
        .collect()
}

fn format_text<F: Serialize>(format: &VariantOrUnknownOrEmpty<F>) -> Option<String> {
    match format {
        VariantOrUnknownOrEmpty::Item(known) => serde_json::to_value(known)
            .ok()?
            .as_str()
            .map(str::to_owned),
        VariantOrUnknownOrEmpty::Unknown(text) => Some(text.clone()),
        VariantOrUnknownOrEmpty::Empty => None,
    }
}
