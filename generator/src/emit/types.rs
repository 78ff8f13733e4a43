//! Turns references to types into Rust types.

use syn::Type;

use super::ident::joined;
use super::primitive;
use super::scope::Scope;
use super::syntax;
use crate::ir::{Presence, TypeRef, Types};

/// `Vec<Option<Box<Pet>>>`
pub(super) fn ty(scope: &Scope<'_>, ty: &TypeRef) -> Type {
    match ty {
        TypeRef::Primitive(primitive) => primitive::ty(scope, *primitive),
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
