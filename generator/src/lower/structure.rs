//! Turns an object schema with properties into a struct.

use super::context::Context;
use super::facets::{Additional, Facets};
use super::literal::literal;
use super::naming::Naming;
use super::node::Node;
use super::schema::{self, Slot};
use super::{doc, member, naming, sensitive};
use crate::ir::{Access, Field, Presence, Rest, Struct, TypeRef, WireName};
use crate::lock::LEFT;
use crate::names::Namespace;
use crate::openapi::Schema;

/// A struct with one field per property, in document order.
/// `key` identifies it to later runs.
pub(super) fn lower<'d>(
    context: &mut Context<'d>,
    facets: &Facets<'d>,
    key: &str,
    naming: &Naming,
) -> Struct {
    let known = context.known.members.get(key);
    let is_there = |name: &str| facets.properties.contains_key(name);
    let mut idents = member::names(known, "rest", is_there);
    let fields = facets
        .properties
        .iter()
        .map(|(name, node)| {
            let required = facets.required.contains(name);
            field(context, name, node, required, naming, &mut idents)
        })
        .collect();
    let rest = match &facets.additional {
        Additional::Typed(values) if !values.facets().is_empty() => {
            Rest::Typed(schema::element(context, values, &naming.part("Value")))
        }
        _ => Rest::Json,
    };
    let is_rest_sensitive = match &facets.additional {
        Additional::Typed(values) => sensitive::is_sensitive(context, values),
        _ => false,
    };
    let rest_ident = idents.claim_for(LEFT, context.value_name("rest"), &[]);
    Struct {
        fields,
        rest,
        rest_ident,
        is_rest_sensitive,
        json_patch: None,
    }
}

fn field<'d>(
    context: &mut Context<'d>,
    name: &str,
    node: &Node<'d>,
    required: bool,
    naming: &Naming,
    idents: &mut Namespace,
) -> Field {
    let naming = naming::declared_at(context, node).unwrap_or_else(|| naming.part(name));
    let slot = schema::lower(context, node, &naming);
    let facets = node.facets();
    let data = node.data();
    Field {
        wire_name: WireName::new(name),
        ident: idents.claim_for(name, context.value_name(name), &[]),
        presence: presence(&slot, required),
        ty: slot.ty,
        access: match data {
            Some(data) if data.is("readOnly") => Access::ReadOnly,
            Some(data) if data.is("writeOnly") => Access::WriteOnly,
            _ => Access::ReadWrite,
        },
        deprecated: data.is_some_and(|data| data.is("deprecated")),
        sensitive: sensitive::is_sensitive(context, node),
        default: data.and_then(Schema::default_value).map(literal),
        example: data.and_then(|data| data.example()).map(literal),
        doc: doc::node(node, Some(&facets)),
    }
}

/// `null` is a value of any JSON, not a way of being absent.
fn presence(slot: &Slot, required: bool) -> Presence {
    let nullable = slot.nullable && slot.ty != TypeRef::Json;
    match (required, nullable) {
        (true, false) => Presence::Required,
        (false, false) => Presence::Optional,
        (true, true) => Presence::Nullable,
        (false, true) => Presence::OptionalNullable,
    }
}
