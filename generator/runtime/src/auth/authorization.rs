//! Turns an operation's security alternatives and the client's credentials into what
//! is added to its request (OpenAPI 3.0.3 §4.7.30).
//!
//! It does not know how a token is fetched, nor how a request is sent.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::{HeaderName, HeaderValue, header};
use secrecy::zeroize::Zeroizing;
use secrecy::{ExposeSecret as _, SecretString};

use super::super::config::config_error::ConfigError;
use super::super::metadata::description::{
    KeyPlace, Requirement, SecurityScheme, SecuritySchemeKind,
};
use super::credentials::Kind;
use super::credentials_error::CredentialsError;
use super::secret;
use super::token::TokenCache;

/// A security scheme for which there are credentials.
pub(crate) struct ReadyScheme {
    pub(crate) name: &'static str,
    pub(crate) step: Step,
}

/// What one scheme adds to a request.
pub(crate) enum Step {
    Header(HeaderName, HeaderValue),
    /// The name, and the key.
    Query(&'static str, Arc<SecretString>),
    Cookie(&'static str, Arc<SecretString>),
    /// A token that can be renewed, after the name of its `Authorization` scheme.
    Token(&'static str, Arc<TokenCache>),
}

/// All that is added to one request: what the schemes of one alternative add.
pub(crate) struct Plan<'a> {
    schemes: &'a [Requirement],
    ready: &'a [ReadyScheme],
}

/// The part of a plan that may have to wait, and that a call does anew for each attempt:
/// tokens that can be renewed, each after the name of its `Authorization` scheme.
#[derive(Default)]
pub(crate) struct Tokens(Vec<(&'static str, Arc<TokenCache>)>);

/// The longest token that is sent, in bytes. Servers take less in all headers together.
const LONGEST_TOKEN: usize = 64 * 1024;

/// A token in a header.
pub(crate) struct Authorisation {
    pub(crate) header: HeaderValue,
    /// Which of the tokens it is.
    pub(crate) generation: u64,
}

impl<'a> Plan<'a> {
    /// The first alternative for which there are all credentials. One that needs none
    /// is taken only where no other can be had.
    pub(crate) fn choose(
        alternatives: &'a [&'a [Requirement]],
        ready: &'a [ReadyScheme],
    ) -> Result<Self, CredentialsError> {
        let needing = || alternatives.iter().filter(|schemes| !schemes.is_empty());
        let is_ready = |one: &Requirement| step(ready, one).is_some();
        if let Some(schemes) = needing().find(|schemes| schemes.iter().all(is_ready)) {
            return Ok(Self { schemes, ready });
        }
        if needing().count() < alternatives.len() || alternatives.is_empty() {
            return Ok(Self {
                schemes: &[],
                ready,
            });
        }
        let names = needing().flat_map(|schemes| schemes.iter().map(|one| one.scheme));
        Err(CredentialsError::missing(names.collect()))
    }

    /// What its schemes add.
    pub(crate) fn steps(&self) -> impl Iterator<Item = &'a Step> {
        self.schemes.iter().filter_map(|one| step(self.ready, one))
    }
}

/// What a scheme adds, where there are credentials for it.
fn step<'a>(ready: &'a [ReadyScheme], requirement: &Requirement) -> Option<&'a Step> {
    let found = ready.iter().find(|one| one.name == requirement.scheme)?;
    Some(&found.step)
}

impl Tokens {
    /// One more, after the name of its `Authorization` scheme.
    pub(crate) fn add(&mut self, scheme: &'static str, cache: &Arc<TokenCache>) {
        self.0.push((scheme, Arc::clone(cache)));
    }

    /// Whether there is none to wait for.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Forgets what the server refused; whether there may be another one.
    pub(crate) fn refuse(&self, refused: &Authorisation) -> bool {
        let mut may_renew = false;
        for (_, cache) in &self.0 {
            may_renew |= cache.refuse(refused.generation);
        }
        may_renew
    }

    /// Gets the header.
    pub(crate) async fn authorise(&self) -> Result<Option<Authorisation>, CredentialsError> {
        let mut authorisation = None;
        for (scheme, cache) in &self.0 {
            let token = cache.get().await?;
            let header = Some(token.expose())
                .filter(|token| token.len() <= LONGEST_TOKEN)
                .and_then(|token| secret::header(&[scheme, " ", token]))
                .ok_or_else(CredentialsError::malformed)?;
            authorisation = Some(Authorisation {
                header,
                generation: token.generation,
            });
        }
        Ok(authorisation)
    }
}

impl Step {
    /// What credentials add to a request under a scheme; `None` where they do not fit
    /// it. `cache` makes the shared token, if there is somewhere to get one.
    pub(crate) fn new(
        scheme: &SecurityScheme,
        credentials: &Kind,
        cache: impl FnOnce() -> Result<Option<Arc<TokenCache>>, ConfigError>,
    ) -> Result<Option<Self>, ConfigError> {
        let unusable =
            || ConfigError::setting(scheme.name, "the credentials cannot stand in a header");
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
                Some(name) => Ok(cache()?.map(|cache| Self::Token(name, cache))),
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
