//! Builds paths and types.

use proc_macro2::{Ident, Span};
use syn::punctuated::Punctuated;
use syn::{
    AngleBracketedGenericArguments, AssocType, GenericArgument, Lifetime, Path, PathArguments,
    PathSegment, Token, TraitBound, Type, TypeImplTrait, TypeParamBound, TypePath, TypeReference,
    TypeTuple,
};

use crate::emit::ident::joined;

/// `first::second`
pub(crate) fn path(parts: impl IntoIterator<Item = Ident>) -> Path {
    Path {
        leading_colon: None,
        segments: parts.into_iter().map(PathSegment::from).collect(),
    }
}

/// `path::name`
pub(crate) fn below(mut path: Path, name: impl Into<PathSegment>) -> Path {
    path.segments.push(name.into());
    path
}

/// A type by its name.
pub(crate) fn named(name: impl Into<Path>) -> Type {
    Type::Path(TypePath {
        attrs: Vec::new(),
        qself: None,
        path: name.into(),
    })
}

/// `Map<K, V>`
pub(crate) fn generic(name: impl Into<Path>, arguments: impl IntoIterator<Item = Type>) -> Type {
    named(with_arguments(name.into(), arguments))
}

fn with_arguments(path: Path, arguments: impl IntoIterator<Item = Type>) -> Path {
    ending_with(
        path,
        angles(arguments.into_iter().map(GenericArgument::Type)),
    )
}

fn ending_with(mut path: Path, arguments: AngleBracketedGenericArguments) -> Path {
    if let Some(last) = path.segments.last_mut() {
        last.arguments = PathArguments::AngleBracketed(arguments);
    }
    path
}

/// `<K, V>`
fn angles(arguments: impl IntoIterator<Item = GenericArgument>) -> AngleBracketedGenericArguments {
    AngleBracketedGenericArguments {
        colon2_token: None,
        lt_token: Default::default(),
        args: arguments.into_iter().collect(),
        gt_token: Default::default(),
    }
}

/// `Name<'_, T>`
pub(crate) fn bound(name: Path, argument: Type) -> Type {
    let anonymous = GenericArgument::Lifetime(Lifetime::new("'_", Span::call_site()));
    let arguments = angles([anonymous, GenericArgument::Type(argument)]);
    named(ending_with(name, arguments))
}

/// `&T`
pub(crate) fn borrowed(ty: Type) -> Type {
    Type::Reference(TypeReference {
        attrs: Vec::new(),
        and_token: Default::default(),
        lifetime: None,
        mutability: None,
        elem: Box::new(ty),
    })
}

/// `Self`
pub(crate) fn itself_type() -> Type {
    named(joined("Self"))
}

/// `()`
pub(crate) fn unit() -> Type {
    tuple_type([])
}

/// `(A, B)`, `(A,)`
pub(crate) fn tuple_type(elements: impl IntoIterator<Item = Type>) -> Type {
    let mut elems: Punctuated<Type, Token![,]> = elements.into_iter().collect();
    if elems.len() == 1 {
        elems.push_punct(Default::default());
    }
    Type::Tuple(TypeTuple {
        attrs: Vec::new(),
        paren_token: Default::default(),
        elems,
    })
}

/// `impl Into<T>`
pub(crate) fn implementing(name: Ident, argument: Type) -> Type {
    implementation(with_arguments(name.into(), [argument]))
}

/// `impl IntoIterator<Item = T>`
pub(crate) fn iterated(item: Type) -> Type {
    let item = GenericArgument::AssocType(AssocType {
        ident: joined("Item"),
        generics: None,
        eq_token: Default::default(),
        ty: item,
    });
    implementation(ending_with(joined("IntoIterator").into(), angles([item])))
}

fn implementation(path: Path) -> Type {
    let bound = TypeParamBound::Trait(TraitBound {
        paren_token: None,
        lifetimes: None,
        modifiers: Default::default(),
        maybe: None,
        path,
    });
    Type::ImplTrait(TypeImplTrait {
        attrs: Vec::new(),
        impl_token: Default::default(),
        bounds: [bound].into_iter().collect(),
    })
}

/// `path::<T>`
pub(crate) fn typed(path: Path, argument: Type) -> Path {
    let mut arguments = angles([GenericArgument::Type(argument)]);
    arguments.colon2_token = Some(Default::default());
    ending_with(path, arguments)
}

/// `name::<T>`
pub(crate) fn with_type(name: &str, argument: Type) -> PathSegment {
    let mut arguments = angles([GenericArgument::Type(argument)]);
    arguments.colon2_token = Some(Default::default());
    PathSegment {
        ident: joined(name),
        arguments: PathArguments::AngleBracketed(arguments),
    }
}
