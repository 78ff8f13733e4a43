//! Turns lists of known values into enums that keep the others too.
//!
//! May not know: where an enum is used.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::doc::{self, DocComment};
use super::scope::Scope;
use super::{ident, literal, markdown, models, types};
use crate::ir::{Doc, Enum, EnumBase, EnumValue, Literal, TypeDef};

/// The enum and everything that belongs to it.
pub(super) fn items(scope: &Scope<'_>, def: &TypeDef, shape: &Enum) -> TokenStream {
    let name = ident(&def.name);
    let definition = definition(scope, def, shape);
    let implementation = implementation(scope, &name, shape);
    let conversions = scope.runtime(match shape.base {
        EnumBase::Text => "string_enum",
        EnumBase::Integer => "integer_enum",
        EnumBase::Json => "value_enum",
    });
    quote!(#definition #implementation #conversions!(#name);)
}

/// `pub enum Sort { Ascending, Descending, Unknown(String) }`
fn definition(scope: &Scope<'_>, def: &TypeDef, shape: &Enum) -> TokenStream {
    let docs = models::type_doc(def)
        .maybe(doc::default(shape.default.as_ref()))
        .outer();
    let name = ident(&def.name);
    let derives = match shape.base {
        EnumBase::Integer => quote!(Clone, Copy, Debug, PartialEq, Eq, Hash),
        EnumBase::Text | EnumBase::Json => quote!(Clone, Debug, PartialEq, Eq, Hash),
    };
    let variants = shape.values.iter().map(variant);
    let fallback = ident(&shape.fallback);
    let held = held(scope, shape.base);
    quote! {
        #docs
        #[derive(#derives)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            #[doc = " A value that the document does not list."]
            #fallback(#held)
        }
    }
}

/// What the fallback holds.
fn held(scope: &Scope<'_>, base: EnumBase) -> TokenStream {
    match base {
        EnumBase::Text => quote!(String),
        EnumBase::Integer => quote!(i64),
        EnumBase::Json => types::json(scope),
    }
}

/// `Ascending`
fn variant(value: &EnumValue) -> TokenStream {
    let name = ident(&value.ident);
    let code = markdown::code(&value.value.plain());
    let words = Doc {
        text: value.text.clone(),
        ..Doc::default()
    };
    let docs = DocComment::default()
        .block(doc::item(&code, &words))
        .outer();
    quote!(#docs #name)
}

fn implementation(scope: &Scope<'_>, name: &Ident, shape: &Enum) -> TokenStream {
    match shape.base {
        EnumBase::Text => string_enum(scope, name, shape),
        EnumBase::Integer => integer_enum(scope, name, shape),
        EnumBase::Json => value_enum(scope, name, shape),
    }
}

/// `impl StringEnum for Sort { … }`
fn string_enum(scope: &Scope<'_>, name: &Ident, shape: &Enum) -> TokenStream {
    let string_enum = scope.runtime("StringEnum");
    let constants = constants(shape, &quote!(String));
    let arms = arms(shape, literal::tokens);
    let fallback = ident(&shape.fallback);
    quote! {
        impl #string_enum for #name {
            #constants
            fn as_str(&self) -> &str {
                match self { #(#arms,)* Self::#fallback(text) => text }
            }
        }
    }
}

/// `impl IntegerEnum for Level { … }`
fn integer_enum(scope: &Scope<'_>, name: &Ident, shape: &Enum) -> TokenStream {
    let integer_enum = scope.runtime("IntegerEnum");
    let constants = constants(shape, &quote!(i64));
    let arms = arms(shape, literal::whole);
    let fallback = ident(&shape.fallback);
    quote! {
        impl #integer_enum for #name {
            #constants
            fn number(&self) -> i64 {
                match self { #(#arms,)* Self::#fallback(number) => *number }
            }
        }
    }
}

/// `impl ValueEnum for Limit { … }`
fn value_enum(scope: &Scope<'_>, name: &Ident, shape: &Enum) -> TokenStream {
    let value_enum = scope.runtime("ValueEnum");
    let json = types::json(scope);
    let constants = constants(shape, &json);
    let arms = arms(shape, |value| {
        let tokens = literal::expression(scope, value);
        match value {
            Literal::Null | Literal::List(_) | Literal::Object(_) => tokens,
            Literal::Bool(_) | Literal::Number(_) | Literal::String(_) => {
                quote!(#json::from(#tokens))
            }
        }
    });
    let fallback = ident(&shape.fallback);
    quote! {
        impl #value_enum for #name {
            #constants
            fn value(&self) -> #json {
                match self { #(#arms,)* Self::#fallback(value) => value.clone() }
            }
        }
    }
}

/// `const KNOWN: &'static [Self] = &[Self::Ascending]; const UNKNOWN: fn(String) -> Self = …;`
fn constants(shape: &Enum, held: &TokenStream) -> TokenStream {
    let variants = shape.values.iter().map(|value| ident(&value.ident));
    let fallback = ident(&shape.fallback);
    quote! {
        const KNOWN: &'static [Self] = &[#(Self::#variants),*];
        const UNKNOWN: fn(#held) -> Self = Self::#fallback;
    }
}

/// `Self::Ascending => "asc"`
fn arms(
    shape: &Enum,
    tokens: impl Fn(&Literal) -> TokenStream,
) -> impl Iterator<Item = TokenStream> {
    shape.values.iter().map(move |value| {
        let name = ident(&value.ident);
        let value = tokens(&value.value);
        quote!(Self::#name => #value)
    })
}
