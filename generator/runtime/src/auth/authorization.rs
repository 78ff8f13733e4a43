//! Turns an operation's security alternatives and the client's credentials into what
//! is added to its request (OpenAPI 3.0.3 §4.7.30).
//!
//! It does not know how a token is fetched, nor how a request is sent.

use std::sync::Arc;

use http::{HeaderName, HeaderValue};
use secrecy::SecretString;

use super::super::metadata::description::Requirement;
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
pub(crate) struct SelectedSchemes<'a> {
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
pub(crate) struct TokenHeader {
    pub(crate) header: HeaderValue,
    /// Which of the tokens it is.
    pub(crate) generation: u64,
}

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
    pub(crate) fn refuse(&self, refused: &TokenHeader) -> bool {
        let mut may_renew = false;
        for (_, cache) in &self.0 {
            may_renew |= cache.refuse(refused.generation);
        }
        may_renew
    }

    /// Gets the header.
    pub(crate) async fn authorise(&self) -> Result<Option<TokenHeader>, CredentialsError> {
        let mut authorisation = None;
        for (scheme, cache) in &self.0 {
            let token = cache.get().await?;
            let header = Some(token.expose())
                .filter(|token| token.len() <= LONGEST_TOKEN)
                .and_then(|token| secret::header(&[scheme, " ", token]))
                .ok_or_else(CredentialsError::malformed)?;
            authorisation = Some(TokenHeader {
                header,
                generation: token.generation,
            });
        }
        Ok(authorisation)
    }
}
