//! Turns Security Scheme and Security Requirement Objects (OpenAPI 3.0.3
//! §4.7.27, §4.7.30) into schemes and requirements.

use openapiv3::{APIKeyLocation, OAuth2Flows, ReferenceOr, SecurityRequirement, SecurityScheme};

use super::context::Context;
use super::doc::non_empty;
use crate::diagnostic::Code;
use crate::ir::{AuthKind, AuthScheme, Doc, Flow, FlowKind, KeyPlace, Requirement};
use crate::openapi::nearest;
use crate::source::Pointer;

/// Every declared scheme, in document order.
pub(super) fn schemes(context: &Context<'_>) -> Vec<AuthScheme> {
    let declared = context
        .document
        .api
        .components
        .iter()
        .flat_map(|c| &c.security_schemes);
    declared
        .filter_map(|(name, scheme)| Some((name, resolved(context, scheme)?)))
        .map(|(name, scheme)| AuthScheme {
            name: name.clone(),
            kind: kind(scheme),
            doc: words(scheme),
        })
        .collect()
}

fn resolved<'d>(
    context: &Context<'d>,
    scheme: &'d ReferenceOr<SecurityScheme>,
) -> Option<&'d SecurityScheme> {
    let reference = match scheme {
        ReferenceOr::Item(item) => return Some(item),
        ReferenceOr::Reference { reference } => reference,
    };
    let name = reference.strip_prefix("#/components/securitySchemes/")?;
    context
        .document
        .api
        .components
        .as_ref()?
        .security_schemes
        .get(name)?
        .as_item()
}

fn kind(scheme: &SecurityScheme) -> AuthKind {
    match scheme {
        SecurityScheme::APIKey { location, name, .. } => AuthKind::ApiKey {
            place: match location {
                APIKeyLocation::Query => KeyPlace::Query,
                APIKeyLocation::Header => KeyPlace::Header,
                APIKeyLocation::Cookie => KeyPlace::Cookie,
            },
            name: name.clone(),
        },
        SecurityScheme::HTTP { scheme, .. } => match scheme.to_ascii_lowercase().as_str() {
            "bearer" => AuthKind::Bearer,
            "basic" => AuthKind::Basic,
            _ => AuthKind::Http(scheme.clone()),
        },
        SecurityScheme::OAuth2 { flows, .. } => AuthKind::OAuth2 {
            flows: oauth_flows(flows),
        },
        SecurityScheme::OpenIDConnect {
            open_id_connect_url,
            ..
        } => AuthKind::OpenIdConnect {
            url: open_id_connect_url.clone(),
        },
    }
}

fn oauth_flows(flows: &OAuth2Flows) -> Vec<Flow> {
    let flow = |kind, token_url: &str, scopes: &indexmap::IndexMap<String, String>| Flow {
        kind,
        token_url: token_url.to_owned(),
        scopes: scopes
            .iter()
            .map(|(name, text)| (name.clone(), text.clone()))
            .collect(),
    };
    [
        flows
            .client_credentials
            .as_ref()
            .map(|found| flow(FlowKind::ClientCredentials, &found.token_url, &found.scopes)),
        flows
            .authorization_code
            .as_ref()
            .map(|found| flow(FlowKind::AuthorizationCode, &found.token_url, &found.scopes)),
        flows
            .password
            .as_ref()
            .map(|found| flow(FlowKind::Password, &found.token_url, &found.scopes)),
        flows
            .implicit
            .as_ref()
            .map(|found| flow(FlowKind::Implicit, "", &found.scopes)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn words(scheme: &SecurityScheme) -> Doc {
    let description = match scheme {
        SecurityScheme::APIKey { description, .. }
        | SecurityScheme::HTTP { description, .. }
        | SecurityScheme::OAuth2 { description, .. }
        | SecurityScheme::OpenIDConnect { description, .. } => description,
    };
    Doc {
        text: non_empty(description.as_deref()),
        ..Doc::default()
    }
}

/// The alternatives that apply to an operation: its own, else the document's.
/// A requirement whose scheme is not declared is reported and left out.
pub(super) fn requirements<'d>(
    context: &mut Context<'d>,
    own: Option<&'d Vec<SecurityRequirement>>,
    schemes: &[AuthScheme],
    at: &Pointer,
) -> Vec<Vec<Requirement>> {
    let (alternatives, at) = match own {
        Some(own) => (own.as_slice(), at.child("security")),
        None => (
            context.document.api.security.as_deref().unwrap_or_default(),
            Pointer::root().child("security"),
        ),
    };
    let mut lowered = Vec::new();
    for (index, alternative) in alternatives.iter().enumerate() {
        let unknown = alternative.keys().find(|name| {
            let is_known = schemes.iter().any(|known| known.name == **name);
            !is_known && !context.document.certificates.contains(*name)
        });
        if let Some(name) = unknown {
            let message = format!("no security scheme is called `{name}`");
            let at = at.element(index).child(name);
            context.defect(Code::UnknownSecurityScheme, &at, message);
            context
                .diagnostics
                .help("declare it below `components/securitySchemes`, or correct its name");
            continue;
        }
        unknown_scopes(context, alternative, schemes, &at.element(index));
        lowered.push(
            alternative
                .iter()
                .filter(|(scheme, _)| !context.document.certificates.contains(*scheme))
                .map(|(scheme, scopes)| Requirement {
                    scheme: scheme.clone(),
                    scopes: scopes.clone(),
                })
                .collect(),
        );
    }
    lowered
}

/// Scopes that no flow of their scheme declares (OpenAPI 3.0.3 §4.7.30).
fn unknown_scopes<'d>(
    context: &mut Context<'d>,
    alternative: &'d SecurityRequirement,
    schemes: &[AuthScheme],
    at: &Pointer,
) {
    for scheme in schemes {
        let AuthKind::OAuth2 { flows } = &scheme.kind else {
            continue;
        };
        let declared = flows.iter().flat_map(|flow| &flow.scopes);
        let declared: Vec<&str> = declared.map(|(name, _)| name.as_str()).collect();
        let Some((name, asked)) = alternative.get_key_value(&scheme.name) else {
            continue;
        };
        let unknown = asked
            .iter()
            .enumerate()
            .filter(|(_, name)| !declared.contains(&name.as_str()));
        for (index, scope) in unknown {
            let at = at.child(&scheme.name).element(index);
            let message = format!("`{}` declares no scope `{scope}`", scheme.name);
            // Many operations ask for the same scope.
            let meant = context.scopes.entry((name, scope));
            let meant = meant
                .or_insert_with(|| nearest(scope, declared.iter().copied()).map(str::to_owned));
            match meant.clone() {
                Some(meant) => {
                    context.warning(Code::UnknownName, &at, message);
                    context.diagnostics.help(format!("did you mean `{meant}`?"));
                }
                None => context.note(Code::UnknownName, &at, message),
            }
        }
    }
}
