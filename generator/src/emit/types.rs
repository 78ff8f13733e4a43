//! Turns references to types into Rust types.

use syn::Type;

use super::ident::joined;
use super::scope::Scope;
use super::syntax;
use crate::ir::{Presence, Primitive, TypeRef, Types};

/// `Vec<Option<Box<Pet>>>`
pub(super) fn ty(scope: &Scope<'_>, ty: &TypeRef) -> Type {
    match ty {
        TypeRef::Primitive(primitive) => self::primitive(scope, *primitive),
        TypeRef::Named { id, boxed: false } => syntax::named(scope.model(*id)),
        TypeRef::Named { id, boxed: true } => generic("Box", syntax::named(scope.model(*id))),
        TypeRef::List(element) => generic("Vec", self::ty(scope, element)),
        TypeRef::Tuple(elements) => {
            syntax::tuple_type(elements.iter().map(|element| self::ty(scope, element)))
        }
        TypeRef::Nullable(inner) => generic("Option", self::ty(scope, inner)),
        TypeRef::Map(element) => map(scope, element),
        TypeRef::Object => object(scope),
        TypeRef::Json => json(scope),
    }
}

/// A field's type: `Option<Option<String>>`.
pub(super) fn with_presence(scope: &Scope<'_>, ty: &TypeRef, presence: Presence) -> Type {
    let inner = self::ty(scope, ty);
    match presence {
        Presence::Required => inner,
        Presence::Optional | Presence::Nullable => generic("Option", inner),
        Presence::OptionalNullable => {
            let inner = generic("Option", inner);
            generic("Option", inner)
        }
    }
}

/// `BTreeMap<String, T>`
pub(super) fn map(scope: &Scope<'_>, element: &TypeRef) -> Type {
    let map = scope.import("std::collections", "BTreeMap");
    syntax::generic(map, [text(), ty(scope, element)])
}

/// `Map<String, Value>`
pub(super) fn object(scope: &Scope<'_>) -> Type {
    let map = scope.import("serde_json", "Map");
    syntax::generic(map, [text(), json(scope)])
}

/// `Value`
pub(super) fn json(scope: &Scope<'_>) -> Type {
    syntax::named(scope.import("serde_json", "Value"))
}

/// `String`
pub(super) fn text() -> Type {
    syntax::named(joined("String"))
}

/// `Option<T>`
fn generic(name: &'static str, inner: Type) -> Type {
    syntax::generic(joined(name), [inner])
}

/// `i64`
fn primitive(scope: &Scope<'_>, primitive: Primitive) -> Type {
    let name = primitive_name(primitive);
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

/// The type without boxes and aliases all the way down, to tell whether two
/// types are the same to rustc.
pub(super) fn canonical(types: &Types, ty: &TypeRef) -> TypeRef {
    let inner = |ty: &TypeRef| Box::new(canonical(types, ty));
    match types.resolve(ty) {
        TypeRef::Named { id, .. } => TypeRef::named(*id),
        TypeRef::List(element) => TypeRef::List(inner(element)),
        TypeRef::Tuple(elements) => {
            TypeRef::Tuple(elements.iter().map(|ty| canonical(types, ty)).collect())
        }
        TypeRef::Map(element) => TypeRef::Map(inner(element)),
        TypeRef::Nullable(element) => TypeRef::Nullable(inner(element)),
        other => other.clone(),
    }
}

/// A primitive's name for the documentation.
pub(super) fn primitive_name(primitive: Primitive) -> &'static str {
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
