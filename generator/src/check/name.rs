//! Names of the document that are too long for Rust's tools and for file systems.

use crate::diagnostic::{Code, Diagnostics};
use crate::ir::{Api, Operation, Shape, TypeDef, TypeRef};
use crate::names::RustIdent;
use crate::source::Place;

/// Reports every name of which Rust has only the beginning, also those that
/// schemas have from the names around them.
pub(super) fn are_whole(api: &Api, diagnostics: &mut Diagnostics) {
    for (_, def) in api.types.iter() {
        let is_component = def.origin.schema.is_some();
        let kind = if is_component {
            "schema"
        } else {
            "inline schema's"
        };
        if shortened(diagnostics, kind, &def.name, &def.origin.place) && !is_component {
            diagnostics.help("move it to `components/schemas`, and refer to it there");
        }
        parts(diagnostics, def);
    }
    for resource in &api.resources {
        if let Some(first) = resource.operations.first() {
            shortened(diagnostics, "tag", &resource.module, &first.place);
        }
        for operation in &resource.operations {
            self::operation(diagnostics, operation);
        }
    }
}

fn parts(diagnostics: &mut Diagnostics, def: &TypeDef) {
    let (kind, idents): (_, Vec<&RustIdent>) = match &def.shape {
        Shape::Struct(shape) => {
            let fields = shape.fields.iter();
            ("property", fields.map(|field| &field.ident).collect())
        }
        Shape::Enum(shape) => {
            let values = shape.values.iter();
            ("value", values.map(|value| &value.ident).collect())
        }
        Shape::Union(shape) => {
            let variants = shape.variants.iter();
            // Any other one has the name of its type.
            let named = variants.filter(|variant| !matches!(variant.ty, TypeRef::Named { .. }));
            ("alternative", named.map(|variant| &variant.ident).collect())
        }
        Shape::Alias(_) => return,
    };
    for ident in idents {
        shortened(diagnostics, kind, ident, &def.origin.place);
    }
}

fn operation(diagnostics: &mut Diagnostics, operation: &Operation) {
    shortened(diagnostics, "operation", &operation.ident, &operation.place);
    for parameter in &operation.parameters {
        shortened(diagnostics, "parameter", &parameter.ident, &operation.place);
    }
}

/// Reports the name if that is so.
fn shortened(diagnostics: &mut Diagnostics, kind: &str, ident: &RustIdent, place: &Place) -> bool {
    if ident.is_shortened() {
        let message = format!("the {kind} name is too long for Rust: it becomes `{ident}`");
        diagnostics.warning(Code::ShortenedName, place.clone(), message);
    }
    ident.is_shortened()
}
