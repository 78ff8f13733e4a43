//! Turns `oneOf` and `anyOf` into enums that hold one of several types.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;
use syn::Attribute;

use super::doc::{self, DocComment};
use super::scope::Scope;
use super::{argument, debug, ident, markdown, syntax, types};
use crate::ir::{
    Discriminator, Guard, Primitive, TypeDef, TypeId, TypeRef, Union, Variant, WireName,
};

/// The enum and everything that belongs to it.
pub(super) fn items(
    scope: &Scope<'_>,
    about: &[Attribute],
    id: TypeId,
    def: &TypeDef,
    shape: &Union,
) -> TokenStream {
    let name = ident(&def.name);
    let definition = definition(scope, about, def, shape);
    let conversions = conversions(scope, id, &name, shape);
    let json = json(scope, &name, shape);
    let serde = scope.runtime("union");
    let debug = debug::of_union(scope, &name, shape);
    quote!(#definition #conversions #json #debug #serde!(#name);)
}

/// `pub enum Animal { Cat(Cat), Dog(Dog), Unknown(Value) }`
fn definition(scope: &Scope<'_>, about: &[Attribute], def: &TypeDef, shape: &Union) -> TokenStream {
    let derives = if def.is_eq {
        quote!(Clone, PartialEq, Eq, Hash)
    } else {
        quote!(Clone, PartialEq)
    };
    let name = ident(&def.name);
    let variants = shape
        .variants
        .iter()
        .map(|variant| self::variant(scope, shape.discriminator.as_ref(), variant));
    let fallback = ident(&shape.fallback);
    let value = types::json(scope);
    quote! {
        #(#about)*
        #[derive(#derives)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            #[doc = " A value of none of the documented types."]
            #fallback(#value)
        }
    }
}

