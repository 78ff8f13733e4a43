//! Turns security schemes and requirements into descriptions for the runtime.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Expr;

use super::ident::joined;
use super::scope::Scope;
use super::{doc, markdown, syntax};
use crate::ir::{Api, AuthKind, AuthScheme, Flow, FlowKind, KeyPlace, Requirement};

/// `&[&[Requirement::new("oauth2", &["read"])]]`
pub(super) fn requirements(scope: &Scope<'_>, security: &[Vec<Requirement>]) -> Expr {
    let alternatives = security.iter().map(|alternative| {
        let each = alternative.iter().map(|needed| requirement(scope, needed));
        syntax::slice(each)
    });
    syntax::slice(alternatives)
}

/// `Requirement::new("oauth2", &["read"])`
fn requirement(scope: &Scope<'_>, requirement: &Requirement) -> Expr {
    let scopes = requirement.scopes.iter().map(|scope| syntax::text(scope));
    let arguments = [syntax::text(&requirement.scheme), syntax::slice(scopes)];
    syntax::call_of(scope.runtime("Requirement"), "new", arguments)
}

/// `&[SecurityScheme { name: "oauth2", kind: … }]`
pub(super) fn schemes(scope: &Scope<'_>, schemes: &[AuthScheme]) -> TokenStream {
    let schemes = schemes.iter().map(|scheme| self::scheme(scope, scheme));
    quote!(&[#(#schemes),*])
}

/// `SecurityScheme { name: "oauth2", kind: SecuritySchemeKind::Bearer }`
fn scheme(scope: &Scope<'_>, scheme: &AuthScheme) -> TokenStream {
    let ty = scope.runtime("SecurityScheme");
    let name = &scheme.name;
    let kind = kind(scope, &scheme.kind);
    quote!(#ty { name: #name, kind: #kind })
}

/// `SecuritySchemeKind::OAuth2 { client_credentials_token_url: Some("…") }`
fn kind(scope: &Scope<'_>, kind: &AuthKind) -> TokenStream {
    let ty = scope.runtime("SecuritySchemeKind");
    match kind {
        AuthKind::OAuth2 { flows } => {
            let url = client_credentials_token_url(flows);
            quote!(#ty::OAuth2 { client_credentials_token_url: #url })
        }
        AuthKind::Bearer => quote!(#ty::Bearer),
        AuthKind::Basic => quote!(#ty::Basic),
        AuthKind::Http(scheme) => quote!(#ty::Http { scheme: #scheme }),
        AuthKind::ApiKey { place, name } => {
            let place = key_place(scope, *place);
            quote!(#ty::ApiKey { place: #place, name: #name })
        }
        AuthKind::OpenIdConnect { .. } => quote!(#ty::OpenIdConnect),
    }
}

/// `Some("https://example.com/token")`
fn client_credentials_token_url(flows: &[Flow]) -> TokenStream {
    let flow = flows
        .iter()
        .find(|flow| flow.kind == FlowKind::ClientCredentials);
    match flow {
        Some(flow) => {
            let url = &flow.token_url;
            quote!(Some(#url))
        }
        None => quote!(None),
    }
}

/// `KeyPlace::Header`
fn key_place(scope: &Scope<'_>, place: KeyPlace) -> TokenStream {
    let ty = scope.runtime("KeyPlace");
    let place = joined(match place {
        KeyPlace::Header => "Header",
        KeyPlace::Query => "Query",
        KeyPlace::Cookie => "Cookie",
    });
    quote!(#ty::#place)
}

/// One item for each alternative of an operation.
pub(super) fn docs(api: &Api, security: &[Vec<Requirement>]) -> Vec<String> {
    let each = security
        .iter()
        .map(|alternative| alternative_doc(api, alternative));
    if security.len() < 2 {
        return each.collect();
    }
    let alternatives = each.map(|alternative| format!("\n- {alternative}"));
    vec![format!("One of:{}", alternatives.collect::<String>())]
}

/// `` `oauth2` with the scope `read` ``
fn alternative_doc(api: &Api, alternative: &[Requirement]) -> String {
    if alternative.is_empty() {
        return "none needed".to_owned();
    }
    let each: Vec<_> = alternative
        .iter()
        .map(|needed| requirement_doc(api, needed))
        .collect();
    each.join(", and ")
}

fn requirement_doc(api: &Api, requirement: &Requirement) -> String {
    let scheme = markdown::code(&requirement.scheme);
    let scopes: Vec<_> = requirement
        .scopes
        .iter()
        .map(|name| scope_doc(api, &requirement.scheme, name))
        .collect();
    match scopes.as_slice() {
        [] => scheme,
        [one] => format!("{scheme} with the scope {one}"),
        many => format!("{scheme} with the scopes {}", many.join(", ")),
    }
}

/// `` `read` (Read everything) ``
fn scope_doc(api: &Api, scheme: &str, name: &str) -> String {
    let code = markdown::code(name);
    match scope_description(api, scheme, name) {
        Some(text) => format!("{code} ({})", text.trim_end_matches('.')),
        None => code,
    }
}

fn scope_description(api: &Api, scheme: &str, name: &str) -> Option<String> {
    let scheme = api.auth.iter().find(|known| known.name == scheme)?;
    let AuthKind::OAuth2 { flows } = &scheme.kind else {
        return None;
    };
    let (_, text) = flows
        .iter()
        .flat_map(|flow| &flow.scopes)
        .find(|(known, _)| known == name)?;
    Some(markdown::line(text)).filter(|text| !text.is_empty())
}

/// One item for each scheme of the API.
pub(super) fn scheme_docs(api: &Api) -> Vec<String> {
    api.auth
        .iter()
        .map(|scheme| {
            let label = format!(
                "{}, {}",
                markdown::code(&scheme.name),
                kind_doc(&scheme.kind)
            );
            doc::item(&label, &scheme.doc)
        })
        .collect()
}

fn kind_doc(kind: &AuthKind) -> String {
    match kind {
        AuthKind::OAuth2 { .. } => "OAuth 2".to_owned(),
        AuthKind::Bearer => "a bearer token".to_owned(),
        AuthKind::Basic => "user name and password".to_owned(),
        AuthKind::Http(scheme) => format!("HTTP {}", markdown::code(scheme)),
        AuthKind::ApiKey { place, name } => {
            let place = match place {
                KeyPlace::Header => "header",
                KeyPlace::Query => "query parameter",
                KeyPlace::Cookie => "cookie",
            };
            format!("a key in the {place} {}", markdown::code(name))
        }
        AuthKind::OpenIdConnect { .. } => "an OpenID Connect token".to_owned(),
    }
}
