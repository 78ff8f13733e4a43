//! Turns types into what a function takes and how it becomes the type.

use proc_macro2::Ident;
use quote::quote;
use syn::{Attribute, Expr, Type};

use super::ident::joined;
use super::scope::Scope;
use super::{syntax, types};
use crate::ir::{Primitive, Shape, TypeRef, Types};

/// A function's argument.
pub(super) struct Argument {
    /// `impl Into<String>`
    pub(super) ty: Type,
    /// `name.into()`
    pub(super) value: Expr,
}

/// Numbers, booleans and options are taken as they are, because a literal
/// would not convert; everything else by `Into`.
pub(super) fn argument(scope: &Scope<'_>, name: &Ident, ty: &TypeRef) -> Argument {
    if is_plain(scope, ty) {
        return Argument {
            ty: types::ty(scope, ty),
            value: syntax::name(name.clone()),
        };
    }
    match scope.types().resolve(ty) {
        TypeRef::Object => return object(scope, name),
        TypeRef::Map(element) => return map(scope, name, element),
        TypeRef::List(element) if !is_patch(scope.types(), element) => {
            return list(scope, name, element);
        }
        _ => {}
    }
    let value = syntax::method(syntax::name(name.clone()), "into", []);
    if let TypeRef::Named { id, boxed: true } = ty {
        return Argument {
            ty: into(types::ty(scope, &TypeRef::named(*id))),
            value: syntax::call_of(joined("Box"), "new", [value]),
        };
    }
    Argument {
        ty: into(types::ty(scope, ty)),
        value,
    }
}

/// `attributes: impl Serialize`, for `json!({…})`, pairs, maps and structs.
fn object(scope: &Scope<'_>, name: &Ident) -> Argument {
    let serialize = scope.import("serde", "Serialize");
    let into_object = scope.runtime("into_object");
    Argument {
        ty: syntax::implementation(serialize),
        value: syntax::call(into_object, [syntax::name(name.clone())]),
    }
}

/// `scores: impl IntoIterator<Item = (impl Into<String>, i64)>`, for pairs and maps.
fn map(scope: &Scope<'_>, name: &Ident, element: &TypeRef) -> Argument {
    let element_type = types::ty(scope, element);
    let into_map = scope.runtime("into_map");
    // What takes the map, a body say, may take maps of any type.
    let value = syntax::parsed(quote!(#into_map::<_, _, #element_type>(#name)));
    let given = match is_plain(scope, element) {
        true => element_type,
        false => into(element_type),
    };
    Argument {
        ty: syntax::parsed(quote!(impl IntoIterator<Item = (impl Into<String>, #given)>)),
        value,
    }
}

/// `sources: impl IntoIterator<Item = impl Into<String>>`, for arrays, vectors and iterators.
///
/// Where values of other types become an element, the type of an empty list must be said:
/// `Vec::<String>::new()`. Elsewhere an element is taken as it is, and `vec![]` needs no type.
fn list(scope: &Scope<'_>, name: &Ident, element: &TypeRef) -> Argument {
    let element_type = types::ty(scope, element);
    let into_list = syntax::typed(scope.runtime("into_list"), element_type.clone());
    let given = match converts(scope.types(), element) {
        true => into(element_type),
        false => element_type,
    };
    Argument {
        ty: syntax::iterated(given),
        value: syntax::call(into_list, [syntax::name(name.clone())]),
    }
}

/// Whether other values become elements of a list: texts and numbers do, and the alternatives
/// of a union. There is nothing but itself that a struct is made from.
pub(super) fn converts(types: &Types, element: &TypeRef) -> bool {
    match types.resolve(element) {
        TypeRef::Primitive(primitive) => primitive.is_text() || *primitive == Primitive::File,
        TypeRef::Named { boxed: false, id } => {
            matches!(types.get(*id).shape, Shape::Enum(_) | Shape::Union(_))
        }
        TypeRef::Json => true,
        _ => false,
    }
}

/// Whether values are operations of a patch, of which one alone is a patch, too.
pub(super) fn is_patch(types: &Types, element: &TypeRef) -> bool {
    match types.resolve(element) {
        TypeRef::Named { id, .. } => match &types.get(*id).shape {
            Shape::Struct(shape) => shape.json_patch.is_some(),
            _ => false,
        },
        _ => false,
    }
}

/// `impl Into<T>`
pub(super) fn into(ty: Type) -> Type {
    syntax::implementing(joined("Into"), ty)
}

/// `#[expect(clippy::too_many_arguments, …)]` where clippy counts more than seven.
pub(super) fn expect_many(count: usize) -> Option<Attribute> {
    (count > 7).then(|| {
        let reason = "the document requires each of them";
        let lint = quote!(clippy::too_many_arguments, reason = #reason);
        syntax::list("expect", lint)
    })
}

fn is_plain(scope: &Scope<'_>, ty: &TypeRef) -> bool {
    match scope.types().resolve(ty) {
        TypeRef::Primitive(primitive) => !primitive.is_text() && *primitive != Primitive::File,
        TypeRef::Nullable(_) => true,
        _ => false,
    }
}
