//! One crate, and the APIs that are its modules.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    AuthScheme, Collection, Conversion, Doc, ErrorEnum, Feature, JsonSchemas, Metadata,
    NamedExample, Operation, OperationId, Resource, Runtime, Server, Shared, Types, Webhooks,
};
use crate::names::RustIdent;

/// Everything one generated crate holds.
#[derive(Clone, Debug)]
pub struct Package {
    /// The package's name in `Cargo.toml`.
    pub name: String,
    /// The package's version.
    pub version: String,
    /// One line for `Cargo.toml` and the top of the crate's documentation.
    pub description: Option<String>,
    /// What it says of itself to registries.
    pub metadata: Metadata,
    /// Where it has the runtime from.
    pub runtime: Runtime,
    /// Where the client finds its settings, beside code.
    pub credentials: Option<CredentialSources>,
    /// One module each, in the order of the configuration.
    pub apis: Vec<Api>,
    /// What several of them have in common: copies of those that it is emitted from.
    pub shared: Vec<Api>,
}

/// One document: a module with a `Client`, resources, models and errors.
#[derive(Clone, Debug)]
pub struct Api {
    /// The name of the package that it is a module of.
    pub package: String,
    /// The module's name.
    pub module: RustIdent,
    /// The document's path as diagnostics show it, for the headers of its files.
    pub document: String,
    /// `info.title`.
    pub title: String,
    /// `info.version`.
    pub version: String,
    /// `info.description` and what belongs to it.
    pub doc: Doc,
    /// In document order; never empty (OpenAPI 3.0.3 §4.7.1: `/` by default).
    pub servers: Vec<Server>,
    /// The servers that paths and operations have in place of these, each list once.
    pub operation_servers: Vec<Vec<Server>>,
    /// The paths of the servers of the package's other APIs, each once.
    pub other_server_paths: BTreeSet<String>,
    /// The paths of shared operations where they are not those that the operations are
    /// emitted with.
    pub own_paths: Vec<(OperationId, String)>,
    /// Every security scheme that could be lowered.
    pub auth: Vec<AuthScheme>,
    /// One per tag, in the order in which operations first name them.
    pub resources: Vec<Resource>,
    /// The operations that are in its module, where these are not all; in their resources.
    pub own: Option<Vec<Resource>>,
    /// What it sends on its own, where the document says so.
    pub webhooks: Option<Webhooks>,
    /// What the service keeps under paths of its own, in the order of its operations.
    pub collections: Vec<Collection>,
    /// What responses become when they are sent back.
    pub conversions: Vec<Conversion>,
    /// What the document says of values, beyond their types.
    pub schemas: JsonSchemas,
    /// The error enums that operations share.
    pub errors: Vec<ErrorEnum>,
    /// Named examples that are checked and not shown.
    pub other_examples: Vec<NamedExample>,
    /// Every named type.
    pub types: Types,
    /// What turns files of models on; a file that is not listed is always there.
    pub model_features: BTreeMap<RustIdent, BTreeSet<Feature>>,
    /// Properties of error bodies that belong into a log line, in this order.
    pub error_summary: Vec<String>,
    /// The names of all properties that may hold secrets, sorted.
    pub sensitive: BTreeSet<String>,
    /// What of it is in the module `shared`, because other APIs have it too.
    pub shared: Shared,
    /// Whether this is what the API brings to that module, and not the API's own module.
    pub is_shared: bool,
}

impl Api {
    /// Every operation, by resources.
    pub fn operations(&self) -> impl Iterator<Item = &Operation> {
        let resources = self.resources.iter();
        resources.flat_map(|resource| &resource.operations)
    }

    /// The servers of an operation: its own, or those of the document.
    pub fn servers_of(&self, operation: &Operation) -> &[Server] {
        let own = operation
            .servers
            .and_then(|index| self.operation_servers.get(index));
        own.unwrap_or(&self.servers)
    }
}

impl Package {
    /// Whether an API sends something on its own.
    pub fn has_webhooks(&self) -> bool {
        self.apis.iter().any(|api| api.webhooks.is_some())
    }
}

/// Where a client looks for its base URL and credentials, in this order:
/// environment, then each file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CredentialSources {
    /// Environment variable with the base URL.
    pub env_base_url: String,
    /// Environment variable with the OAuth client id.
    pub env_client_id: String,
    /// Environment variable with the OAuth client secret.
    pub env_client_secret: String,
    /// Environment variable that chooses one of a document's servers.
    pub env_server: Option<String>,
    /// Variables of servers, each with its environment variable.
    pub env_server_variables: Vec<(String, String)>,
    /// Environment variables that say how connections are made.
    pub env_connections: ConnectionNames,
    /// Files, first match wins.
    pub files: Vec<CredentialFile>,
}

/// One file with settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CredentialFile {
    /// Its path; a leading `~/` is the user's home.
    pub path: String,
    /// How it is written.
    pub format: FileFormat,
    /// A key that names the active environment; `{env}` in the other keys is its value.
    pub environment: Option<String>,
    /// Dotted key of the base URL.
    pub base_url: String,
    /// Dotted key of the client id.
    pub client_id: String,
    /// Dotted key of the client secret.
    pub client_secret: String,
    /// Dotted key that chooses one of a document's servers.
    pub server: Option<String>,
    /// Variables of servers, each with its dotted key.
    pub server_variables: Vec<(String, String)>,
    /// Dotted keys that say how connections are made.
    pub connections: ConnectionNames,
}

/// What the settings of connections are called in one place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConnectionNames {
    /// The URL of a proxy.
    pub proxy: Option<String>,
    /// A file of authorities.
    pub ca_certificate: Option<String>,
    /// A file with the client's certificate.
    pub client_certificate: Option<String>,
    /// A file with its key.
    pub client_key: Option<String>,
    /// The number of idle connections that are kept.
    pub pool_max_idle_per_host: Option<String>,
    /// For how many seconds.
    pub pool_idle_timeout: Option<String>,
}

impl ConnectionNames {
    /// The names that there are, with the runtime's own names for what they mean.
    pub fn named(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let all = [
            ("proxy", &self.proxy),
            ("ca_certificate", &self.ca_certificate),
            ("client_certificate", &self.client_certificate),
            ("client_key", &self.client_key),
            ("pool_max_idle_per_host", &self.pool_max_idle_per_host),
            ("pool_idle_timeout", &self.pool_idle_timeout),
        ];
        all.into_iter()
            .filter_map(|(setting, name)| Some((setting, name.as_deref()?)))
    }
}

/// How a settings file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileFormat {
    /// RFC 8259.
    Json,
    /// YAML mappings of plain scalars.
    Yaml,
}
