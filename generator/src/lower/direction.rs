//! Fills in what follows from where types travel: a required property that is
//! readOnly is absent from requests, one that is writeOnly from responses
//! (OpenAPI 3.0.3 §4.7.24.2), so a type that travels there can't insist on it.

use crate::ir::{Access, ErrorEnum, Presence, Resource, Shape, TypeRef, Types};

/// Relaxes the presence of properties that do not travel everywhere their type does.
pub(super) fn relax(
    types: &mut Types,
    resources: &[Resource],
    errors: &[ErrorEnum],
    webhooks: &[TypeRef],
) {
    let operations = || resources.iter().flat_map(|resource| &resource.operations);
    let bodies = operations().flat_map(|operation| &operation.body);
    let sent = types.reached(bodies.flat_map(|body| body.types()));
    let received = types.received(resources, errors, webhooks);
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