/// `Cat(Cat)`
fn variant(
    scope: &Scope<'_>,
    discriminator: Option<&Discriminator>,
    variant: &Variant,
) -> TokenStream {
    let otherwise = otherwise(scope, discriminator, variant);
    let docs = scope.comment(&DocComment::of(&variant.doc, &otherwise));
    let name = ident(&variant.ident);
    let ty = types::ty(scope, &variant.ty);
    quote!(#docs #name(#ty))
}

/// `A [`Dog`], told by `dog` or `hound` in `petType`.`
fn otherwise(
    scope: &Scope<'_>,
    discriminator: Option<&Discriminator>,
    variant: &Variant,
) -> String {
    let ty = doc::type_in_words(scope, &variant.ty);
    let tags: Vec<_> = variant.tags.iter().map(|tag| markdown::code(tag)).collect();
    match discriminator {
        Some(discriminator) if !tags.is_empty() => {
            let property = markdown::code(discriminator.wire_name.as_str());
            format!("Holds {ty}, told by {} in {property}.", tags.join(" or "))
        }
        _ => format!("Holds {ty}."),
    }
}

/// `impl From<Cat> for Animal { … }` for each type that only one variant has.
fn conversions(scope: &Scope<'_>, id: TypeId, name: &Ident, shape: &Union) -> TokenStream {
    let canonical: Vec<_> = shape
        .variants
        .iter()
        .map(|variant| types::canonical(scope.types(), &variant.ty))
        .collect();
    let is_unique = |ty: &TypeRef| canonical.iter().filter(|other| *other == ty).count() == 1;
    // `impl From<T> for T` is core's.
    let itself = TypeRef::named(id);
    shape
        .variants
        .iter()
        .zip(&canonical)
        .filter(|(_, ty)| **ty != itself && is_unique(ty))
        .map(|(variant, ty)| conversion(scope, name, variant, ty))
        .collect()
}

fn conversion(
    scope: &Scope<'_>,
    name: &Ident,
    variant: &Variant,
    canonical: &TypeRef,
) -> TokenStream {
    let own = from_value(scope, name, variant);
    let more = match (canonical, &variant.ty) {
        (TypeRef::Primitive(Primitive::String), _) => from_str(name, variant),
        (TypeRef::List(_), TypeRef::List(element)) => {
            let array = from_array(scope, name, variant, element);
            let texts = is_text(scope, element).then(|| from_texts(name, variant));
            let one = argument::is_patch(scope.types(), element)
                .then(|| from_one(scope, name, variant, element));
            quote!(#array #texts #one)
        }
        _ => TokenStream::new(),
    };
    quote!(#own #more)
}

/// `impl From<Cat> for Animal { fn from(value: Cat) -> Self { Self::Cat(value) } }`
fn from_value(scope: &Scope<'_>, name: &Ident, variant: &Variant) -> TokenStream {
    let case = ident(&variant.ident);
    let (ty, value) = match &variant.ty {
        TypeRef::Named { id, boxed: true } => {
            let ty = syntax::named(scope.model(*id));
            (ty, quote!(Box::new(value)))
        }
        other => (types::ty(scope, other), quote!(value)),
    };
    quote! {
        impl From<#ty> for #name {
            fn from(value: #ty) -> Self { Self::#case(#value) }
        }
    }
}

/// `impl From<&str> for Label { … }`
fn from_str(name: &Ident, variant: &Variant) -> TokenStream {
    let case = ident(&variant.ident);
    quote! {
        impl From<&str> for #name {
            fn from(value: &str) -> Self { Self::#case(value.to_owned()) }
        }
    }
}

/// `impl<const N: usize> From<[Operation; N]> for PatchBody { … }`
fn from_array(
    scope: &Scope<'_>,
    name: &Ident,
    variant: &Variant,
    element: &TypeRef,
) -> TokenStream {
    let case = ident(&variant.ident);
    let element = types::ty(scope, element);
    quote! {
        impl<const N: usize> From<[#element; N]> for #name {
            fn from(value: [#element; N]) -> Self { Self::#case(value.into()) }
        }
    }
}

/// `impl<const N: usize> From<[&str; N]> for Labels { … }`
fn from_texts(name: &Ident, variant: &Variant) -> TokenStream {
    let case = ident(&variant.ident);
    quote! {
        impl<const N: usize> From<[&str; N]> for #name {
            fn from(value: [&str; N]) -> Self { Self::#case(value.map(str::to_owned).into()) }
        }
    }
}

fn is_text(scope: &Scope<'_>, element: &TypeRef) -> bool {
    *scope.types().resolve(element) == TypeRef::Primitive(Primitive::String)
}

/// `impl From<Operation> for PatchBody { … }`
fn from_one(scope: &Scope<'_>, name: &Ident, variant: &Variant, element: &TypeRef) -> TokenStream {
    let case = ident(&variant.ident);
    let element = types::ty(scope, element);
    quote! {
        impl From<#element> for #name {
            fn from(value: #element) -> Self { Self::#case(vec![value]) }
        }
    }
}

/// `impl Json for Animal { … }`
fn json(scope: &Scope<'_>, name: &Ident, shape: &Union) -> TokenStream {
    let json = scope.runtime("Json");
    let read = read(scope, shape);
    let write = write(scope, shape);
    let is_unknown = is_unknown(shape);
    quote!(impl #json for #name { #read #write #is_unknown })
}

/// `fn is_unknown(&self) -> bool { matches!(self, Self::Unknown(_)) }`
fn is_unknown(shape: &Union) -> TokenStream {
    let fallback = ident(&shape.fallback);
    quote! {
        fn is_unknown(&self) -> bool { matches!(self, Self::#fallback(_)) }
    }
}

/// `Untagged::new(json, place)?.variant(Guard::Array, Self::List).finish(Self::Unknown)`
fn read(scope: &Scope<'_>, shape: &Union) -> TokenStream {
    let deserializer = scope.import("serde", "Deserializer");
    let place = scope.runtime("Place");
    let start = match &shape.discriminator {
        Some(discriminator) => {
            let tagged = scope.runtime("Tagged");
            let property = discriminator.wire_name.as_str();
            quote!(#tagged::new(json, place, #property)?)
        }
        None => {
            let untagged = scope.runtime("Untagged");
            quote!(#untagged::new(json, place)?)
        }
    };
    let attempts = shape
        .variants
        .iter()
        .map(|variant| attempt(scope, shape, variant));
    let fallback = ident(&shape.fallback);
    quote! {
        fn read<'de, D: #deserializer<'de>>(json: D, place: &#place<'_>) -> Result<Self, D::Error> {
            #start #(#attempts)*.finish(Self::#fallback)
        }
    }
}

/// `.variant(&["cat"], Self::Cat)`
fn attempt(scope: &Scope<'_>, shape: &Union, variant: &Variant) -> TokenStream {
    let case = ident(&variant.ident);
    if shape.discriminator.is_some() {
        let tags = &variant.tags;
        quote!(.variant(&[#(#tags),*], Self::#case))
    } else {
        let guard = guard(scope, &variant.guard);
        quote!(.variant(#guard, Self::#case))
    }
}

/// `Guard::Object(&["id", "name"])`
fn guard(scope: &Scope<'_>, guard: &Guard) -> TokenStream {
    let ty = scope.runtime("Guard");
    match guard {
        Guard::Any => quote!(#ty::Any),
        Guard::Null => quote!(#ty::Null),
        Guard::Bool => quote!(#ty::Bool),
        Guard::Integer => quote!(#ty::Integer),
        Guard::Number => quote!(#ty::Number),
        Guard::String => quote!(#ty::String),
        Guard::OneOf(texts) => quote!(#ty::OneOf(&[#(#texts),*])),
        Guard::OneOfIntegers(numbers) => {
            let numbers = numbers.iter().map(|n| Literal::i64_unsuffixed(*n));
            quote!(#ty::OneOfIntegers(&[#(#numbers),*]))
        }
        Guard::Array => quote!(#ty::Array),
        Guard::Object(names) => {
            let names = names.iter().map(WireName::as_str);
            quote!(#ty::Object(&[#(#names),*]))
        }
    }
}

/// `fn write<W: JsonWriter>(&self, …) -> Result<W::Ok, W::Error> { match self { … } }`
fn write(scope: &Scope<'_>, shape: &Union) -> TokenStream {
    let writer = scope.runtime("JsonWriter");
    let direction = scope.runtime("Direction");
    let arms = shape
        .variants
        .iter()
        .map(|variant| arm(scope, shape.discriminator.as_ref(), variant));
    let fallback = ident(&shape.fallback);
    quote! {
        fn write<W: #writer>(&self, json: W, direction: #direction) -> Result<W::Ok, W::Error> {
            match self { #(#arms,)* Self::#fallback(value) => value.write(json, direction) }
        }
    }
}

/// `Self::Cat(value) => value.write(json, direction)`
fn arm(scope: &Scope<'_>, discriminator: Option<&Discriminator>, variant: &Variant) -> TokenStream {
    let case = ident(&variant.ident);
    match discriminator {
        Some(discriminator) => {
            let write_tagged = scope.runtime("write_tagged");
            let property = discriminator.wire_name.as_str();
            let tags = &variant.tags;
            quote!(Self::#case(value) => #write_tagged(#property, &[#(#tags),*], value, json, direction))
        }
        None => quote!(Self::#case(value) => value.write(json, direction)),
    }
}
