//! Turns the operations of one tag into their part of the table.
//!
//! May not know: how the operations are called from Rust, but for their types.

use proc_macro2::{Literal as Token, TokenStream};
use quote::quote;

use super::{answer, body, parameter};
use crate::emit::scope::Scope;
use crate::emit::{Code, EmittedFile, header, ident, joined, rust_file};
use crate::ir::{Api, Operation, Resource};

/// `src/v2025/details/pets.rs`
pub(super) fn file(api: &Api, resource: &Resource) -> EmittedFile {
    let scope = Scope::of_details(api);
    let ty = scope.runtime("OperationDetails");
    let parameters = parameter::Shared::of(resource);
    let mut errors = answer::Shared::default();
    let entries: Vec<_> = resource
        .operations
        .iter()
        .map(|operation| entry(&scope, operation, &parameters, &mut errors))
        .collect();
    let (parameters, errors) = (parameters.items(&scope), errors.items(&scope));
    let uses = scope.use_items();
    let module = ident(&resource.module);
    let path = format!(
        "src/{}/details/{}.rs",
        api.module.as_str(),
        resource.module.as_str()
    );
    let tokens = quote! {
        use super::super::#module as operations;
        #uses

        pub(super) static OPERATIONS: &[#ty] = &[#(#entries),*];
        #parameters
        #errors
    };
    rust_file(path, header::of_api(api), Code::default().quoted(tokens))
}

/// `OperationDetails::of::<operations::PutPet>("put-pet").summary("Change a pet")…`
fn entry<'r>(
    scope: &Scope<'_>,
    operation: &'r Operation,
    parameters: &parameter::Shared<'r>,
    errors: &mut answer::Shared<'r>,
) -> TokenStream {
    let ty = scope.runtime("OperationDetails");
    let name = ident(&operation.type_ident);
    let command = command(operation);
    let summary = words("summary", operation.doc.summary.as_deref());
    let text = words("text", operation.doc.text.as_deref());
    let deprecated = operation.deprecated.then(|| quote!(.deprecated()));
    let parameters = list("parameters", parameters.list(scope, &operation.parameters));
    let body = body::body(scope, operation);
    let answers = list("answers", answer::successes(scope, operation));
    let errors = errors.of(operation);
    quote! {
        #ty::of::<operations::#name>(#command)
            #summary #text #deprecated #parameters #body #answers #errors
    }
}

/// `put-pet`
fn command(operation: &Operation) -> String {
    let name = operation.ident.as_str().trim_matches('_');
    name.replace('_', "-")
}

/// `.text("What it does.")`, without the white space around it; nothing where the
/// document says nothing.
pub(super) fn words(setter: &str, words: Option<&str>) -> Option<TokenStream> {
    let words = words.map(str::trim).filter(|words| !words.is_empty())?;
    let setter = joined(setter);
    Some(quote!(.#setter(#words)))
}

/// `.answers(&[…])`; nothing where there is none.
fn list(setter: &str, entries: Vec<TokenStream>) -> Option<TokenStream> {
    let setter = joined(setter);
    (!entries.is_empty()).then(|| quote!(.#setter(&[#(#entries),*])))
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
