//! Turns the operations of one tag into a page.
//!
//! May not know: the other tags.

use std::collections::BTreeSet;

use super::title;
use crate::emit::EmittedFile;
use crate::emit::doc::{DocComment, Where};
use crate::emit::markdown::Headings;
use crate::emit::operation;
use crate::emit::operation_doc;
use crate::emit::resource::{HEADS, summary};
use crate::emit::response;
use crate::emit::scope::{Scope, page_link};
use crate::ir::{Api, Package, Resource};

/// `docs/v2025/pets.md`
pub(super) fn page(package: &Package, api: &Api, resource: &Resource) -> EmittedFile {
    let name = resource.module.as_str();
    let scope = Scope::of_page(api, name);
    let rows = resource.operations.iter().map(|operation| {
        let link = page_link(name, name, operation.ident.as_str());
        [link, operation::route(operation), summary(operation)]
    });
    let of = match api.is_shared {
        true => super::holds_for(package, |api| api.shared.resources.contains(name)),
        false => None,
    };
    let start = DocComment::default()
        .block([format!("# {}", title(resource))])
        .maybe(of)
        .words(&resource.doc, Headings::Bold)
        .table(HEADS, rows);
    let comment = resource
        .operations
        .iter()
        .fold(start, |comment, operation| {
            let text = operation_doc::comment(&scope, operation, Where::Page);
            comment
                .block([format!("## `{}`", operation.ident.as_str())])
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
