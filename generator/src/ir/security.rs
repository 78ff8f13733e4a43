//! How calls are authorised.

use super::Doc;

/// A security scheme (OpenAPI 3.0.3 §4.7.27).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuthScheme {
    /// Its name among the components.
    pub name: String,
    /// What kind it is.
    pub kind: AuthKind,
    /// What the document says of it.
    pub doc: Doc,
}

/// The kinds of security scheme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AuthKind {
    /// OAuth 2 (RFC 6749).
    OAuth2 {
        /// In document order.
        flows: Vec<Flow>,
    },
    /// `Authorization: Bearer …` (RFC 6750).
    Bearer,
    /// `Authorization: Basic …` (RFC 7617).
    Basic,
    /// Another `Authorization` scheme, by its IANA name.
    Http(String),
    /// A key of its own.
    ApiKey {
        /// Header, query parameter or cookie.
        place: KeyPlace,
        /// Its name there.
        name: String,
    },
    /// OpenID Connect discovery; used as a bearer token.
    OpenIdConnect {
        /// The discovery document.
        url: String,
    },
}

/// Where an API key goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyPlace {
    /// A header.
    Header,
    /// A query parameter.
    Query,
    /// A cookie.
    Cookie,
}

/// OpenAPI 3.0.3 §4.7.29.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flow {
    /// Which grant.
    pub kind: FlowKind,
    /// Where tokens come from; empty for the implicit flow.
    pub token_url: String,
    /// Scope and description, in document order.
    pub scopes: Vec<(String, String)>,
}

/// OpenAPI 3.0.3 §4.7.28.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FlowKind {
    /// RFC 6749 §4.4
    ClientCredentials,
    /// RFC 6749 §4.1
    AuthorizationCode,
    /// RFC 6749 §4.3
    Password,
    /// RFC 6749 §4.2
    Implicit,
}

/// A scheme that an operation asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Requirement {
    /// The scheme's name among the components.
    pub scheme: String,
    /// The scopes it asks for.
    pub scopes: Vec<String>,
}
