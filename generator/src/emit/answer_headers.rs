//! Turns documented headers of answers into structs that read them.
//!
//! May not know: which answers they come with.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Type;

use super::doc::{self, DocComment};
use super::scope::Scope;
use super::{ident, markdown, syntax, types};
use crate::ir::{AnswerHeaders, Header, Presence};

/// The struct and what reads it; nothing where there are no headers.
pub(super) fn items(
    scope: &Scope<'_>,
    sentence: &str,
    headers: Option<&AnswerHeaders>,
) -> TokenStream {
    let Some(headers) = headers else {
        return TokenStream::new();
    };
    let definition = definition(scope, sentence, headers);
    let implementation = implementation(scope, headers);
    quote!(#definition #implementation)
}

/// `ListPetsHeaders`, or `()` where the document lists none.
pub(super) fn ty(headers: Option<&AnswerHeaders>) -> Type {
    match headers {
        Some(headers) => syntax::named(ident(&headers.name)),
        None => syntax::unit(),
    }
}

/// `pub struct ListPetsHeaders { pub x_total: Option<i64> }`
fn definition(scope: &Scope<'_>, sentence: &str, headers: &AnswerHeaders) -> TokenStream {
    let docs = scope.comment(&DocComment::default().block([sentence.to_owned()]));
    let name = ident(&headers.name);
    let fields = headers.headers.iter().map(|header| {
        let wire_name = markdown::code(header.wire_name.as_str());
        let docs = DocComment::default()
            .block(doc::item(&wire_name, &header.doc))
            .maybe(doc::deprecated(header.deprecated));
        let docs = scope.comment(&docs);
        let name = ident(&header.ident);
        let ty = types::with_presence(scope, &header.ty, presence(header));
        quote!(#docs pub #name: #ty)
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

/// `impl AnswerHeaders for ListPetsHeaders { … }`
fn implementation(scope: &Scope<'_>, headers: &AnswerHeaders) -> TokenStream {
    let answer_headers = scope.runtime("AnswerHeaders");
    let reader = scope.runtime("HeaderReader");
    let error = scope.runtime("HeaderError");
    let name = ident(&headers.name);
    let fields = headers.headers.iter().map(|header| {
        let name = ident(&header.ident);
        let wire_name = header.wire_name.as_str();
        let read = match (header.required, header.is_json) {
            (true, false) => quote!(required),
            (false, false) => quote!(optional),
            (true, true) => quote!(required_json),
            (false, true) => quote!(optional_json),
        };
        quote!(#name: headers.#read(#wire_name)?)
    });
    quote! {
        impl #answer_headers for #name {
            fn read(headers: &#reader<'_>) -> Result<Self, #error> {
                Ok(Self { #(#fields),* })
            }
        }
    }
}
