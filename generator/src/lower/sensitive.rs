//! Finds the properties and parameters that may hold secrets.
//!
//! May not know: what becomes of them.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use openapiv3::{
    AdditionalProperties, ReferenceOr, Schema, SchemaKind, StringFormat, Type,
    VariantOrUnknownOrEmpty,
};

use super::context::Context;
use super::extensions::SENSITIVE;
use super::facets::Facets;
use super::node::{Node, NodeKind, target};
use crate::ir::{Shape, Types};

/// OpenAPI 3.0.3 §4.4.
const PASSWORD: &str = "password";
/// How many schemas are followed into one another, because they may contain themselves.
const LEVELS: u8 = 8;
/// The largest number of alternatives that are looked into: a secret or `null` are two.
const ALTERNATIVES: usize = 4;

/// The names of all properties that may hold secrets.
pub(super) fn names(types: &Types) -> BTreeSet<String> {
    let shapes = types.iter().map(|(_, ty)| &ty.shape);
    let fields = shapes.flat_map(|shape| match shape {
        Shape::Struct(found) => found.fields.as_slice(),
        _ => &[],
    });
    let sensitive = fields.filter(|field| field.sensitive);
    let names = sensitive.map(|field| field.wire_name.as_str().to_owned());
    names.collect()
}

/// Whether values of a schema may be secret: it, what it refers to, its elements or the values
/// of its map are marked `x-sensitive` or have the format `password`.
pub(super) fn is_sensitive(context: &Context<'_>, node: &Node<'_>) -> bool {
    match &node.schema {
        NodeKind::Reference(name) => component(context, name, LEVELS),
        NodeKind::Item(schema) => is_secret(context, schema, LEVELS),
        NodeKind::All(parts) => parts.iter().any(|part| is_sensitive(context, part)),
        NodeKind::Facets(facets) => is_secret_in_facets(context, facets),
    }
}

/// Whether the extensions of a schema or parameter have the mark.
pub(super) fn is_marked(extensions: &IndexMap<String, serde_json::Value>) -> bool {
    let mark = extensions.get(SENSITIVE);
    mark.and_then(serde_json::Value::as_bool) == Some(true)
}

fn is_secret_in_facets(context: &Context<'_>, facets: &Facets<'_>) -> bool {
    let mut parts = facets.all_of.iter().chain(&facets.items);
    facets.format.as_deref() == Some(PASSWORD) || parts.any(|part| is_sensitive(context, part))
}

fn component(context: &Context<'_>, name: &str, levels: u8) -> bool {
    let components = context.document.api.components.as_ref();
    let schema = components.and_then(|components| components.schemas.get(name));
    schema.is_some_and(|schema| below(context, schema, levels))
}

fn below(context: &Context<'_>, schema: &ReferenceOr<Schema>, levels: u8) -> bool {
    let Some(levels) = levels.checked_sub(1) else {
        return false;
    };
    match schema {
        ReferenceOr::Reference { reference } => component(context, target(reference), levels),
        ReferenceOr::Item(schema) => is_secret(context, schema, levels),
    }
}

fn is_secret(context: &Context<'_>, schema: &Schema, levels: u8) -> bool {
    if is_marked(&schema.schema_data.extensions) {
        return true;
    }
    let is_below = |schema: &ReferenceOr<Schema>| below(context, schema, levels);
    let is_boxed_below = |schema: &ReferenceOr<Box<Schema>>| match schema {
        ReferenceOr::Reference { reference } if levels > 0 => {
            component(context, target(reference), levels - 1)
        }
        ReferenceOr::Item(schema) if levels > 0 => is_secret(context, schema, levels - 1),
        _ => false,
    };
    let is_of_map = |values: &Option<AdditionalProperties>| match values {
        Some(AdditionalProperties::Schema(schema)) => is_below(schema),
        _ => false,
    };
    match &schema.schema_kind {
        SchemaKind::Type(Type::String(text)) => match &text.format {
            VariantOrUnknownOrEmpty::Item(format) => *format == StringFormat::Password,
            VariantOrUnknownOrEmpty::Unknown(format) => format == PASSWORD,
            VariantOrUnknownOrEmpty::Empty => false,
        },
        SchemaKind::Type(Type::Array(list)) => list.items.as_ref().is_some_and(is_boxed_below),
        SchemaKind::Type(Type::Object(object)) if object.properties.is_empty() => {
            is_of_map(&object.additional_properties)
        }
        SchemaKind::AllOf { all_of } => all_of.iter().any(is_below),
        SchemaKind::OneOf { one_of: several } | SchemaKind::AnyOf { any_of: several } => {
            several.len() <= ALTERNATIVES && several.iter().any(is_below)
        }
        SchemaKind::Any(any) => {
            any.format.as_deref() == Some(PASSWORD)
                || any.items.as_ref().is_some_and(is_boxed_below)
                || any.all_of.iter().any(is_below)
                || any.properties.is_empty() && is_of_map(&any.additional_properties)
        }
        SchemaKind::Type(_) | SchemaKind::Not { .. } => false,
    }
}
