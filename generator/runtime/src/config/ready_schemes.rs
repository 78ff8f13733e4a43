//! Turns the settings' credentials into the document's security schemes that are ready for use.
//!
//! It does not know any operation, nor which schemes one asks for.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::{HeaderName, header};
use secrecy::zeroize::Zeroizing;
use secrecy::{ExposeSecret as _, SecretString};

use super::super::auth::authorization::{ReadyScheme, SchemeToken, Step};
use super::super::auth::client_credentials::ClientCredentialsSource;
use super::super::auth::credentials::Kind;
use super::super::auth::secret;
use super::super::auth::token::TokenCache;
use super::super::metadata::description::{
    ApiDescription, KeyPlace, SecurityScheme, SecuritySchemeKind,
};
use super::super::send::headers::Headers;
use super::super::send::sender::Sender;
use super::client_config::Settings;
use super::config_error::ConfigError;
use super::server::{Refused, fits};
use super::servers::Servers;

/// The document's security schemes for which the settings have credentials.
pub(crate) fn ready_schemes(
    config: &Settings,
    api: &'static ApiDescription,
    servers: &Servers,
    sender: &Arc<Sender>,
    headers: &Headers,
) -> Result<Vec<ReadyScheme>, ConfigError> {
    if !config.credentials.is_empty() {
        servers.take_secrets().map_err(Refused::in_settings)?;
    }
    config.check_places()?;
    let mut ready: Vec<ReadyScheme> = Vec::new();
    for given in &config.credentials {
        let (meant_for, credentials) = (&given.scheme, &given.credentials);
        let mut fits = false;
        for scheme in api.security_schemes {
            if meant_for.as_deref().is_some_and(|name| name != scheme.name) {
                continue;
            }
            let cache = || token_cache(config, scheme, &credentials.0, servers, sender, headers);
            if let Some(step) = Step::new(scheme, &credentials.0, cache)? {
                fits = true;
                ready.retain(|other| other.name != scheme.name);
                ready.push(ReadyScheme {
                    name: scheme.name,
                    step,
                });
            }
        }
        if !fits {
            let reason = "fit none of the document's security schemes, or lack a token URL";
            return Err(ConfigError::setting("credentials", reason));
        }
    }
    Ok(ready)
}

/// The token that all calls under a scheme share; `None` where nothing says where to get one.
fn token_cache(
    config: &Settings,
    scheme: &SecurityScheme,
    credentials: &Kind,
    servers: &Servers,
    sender: &Arc<Sender>,
    headers: &Headers,
) -> Result<Option<TokenCache>, ConfigError> {
    let clock = Arc::clone(&config.clock);
    let client = match credentials {
        Kind::Client(client) => client,
        Kind::Source(source) => {
            return Ok(Some(TokenCache::new(Arc::clone(source), clock)));
        }
        _ => return Ok(None),
    };
    let described = match scheme.kind {
        SecuritySchemeKind::OAuth2 {
            client_credentials_token_url,
        } => client_credentials_token_url,
        _ => None,
    };
    let Some(url) = client.token_url.as_deref().or(described) else {
        return Ok(None);
    };
    let url = servers.token_url(url)?;
    if !fits(&url) {
        return Err(ConfigError::setting("token URL", "is too long"));
    }
    let source = ClientCredentialsSource {
        sender: Arc::clone(sender),
        url,
        client: client.clone(),
        user_agent: headers.get(&header::USER_AGENT).cloned(),
        retry: config.retry,
        attempt_limit: config.attempt_limit,
        call_limit: config.call_limit,
    };
    Ok(Some(TokenCache::new(Arc::new(source), clock)))
}

impl Step {
    /// What credentials add to a request under a scheme; `None` where they do not fit
    /// it. `cache` makes the shared token, if there is somewhere to get one.
    pub(crate) fn new(
        scheme: &SecurityScheme,
        credentials: &Kind,
        cache: impl FnOnce() -> Result<Option<TokenCache>, ConfigError>,
    ) -> Result<Option<Self>, ConfigError> {
        let unusable =
            || ConfigError::setting(scheme.name, "the credentials cannot be in a header");
        let authorization = |scheme: &str, secret: &str| {
            let value = secret::header(&[scheme, " ", secret]).ok_or_else(unusable)?;
            Ok(Some(Self::Header(header::AUTHORIZATION, value)))
        };
        match (credentials, scheme.kind) {
            (Kind::Basic(user, password), SecuritySchemeKind::Basic) => {
                if user.contains(':') {
                    return Err(ConfigError::setting(
                        scheme.name,
                        "the user's name has a colon",
                    ));
                }
                authorization("Basic", &basic(user, password.expose_secret()))
            }
            (Kind::ApiKey(key), SecuritySchemeKind::ApiKey { place, name }) => {
                Self::api_key(place, name, key)
                    .ok_or_else(unusable)
                    .map(Some)
            }
            (Kind::Token(token), kind) => match token_scheme(kind) {
                Some(name) => authorization(name, token.expose_secret()),
                None => Ok(None),
            },
            (Kind::Client(_) | Kind::Source(_), kind) => match token_scheme(kind) {
                Some(name) => {
                    Ok(cache()?.map(|cache| Self::Token(Arc::new(SchemeToken::new(name, cache)))))
                }
                None => Ok(None),
            },
            _ => Ok(None),
        }
    }

    fn api_key(place: KeyPlace, name: &'static str, key: &SecretString) -> Option<Self> {
        Some(match place {
            KeyPlace::Header => {
                let value = secret::header(&[key.expose_secret()])?;
                Self::Header(HeaderName::from_bytes(name.as_bytes()).ok()?, value)
            }
            KeyPlace::Query => Self::Query(name, Arc::new(key.clone())),
            KeyPlace::Cookie => Self::Cookie(name, Arc::new(key.clone())),
        })
    }
}

/// A user's name and password as RFC 7617 §2 writes them.
fn basic(user: &str, password: &str) -> Zeroizing<String> {
    let mut pair = secret::with_capacity(user.len() + 1 + password.len());
    pair.extend([user, ":", password]);
    // Base64 has four characters for each three bytes, so that it never moves.
    let mut encoded = secret::with_capacity(pair.len().div_ceil(3) * 4);
    STANDARD.encode_string(pair.as_str(), &mut encoded);
    encoded
}

/// The name before a token in the `Authorization` header; `None` where the scheme takes no token.
fn token_scheme(kind: SecuritySchemeKind) -> Option<&'static str> {
    match kind {
        SecuritySchemeKind::OAuth2 { .. }
        | SecuritySchemeKind::Bearer
        | SecuritySchemeKind::OpenIdConnect => Some("Bearer"),
        SecuritySchemeKind::Http { scheme } => Some(scheme),
        SecuritySchemeKind::Basic | SecuritySchemeKind::ApiKey { .. } => None,
    }
}
