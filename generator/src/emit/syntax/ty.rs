//! Builds paths and types.
//!
//! May not know: what the names mean.

use proc_macro2::{Ident, Span};
use syn::punctuated::Punctuated;
use syn::{
    AngleBracketedGenericArguments, GenericArgument, Lifetime, Path, PathArguments, PathSegment,
    TraitBound, Type, TypeImplTrait, TypeParamBound, TypePath, TypeReference, TypeTuple,
};

use crate::emit::joined;

/// `first::second`
pub(in crate::emit) fn path(parts: impl IntoIterator<Item = Ident>) -> Path {
    Path {
        leading_colon: None,
        segments: parts.into_iter().map(PathSegment::from).collect(),
    }
}

/// `path::name`
pub(in crate::emit) fn below(mut path: Path, name: impl Into<PathSegment>) -> Path {
    path.segments.push(name.into());
    path
}

/// A type by its name.
pub(in crate::emit) fn named(name: impl Into<Path>) -> Type {
    Type::Path(TypePath {
        attrs: Vec::new(),
        qself: None,
        path: name.into(),
    })
}

/// `Map<K, V>`
pub(in crate::emit) fn generic(
    name: impl Into<Path>,
    arguments: impl IntoIterator<Item = Type>,
) -> Type {
    named(with_arguments(name.into(), arguments))
}

fn with_arguments(mut name: Path, arguments: impl IntoIterator<Item = Type>) -> Path {
    if let Some(last) = name.segments.last_mut() {
        last.arguments = PathArguments::AngleBracketed(angles(arguments));
    }
    name
}

/// `<K, V>`
fn angles(arguments: impl IntoIterator<Item = Type>) -> AngleBracketedGenericArguments {
    AngleBracketedGenericArguments {
        colon2_token: None,
        lt_token: Default::default(),
        args: arguments.into_iter().map(GenericArgument::Type).collect(),
        gt_token: Default::default(),
    }
}

/// `&T`
pub(in crate::emit) fn borrowed(ty: Type) -> Type {
    Type::Reference(TypeReference {
        attrs: Vec::new(),
        and_token: Default::default(),
        lifetime: None,
        mutability: None,
        elem: Box::new(ty),
    })
}

/// `&mut T`
pub(in crate::emit) fn mutable(ty: Type) -> Type {
    Type::Reference(TypeReference {
        attrs: Vec::new(),
        and_token: Default::default(),
        lifetime: None,
        mutability: Some(Default::default()),
        elem: Box::new(ty),
    })
}

/// `Name<'_, T>`
pub(in crate::emit) fn bound(name: Path, argument: Type) -> Type {
    let mut arguments = angles([argument]);
    let anonymous = Lifetime::new("'_", Span::call_site());
    arguments
        .args
        .insert(0, GenericArgument::Lifetime(anonymous));
    let mut path = name;
    if let Some(last) = path.segments.last_mut() {
        last.arguments = PathArguments::AngleBracketed(arguments);
    }
    named(path)
}

/// `()`
pub(in crate::emit) fn unit() -> Type {
    Type::Tuple(TypeTuple {
        attrs: Vec::new(),
        paren_token: Default::default(),
        elems: Punctuated::new(),
    })
}

/// `impl Into<T>`
pub(in crate::emit) fn implementing(name: Ident, argument: Type) -> Type {
    let bound = TypeParamBound::Trait(TraitBound {
        paren_token: None,
        lifetimes: None,
        modifiers: Default::default(),
        maybe: None,
        path: with_arguments(name.into(), [argument]),
    });
    Type::ImplTrait(TypeImplTrait {
        attrs: Vec::new(),
        impl_token: Default::default(),
        bounds: [bound].into_iter().collect(),
    })
}

/// `name::<T>`
pub(in crate::emit) fn with_type(name: &str, argument: Type) -> PathSegment {
    let mut arguments = angles([argument]);
    arguments.colon2_token = Some(Default::default());
    PathSegment {
        ident: joined(name),
        arguments: PathArguments::AngleBracketed(arguments),
    }
}
