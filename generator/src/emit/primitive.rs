//! Turns primitive types into Rust types.

use syn::Type;

use super::ident::joined;
use super::scope::Scope;
use super::syntax;
use crate::ir::Primitive;

/// `i64`
pub(super) fn ty(scope: &Scope<'_>, primitive: Primitive) -> Type {
    let name = self::name(primitive);
    match primitive {
        Primitive::Timestamp
        | Primitive::Date
        | Primitive::Duration
        | Primitive::Uuid
        | Primitive::Uri
        | Primitive::Base64
        | Primitive::File => syntax::named(scope.runtime(name)),
        _ => syntax::named(joined(name)),
    }
}

/// A primitive's name for the documentation.
pub(super) fn name(primitive: Primitive) -> &'static str {
    match primitive {
        Primitive::String => "String",
        Primitive::Bool => "bool",
        Primitive::I32 => "i32",
        Primitive::I64 => "i64",
        Primitive::U32 => "u32",
        Primitive::U64 => "u64",
        Primitive::F32 => "f32",
        Primitive::F64 => "f64",
        Primitive::Timestamp => "Timestamp",
        Primitive::Date => "Date",
        Primitive::Duration => "Duration",
        Primitive::Uuid => "Uuid",
        Primitive::Uri => "Uri",
        Primitive::Base64 => "Base64",
        Primitive::File => "File",
    }
}
