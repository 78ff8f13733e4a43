//! Names of the document that are too long for Rust's tools and for file systems.

use crate::diagnostic::{Code, Diagnostics};
use crate::ir::{Api, Operation, Shape, TypeDef};
use crate::names::RustIdent;
use crate::source::Place;

/// Reports every name of the document of which Rust has only the beginning.
/// What the document does not name is called as simgen likes.
pub(super) fn are_whole(api: &Api, diagnostics: &mut Diagnostics) {
    for (_, def) in api.types.iter() {
        if def.origin.schema.is_some() {
            shortened(diagnostics, "schema", &def.name, &def.origin.place);
        }
        parts(diagnostics, def);
    }
    for operation in api.resources.iter().flat_map(|found| &found.operations) {
        self::operation(diagnostics, operation);
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
        Shape::Union(_) | Shape::Alias(_) => return,
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

fn shortened(diagnostics: &mut Diagnostics, kind: &str, ident: &RustIdent, place: &Place) {
    if ident.is_shortened() {
        let message = format!("the {kind} name is too long for Rust: it becomes `{ident}`");
        diagnostics.warning(Code::ShortenedName, place.clone(), message);
    }
}
