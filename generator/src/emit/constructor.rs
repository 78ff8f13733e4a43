//! Turns fields into the functions that make a struct and change it.
//!
//! May not know: how a struct is read and written.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::argument::{self, Argument};
use super::doc;
use super::scope::Scope;
use super::{ident, joined, structure, types};
use crate::ir::{Access, Field, Presence, Rest, Struct, TypeDef};

/// `impl Pet { pub fn new(…) -> Self; pub fn with_tag(self, …) -> Self }`
pub(super) fn block(scope: &Scope<'_>, def: &TypeDef, shape: &Struct) -> TokenStream {
    let name = ident(&def.name);
    let new = new(scope, def, shape);
    let setters = shape
        .fields
        .iter()
        .filter(|field| !is_argument(field) && field.access != Access::ReadOnly)
        .map(|field| setter(scope, field));
    quote!(impl #name { #new #(#setters)* })
}

/// Whether a value can't be made without this field.
pub(super) fn is_argument(field: &Field) -> bool {
    matches!(field.presence, Presence::Required | Presence::Nullable)
}

/// `pub fn new(name: impl Into<String>) -> Self { … }`
fn new(scope: &Scope<'_>, def: &TypeDef, shape: &Struct) -> TokenStream {
    let arguments: Vec<_> = shape
        .fields
        .iter()
        .filter(|field| is_argument(field))
        .collect();
    let doc = new_doc(def, &arguments);
    let expect = argument::expect_many(arguments.len());
    let parameters = arguments.iter().map(|field| {
        let name = ident(&field.ident);
        let ty = self::argument(scope, field).ty;
        quote!(#name: #ty)
    });
    let body = new_body(scope, shape);
    quote! {
        #[doc = #doc]
        #expect
        pub fn new(#(#parameters),*) -> Self { #body }
    }
}

fn new_doc(def: &TypeDef, arguments: &[&Field]) -> String {
    let name = def.name.as_str();
    if arguments.is_empty() {
        format!(" `{name}` without properties.")
    } else {
        format!(" `{name}` with the properties that it must have.")
    }
}

/// `Self { name: name.into(), tag: None, rest: Map::new() }`
fn new_body(scope: &Scope<'_>, shape: &Struct) -> TokenStream {
    if structure::is_default(shape) {
        return quote!(Self::default());
    }
    let fields = shape.fields.iter().map(|field| {
        let name = ident(&field.ident);
        if !is_argument(field) {
            return quote!(#name: None);
        }
        let value = argument(scope, field).value;
        assignment(&name, &value)
    });
    let rest_name = ident(&shape.rest_ident);
    let rest = empty_rest(scope, shape);
    quote!(Self { #(#fields,)* #rest_name: #rest })
}

/// `name: name.into()`, or just `name` where they are the same.
pub(super) fn assignment(name: &Ident, value: &TokenStream) -> TokenStream {
    if *name == value.to_string() {
        quote!(#name)
    } else {
        quote!(#name: #value)
    }
}

/// `Map::new()`
pub(super) fn empty_rest(scope: &Scope<'_>, shape: &Struct) -> TokenStream {
    let map = match shape.rest {
        Rest::Json => scope.import("serde_json", "Map"),
        Rest::Typed(_) => scope.import("std::collections", "BTreeMap"),
    };
    quote!(#map::new())
}

/// What `new` takes for a field: an option is given as one, so that a `null`
/// is always the caller's choice.
pub(super) fn argument(scope: &Scope<'_>, field: &Field) -> Argument {
    let name = ident(&field.ident);
    match structure::presence(scope, field) {
        Presence::Nullable => Argument {
            ty: types::with_presence(scope, &field.ty, Presence::Nullable),
            value: quote!(#name),
        },
        _ => argument::argument(scope, &name, &field.ty),
    }
}

/// `pub fn with_tag(mut self, value: impl Into<String>) -> Self { self.tag = Some(value.into()); self }`
fn setter(scope: &Scope<'_>, field: &Field) -> TokenStream {
    let name = ident(&field.ident);
    let function = joined(&format!("with_{}", field.ident.as_str().trim_matches('_')));
    let doc = format!(" Sets [`{0}`](Self::{0}).", field.ident.as_str());
    let deprecated = doc::deprecated_attribute(field.deprecated);
    let argument = argument::argument(scope, &joined("value"), &field.ty);
    let ty = argument.ty;
    let value = present(structure::presence(scope, field), &argument.value);
    quote! {
        #[doc = #doc]
        #[must_use]
        #deprecated
        pub fn #function(mut self, value: #ty) -> Self { self.#name = #value; self }
    }
}

/// `Some(value)`, as deep as the presence asks for.
pub(super) fn present(presence: Presence, value: &TokenStream) -> TokenStream {
    match presence {
        Presence::Required => value.clone(),
        Presence::Optional | Presence::Nullable => quote!(Some(#value)),
        Presence::OptionalNullable => quote!(Some(Some(#value))),
    }
}
