//! Turns servers into descriptions for the runtime.

use proc_macro2::TokenStream;
use quote::quote;

use super::scope::Scope;
use super::{doc, markdown};
use crate::ir::{Api, Server, ServerVariable};

/// `&[ServerDescription { url: "…", variables: &[…] }]`
pub(super) fn descriptions(scope: &Scope<'_>, servers: &[Server]) -> TokenStream {
    let servers = servers.iter().map(|server| description(scope, server));
    quote!(&[#(#servers),*])
}

/// `ServerDescription { url: "https://{tenant}.example.com", description: "…", variables: &[…] }`
fn description(scope: &Scope<'_>, server: &Server) -> TokenStream {
    let ty = scope.runtime("ServerDescription");
    let url = &server.url;
    let description = server.doc.text.as_deref().unwrap_or_default();
    let description = markdown::line(description);
    let description = description.trim_end_matches('.');
    let variables = server
        .variables
        .iter()
        .map(|variable| self::variable(scope, variable));
    quote!(#ty { url: #url, description: #description, variables: &[#(#variables),*] })
}

/// `ServerVariable::new("tenant", "acme", &[])`
fn variable(scope: &Scope<'_>, variable: &ServerVariable) -> TokenStream {
    let ty = scope.runtime("ServerVariable");
    let name = variable.wire_name.as_str();
    let default = &variable.default;
    let values = &variable.values;
    quote!(#ty::new(#name, #default, &[#(#values),*]))
}

/// One item for each server, the variables of it below.
pub(super) fn docs(servers: &[Server]) -> Vec<String> {
    servers
        .iter()
        .map(|server| {
            let mut item = doc::item(&markdown::code(&server.url), &server.doc);
            for variable in &server.variables {
                item.extend(["\n- ", &variable_doc(variable)]);
            }
            item
        })
        .collect()
}

/// How a caller chooses one; nothing where there is nothing to choose.
pub(super) fn choice(api: &Api) -> Vec<String> {
    let link = |name: &str| format!("[`Config::{name}`](crate::Config::{name})");
    let mut lines = Vec::new();
    if api.servers.len() > 1 {
        let other = link("with_server");
        lines.push(format!("The first is used unless {other} chooses another."));
    }
    if let [first, second, ..] = api.servers.as_slice()
        && has_own_variable(first, second)
    {
        lines.push("So does a variable that only another has.".to_owned());
    }
    let mut all = api
        .servers
        .iter()
        .chain(api.operation_servers.iter().flatten());
    if all.any(|server| !server.variables.is_empty()) {
        let set = link("with_server_variable");
        lines.push(format!("{set} sets variables."));
    }
    if !api.operation_servers.is_empty() {
        let base_url = link("with_base_url");
        lines.push(format!(
            "Some operations have servers of their own, which their documentation names; {base_url} counts for these, too."
        ));
    }
    lines
}

/// Whether another server than the first has a variable that the first has not.
fn has_own_variable(first: &Server, other: &Server) -> bool {
    other.variables.iter().any(|variable| {
        let mut known = first.variables.iter();
        known.all(|known| known.wire_name != variable.wire_name)
    })
}

fn variable_doc(variable: &ServerVariable) -> String {
    let name = markdown::code(variable.wire_name.as_str());
    let default = markdown::code(&variable.default);
    let values: Vec<_> = variable
        .values
        .iter()
        .map(|value| markdown::code(value))
        .collect();
    if values.is_empty() {
        format!("{name}, {default} by default")
    } else {
        format!("{name}, one of {}; {default} by default", values.join(", "))
    }
}
