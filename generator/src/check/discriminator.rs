//! Discriminators that no variant has.

use crate::diagnostic::{Code, Diagnostics};
use crate::ir::{Api, Shape, TypeRef, Types, Variant};
use crate::source::Place;

/// Reports every discriminator whose property no variant declares: nothing that is sent
/// then says which variant it is.
pub(super) fn is_a_property_of_variants(api: &Api, diagnostics: &mut Diagnostics) {
    for (_, def) in api.types.iter() {
        let Shape::Union(union) = &def.shape else {
            continue;
        };
        let Some(discriminator) = &union.discriminator else {
            continue;
        };
        let name = discriminator.wire_name.as_str();
        let lacks = |variant: &Variant| lacks(&api.types, variant, name);
        if union.variants.is_empty() || !union.variants.iter().all(lacks) {
            continue;
        }
        let pointer = &def.origin.place.pointer;
        let place = Place {
            file: def.origin.place.file,
            pointer: pointer.child("discriminator").child("propertyName"),
        };
        let message = format!("no variant of `{}` has a property `{name}`", def.name);
        diagnostics.warning(Code::UnknownName, place, message);
        diagnostics.help("declare the property in each variant, and require it");
    }
}

/// Whether a variant is an object that does not declare the property.
fn lacks(types: &Types, variant: &Variant, name: &str) -> bool {
    let TypeRef::Named { id, .. } = types.resolve(&variant.ty) else {
        return false;
    };
    match &types.get(*id).shape {
        Shape::Struct(shape) => {
            let mut fields = shape.fields.iter();
            fields.all(|field| field.wire_name.as_str() != name)
        }
        _ => false,
    }
}
