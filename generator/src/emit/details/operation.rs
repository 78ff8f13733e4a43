//! Turns the operations of one tag into their part of the table.
//!
//! May not know: how the operations are called from Rust, but for their types.

use proc_macro2::{Literal as Token, TokenStream};
use quote::quote;

use super::{answer, parameter};
use crate::emit::scope::Scope;
use crate::emit::{EmittedFile, header, ident, rust_file};
use crate::ir::{Api, Literal, Operation, Resource};

/// `src/v2025/details/pets.rs`
pub(super) fn file(api: &Api, resource: &Resource) -> EmittedFile {
    let scope = Scope::of_details(api);
    let ty = scope.runtime("OperationDetails");
    let mut shared = answer::Shared::default();
    let entries: Vec<_> = resource
        .operations
        .iter()
        .map(|operation| entry(&scope, operation, &mut shared))
        .collect();
    let shared = shared.items(&scope);
    let uses = scope.use_items();
    let module = ident(&resource.module);
    let path = format!(
        "src/{}/details/{}.rs",
        api.module.as_str(),
        resource.module.as_str()
    );
    let tokens = quote! {
        #uses
        use super::super::#module as operations;

        pub(super) static OPERATIONS: &[#ty] = &[#(#entries),*];
        #shared
    };
    rust_file(path, header::of_api(api), tokens)
}

/// `OperationDetails { operation: OperationType::of::<operations::PutPet>(), … }`
fn entry(scope: &Scope<'_>, operation: &Operation, shared: &mut answer::Shared) -> TokenStream {
    let ty = scope.runtime("OperationDetails");
    let operation_type = scope.runtime("OperationType");
    let name = ident(&operation.type_ident);
    let command = command(operation);
    let summary = text(operation.doc.summary.as_deref());
    let words = text(operation.doc.text.as_deref());
    let deprecated = operation.deprecated;
    let parameters = parameter::list(scope, &operation.parameters);
    let body = answer::body(scope, operation);
    let answers = answer::successes(scope, operation);
    let errors = shared.errors(scope, operation);
    quote! {
        #ty {
            operation: #operation_type::of::<operations::#name>(),
            command: #command,
            summary: #summary,
            text: #words,
            deprecated: #deprecated,
            parameters: #parameters,
            body: #body,
            answers: #answers,
            errors: #errors,
        }
    }
}

/// `put-pet`
fn command(operation: &Operation) -> String {
    operation.ident.as_str().trim_matches('_').replace('_', "-")
}

/// What the document says, without the white space around it.
pub(super) fn text(words: Option<&str>) -> TokenStream {
    let words = words.unwrap_or_default().trim();
    quote!(#words)
}

/// A value as people write it on a command line: text as it is, anything else as JSON.
pub(super) fn plain(value: Option<&Literal>) -> TokenStream {
    match value {
        Some(Literal::String(text)) => quote!(Some(#text)),
        value => json(value),
    }
}

/// `Some(r#"{"name":"Tom"}"#)`
pub(super) fn json(value: Option<&Literal>) -> TokenStream {
    match value {
        Some(value) => {
            let text = raw(&value.to_string());
            quote!(Some(#text))
        }
        None => quote!(None),
    }
}

/// A literal in which JSON's quotes stay readable.
pub(super) fn raw(text: &str) -> TokenStream {
    let plain = || {
        let token = Token::string(text);
        quote!(#token)
    };
    // Others could hide what the text says, or be changed by whoever reads the file.
    let is_plain = |found: char| found.is_alphanumeric() || (' '..='~').contains(&found);
    if !text.contains('"') || !text.chars().all(is_plain) {
        return plain();
    }
    let found = (1..)
        .map(|count| "#".repeat(count))
        .find(|hashes| !text.contains(&format!("\"{hashes}")));
    let literal = found.map(|hashes| format!("r{hashes}\"{text}\"{hashes}"));
    let token: Option<Token> = literal.and_then(|literal| literal.parse().ok());
    token.map_or_else(plain, |token| quote!(#token))
}
