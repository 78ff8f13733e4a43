//! Turns the operations of one tag into their part of the table.
//!
//! May not know: how the operations are called from Rust, but for their types.

use proc_macro2::Literal as Token;
use quote::quote;
use syn::{Expr, Item, ItemStatic, Path};

use super::{answer, body, parameter};
use crate::emit::scope::Scope;
use crate::emit::{Code, EmittedFile, header, ident, joined, rust_file, syntax};
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
    let all = syntax::parsed(quote!(pub(super) static OPERATIONS: &[#ty] = &[];));
    let all = Item::Static(ItemStatic {
        expr: Box::new(syntax::slice(entries)),
        ..all
    });
    let code = Code::default()
        .quoted(quote!(use super::super::#module as operations;))
        .with(uses)
        .with([all])
        .with(parameters)
        .with(errors);
    rust_file(path, header::of_api(api), code)
}

/// `OperationDetails::of::<operations::PutPet>("put-pet").summary("Change a pet")…`
fn entry<'r>(
    scope: &Scope<'_>,
    operation: &'r Operation,
    parameters: &parameter::Shared<'r>,
    errors: &mut answer::Shared<'r>,
) -> Expr {
    let name = syntax::path([joined("operations"), ident(&operation.type_ident)]);
    let of = syntax::with_type("of", syntax::named(name));
    let of = syntax::below(scope.runtime("OperationDetails"), of);
    let parameters = parameters.list(scope, &operation.parameters);
    Entry(syntax::call(of, [syntax::text(&command(operation))]))
        .words("summary", operation.doc.summary.as_deref())
        .words("text", operation.doc.text.as_deref())
        .mark("deprecated", operation.deprecated)
        .list("parameters", parameters)
        .with("body", body::body(scope, operation))
        .list("answers", answer::successes(scope, operation))
        .with("errors", errors.of(operation))
        .0
}

/// What the table says of one thing: `ParameterDetails::new(…).required()`
pub(super) struct Entry(pub(super) Expr);

impl Entry {
    /// `Type::function(…)`
    pub(super) fn of(ty: Path, function: &str, arguments: impl IntoIterator<Item = Expr>) -> Self {
        Self(syntax::call_of(ty, function, arguments))
    }

    /// `.setter(value)`, where there is one.
    pub(super) fn with(self, setter: &str, value: Option<Expr>) -> Self {
        match value {
            Some(value) => Self(syntax::method(self.0, setter, [value])),
            None => self,
        }
    }

    /// `.setter()`, where it holds.
    pub(super) fn mark(self, setter: &str, holds: bool) -> Self {
        if holds {
            Self(syntax::method(self.0, setter, []))
        } else {
            self
        }
    }

    /// `.text("What it does.")`, without the white space around it; nothing where the
    /// document says nothing.
    pub(super) fn words(self, setter: &str, words: Option<&str>) -> Self {
        let words = words.map(str::trim).filter(|words| !words.is_empty());
        self.with(setter, words.map(syntax::text))
    }

    /// `.answers(&[…])`; nothing where there is none.
    pub(super) fn list(self, setter: &str, entries: Vec<Expr>) -> Self {
        let list = (!entries.is_empty()).then(|| syntax::slice(entries));
        self.with(setter, list)
    }
}

/// `put-pet`
fn command(operation: &Operation) -> String {
    let name = operation.ident.as_str().trim_matches('_');
    name.replace('_', "-")
}

/// A literal in which JSON's quotes stay readable.
pub(super) fn raw(text: &str) -> Expr {
    // Others could hide what the text says, or be changed by whoever reads the file.
    let is_plain = |found: char| found.is_alphanumeric() || (' '..='~').contains(&found);
    if !text.contains('"') || !text.chars().all(is_plain) {
        return syntax::text(text);
    }
    let found = (1..)
        .map(|count| "#".repeat(count))
        .find(|hashes| !text.contains(&format!("\"{hashes}")));
    let literal = found.map(|hashes| format!("r{hashes}\"{text}\"{hashes}"));
    let token: Option<Token> = literal.and_then(|literal| literal.parse().ok());
    token.map_or_else(|| syntax::text(text), syntax::literal)
}
