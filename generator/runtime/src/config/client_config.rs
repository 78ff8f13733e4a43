//! Turns what a caller wants into settings that clients are made with.
//!
//! It does not know any API: whether the settings fit is found when a client is made.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use super::super::auth::credentials::Credentials;
use super::super::json::sealed::Sealed;
use super::super::send::clock::{Clock, Jitter, RandomJitter, SystemClock};
use super::super::send::retry::RetryPolicy;
use super::super::send::transport_trait::Transport;
use super::config_error::ConfigError;
use super::connections::Connections;
use super::load::CredentialSources;
use super::origin::Origin;
use super::server_choice::ServerChoice;
use super::servers::ServerSettings;

/// The settings of a client. One may serve several clients.
///
/// A package that has settings files or environment variables of its own names them by
/// its type `S`; then there are also [`ConfigFor::from_env`] and its like.
///
/// ```
/// # use simgen_runtime::{Config, Credentials, RetryPolicy};
/// use std::time::Duration;
///
/// let config = Config::new()
///     .with_base_url("https://acme.example.com")
///     .with_credentials(Credentials::token("my-token"))
///     .with_timeout(Duration::from_secs(30))
///     .with_retry(RetryPolicy::none());
/// // Two clients with the same settings but for one.
/// let patient = config.clone().with_timeout(Duration::from_secs(300));
/// ```
pub struct ConfigFor<S> {
    pub(crate) settings: Settings,
    package: PhantomData<fn() -> S>,
}

/// The settings of a client whose package has no settings files and environment variables.
///
/// ```
/// # use simgen_runtime::{Config, Credentials};
/// let config = Config::new()
///     .with_base_url("https://acme.example.com")
///     .with_credentials(Credentials::client_credentials("my-id", "my-secret"))
///     .with_user_agent("my-program/1.0");
/// ```
pub type Config = ConfigFor<NoSources>;

/// A package without settings files and environment variables.
#[derive(Clone, Copy, Debug)]
pub enum NoSources {}

/// A package whose settings can be in environment variables. Only generated types implement it.
pub trait SettingSources: Sealed {
    /// Which variables and files these are.
    const SOURCES: CredentialSources;
}

/// A package whose settings can be in files, too.
pub trait SettingFiles: SettingSources {}

/// What a [`ConfigFor`] holds, whatever the package.
#[derive(Clone)]
pub(crate) struct Settings {
    pub(crate) servers: ServerSettings,
    pub(crate) credentials: Vec<Given>,
    pub(crate) connect_limit: Duration,
    pub(crate) attempt_limit: Duration,
    pub(crate) call_limit: Duration,
    pub(crate) retry: RetryPolicy,
    pub(crate) response_limit: usize,
    pub(crate) error_limit: usize,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) user_agent: Option<String>,
    pub(crate) request_id_header: Option<String>,
    pub(crate) without_defaults: Vec<String>,
    pub(crate) http_on_loopback: bool,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) jitter: Arc<dyn Jitter>,
    pub(crate) transport: Option<Arc<dyn Transport>>,
    /// What is put around it, the innermost first.
    pub(crate) layers: Vec<Arc<Layer>>,
    pub(crate) connections: Connections,
}

/// What puts a transport around another one.
pub(crate) type Layer = dyn Fn(Arc<dyn Transport>) -> Arc<dyn Transport> + Send + Sync;

/// Credentials that a client was given.
#[derive(Clone, Debug)]
pub(crate) struct Given {
    /// The scheme they are for; none for every scheme that they fit.
    pub(crate) scheme: Option<String>,
    pub(crate) credentials: Credentials,
    pub(crate) origin: Origin,
}

const POOL_IDLE_LIMIT: Duration = Duration::from_secs(4);

impl Default for Settings {
    fn default() -> Self {
        Self {
            servers: ServerSettings::default(),
            credentials: Vec::new(),
            connect_limit: Duration::from_secs(10),
            attempt_limit: Duration::from_secs(60),
            call_limit: Duration::from_secs(180),
            retry: RetryPolicy::default(),
            response_limit: 16 * 1024 * 1024,
            error_limit: 64 * 1024,
            headers: Vec::new(),
            user_agent: None,
            request_id_header: None,
            without_defaults: Vec::new(),
            http_on_loopback: false,
            clock: Arc::new(SystemClock),
            jitter: Arc::new(RandomJitter),
            transport: None,
            layers: Vec::new(),
            connections: Connections::default(),
        }
    }
}

