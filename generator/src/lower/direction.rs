//! Fills in what follows from where types travel: a required property that is
//! readOnly is absent from requests, one that is writeOnly from responses
//! (OpenAPI 3.0.3 §4.7.24.2), so a type that travels there can't insist on it.

use crate::ir::{
    Access, ErrorEnum, Operation, Payload, Presence, Resource, ResponseCase, Rest, Shape, TypeId,
    TypeRef, Types,
};

/// Relaxes the presence of properties that do not travel everywhere their type does.
pub(super) fn relax(types: &mut Types, resources: &[Resource], errors: &[ErrorEnum]) {
    let operations = || resources.iter().flat_map(|resource| &resource.operations);
    let sent = reached(
        types,
        operations().flat_map(|operation| operation.body.iter().flat_map(|body| body.types())),
    );
    let answers = operations()
        .flat_map(Operation::payloads)
        .chain(
            errors
                .iter()
                .flat_map(|error| error.cases.iter().flat_map(ResponseCase::payloads)),
        )
        .filter_map(|payload| match payload {
            Payload::Json(ty) => Some(ty),
            Payload::Empty | Payload::Text | Payload::Bytes => None,
        });
    let headers = operations().filter_map(|operation| operation.headers.as_ref());
    let headers = headers.chain(errors.iter().filter_map(|error| error.headers.as_ref()));
    let headers = headers.flat_map(|headers| headers.headers.iter().map(|header| &header.ty));
    let received = reached(types, answers.chain(headers));
    for id in types.ids().collect::<Vec<_>>() {
        let (is_sent, is_received) = (sent[id.index()], received[id.index()]);
        if let Shape::Struct(structure) = &mut types.get_mut(id).shape {
            for field in &mut structure.fields {
                let stays_behind = match field.access {
                    Access::ReadWrite => false,
                    Access::ReadOnly => is_sent,
                    Access::WriteOnly => is_received,
                };
                if stays_behind {
                    field.presence = optional(field.presence);
                }
            }
        }
    }
}

fn optional(presence: Presence) -> Presence {
    match presence {
        Presence::Required | Presence::Optional => Presence::Optional,
        Presence::Nullable | Presence::OptionalNullable => Presence::OptionalNullable,
    }
}

/// Which types can be reached from these, through anything.
fn reached<'t>(types: &Types, roots: impl Iterator<Item = &'t TypeRef>) -> Vec<bool> {
    let mut found = vec![false; types.len()];
    let mut next: Vec<TypeId> = roots.filter_map(named).collect();
    while let Some(id) = next.pop() {
        if !std::mem::replace(&mut found[id.index()], true) {
            next.extend(parts(&types.get(id).shape).into_iter().filter_map(named));
        }
    }
    found
}

/// The types that a shape is made of.
pub(super) fn parts(shape: &Shape) -> Vec<&TypeRef> {
    match shape {
        Shape::Alias(ty) => vec![ty],
        Shape::Enum(_) => Vec::new(),
        Shape::Union(union) => union.variants.iter().map(|variant| &variant.ty).collect(),
        Shape::Struct(structure) => {
            let rest = match &structure.rest {
                Rest::Json => None,
                Rest::Typed(ty) => Some(ty),
            };
            structure
                .fields
                .iter()
                .map(|field| &field.ty)
                .chain(rest)
                .collect()
        }
    }
}

/// The named type in the heart of a type.
pub(super) fn named(ty: &TypeRef) -> Option<TypeId> {
    match ty {
        TypeRef::Named { id, .. } => Some(*id),
        TypeRef::List(inner) | TypeRef::Map(inner) | TypeRef::Nullable(inner) => named(inner),
        TypeRef::Primitive(_) | TypeRef::Object | TypeRef::Json => None,
    }
}
