//! Turns the operations of one tag into a file, or several where they are very many.

use syn::{Item, ItemImpl};

use super::doc::DocComment;
use super::file::rust_file;
use super::ident::joined;
use super::markdown::{self, Headings};
use super::pieces::{self, file_name};
use super::scope::{Scope, type_here};
use super::{Job, header, operation, parameter, route, syntax};
use crate::format::{Code, EmittedFile};
use crate::ir::{Api, Operation, Resource, SHARED};
use crate::names::RustIdent;

/// `src/v2025/sim_integrations.rs`, and the files of its pieces where it has very
/// many operations.
pub(super) fn files<'a>(api: &'a Api, resource: &'a Resource) -> impl Iterator<Item = Job<'a>> {
    pieces::files(
        api,
        resource,
        move |own| file(api, resource, own),
        move |pieces| outline(api, resource, pieces),
        move |operations| piece(api, resource, operations),
    )
}

/// The operations that are in this module, and the methods and exports of the others.
fn file(api: &Api, resource: &Resource, own: &[Operation]) -> EmittedFile {
    let scope = Scope::of_api(api, defined(&resource.operations));
    let exports = elsewhere(api, resource).into_iter();
    let methods = methods(&scope, &resource.operations);
    let items: Vec<_> = exports.chain(methods).chain(items(&scope, own)).collect();
    let code = scope.code(&docs(api, resource), items);
    rust_file(path(api, resource, ""), header::of_api(api), code)
}

/// `pub use crate::shared::pets::{GetPet, PutPet};`, the operations that are in the
/// shared module.
fn elsewhere(api: &Api, resource: &Resource) -> Option<Item> {
    let others = shared(api, resource);
    let others = others.flat_map(|found| defined(std::slice::from_ref(found)));
    let mut names: Vec<_> = others.collect();
    names.sort_unstable();
    let path = ["crate", SHARED, resource.module.as_str()].map(joined);
    let exports = || syntax::export_inline(None, path, names.iter().map(|name| joined(name)));
    (!names.is_empty()).then(exports)
}

/// The operations of a resource that an API has from the shared module.
fn shared<'a>(api: &'a Api, resource: &'a Resource) -> impl Iterator<Item = &'a Operation> {
    let operations = resource.operations.iter();
    operations.filter(|found| !api.is_shared && !api.has_operation(resource, found))
}

/// `mod get_pet; pub use get_pet::{GetPet, PutPet};`
fn outline(api: &Api, resource: &Resource, pieces: &[&[Operation]]) -> EmittedFile {
    let modules = pieces
        .iter()
        .map(|piece| syntax::module(None, file_name(piece)));
    let exports = pieces.iter().map(|piece| {
        let mut names: Vec<_> = defined(piece).collect();
        names.sort_unstable();
        syntax::export(None, file_name(piece), names.into_iter().map(joined))
    });
    let scope = Scope::of_api(api, defined(&resource.operations));
    let methods = methods(&scope, shared(api, resource));
    let docs = docs(api, resource);
    let others = elsewhere(api, resource).into_iter().chain(methods);
    let code = match others.collect::<Vec<_>>() {
        others if others.is_empty() => Code::about(&docs).with(modules).with(exports),
        others => scope.code(&docs, modules.chain(exports).chain(others)),
    };
    rust_file(path(api, resource, ""), header::of_api(api), code)
}

/// `src/v2025/sim_integrations/get_pet.rs`
fn piece(api: &Api, resource: &Resource, operations: &[Operation]) -> EmittedFile {
    let scope = Scope::of_piece(api, defined(operations));
    let methods = methods(&scope, operations);
    let items: Vec<_> = methods
        .into_iter()
        .chain(items(&scope, operations))
        .collect();
    let path = path(api, resource, &format!("/{}", file_name(operations)));
    rust_file(
        path,
        header::of_api(api),
        scope.code(&DocComment::default(), items),
    )
}

