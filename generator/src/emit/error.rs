//! Turns documented error statuses into the enums of `errors.rs`.
//!
//! May not know: which operation is called when.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::doc::DocComment;
use super::scope::Scope;
use super::{EmittedFile, header, ident, markdown, response, rust_file};
use crate::ir::{Api, ErrorEnum};

/// `src/v2025/errors.rs`; nothing where no operation documents an error.
pub(super) fn file(api: &Api) -> Option<EmittedFile> {
    if api.errors.is_empty() {
        return None;
    }
    let scope = Scope::of_api(api, api.errors.iter().map(|error| error.name.as_str()));
    let docs = DocComment::default()
        .block(["The error answers that the document describes.".to_owned()])
        .inner();
    let items: TokenStream = api
        .errors
        .iter()
        .map(|error| items(&scope, error))
        .collect();
    let uses = scope.use_items();
    let path = format!("src/{}/errors.rs", api.module.as_str());
    Some(rust_file(
        path,
        header::of_api(api),
        quote!(#docs #uses #items),
    ))
}

fn items(scope: &Scope<'_>, error: &ErrorEnum) -> TokenStream {
    let definition = definition(scope, error);
    let decode = decode(scope, &ident(&error.name), error);
    quote!(#definition #decode)
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
        .map(|case| response::variant(scope, case));
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
    let itself = quote!(Self);
    let cases = error
        .cases
        .iter()
        .map(|case| response::case(scope, case, &itself));
    quote! {
        impl #body for #name {
            fn decode(answer: &#answer) -> #cases_type<'_, Self> {
                #cases_type::new(answer) #(#cases)*
            }
        }
    }
}
