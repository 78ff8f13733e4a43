//! Turns lists of known texts into enums that keep the others too.
//!
//! May not know: where an enum is used.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::scope::Scope;
use super::{doc, ident, markdown, models};
use crate::ir::{StringEnum, StringValue, TypeDef};

/// The enum and everything that belongs to it.
pub(super) fn items(scope: &Scope<'_>, def: &TypeDef, shape: &StringEnum) -> TokenStream {
    let name = ident(&def.name);
    let definition = definition(def, shape);
    let string_enum = implementation(scope, &name, shape);
    let conversions = scope.runtime("string_enum");
    quote!(#definition #string_enum #conversions!(#name);)
}

/// `pub enum Sort { Ascending, Descending, Unknown(String) }`
fn definition(def: &TypeDef, shape: &StringEnum) -> TokenStream {
    let docs = models::type_doc(def)
        .maybe(doc::default(shape.default.as_ref()))
        .outer();
    let name = ident(&def.name);
    let variants = shape.values.iter().map(variant);
    let fallback = ident(&shape.fallback);
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            #[doc = " A value that the document does not list."]
            #fallback(String)
        }
    }
}

/// `Ascending`
fn variant(value: &StringValue) -> TokenStream {
    let name = ident(&value.ident);
    let doc = format!(" {}", markdown::code(value.wire_name.as_str()));
    quote!(#[doc = #doc] #name)
}

/// `impl StringEnum for Sort { … }`
fn implementation(scope: &Scope<'_>, name: &Ident, shape: &StringEnum) -> TokenStream {
    let string_enum = scope.runtime("StringEnum");
    let variants: Vec<_> = shape
        .values
        .iter()
        .map(|value| ident(&value.ident))
        .collect();
    let arms = shape.values.iter().map(arm);
    let fallback = ident(&shape.fallback);
    quote! {
        impl #string_enum for #name {
            const KNOWN: &'static [Self] = &[#(Self::#variants),*];
            const UNKNOWN: fn(String) -> Self = Self::#fallback;
            fn as_str(&self) -> &str {
                match self { #(#arms,)* Self::#fallback(text) => text }
            }
        }
    }
}

/// `Self::Ascending => "asc"`
fn arm(value: &StringValue) -> TokenStream {
    let name = ident(&value.ident);
    let text = value.wire_name.as_str();
    quote!(Self::#name => #text)
}
