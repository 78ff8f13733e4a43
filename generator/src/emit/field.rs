//! What code that makes, reads and writes a struct asks of its fields.

use super::scope::Scope;
use crate::ir::{Field, Presence, Struct, TypeRef};

/// Whether a value can't be made without this field.
pub(super) fn is_argument(field: &Field) -> bool {
    matches!(field.presence, Presence::Required | Presence::Nullable)
}

/// Whether each field may be left out, so that the struct has a default.
pub(super) fn is_default(shape: &Struct) -> bool {
    !shape.fields.iter().any(is_argument)
}

/// Whether a field is deprecated.
pub(super) fn has_deprecated(shape: &Struct) -> bool {
    shape.fields.iter().any(|field| field.deprecated)
}

/// A field that holds any JSON: `null` is one of its values, so it is optional at most.
pub(super) fn is_json(scope: &Scope<'_>, field: &Field) -> bool {
    matches!(scope.types().resolve(&field.ty), TypeRef::Json)
}

/// The field's presence, `null` counted as a value where any JSON is one.
pub(super) fn presence(scope: &Scope<'_>, field: &Field) -> Presence {
    match (is_json(scope, field), field.presence) {
        (true, Presence::Nullable) => Presence::Required,
        (true, Presence::OptionalNullable) => Presence::Optional,
        (_, presence) => presence,
    }
}
