//! Turns documented error statuses into the enums of `errors.rs`.
//!
//! May not know: which operation is called when.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::doc::DocComment;
use super::scope::Scope;
use super::{
    EmittedFile, answer_headers, feature, header, ident, joined, markdown, response, rust_file,
};
use crate::ir::{Api, ErrorEnum, Payload, Resource, ResponseCase};

/// `src/v2025/errors.rs`, or a file a resource where each is a feature of its
/// own; nothing where no operation documents an error.
pub(super) fn files(api: &Api) -> Vec<EmittedFile> {
    if api.errors.is_empty() {
        return Vec::new();
    }
    if api
        .resources
        .iter()
        .all(|resource| resource.feature.is_none())
    {
        let tokens = file(api, &api.errors.iter().collect::<Vec<_>>());
        let docs = module_docs();
        let path = format!("src/{}/errors.rs", api.module.as_str());
        return vec![rust_file(path, header::of_api(api), quote!(#docs #tokens))];
    }
    let parts = api.resources.iter().map(|resource| Part {
        resource,
        errors: of_resource(api, resource),
    });
    let parts: Vec<Part<'_>> = parts.filter(|part| !part.errors.is_empty()).collect();
    let files = parts.iter().map(|part| {
        let path = format!("src/{}/errors/{}.rs", api.module, part.resource.module);
        rust_file(path, header::of_api(api), file(api, &part.errors))
    });
    std::iter::once(module(api, &parts)).chain(files).collect()
}

/// The errors of one resource.
struct Part<'a> {
    resource: &'a Resource,
    errors: Vec<&'a ErrorEnum>,
}

fn of_resource<'a>(api: &'a Api, resource: &Resource) -> Vec<&'a ErrorEnum> {
    let operations = resource.operations.iter();
    let ids: BTreeSet<usize> = operations
        .filter_map(|found| Some(found.errors?.0))
        .collect();
    ids.into_iter().map(|id| &api.errors[id]).collect()
}

/// `mod pets; pub use pets::PetsError;`
fn module(api: &Api, parts: &[Part<'_>]) -> EmittedFile {
    let docs = module_docs();
    let modules = parts.iter().map(|part| {
        let condition = feature::condition(&part.resource.feature);
        let name = ident(&part.resource.module);
        quote!(#condition mod #name;)
    });
    let exports = parts.iter().map(|part| {
        let condition = feature::condition(&part.resource.feature);
        let module = ident(&part.resource.module);
        let mut names: Vec<_> = part
            .errors
            .iter()
            .flat_map(|error| defined(error))
            .collect();
        names.sort_unstable();
        match names.into_iter().map(joined).collect::<Vec<_>>().as_slice() {
            [name] => quote!(#condition pub use #module::#name;),
            names => quote!(#condition pub use #module::{#(#names),*};),
        }
    });
    // The files of the resources name their models as if they stood here.
    let cases = api.errors.iter().flat_map(|error| &error.cases);
    let of_cases = cases
        .flat_map(ResponseCase::payloads)
        .filter_map(|held| match held {
            Payload::Json(ty) => Some(ty),
            Payload::Empty | Payload::Text | Payload::Bytes => None,
        });
    let headers = api.errors.iter().filter_map(|error| error.headers.as_ref());
    let of_headers = headers.flat_map(|all| all.headers.iter().map(|header| &header.ty));
    let models = of_cases
        .chain(of_headers)
        .map(|_| {
            quote!(
                use super::models;
            )
        })
        .next();
    let path = format!("src/{}/errors/mod.rs", api.module);
    let tokens = quote!(#docs #models #(#modules)* #(#exports)*);
    rust_file(path, header::of_api(api), tokens)
}

fn module_docs() -> TokenStream {
    DocComment::default()
        .block(["The error answers that the document describes.".to_owned()])
        .inner()
}

fn file(api: &Api, errors: &[&ErrorEnum]) -> TokenStream {
    let scope = Scope::of_api(api, errors.iter().flat_map(|error| defined(error)));
    let items: TokenStream = errors.iter().map(|error| items(&scope, error)).collect();
    let uses = scope.use_items();
    quote!(#uses #items)
}

/// The types that stand for an enum of errors.
fn defined(error: &ErrorEnum) -> impl Iterator<Item = &str> {
    let headers = error.headers.as_ref();
    std::iter::once(error.name.as_str()).chain(headers.map(|headers| headers.name.as_str()))
}

fn items(scope: &Scope<'_>, error: &ErrorEnum) -> TokenStream {
    let definition = definition(scope, error);
    let sentence = format!("The headers of a [`{}`].", error.name);
    let headers = answer_headers::items(scope, &sentence, error.headers.as_ref());
    let decode = decode(scope, &ident(&error.name), error);
    quote!(#definition #headers #decode)
}

/// `pub enum PetsError { NotFound(models::Problem) }`
fn definition(scope: &Scope<'_>, error: &ErrorEnum) -> TokenStream {
    let operations: Vec<_> = error
        .operations
        .iter()
        .map(|id| markdown::code(id))
        .collect();
    let docs = DocComment::default()
        .block([format!(
            "What the server answers when {} fails.",
            either(&operations)
        )])
        .outer();
    let name = ident(&error.name);
    let variants = error
        .cases
        .iter()
        .flat_map(|case| response::variants(scope, case));
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum #name { #(#variants),* }
    }
}

/// `a, b or c`
fn either(names: &[String]) -> String {
    match names {
        [] => "the operation".to_owned(),
        [name] => name.clone(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

/// `impl ErrorBody for PetsError { … }`
fn decode(scope: &Scope<'_>, name: &Ident, error: &ErrorEnum) -> TokenStream {
    let body = scope.runtime("ErrorBody");
    let answer = scope.runtime("Answer");
    let cases_type = scope.runtime("Cases");
    let headers = answer_headers::associated_type(error.headers.as_ref());
    let cases = error
        .cases
        .iter()
        .flat_map(|case| response::cases(scope, case));
    quote! {
        impl #body for #name {
            #headers
            fn decode(answer: &#answer) -> #cases_type<'_, Self> {
                #cases_type::new(answer) #(#cases)*
            }
        }
    }
}