impl<S> ConfigFor<S> {
    /// Settings without credentials, for the first server of the document. Where a part
    /// of its host's name is a variable, credentials are sent there only after
    /// [`Config::with_base_url`] or [`Config::with_server_variable`] said which host it is.
    pub fn new() -> Self {
        Self::of(Settings::default())
    }

    /// Where the API is served, `https://acme.example.com`. The path of the document's
    /// server is added where the URL does not end with it yet. User information, a query
    /// or a fragment are refused when a client is made.
    ///
    /// Every request goes there: those of operations for which the document has another
    /// server, too, with the path of that server. So settings for a test, a proxy or
    /// another stage reach no host that they do not name. [`Config::with_base_url_for`]
    /// makes an exception for one server.
    #[must_use]
    pub fn with_base_url(mut self, url: impl Into<String>) -> Self {
        self.settings.servers.base_url = Some(url.into());
        self.settings.servers.origin = Origin::Program;
        self
    }

    /// Where one server of the document is served, in place of [`Config::with_base_url`]:
    /// the document's own, or that of some operations. A server that the document does
    /// not have is refused when a client is made.
    ///
    /// A server keeps its own URL beside a base URL for all others with
    /// `.with_base_url_for("https://uploads.example.com", "https://uploads.example.com")`.
    #[must_use]
    pub fn with_base_url_for(
        mut self,
        server: impl Into<ServerChoice>,
        url: impl Into<String>,
    ) -> Self {
        self.settings
            .servers
            .base_urls
            .push((server.into(), url.into()));
        self
    }

    /// The base URL, if one was set.
    pub fn base_url(&self) -> Option<&str> {
        self.settings.servers.base_url.as_deref()
    }

    /// Another server of the document than the first: by its place in the document's list
    /// from 0, by its URL as it is there, or by its description. A name is looked for among
    /// the servers of paths and operations, too, so that a description like `Sandbox`
    /// chooses all of that name. A server that the document does not have is refused when
    /// a client is made.
    #[must_use]
    pub fn with_server(mut self, server: impl Into<ServerChoice>) -> Self {
        self.settings.servers.choices.push(server.into());
        self
    }

    /// A variable of one of the document's servers (OpenAPI 3.0.3 §4.7.6). Unless
    /// [`Config::with_server`] says which, it is the first server that has all variables
    /// that are set. A variable that no server has is refused when a client is made.
    #[must_use]
    pub fn with_server_variable(
        mut self,
        name: impl Into<String>,
        value: impl Into<String>,
    ) -> Self {
        self.settings
            .servers
            .variables
            .insert(name.into(), value.into());
        self
    }

    /// Credentials for every security scheme that they fit. Where two fit one, the later
    /// count. A base URL that came from a file gets no credentials but those of that file:
    /// where a client has others, name its host with [`Config::with_base_url`].
    #[must_use]
    pub fn with_credentials(mut self, credentials: impl Into<Credentials>) -> Self {
        self.settings
            .give(None, credentials.into(), Origin::Program);
        self
    }

    /// Credentials for one security scheme, by its name in the document.
    #[must_use]
    pub fn with_credentials_for(
        mut self,
        scheme: impl Into<String>,
        credentials: impl Into<Credentials>,
    ) -> Self {
        self.settings
            .give(Some(scheme.into()), credentials.into(), Origin::Program);
        self
    }

    /// How long one attempt may take, from sending to the end of the body; 60 seconds by default.
    #[must_use]
    pub fn with_attempt_timeout(mut self, limit: Duration) -> Self {
        self.settings.attempt_limit = limit;
        self
    }

    /// How long a call may take, waits included; 180 seconds by default.
    #[must_use]
    pub fn with_timeout(mut self, limit: Duration) -> Self {
        self.settings.call_limit = limit;
        self
    }

    /// When calls are sent again.
    #[must_use]
    pub fn with_retry(mut self, policy: RetryPolicy) -> Self {
        self.settings.retry = policy;
        self
    }

    /// The largest body of a success, in bytes without compression; 16 MiB by default.
    #[must_use]
    pub fn with_response_limit(mut self, bytes: usize) -> Self {
        self.settings.response_limit = bytes;
        self
    }

