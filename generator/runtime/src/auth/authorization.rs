//! Turns an operation's security alternatives and the client's credentials into what
//! is added to its request (OpenAPI 3.0.3 §4.7.30).
//!
//! It does not know how a token is fetched, nor how a request is sent.

use std::sync::Arc;

use http::{HeaderName, HeaderValue};
use secrecy::SecretString;

use super::super::metadata::description::Requirement;
use super::super::send::credentials_error::CredentialsError;
use super::super::send::tokens::{RenewableToken, TokenHeader};
use super::super::send::transport_trait::BoxFuture;
use super::secret;
use super::token::{HeldToken, TokenCache};

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
    /// A token that can be renewed.
    Token(Arc<SchemeToken>),
}

/// All that is added to one request: what the schemes of one alternative add.
pub(crate) struct SelectedSchemes<'a> {
    schemes: &'a [Requirement],
    ready: &'a [ReadyScheme],
}

/// A token that can be renewed, after the name of its `Authorization` scheme.
pub(crate) struct SchemeToken {
    scheme: &'static str,
    cache: TokenCache,
}

/// The longest token that is sent, in bytes. Servers take less in all headers together.
const LONGEST_TOKEN: usize = 64 * 1024;

impl<'a> SelectedSchemes<'a> {
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

impl SchemeToken {
    pub(crate) fn new(scheme: &'static str, cache: TokenCache) -> Self {
        Self { scheme, cache }
    }

    fn header_of(&self, token: &HeldToken) -> Result<TokenHeader, CredentialsError> {
        let header = Some(token.expose())
            .filter(|token| token.len() <= LONGEST_TOKEN)
            .and_then(|token| secret::header(&[self.scheme, " ", token]))
            .ok_or_else(CredentialsError::malformed)?;
        Ok(TokenHeader {
            header,
            generation: token.generation,
        })
    }
}

impl RenewableToken for SchemeToken {
    fn held(&self) -> Option<Result<TokenHeader, CredentialsError>> {
        let held = self.cache.held()?;
        Some(self.header_of(&held))
    }

    fn header(&self) -> BoxFuture<'_, Result<TokenHeader, CredentialsError>> {
        Box::pin(async { self.header_of(&*self.cache.get().await?) })
    }

    fn refuse(&self, generation: u64) -> bool {
        self.cache.refuse(generation)
    }
}
