//! Turns servers into descriptions for the runtime.
//!
//! May not know: how a URL is put together.

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

/// `ServerDescription { url: "https://{tenant}.example.com", variables: &[…] }`
fn description(scope: &Scope<'_>, server: &Server) -> TokenStream {
    let ty = scope.runtime("ServerDescription");
    let url = &server.url;
    let variables = server
        .variables
        .iter()
        .map(|variable| self::variable(scope, variable));
    quote!(#ty { url: #url, variables: &[#(#variables),*] })
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
pub(super) fn docs(api: &Api) -> Vec<Vec<String>> {
    api.servers
        .iter()
        .map(|server| {
            let mut lines = doc::item(&markdown::code(&server.url), &server.doc);
            for variable in &server.variables {
                lines.push(format!("- {}", variable_doc(variable)));
            }
            lines
        })
        .collect()
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
