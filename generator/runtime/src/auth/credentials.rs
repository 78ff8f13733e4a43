//! Turns what a caller has into what a security scheme needs.
//!
//! It does not know which schemes an API has.

use std::fmt;
use std::sync::Arc;

use secrecy::SecretString;

use super::super::json::redacted::Redacted;
use super::secret::secret;
use super::token::TokenSource;

/// What calls are authorised with. Secrets never show, and are wiped from memory when this
/// and the clients made with it are dropped; the caller's own copies are the caller's.
///
/// ```
/// # use simgen_runtime::Credentials;
/// // OAuth 2: the client gets its tokens, and renews them.
/// let client = Credentials::client_credentials("my-id", "my-secret").with_scope("pets:read");
/// // Sent as they are.
/// let token = Credentials::token("my-token");
/// let basic = Credentials::basic("my-user", "my-password");
/// let key = Credentials::api_key("my-key");
///
/// assert_eq!(format!("{token:?}"), "Token([redacted])");
/// ```
#[derive(Clone)]
pub struct Credentials(pub(crate) Kind);

#[derive(Clone)]
pub(crate) enum Kind {
    Token(SecretString),
    Client(ClientCredentials),
    Source(Arc<dyn TokenSource>),
    Basic(String, SecretString),
    ApiKey(SecretString),
}

/// Client credentials (RFC 6749 §4.4), which are exchanged for a token. They become
/// [`Credentials`] by themselves where those are asked for.
///
/// ```
/// # use simgen_runtime::{Config, Credentials};
/// let credentials = Credentials::client_credentials("my-id", "my-secret")
///     .with_scope("pets:read pets:write")
///     .with_token_url("https://sign-in.example.com/oauth/token");
/// let config = Config::new().with_credentials(credentials);
/// ```
#[derive(Clone)]
pub struct ClientCredentials {
    pub(crate) id: String,
    pub(crate) secret: SecretString,
    pub(crate) scope: Option<String>,
    pub(crate) token_url: Option<String>,
}

impl Credentials {
    /// A token that is sent as it is and never renewed.
    pub fn token(token: impl Into<String>) -> Self {
        Self(Kind::Token(secret(token.into())))
    }

    /// OAuth 2 client credentials (RFC 6749 §4.4): a token is fetched when it is first
    /// needed, kept, and renewed before it ends.
    pub fn client_credentials(
        id: impl Into<String>,
        secret: impl Into<String>,
    ) -> ClientCredentials {
        ClientCredentials::of(id, super::secret::secret(secret.into()))
    }

    /// A source of tokens of one's own: a type that implements [`TokenSource`], or a closure such as
    /// `|| async { Ok(AccessToken::new(my_vault().await?)) }`. What it gives is kept and renewed as
    /// with client credentials; what it fails with is the source of an `Error::Credentials`.
    pub fn token_source(source: impl TokenSource) -> Self {
        Self(Kind::Source(Arc::new(source)))
    }

    /// A user's name and password (RFC 7617). The name may not hold a colon.
    pub fn basic(user: impl Into<String>, password: impl Into<String>) -> Self {
        Self(Kind::Basic(user.into(), secret(password.into())))
    }

    /// A key; the document says which header, query parameter or cookie it goes into.
    pub fn api_key(key: impl Into<String>) -> Self {
        Self(Kind::ApiKey(secret(key.into())))
    }
}

impl ClientCredentials {
    pub(crate) fn of(id: impl Into<String>, secret: SecretString) -> Self {
        Self {
            id: id.into(),
            secret,
            scope: None,
            token_url: None,
        }
    }

    /// The scopes to ask for, with spaces between (RFC 6749 §3.3). Without this none
    /// are asked for, and the server gives what it sees fit.
    #[must_use]
    pub fn with_scope(mut self, scope: impl Into<String>) -> Self {
        self.scope = Some(scope.into());
        self
    }

    /// Where to get tokens, instead of where the document says.
    #[must_use]
    pub fn with_token_url(mut self, url: impl Into<String>) -> Self {
        self.token_url = Some(url.into());
        self
    }
}

impl From<ClientCredentials> for Credentials {
    fn from(client: ClientCredentials) -> Self {
        Self(Kind::Client(client))
    }
}

impl fmt::Debug for ClientCredentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientCredentials")
            .field("id", &self.id)
            .field("secret", &Redacted)
            .field("scope", &self.scope)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Token(_) => f.debug_tuple("Token").field(&Redacted).finish(),
            Kind::Client(client) => client.fmt(f),
            Kind::Source(_) => f.write_str("TokenSource"),
            Kind::Basic(user, _) => f.debug_tuple("Basic").field(user).field(&Redacted).finish(),
            Kind::ApiKey(_) => f.debug_tuple("ApiKey").field(&Redacted).finish(),
        }
    }
}
