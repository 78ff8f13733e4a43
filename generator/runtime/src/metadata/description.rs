//! What a document says of an API and of an operation, as far as every call needs it.
//!
//! It does not know how anything is sent.

/// What a document says of an operation.
#[derive(Clone, Copy, Debug)]
pub struct OperationDescription {
    /// Its `operationId`; names it in errors and logs.
    pub id: &'static str,
    /// The HTTP method.
    pub method: &'static str,
    /// The path template, `{name}` for parameters; [`ApiDescription::path_of`] knows those
    /// of an API.
    pub path: &'static str,
    /// The `Accept` header.
    pub accept: &'static str,
    /// Alternatives, each a set of schemes that are needed together. None at all means
    /// that nothing is needed, and so does an empty set (OpenAPI 3.0.3 §4.7.30).
    pub security: &'static [&'static [Requirement]],
    /// Which of [`ApiDescription::operation_servers`] it has in place of the API's own
    /// servers (OpenAPI 3.0.3 §4.7.9.1, §4.7.10.1).
    pub servers: Option<usize>,
}

/// A security scheme that an operation asks for (OpenAPI 3.0.3 §4.7.30).
#[derive(Clone, Copy, Debug)]
pub struct Requirement {
    /// The scheme's name among the document's components.
    pub scheme: &'static str,
    /// The scopes it asks for.
    pub scopes: &'static [&'static str],
}

impl Requirement {
    /// A scheme by its name among the document's components, and the scopes it asks for.
    pub const fn new(scheme: &'static str, scopes: &'static [&'static str]) -> Self {
        Self { scheme, scopes }
    }
}

/// What a document says of the whole API.
#[derive(Clone, Copy, Debug)]
pub struct ApiDescription {
    /// Its title.
    pub title: &'static str,
    /// Its version.
    pub version: &'static str,
    /// The name of the client's package, for the `User-Agent`.
    pub package: &'static str,
    /// The version of the client's package, for the `User-Agent`.
    pub package_version: &'static str,
    /// Where it is served: the first, unless the settings choose another.
    pub servers: &'static [ServerDescription],
    /// The servers that operations have in place of those, each list once.
    pub operation_servers: &'static [&'static [ServerDescription]],
    /// The paths of the servers of the package's other APIs, such as other versions: a base
    /// URL that ends in one of them is not meant for this API.
    pub other_server_paths: &'static [&'static str],
    /// The paths of operations, by their ids, that are elsewhere in this API than their
    /// types say, because several APIs share the types.
    pub operation_paths: &'static [(&'static str, &'static str)],
    /// How calls are authorised.
    pub security_schemes: &'static [SecurityScheme],
    /// The top-level properties of error bodies that an error's `Display` shows.
    pub error_summary: &'static [&'static str],
    /// The properties that may hold secrets, by their names in JSON.
    pub sensitive: &'static [&'static str],
}

impl ApiDescription {
    /// The path template of an operation in this API.
    pub fn path_of(&self, operation: &OperationDescription) -> &'static str {
        let mut own = self.operation_paths.iter();
        let own = own.find(|(id, _)| *id == operation.id);
        own.map_or(operation.path, |(_, path)| path)
    }
}

/// Where an API is served (OpenAPI 3.0.3 §4.7.5).
#[derive(Clone, Copy, Debug)]
pub struct ServerDescription {
    /// The URL template, `{name}` for variables. Without a host, it is below the host
    /// of the base URL, or else of the API's own server.
    pub url: &'static str,
    /// What the document says of it; empty where it says nothing.
    pub description: &'static str,
    /// Its variables.
    pub variables: &'static [ServerVariable],
}

/// A part of a server's URL that callers may choose (OpenAPI 3.0.3 §4.7.6).
#[derive(Clone, Copy, Debug)]
pub struct ServerVariable {
    /// Its name in the template.
    pub name: &'static str,
    /// What is there unless the caller says otherwise.
    pub default: &'static str,
    /// The only values allowed; empty where any is.
    pub values: &'static [&'static str],
}

impl ServerVariable {
    /// A variable by its name in the template, its default, and the only values
    /// allowed, if not any is.
    pub const fn new(
        name: &'static str,
        default: &'static str,
        values: &'static [&'static str],
    ) -> Self {
        Self {
            name,
            default,
            values,
        }
    }
}

/// A way of authorising calls (OpenAPI 3.0.3 §4.7.27).
#[derive(Clone, Copy, Debug)]
pub struct SecurityScheme {
    /// Its name among the document's components.
    pub name: &'static str,
    /// What kind it is.
    pub kind: SecuritySchemeKind,
}

/// The kinds of security scheme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecuritySchemeKind {
    /// OAuth 2 (RFC 6749).
    OAuth2 {
        /// Where the client credentials grant gets its tokens (RFC 6749 §4.4), if there is one.
        client_credentials_token_url: Option<&'static str>,
    },
    /// `Authorization: Bearer …` (RFC 6750).
    Bearer,
    /// `Authorization: Basic …` (RFC 7617).
    Basic,
    /// Another scheme of the `Authorization` header.
    Http {
        /// Its name in IANA's registry.
        scheme: &'static str,
    },
    /// A key of its own.
    ApiKey {
        /// Where it goes.
        place: KeyPlace,
        /// Its name there.
        name: &'static str,
    },
    /// OpenID Connect; the token is a bearer token.
    OpenIdConnect,
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
