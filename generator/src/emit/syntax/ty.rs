//! Builds paths and types.

use proc_macro2::{Ident, Span};
use syn::punctuated::Punctuated;
use syn::{
    AngleBracketedGenericArguments, AssocType, GenericArgument, Lifetime, NamedArg, Path,
    PathArguments, PathSegment, Token, TraitBound, Type, TypeFnPtr, TypeImplTrait, TypeParamBound,
    TypePath, TypeReference, TypeSlice, TypeTuple,
};

use super::brackets::{bracket, paren};
use super::function::output;
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

/// `From<T>`, a trait or what else is not a type.
pub(crate) fn with_arguments(path: Path, arguments: impl IntoIterator<Item = Type>) -> Path {
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
    reference_to(None, ty)
}

/// `&'static [T]`
pub(crate) fn static_slice(element: Type) -> Type {
    let lifetime = Lifetime::new("'static", Span::call_site());
    reference_to(Some(lifetime), unsized_slice(element))
}

/// `&[T]`
pub(crate) fn slice_type(element: Type) -> Type {
    borrowed(unsized_slice(element))
}

/// `[T]`
fn unsized_slice(element: Type) -> Type {
    Type::Slice(TypeSlice {
        attrs: Vec::new(),
        bracket_token: bracket(),
        elem: Box::new(element),
    })
}

fn reference_to(lifetime: Option<Lifetime>, ty: Type) -> Type {
    Type::Reference(TypeReference {
        attrs: Vec::new(),
        and_token: Default::default(),
        lifetime,
        mutability: None,
        elem: Box::new(ty),
    })
}

/// `fn(Input) -> Output`
pub(crate) fn function_type(input: Type, of: Type) -> Type {
    let input = NamedArg {
        attrs: Vec::new(),
        name: None,
        ty: input,
    };
    Type::FnPtr(TypeFnPtr {
        attrs: Vec::new(),
        lifetimes: None,
        unsafety: None,
        abi: None,
        fn_token: Default::default(),
        paren_token: paren(),
        inputs: std::iter::once(input).collect(),
        variadic: None,
        output: output(of),
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
        paren_token: paren(),
        elems,
    })
}

/// `impl Name`
pub(crate) fn implementation(path: Path) -> Type {
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

/// `path::<T>`
pub(crate) fn typed(path: Path, argument: Type) -> Path {
    ending_with(path, turbofish(argument))
}

/// `name::<T>`
pub(crate) fn with_type(name: &str, argument: Type) -> PathSegment {
    PathSegment {
        ident: joined(name),
        arguments: PathArguments::AngleBracketed(turbofish(argument)),
    }
}

/// `::<T>`
pub(super) fn turbofish(argument: Type) -> AngleBracketedGenericArguments {
    AngleBracketedGenericArguments {
        colon2_token: Some(Default::default()),
        ..angles([GenericArgument::Type(argument)])
    }
}
