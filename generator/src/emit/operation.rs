//! Turns one operation into its type, the client's method and the methods of
//! its request.
//!
//! May not know: how a request is sent or an answer read; the runtime does both.

use proc_macro2::TokenStream;
use quote::quote;

use super::argument::{self, Argument};
use super::doc::{self, DocComment, Where};
use super::scope::Scope;
use super::{
    alternative, answer_headers, body, ident, markdown, operation_doc, parameter, response,
    security,
};
use crate::ir::{Operation, Parameter};

/// Everything that belongs to one operation beside the client's method.
pub(super) fn items(scope: &Scope<'_>, operation: &Operation) -> TokenStream {
    let marker = marker(operation);
    let output = response::output_enum(scope, &operation.ident, &operation.output);
    let headers = headers(scope, operation);
    let implementation = implementation(scope, operation);
    let setters = setters(scope, operation);
    let content = body::choice(scope, operation);
    let alternatives = alternative::items(scope, operation);
    quote!(#marker #content #output #headers #implementation #setters #alternatives)
}

/// `` `PUT /pets/{id}` ``
pub(super) fn route(operation: &Operation) -> String {
    markdown::code(&format!("{} {}", operation.method.as_str(), operation.path))
}

/// `PUT /pets/{id}`, with braces as `println!` takes them.
pub(super) fn plain_route(operation: &Operation) -> String {
    let route = format!("{} {}", operation.method.as_str(), operation.path);
    markdown::printable(&route)
        .replace('{', "{{")
        .replace('}', "}}")
}

/// `pub struct PutPet;`
fn marker(operation: &Operation) -> TokenStream {
    let method = operation.ident.as_str();
    let docs = DocComment::default()
        .block([format!(
            "The operation behind [`{method}`](super::Client::{method}): {}.",
            route(operation)
        )])
        .outer();
    let name = ident(&operation.type_ident);
    quote!(#docs #[derive(Clone, Copy, Debug)] pub struct #name;)
}

/// `pub struct PutPetHeaders { … }`, where the document lists headers.
fn headers(scope: &Scope<'_>, operation: &Operation) -> TokenStream {
    let method = operation.ident.as_str();
    let sentence = format!("The headers of what [`{method}`](super::Client::{method}) gives.");
    answer_headers::items(scope, &sentence, operation.headers.as_ref())
}

/// `impl Operation for PutPet { … }`
fn implementation(scope: &Scope<'_>, operation: &Operation) -> TokenStream {
    let operation_trait = scope.runtime("Operation");
    let name = ident(&operation.type_ident);
    let output = response::output_type(scope, &operation.output);
    let error = error_type(scope, operation);
    let headers = answer_headers::associated_type(operation.headers.as_ref());
    let description = description(scope, operation);
    let decode = response::decode(scope, &operation.output, None);
    quote! {
        impl #operation_trait for #name {
            type Output = #output;
            type Error = #error;
            #headers
            #description
            #decode
        }
    }
}

/// `errors::PetsError`
pub(super) fn error_type(scope: &Scope<'_>, operation: &Operation) -> TokenStream {
    match operation.errors {
        Some(id) => scope.error(id),
        None => scope.import("std::convert", "Infallible"),
    }
}

/// `const DESCRIPTION: OperationDescription = OperationDescription { … };`
fn description(scope: &Scope<'_>, operation: &Operation) -> TokenStream {
    let ty = scope.runtime("OperationDescription");
    let id = &operation.id;
    let method = operation.method.as_str();
    let path = &operation.path;
    let accept = operation.accept.join(", ");
    let security = security::requirements(scope, &operation.security);
    quote! {
        const DESCRIPTION: #ty = #ty {
            id: #id,
            method: #method,
            path: #path,
            accept: #accept,
            security: #security,
        };
    }
}

/// `pub fn put_pet(&self, …) -> Request<PutPet, M> { … }`
pub(super) fn client_method(scope: &Scope<'_>, operation: &Operation) -> TokenStream {
    let signature = signature(scope, operation);
    let request = request(scope, operation);
    let docs = operation_doc::comment(scope, operation, Where::Rustdoc).outer();
    let deprecated = doc::deprecated_attribute(operation.deprecated);
    let expect = argument::expect_many(1 + arguments(operation).count() + body_argument(operation));
    quote! {
        #docs
        #deprecated
        #expect
        pub fn #signature { #request }
    }
}

/// `put_pet(&self, id: impl Into<String>) -> Request<PutPet, M>`
fn signature(scope: &Scope<'_>, operation: &Operation) -> TokenStream {
    let name = ident(&operation.ident);
    let ty = ident(&operation.type_ident);
    let request = scope.runtime("Request");
    let mut taken: Vec<TokenStream> = arguments(operation)
        .map(|parameter| {
            let name = ident(&parameter.ident);
            let ty = parameter::argument(scope, parameter).ty;
            quote!(#name: #ty)
        })
        .collect();
    if let Some(body) = operation.body.as_ref().filter(|body| body.required) {
        let name = ident(&body.ident);
        let Argument { ty, .. } = body::argument(scope, body);
        taken.push(quote!(#name: #ty));
    }
    quote!(#name(&self, #(#taken),*) -> #request<#ty, M>)
}

/// `Request::new(&self.core).set(…).json(…)`
fn request(scope: &Scope<'_>, operation: &Operation) -> TokenStream {
    let request = scope.runtime("Request");
    let parameters = operation.parameters.iter().filter_map(|parameter| {
        if parameter.is_argument() {
            Some(parameter::set_argument(scope, parameter))
        } else {
            parameter::set_default(scope, parameter)
        }
    });
    let body = operation
        .body
        .as_ref()
        .filter(|body| body.required)
        .map(|body| body::attach(scope, body));
    quote!(#request::new(&self.core) #(#parameters)* #body)
}

/// `impl<M> Request<PutPet, M> { … }`, the optional parameters and body.
fn setters(scope: &Scope<'_>, operation: &Operation) -> TokenStream {
    let parameters = operation
        .parameters
        .iter()
        .filter(|parameter| !parameter.is_argument())
        .map(|parameter| parameter::setter(scope, parameter));
    let body = operation
        .body
        .as_ref()
        .filter(|body| !body.required)
        .map(|body| body::setter(scope, body));
    let part_headers = operation
        .body
        .iter()
        .flat_map(|body| body::header_setters(scope, body));
    let functions: Vec<_> = parameters
        .chain(body)
        .chain(part_headers)
        .chain(alternative::setters(scope, operation))
        .collect();
    if functions.is_empty() {
        return TokenStream::new();
    }
    let request = scope.runtime("Request");
    let name = ident(&operation.type_ident);
    quote! {
        #[doc = " What the request may have beside what it must."]
        impl<M> #request<#name, M> { #(#functions)* }
    }
}

/// Parameters that the caller must give.
fn arguments(operation: &Operation) -> impl Iterator<Item = &Parameter> {
    operation
        .parameters
        .iter()
        .filter(|parameter| parameter.is_argument())
}

fn body_argument(operation: &Operation) -> usize {
    usize::from(operation.body.as_ref().is_some_and(|body| body.required))
}
