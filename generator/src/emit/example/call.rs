//! Turns one operation into the lines that a caller writes for it.

use quote::quote;
use syn::{Item, Stmt};

use super::patch::{self, Patch};
use super::site::Site;
use crate::emit::ident::joined;
use crate::emit::syntax;
use crate::format;
use crate::ir::{Api, Operation, Output, Payload};

/// Imports and a function with the call, which takes the settings as `config`: what a
/// reader copies compiles. It has the values that the document shows; none where a value
/// can't be shown.
pub(crate) fn lines(api: &Api, operation: &Operation) -> Option<Vec<String>> {
    let site = Site::of(api);
    let call = match Patch::of(api, operation) {
        Some(patch) => syntax::parsed(patch::single(&site, operation, &patch)?),
        None => site.call(operation)?,
    };
    let uses = [import_config(&site), uses(&site)];
    // `Debug` of a response leaves a value out that is a secret.
    let call = match operation.has_secret_success() {
        true => syntax::method(call, "send", []),
        false => call,
    };
    let response = syntax::tried(syntax::awaited(call));
    let config = syntax::name(joined("config"));
    let client = syntax::call_of(joined("Client"), "new", [config]);
    let client = syntax::tried(client);
    let mut statements = vec![syntax::bind("client", client)];
    match &operation.output() {
        Output::One {
            payload: Payload::Empty,
            ..
        } => statements.push(syntax::done(response)),
        output if output.stream().is_some() => {
            let shown = quote! {
                let mut items = #response;
                while let Some(item) = items.next().await {
                    let item = item?;
                    println!("{item:?}");
                }
            };
            let shown: syn::Block = syntax::parsed(quote!({ #shown }));
            statements.extend(shown.stmts);
        }
        _ => {
            let print = syntax::path([joined("println")]);
            let shown = quote!("{response:?}");
            statements.push(syntax::bind("response", response));
            statements.push(syntax::done(syntax::expanded(print, shown)));
        }
    }
    let body = format::statements(statements);
    let mut lines = format::statements(uses.map(Stmt::Item).into());
    lines.extend([String::new(), START.to_owned()]);
    lines.extend(body.iter().map(|line| match line.is_empty() {
        true => String::new(),
        false => format!("    {line}"),
    }));
    lines.extend(["    Ok(())", "}"].map(str::to_owned));
    Some(lines)
}

/// The name of the function.
pub(crate) const FUNCTION: &str = "example";

/// The function's first line.
const START: &str = "async fn example(config: Config) -> Result<(), Box<dyn std::error::Error>> {";

/// `use pets::Config;`
fn import_config(site: &Site<'_>) -> Item {
    syntax::import([site.krate()], [joined("Config")])
}

/// `use pets::v1::{Client, models};`
fn uses(site: &Site<'_>) -> Item {
    let models = site.has_named_models().then_some("models");
    let names = ["Client"].into_iter().chain(models);
    syntax::import([site.krate(), site.module()], names.map(joined))
}