    /// The largest body of any other response, in bytes without compression; 64 KiB by default.
    #[must_use]
    pub fn with_error_limit(mut self, bytes: usize) -> Self {
        self.settings.error_limit = bytes;
        self
    }

    /// A header that every request carries, unless the operation or the call sets it itself.
    #[must_use]
    pub fn with_header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.settings.headers.push((name.into(), value.into()));
        self
    }

    /// What is before the client's own name in `User-Agent`: `my-program/1.0`.
    #[must_use]
    pub fn with_user_agent(mut self, product: impl Into<String>) -> Self {
        self.settings.user_agent = Some(product.into());
        self
    }

    /// The response header that has the request's id, where it is none of the common ones.
    #[must_use]
    pub fn with_request_id_header(mut self, name: impl Into<String>) -> Self {
        self.settings.request_id_header = Some(name.into());
        self
    }

    /// Leaves a parameter out that the document gives a default for, unless a call sets it.
    #[must_use]
    pub fn without_default(mut self, parameter: impl Into<String>) -> Self {
        self.settings.without_defaults.push(parameter.into());
        self
    }

    /// Allows plain http to localhost: 127.0.0.0/8, ::1 and the name `localhost`. Nothing
    /// else is ever reached without TLS.
    #[must_use]
    pub fn with_http_on_loopback(mut self) -> Self {
        self.settings.http_on_loopback = true;
        self
    }

    /// Another clock, for tests: none then needs to wait.
    #[must_use]
    pub fn with_clock(mut self, clock: impl Clock) -> Self {
        self.settings.clock = Arc::new(clock);
        self
    }

    /// Another source of chance, for tests.
    #[must_use]
    pub fn with_jitter(mut self, jitter: impl Jitter) -> Self {
        self.settings.jitter = Arc::new(jitter);
        self
    }

    pub(crate) fn of(settings: Settings) -> Self {
        Self {
            settings,
            package: PhantomData,
        }
    }
}

impl<S> Default for ConfigFor<S> {
    fn default() -> Self {
        Self::new()
    }
}

impl<S> Clone for ConfigFor<S> {
    fn clone(&self) -> Self {
        Self::of(self.settings.clone())
    }
}

impl Settings {
    /// Adds credentials that a place holds.
    pub(crate) fn give(
        &mut self,
        scheme: Option<String>,
        credentials: Credentials,
        origin: Origin,
    ) {
        self.credentials.push(Given {
            scheme,
            credentials,
            origin,
        });
    }

    /// How long an idle connection is kept.
    pub(crate) fn pool_idle_limit(&self) -> Duration {
        self.connections.idle_limit.unwrap_or(POOL_IDLE_LIMIT)
    }

    /// Refuses to send credentials to a host that another place names, by a proxy or to an
    /// authority of another file. A client certificate says who somebody is, too.
    pub(crate) fn check_places(&self) -> Result<(), ConfigError> {
        if self.servers.is_for_show {
            return Ok(());
        }
        let credentials = self.credentials.iter();
        let credentials = credentials.map(|given| ("credentials", &given.origin));
        let identity = self.connections.identity_origin();
        let identity = identity.map(|origin| ("client certificate", origin));
        for (what, origin) in credentials.chain(identity) {
            self.servers.origin.may_get(what, origin)?;
            for (way, named_by) in self.connections.ways() {
                named_by.may_carry(way, what, origin)?;
            }
        }
        Ok(())
    }
}

impl<S> fmt::Debug for ConfigFor<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let settings = &self.settings;
        // Headers are shown by name only, since anything may be in them.
        let headers: Vec<_> = settings.headers.iter().map(|(name, _)| name).collect();
        f.debug_struct("Config")
            .field("has_base_url", &settings.servers.base_url.is_some())
            .field("servers", &settings.servers.choices)
            .field("server_variables", &settings.servers.variables)
            .field("credentials", &settings.credentials)
            .field("connect_timeout", &settings.connect_limit)
            .field("pool_idle_timeout", &settings.pool_idle_limit())
            .field("attempt_timeout", &settings.attempt_limit)
            .field("timeout", &settings.call_limit)
            .field("retry", &settings.retry)
            .field("headers", &headers)
            .finish_non_exhaustive()
    }
}