fn path(api: &Api, resource: &Resource, below: &str) -> String {
    let (api, resource) = (api.folder(), resource.module.as_str());
    format!("src/{api}/{resource}{below}.rs")
}

fn items(scope: &Scope<'_>, operations: &[Operation]) -> Vec<Item> {
    let defaults = parameter::defaults(scope, operations);
    let operations = operations.iter();
    defaults
        .into_iter()
        .chain(operations.flat_map(|operation| operation::items(scope, operation)))
        .collect()
}

/// `impl<M> Client<M> { pub fn put_pet(&self, …) -> PutPet<M> { … } }`; nothing for no
/// operations, and in the shared module, which has no client.
fn methods<'a>(
    scope: &Scope<'_>,
    operations: impl IntoIterator<Item = &'a Operation>,
) -> Option<Item> {
    if scope.api().is_shared {
        return None;
    }
    let methods = operations
        .into_iter()
        .map(|operation| operation::client_method(scope, operation));
    let methods: Vec<_> = methods.collect();
    if methods.is_empty() {
        return None;
    }
    let client = scope.beside("super::client", "super::super::client");
    let client = scope.import(client, "Client");
    let of = syntax::generic(client, [syntax::named(joined("M"))]);
    Some(Item::Impl(ItemImpl {
        generics: syntax::generics("M"),
        ..syntax::block(None, of, methods)
    }))
}

/// The types that the file defines.
fn defined(operations: &[Operation]) -> impl Iterator<Item = &str> {
    operations.iter().flat_map(|operation| {
        let others = &operation.alternatives;
        let outputs = others.iter().map(|other| &other.output_enum);
        let outputs = std::iter::once(&operation.output_enum).chain(outputs);
        let headers = operation.headers.as_ref();
        let body = operation.body.as_ref();
        let choice = body.and_then(|body| body.choice.as_ref());
        std::iter::once(operation.type_ident.as_str())
            .chain(outputs.flatten().map(RustIdent::as_str))
            .chain(others.iter().map(|other| other.type_ident.as_str()))
            .chain(headers.map(|headers| headers.name.as_str()))
            .chain(choice.map(|choice| choice.name.as_str()))
    })
}

/// What is said of a resource: in each API's own module, as the shared one is private.
fn docs(api: &Api, resource: &Resource) -> DocComment {
    let title = match markdown::line(&resource.tag) {
        tag if tag.is_empty() => "Operations without a tag.".to_owned(),
        tag => format!("{tag}."),
    };
    let start = DocComment::default().block([title]);
    if api.is_shared {
        return start;
    }
    start
        .words(&resource.doc, Headings::Bold)
        .block(["# Operations".to_owned()])
        .table(
            HEADS,
            resource
                .operations
                .iter()
                .map(|operation| row(operation, &type_here(operation.type_ident.as_str()))),
        )
}

/// What a table of operations tells of each.
pub(super) const HEADS: [&str; 3] = ["Call", "Request", "What it does"];

/// ``[`get_pet`](v1::pets::GetPet)``, `` `GET /pets/{id}` ``, and its summary.
pub(super) fn row(operation: &Operation, target: &str) -> [String; 3] {
    let link = format!("[`{}`]({target})", operation.ident);
    [link, route::code(operation), summary(operation)]
}

/// What an operation does, on one line.
pub(super) fn summary(operation: &Operation) -> String {
    let deprecated = if operation.deprecated {
        "**Deprecated.** "
    } else {
        ""
    };
    format!("{deprecated}{}", sentence(operation))
}

/// The same without what its attributes say; empty where the document says nothing.
pub(super) fn sentence(operation: &Operation) -> String {
    let doc = &operation.doc;
    let text = doc.summary.as_deref().or(doc.text.as_deref());
    let first = text.unwrap_or_default().split("\n\n").next();
    markdown::line(first.unwrap_or_default())
}
