//! Turns the media types that an answer can be asked for in into types that stand
//! for the operation then, and methods of the request that ask.
//!
//! May not know: which media types are worth asking for.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{ImplItem, Item};

use super::doc::DocComment;
use super::scope::Scope;
use super::{answer_headers, ident, markdown, operation, response, syntax};
use crate::ir::{Alternative, Operation, ResponseCase};

/// Everything that belongs to the operation as it is asked for in other media types.
pub(super) fn items(scope: &Scope<'_>, operation: &Operation) -> Vec<Item> {
    let alternatives = operation.alternatives.iter();
    let items = alternatives.map(|alternative| {
        let marker = marker(operation, alternative);
        let output = response::output_enum(scope, &operation.ident, &alternative.output);
        let implementation = implementation(scope, operation, alternative);
        syntax::items(quote!(#marker #output #implementation))
    });
    items.flatten().collect()
}

/// `pub struct GetInvoiceAsPdf;`
fn marker(operation: &Operation, alternative: &Alternative) -> TokenStream {
    let (name, method) = (&operation.type_ident, &alternative.ident);
    let media_type = markdown::code(&alternative.media_type);
    let doc = format!(" [`{name}`] with the answer as {media_type}: what `{method}` asks for.");
    let ty = ident(&alternative.type_ident);
    quote!(#[doc = #doc] #[derive(Clone, Copy, Debug)] pub struct #ty;)
}

/// `impl Operation for GetInvoiceAsPdf { … }`
fn implementation(
    scope: &Scope<'_>,
    operation: &Operation,
    alternative: &Alternative,
) -> TokenStream {
    let operation_trait = scope.runtime("Operation");
    let description = scope.runtime("OperationDescription");
    let (ty, base) = (ident(&alternative.type_ident), ident(&operation.type_ident));
    let output = response::output_type(scope, &alternative.output);
    let error = operation::error_type(scope, operation);
    let headers = answer_headers::ty(operation.headers.as_ref());
    let accept = alternative.accept.join(", ");
    let asked = Some(&*alternative.media_type);
    let decode = response::decode(scope, &alternative.output, asked);
    quote! {
        impl #operation_trait for #ty {
            type Output = #output;
            type Error = #error;
            type Headers = #headers;
            const DESCRIPTION: #description =
                #description { accept: #accept, ..#base::DESCRIPTION };
            #decode
        }
    }
}

/// `pub fn accept_pdf(self) -> Request<GetInvoiceAsPdf, M> { self.accepting() }`
pub(super) fn setters<'o>(
    scope: &'o Scope<'_>,
    operation: &'o Operation,
) -> impl Iterator<Item = ImplItem> + 'o {
    let request = scope.runtime("Request");
    let alternatives = operation.alternatives.iter();
    alternatives.map(move |alternative| {
        let name = ident(&alternative.ident);
        let ty = ident(&alternative.type_ident);
        let media_type = markdown::code(&alternative.media_type);
        let docs = DocComment::default()
            .block([format!("Asks for the answer as {media_type}.")])
            .block(["Parameters that are optional are set before.".to_owned()]);
        let docs = scope.comment(&docs);
        syntax::parsed(quote! {
            #docs
            pub fn #name(self) -> #request<#ty, M> { self.accepting() }
        })
    })
}

/// ``Or `application/pdf` with `.accept_pdf()`: bytes.`` for each media type that an answer
/// has beside its own.
pub(super) fn docs(scope: &Scope<'_>, operation: &Operation, case: &ResponseCase) -> Vec<String> {
    let is_success = operation.succeeds_with(case.status);
    let others = case.others.iter().map(|other| {
        let media_type = markdown::code(&other.media_type);
        let held = response::payload_link(scope, &other.payload).unwrap_or_default();
        let mut methods = operation.alternatives.iter();
        let method = methods.find(|found| is_success && found.media_type == other.media_type);
        match method {
            Some(found) => format!("Or {media_type} with `.{}()`: {held}.", found.ident),
            None => format!("Or {media_type}: {held}."),
        }
    });
    others.collect()
}
