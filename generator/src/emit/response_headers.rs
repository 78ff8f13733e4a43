//! Turns documented headers of responses into structs that read them.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::Type;

use super::doc::{self, DocComment};
use super::ident::joined;
use super::scope::Scope;
use super::{deprecation, ident, markdown, parts, syntax, types};
use crate::ir::{Header, Presence, ResponseHeaders};

/// The struct and what reads it; nothing where there are no headers.
pub(super) fn items(
    scope: &Scope<'_>,
    sentence: &str,
    headers: Option<&ResponseHeaders>,
) -> TokenStream {
    let Some(headers) = headers else {
        return TokenStream::new();
    };
    let definition = definition(scope, sentence, headers);
    let implementation = implementation(scope, headers);
    quote!(#definition #implementation)
}

/// `ListPetsHeaders`, or `()` where the document lists none.
pub(super) fn ty(headers: Option<&ResponseHeaders>) -> Type {
    match headers {
        Some(headers) => syntax::named(ident(&headers.name)),
        None => syntax::unit(),
    }
}

/// `pub struct ListPetsHeaders { pub x_total: Option<i64> }`
fn definition(scope: &Scope<'_>, sentence: &str, headers: &ResponseHeaders) -> TokenStream {
    let docs = scope.comment(&DocComment::default().block([sentence]));
    let name = ident(&headers.name);
    let fields = headers.headers.iter().map(|header| {
        let wire_name = markdown::code(header.wire_name.as_str());
        let docs = DocComment::default().block([doc::item(&wire_name, &header.doc)]);
        let deprecated = deprecation::attribute(header.deprecated, &header.doc);
        let docs = scope.comment(&docs);
        let name = ident(&header.ident);
        let ty = types::with_presence(scope, &header.ty, presence(header));
        quote!(#docs #deprecated pub #name: #ty)
    });
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub struct #name { #(#fields),* }
    }
}

fn presence(header: &Header) -> Presence {
    if header.required {
        Presence::Required
    } else {
        Presence::Optional
    }
}

/// `impl ResponseHeaders for ListPetsHeaders { … }`
fn implementation(scope: &Scope<'_>, headers: &ResponseHeaders) -> TokenStream {
    let response_headers = scope.runtime("ResponseHeaders");
    let sealed = scope.runtime("Sealed");
    let reader = scope.runtime("HeaderReader");
    let error = scope.runtime("HeaderError");
    let name = ident(&headers.name);
    let all = headers.headers.iter();
    let (statements, fields) = if headers.headers.len() < parts::MANY {
        let fields = all.map(|header| {
            let name = ident(&header.ident);
            let (read, wire_name) = (method(header), header.wire_name.as_str());
            quote!(#name: headers.#read(#wire_name)?)
        });
        (Vec::new(), fields.collect::<Vec<_>>())
    } else {
        let values = all.map(|header| {
            let (read, wire_name) = (method(header), header.wire_name.as_str());
            let ty = types::ty(scope, &header.ty);
            let value = quote!(headers.#read::<#ty>(#wire_name)?);
            (ident(&header.ident), value)
        });
        let (statements, fields) = parts::read(scope, values.collect());
        let fields = fields.iter().map(ToTokens::to_token_stream);
        (statements, fields.collect())
    };
    let has_deprecated = headers.headers.iter().any(|header| header.deprecated);
    let expect = deprecation::expect(has_deprecated);
    quote! {
        impl #sealed for #name {}

        #expect
        impl #response_headers for #name {
            fn read(headers: &#reader<'_>) -> Result<Self, #error> {
                #(#statements)*
                Ok(Self { #(#fields),* })
            }
        }
    }
}

/// The reader's method for a header.
fn method(header: &Header) -> Ident {
    joined(match (header.required, header.is_json) {
        (true, false) => "required",
        (false, false) => "optional",
        (true, true) => "required_json",
        (false, true) => "optional_json",
    })
}
