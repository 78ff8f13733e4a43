//! Turns `oneOf` and `anyOf` into a union.
//!
//! Guards need every type's shape, so they are filled in by `guard` once all
//! types are lowered.

use super::context::Context;
use super::facets::Facets;
use super::naming::Naming;
use super::node::{Node, NodeKind};
use super::{doc, member, schema};
use crate::ir::{Discriminator, Guard, Primitive, TypeRef, Union, Variant, WireName};
use crate::lock::{LEFT, alternative_key};
use crate::names;
use crate::openapi;

/// One variant an alternative, and one for values that fit none.
/// `key` identifies it to later runs.
pub(super) fn lower<'d>(
    context: &mut Context<'d>,
    facets: &Facets<'d>,
    key: &str,
    naming: &Naming,
) -> Union {
    let known = context.known.members.get(key);
    let mut idents = member::names(known, "Unknown", |_| true);
    let discriminator = facets.discriminator.map(|found| Discriminator {
        wire_name: WireName::new(found.property),
    });
    let mut variants: Vec<Variant> = Vec::new();
    for (index, alternative) in facets.one_of.iter().enumerate() {
        // `null` is a value of the whole union, wherever it is used.
        let ty = schema::lower(context, alternative, &part(alternative, naming, index)).ty;
        let tags = facets
            .discriminator
            .map(|found| tags(found, alternative))
            .unwrap_or_default();
        if let Some(same) = variants.iter_mut().find(|known| known.ty == ty) {
            same.tags.extend(tags);
            continue;
        }
        let title = alternative.data().and_then(|data| data.text("title"));
        let words = title.map_or_else(|| variant_words(context, &ty), str::to_owned);
        let key = alternative_key(&context.types, &ty);
        let ident = idents.claim_for(&key, names::type_name(&words), &[]);
        let doc = doc::node(alternative, None);
        variants.push(Variant {
            ident,
            ty,
            tags,
            guard: Guard::Any,
            doc,
        });
    }
    let fallback = idents.claim_for(LEFT, names::type_name("unknown"), &[]);
    Union {
        discriminator,
        variants,
        fallback,
    }
}

/// An inline alternative is named for its title or for the component it
/// extends, else for its number.
fn part(alternative: &Node<'_>, naming: &Naming, index: usize) -> Naming {
    let title = alternative.data().and_then(|data| data.text("title"));
    match title.or_else(|| component_of(alternative)) {
        Some(words) => naming.part(words),
        None => naming.part(&format!("Variant {}", index + 1)),
    }
}

/// The values of the discriminator that select an alternative: those that the
/// mapping gives it, else its component's name (OpenAPI 3.0.3 §4.7.25).
fn tags(discriminator: openapi::Discriminator<'_>, alternative: &Node<'_>) -> Vec<String> {
    let Some(name) = component_of(alternative) else {
        return Vec::new();
    };
    let mapped: Vec<String> = discriminator
        .mapping()
        .filter(|(_, to)| *to == name)
        .map(|(tag, _)| tag.to_owned())
        .collect();
    if mapped.is_empty() {
        vec![name.to_owned()]
    } else {
        mapped
    }
}

fn component_of<'n>(node: &'n Node<'_>) -> Option<&'n str> {
    match &node.schema {
        NodeKind::Reference(name) => Some(name),
        NodeKind::All(parts) => parts.iter().rev().find_map(component_of),
        _ => None,
    }
}

fn variant_words(context: &Context<'_>, ty: &TypeRef) -> String {
    match ty {
        TypeRef::Named { id, .. } => context.types.get(*id).name.as_str().to_owned(),
        TypeRef::List(item) => format!("{} List", variant_words(context, item)),
        TypeRef::Tuple(_) => "Tuple".to_owned(),
        TypeRef::Map(value) => format!("{} Map", variant_words(context, value)),
        TypeRef::Nullable(inner) => variant_words(context, inner),
        TypeRef::Object => "Object".to_owned(),
        TypeRef::Json => "Json".to_owned(),
        TypeRef::Primitive(primitive) => primitive_words(*primitive).to_owned(),
    }
}

fn primitive_words(primitive: Primitive) -> &'static str {
    match primitive {
        Primitive::String => "Text",
        Primitive::Bool => "Bool",
        Primitive::I32 | Primitive::I64 | Primitive::U32 | Primitive::U64 => "Integer",
        Primitive::F32 | Primitive::F64 => "Number",
        Primitive::Timestamp => "Timestamp",
        Primitive::Date => "Date",
        Primitive::Duration => "Duration",
        Primitive::Uuid => "Uuid",
        Primitive::Uri => "Uri",
        Primitive::Base64 => "Base64",
        Primitive::File => "File",
    }
}
