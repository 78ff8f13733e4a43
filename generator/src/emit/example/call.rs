//! Turns one operation into the lines that a caller writes for it.
//!
//! May not know: whether they stand in rustdoc or on a page.

use quote::quote;
use syn::{Item, Stmt};

use super::patch::{self, Patch};
use super::site::Site;
use crate::emit::{joined, syntax};
use crate::format;
use crate::ir::{Api, Operation, Output, Payload};

/// Imports and call, from a `config` on, with the values that the document
/// shows; none where a value can't be shown.
pub(in crate::emit) fn lines(api: &Api, operation: &Operation) -> Option<Vec<String>> {
    let site = Site::of(api);
    let call = match Patch::of(api, operation) {
        Some(patch) => syntax::parsed(patch::single(&site, operation, &patch)?),
        None => site.call(operation)?,
    };
    let uses = uses(&site);
    let response = syntax::tried(syntax::awaited(call));
    let config = syntax::name(joined("config"));
    let client = syntax::call_of(joined("Client"), "new", [config]);
    let client = syntax::tried(client);
    let mut statements = vec![Stmt::Item(uses), syntax::bind("client", client)];
    match operation.output {
        Output::One {
            payload: Payload::Empty,
            ..
        } => statements.push(syntax::done(response)),
        _ => {
            let print = syntax::path([joined("println")]);
            let shown = quote!("{response:?}");
            statements.push(syntax::bind("response", response));
            statements.push(syntax::done(syntax::expanded(print, shown)));
        }
    }
    let mut lines = format::statements(statements);
    let imports = lines.iter().take_while(|line| line.starts_with("use "));
    lines.insert(imports.count(), String::new());
    Some(lines)
}

/// `use pets::v1::{Client, models};`
fn uses(site: &Site<'_>) -> Item {
    let models = site.has_named_models().then_some("models");
    let names = ["Client"].into_iter().chain(models);
    syntax::import([site.krate(), site.module()], names.map(joined))
}
