//! Finds the properties, parameters and bodies that may hold secrets.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use openapiv3::MediaType;

use super::context::Context;
use super::extensions::SENSITIVE;
use super::facets::Facets;
use super::node::{Node, NodeKind};
use crate::ir::{Shape, Types};
use crate::openapi::Schema;

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
        NodeKind::Item(schema) => is_secret(context, *schema, LEVELS),
        NodeKind::All(parts) => parts.iter().any(|part| is_sensitive(context, part)),
        NodeKind::Facets(facets) => is_secret_in_facets(context, facets),
    }
}

/// Whether the whole of a body may be secret in one of these media types.
pub(super) fn is_in_any<'m>(
    context: &Context<'_>,
    media: impl IntoIterator<Item = &'m MediaType>,
) -> bool {
    let all = &context.document.schemas;
    let mut schemas = media.into_iter().filter_map(|media| media.schema.as_ref());
    schemas.any(|schema| is_secret(context, all.at(schema), LEVELS))
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
    let found = context.document.schemas.component(name);
    let levels = levels.checked_sub(1);
    found
        .zip(levels)
        .is_some_and(|((_, schema), levels)| is_secret(context, schema, levels))
}

fn is_secret(context: &Context<'_>, schema: Schema<'_>, levels: u8) -> bool {
    if let Some(name) = schema.only_reference() {
        return component(context, name, levels);
    }
    if schema.is(SENSITIVE) || schema.text("format") == Some(PASSWORD) {
        return true;
    }
    let Some(levels) = levels.checked_sub(1) else {
        return false;
    };
    let is_below = |schema: Schema<'_>| is_secret(context, schema, levels);
    let beside = schema.reference();
    let alternatives = |name| {
        let few = schema.schemas(name).count() <= ALTERNATIVES;
        few && schema.schemas(name).any(is_below)
    };
    let is_of_map = || {
        let properties = schema
            .get("properties")
            .and_then(serde_json::Value::as_object);
        properties.is_none_or(serde_json::Map::is_empty)
            && schema.schema("additionalProperties").is_some_and(is_below)
    };
    beside.is_some_and(|name| component(context, name, levels))
        || schema.schema("items").is_some_and(is_below)
        || schema.schemas("allOf").any(is_below)
        || alternatives("oneOf")
        || alternatives("anyOf")
        || is_of_map()
}
