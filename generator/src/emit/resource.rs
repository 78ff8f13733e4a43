//! Turns the operations of one tag into a file.
//!
//! May not know: what an operation is made of.

use syn::{Item, ItemImpl};

use super::doc::DocComment;
use super::markdown::{self, Headings};
use super::scope::Scope;
use super::{EmittedFile, header, joined, operation, rust_file, syntax};
use crate::ir::{Api, Operation, Output, Resource};

/// `src/v2025/sim_integrations.rs`
pub(super) fn file(api: &Api, resource: &Resource) -> EmittedFile {
    let scope = Scope::of_api(api, defined(resource));
    let operations = resource.operations.iter();
    let operations = operations.flat_map(|operation| operation::items(&scope, operation));
    let items: Vec<Item> = std::iter::once(methods(&scope, resource))
        .chain(operations)
        .collect();
    let path = format!(
        "src/{}/{}.rs",
        api.module.as_str(),
        resource.module.as_str()
    );
    let code = scope.code(&docs(resource), items);
    rust_file(path, header::of_api(api), code)
}

/// `impl<M> Client<M> { pub fn put_pet(&self, …) -> Request<PutPet, M> { … } }`
fn methods(scope: &Scope<'_>, resource: &Resource) -> Item {
    let client = scope.import("super::client", "Client");
    let methods = resource
        .operations
        .iter()
        .map(|operation| operation::client_method(scope, operation));
    let of = syntax::generic(client, [syntax::named(joined("M"))]);
    Item::Impl(ItemImpl {
        generics: syntax::generics("M"),
        ..syntax::block(None, of, methods.collect())
    })
}

/// The types that the file defines.
fn defined(resource: &Resource) -> impl Iterator<Item = &str> {
    resource.operations.iter().flat_map(|operation| {
        let others = &operation.alternatives;
        let outputs = others.iter().map(|other| &other.output);
        let outputs = std::iter::once(&operation.output).chain(outputs);
        let outputs = outputs.filter_map(|output| match output {
            Output::Many(output) => Some(output.name.as_str()),
            Output::One { .. } => None,
        });
        let headers = operation.headers.as_ref();
        let body = operation.body.as_ref();
        let choice = body.and_then(|body| body.choice.as_ref());
        std::iter::once(operation.type_ident.as_str())
            .chain(outputs)
            .chain(others.iter().map(|other| other.type_ident.as_str()))
            .chain(headers.map(|headers| headers.name.as_str()))
            .chain(choice.map(|choice| choice.name.as_str()))
    })
}

fn docs(resource: &Resource) -> DocComment {
    let title = match markdown::line(&resource.tag) {
        tag if tag.is_empty() => "Operations without a tag.".to_owned(),
        tag => format!("{tag}."),
    };
    DocComment::default()
        .block([title])
        .words(&resource.doc, Headings::Bold)
        .block(["# Operations".to_owned()])
        .table(
            HEADS,
            resource
                .operations
                .iter()
                .map(|operation| row(operation, "super::Client")),
        )
}

/// What a table of operations tells of each.
pub(super) const HEADS: [&str; 3] = ["Call", "Request", "What it does"];

/// ``[`get_pet`](v1::Client::get_pet)``, `` `GET /pets/{id}` ``, and its summary.
pub(super) fn row(operation: &Operation, client: &str) -> [String; 3] {
    let method = operation.ident.as_str();
    let link = format!("[`{method}`]({client}::{method})");
    [link, operation::route(operation), summary(operation)]
}

/// What an operation does, on one line.
pub(super) fn summary(operation: &Operation) -> String {
    let doc = &operation.doc;
    let text = doc.summary.as_deref().or(doc.text.as_deref());
    let first = text.unwrap_or_default().split("\n\n").next();
    let deprecated = if operation.deprecated {
        "**Deprecated.** "
    } else {
        ""
    };
    format!("{deprecated}{}", markdown::line(first.unwrap_or_default()))
}
