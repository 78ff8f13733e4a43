//! The tokens of a request: each attempt gets their header, and says where the server refused
//! it.
//!
//! It does not know where tokens come from, nor how long they last.

use std::sync::Arc;

use http::HeaderValue;

use super::credentials_error::CredentialsError;
use super::transport_trait::BoxFuture;

/// A token in a header.
pub(crate) struct TokenHeader {
    pub(crate) header: HeaderValue,
    /// Which of the tokens it is.
    pub(crate) generation: u64,
}

/// A token that can be renewed.
pub(crate) trait RenewableToken: Send + Sync {
    /// The header of the token in use; none where one has to be requested first.
    fn held(&self) -> Option<Result<TokenHeader, CredentialsError>>;

    /// The header, of a token that is requested where there is none.
    fn header(&self) -> BoxFuture<'_, Result<TokenHeader, CredentialsError>>;

    /// Forgets a token that the server refused; whether there may be another one.
    fn refuse(&self, generation: u64) -> bool;
}

/// The tokens that each attempt of a request adds to it.
#[derive(Clone, Default)]
pub(crate) struct Tokens(Vec<Arc<dyn RenewableToken>>);

impl Tokens {
    /// One more.
    pub(crate) fn add(&mut self, token: Arc<dyn RenewableToken>) {
        self.0.push(token);
    }

    /// Whether there is none to wait for.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Forgets what the server refused; whether there may be another one.
    pub(super) fn refuse(&self, refused: &TokenHeader) -> bool {
        let mut may_renew = false;
        for token in &self.0 {
            may_renew |= token.refuse(refused.generation);
        }
        may_renew
    }

    /// Gets the header.
    pub(super) async fn authorise(&self) -> Result<Option<TokenHeader>, CredentialsError> {
        let mut header = None;
        for token in &self.0 {
            header = Some(match token.held() {
                Some(held) => held?,
                None => token.header().await?,
            });
        }
        Ok(header)
    }
}
