//! Turns the settings' credentials into the document's security schemes that are ready for use.
//!
//! It does not know any operation, nor which schemes one asks for.

use std::sync::Arc;

use http::header;

use super::super::auth::authorization::{ReadyScheme, Step};
use super::super::auth::client_credentials::ClientCredentialsSource;
use super::super::auth::credentials::Kind;
use super::super::auth::token::TokenCache;
use super::super::metadata::description::{ApiDescription, SecurityScheme, SecuritySchemeKind};
use super::super::request::request_head::fits;
use super::super::send::headers::Headers;
use super::super::send::sender::Sender;
use super::client_config::Settings;
use super::config_error::ConfigError;
use super::server::Refused;
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
        config.check_places()?;
    }
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
) -> Result<Option<Arc<TokenCache>>, ConfigError> {
    let clock = Arc::clone(&config.clock);
    let client = match credentials {
        Kind::Client(client) => client,
        Kind::Source(source) => {
            return Ok(Some(Arc::new(TokenCache::new(Arc::clone(source), clock))));
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
    Ok(Some(Arc::new(TokenCache::new(Arc::new(source), clock))))
}
