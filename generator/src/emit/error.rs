//! Turns documented error statuses into the enums of `errors.rs`.
//!
//! May not know: which operation is called when.

use std::collections::BTreeSet;

use syn::Item;

use super::doc::DocComment;
use super::scope::Scope;
use super::{
    Code, EmittedFile, answer_headers, feature, header, ident, joined, markdown, pieces, response,
    rust_file, syntax,
};
use crate::ir::{Api, ErrorEnum, Feature, Resource};
use crate::names::{Namespace, RustIdent, value_name};

/// `src/v2025/errors.rs`, or several files where each resource is a feature of its
/// own, or where there are very many; nothing where no operation documents an error.
pub(super) fn files(api: &Api) -> Vec<EmittedFile> {
    if api.errors.is_empty() {
        return Vec::new();
    }
    let resources = api.resources.iter();
    let is_whole = resources.clone().all(|resource| resource.feature.is_none());
    if is_whole && api.errors.len() <= pieces::MANY {
        let errors: Vec<_> = api.errors.iter().collect();
        let scope = Scope::of_api(api, all_defined(&errors));
        let code = code(scope, &module_docs(), &errors);
        let path = format!("src/{}/errors.rs", api.module.as_str());
        return vec![rust_file(path, header::of_api(api), code)];
    }
    let mut names = Namespace::default();
    for resource in resources.clone() {
        names.claim(resource.module.clone());
    }
    let parts: Vec<Part<'_>> = resources
        .flat_map(|resource| parts(api, resource, &mut names))
        .collect();
    let files = parts.iter().map(|part| {
        let path = format!("src/{}/errors/{}.rs", api.module, part.module);
        let scope = Scope::of_piece(api, all_defined(&part.errors));
        let code = code(scope, &DocComment::default(), &part.errors);
        rust_file(path, header::of_api(api), code)
    });
    std::iter::once(module(api, &parts)).chain(files).collect()
}

/// The errors of one resource, or a piece of them.
struct Part<'a> {
    module: RustIdent,
    feature: Option<&'a Feature>,
    errors: Vec<&'a ErrorEnum>,
}

/// The first is called as the resource, the others as their first enum.
fn parts<'a>(api: &'a Api, resource: &'a Resource, names: &mut Namespace) -> Vec<Part<'a>> {
    let errors = of_resource(api, resource);
    let pieces = pieces::pieces(&errors, |error| error.name.as_str()).into_iter();
    let part = |(index, piece): (usize, &[&'a ErrorEnum])| Part {
        module: match index {
            0 => resource.module.clone(),
            _ => names.claim(value_name(piece[0].name.as_str()).for_file()),
        },
        feature: resource.feature.as_ref(),
        errors: piece.to_vec(),
    };
    pieces.enumerate().map(part).collect()
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
    let modules = parts
        .iter()
        .map(|part| syntax::module(feature::condition(part.feature), ident(&part.module)));
    let exports = parts.iter().map(|part| {
        let mut names: Vec<_> = part
            .errors
            .iter()
            .flat_map(|error| defined(error))
            .collect();
        names.sort_unstable();
        let condition = feature::condition(part.feature);
        syntax::export(
            condition,
            ident(&part.module),
            names.into_iter().map(joined),
        )
    });
    let path = format!("src/{}/errors/mod.rs", api.module);
    let code = Code::about(&docs).with(modules).with(exports);
    rust_file(path, header::of_api(api), code)
}

fn module_docs() -> DocComment {
    DocComment::default().block(["The error answers that the document describes.".to_owned()])
}

fn code(scope: Scope<'_>, docs: &DocComment, errors: &[&ErrorEnum]) -> Code {
    let items: Vec<Item> = errors
        .iter()
        .flat_map(|error| items(&scope, error))
        .collect();
    scope.code(docs, items)
}

/// The types that stand for enums of errors.
fn all_defined<'e>(errors: &[&'e ErrorEnum]) -> impl Iterator<Item = &'e str> {
    errors.iter().copied().flat_map(defined)
}

/// The types that stand for an enum of errors.
fn defined(error: &ErrorEnum) -> impl Iterator<Item = &str> {
    let headers = error.headers.as_ref();
    std::iter::once(error.name.as_str()).chain(headers.map(|headers| headers.name.as_str()))
}

fn items(scope: &Scope<'_>, error: &ErrorEnum) -> Vec<Item> {
    let mut items = vec![definition(scope, error)];
    let sentence = format!("The headers of a [`{}`].", error.name);
    let headers = answer_headers::items(scope, &sentence, error.headers.as_ref());
    items.extend(syntax::items(headers));
    items.push(implementation(scope, error));
    items
}

/// `pub enum PetsError { NotFound(models::Problem) }`
fn definition(scope: &Scope<'_>, error: &ErrorEnum) -> Item {
    let operations: Vec<_> = error
        .operations
        .iter()
        .map(|id| markdown::code(id))
        .collect();
    let docs = scope.comment(&DocComment::default().block([format!(
        "What the server answers when {} fails.",
        either(&operations)
    )]));
    let cases = error.cases.iter();
    let variants = cases.flat_map(|case| response::variants(scope, case));
    let derives = syntax::derive(["Clone", "Debug", "PartialEq"]);
    let attributes = docs.into_iter().chain([derives]);
    syntax::enumeration(attributes, ident(&error.name), variants)
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
fn implementation(scope: &Scope<'_>, error: &ErrorEnum) -> Item {
    let none = response::no_cases(scope);
    let all = error.cases.iter();
    let cases = all.fold(none, |cases, case| response::cases(scope, cases, case));
    let members = vec![
        syntax::associated("Headers", answer_headers::ty(error.headers.as_ref())),
        response::decoder(scope, syntax::itself_type(), cases),
    ];
    let of = syntax::named(ident(&error.name));
    let name = scope.runtime("ErrorBody");
    Item::Impl(syntax::block(Some(name), of, members))
}
