//! Turns the operations of one tag into a page.

use std::collections::BTreeSet;

use super::{Holders, title};
use crate::emit::doc::{DocComment, Where};
use crate::emit::markdown::Headings;
use crate::emit::operation_doc;
use crate::emit::resource::{HEADS, summary};
use crate::emit::response;
use crate::emit::route;
use crate::emit::scope::{Scope, page_link};
use crate::format::EmittedFile;
use crate::ir::{Api, Package, Resource, SHARED};

/// `docs/v2025/pets.md`
pub(super) fn page(package: &Package, api: &Api, resource: &Resource) -> EmittedFile {
    let name = resource.module.as_str();
    let scope = Scope::of_page(api, name);
    let rows = resource.operations.iter().map(|operation| {
        let link = page_link(name, name, operation.ident.as_str());
        [link, route::code(operation), summary(operation)]
    });
    let is_shared = api.is_shared;
    let of = Holders::of(package, |api| {
        is_shared && api.shared.operations.contains_key(name)
    });
    let start = DocComment::default()
        .block([format!("# {}", title(resource))])
        .block([super::TO_INDEX.to_owned()])
        .maybe(of.sentence())
        .maybe(elsewhere(api, name))
        .words(&resource.doc, Headings::Bold)
        .table(HEADS, rows);
    let comment = resource
        .operations
        .iter()
        .fold(start, |comment, operation| {
            let has = |api: &Api| is_shared && api.shared_place(resource, operation).is_some();
            let text = operation_doc::comment(&scope, operation, Where::Page);
            comment
                .block([format!("## `{}`", operation.ident.as_str())])
                .maybe(Holders::of(package, has).unless(&of))
                .block([text.text()])
        });
    let ids: BTreeSet<_> = resource
        .operations
        .iter()
        .filter_map(|found| found.errors)
        .collect();
    let comment = ids.into_iter().fold(comment, |comment, id| {
        let error = scope.error_enum(id);
        comment
            .block([format!("## `{}`", error.name)])
            .items(response::error_docs(&scope, error))
    });
    super::page(package, &format!("{}/{name}", api.folder()), &comment)
}

/// Where the operations are that other modules have too; nothing where there are none.
fn elsewhere(api: &Api, name: &str) -> Option<String> {
    let has_some = !api.is_shared && api.shared.operations.contains_key(name);
    has_some.then(|| {
        format!("The operations in common with other modules have [a page of their own](../{SHARED}/{name}.md).")
    })
}
