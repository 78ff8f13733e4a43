//! Turns settings and the description of an API into what all requests of a client share.
//!
//! Nothing in it is generic over operations; it does not know what a response means.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderName, header};

use super::super::auth::authorization::{ReadyScheme, SelectedSchemes};
use super::super::config::client_config::{ConfigFor, Settings};
use super::super::config::config_error::ConfigError;
use super::super::config::ready_schemes::ready_schemes;
use super::super::config::servers::Servers;
use super::super::metadata::description::{ApiDescription, OperationDescription};
use super::super::response::byte_stream::{ByteStream, Incoming};
use super::super::response::call_context::CallContext;
use super::super::response::summary::summarise;
use super::super::send::clock::Clock;
use super::super::send::credentials_error::CredentialsError;
use super::super::send::default_transport::DefaultTransport;
use super::super::send::failure_causes::{InvalidInput, SizeLimit, TimeoutKind};
use super::super::send::headers::Headers;
use super::super::send::http_client::HttpSettings;
use super::super::send::progress::Progress;
#[cfg(feature = "cli")]
use super::super::send::progress::Watch;
use super::super::send::raw_response::RawResponse;
use super::super::send::retry::{Outcome, Repeatable};
use super::super::send::sender::{End, PreparedRequest, Sender};
use super::super::send::transport::{Arriving, Carrier, HttpTransport};
use super::super::send::transport_trait::{Transport, TransportError};
use super::request_head::{Common, head};
use super::request_values::{RequestValues, custom_header};

/// What all requests of a client share; cheap to clone.
pub struct Core<M> {
    pub(crate) shared: Arc<Shared>,
    mode: PhantomData<fn() -> M>,
}

/// Requests are futures.
#[derive(Clone, Copy, Debug)]
pub struct Async;

pub(crate) struct Shared {
    api: &'static ApiDescription,
    config: Settings,
    servers: Servers,
    sender: Arc<Sender>,
    schemes: Vec<ReadyScheme>,
    headers: Headers,
    #[cfg(feature = "blocking")]
    pub(crate) runtime: Option<super::blocking::OwnRuntime>,
}

/// A call that got a response.
pub(crate) struct CompletedCall {
    pub(crate) response: Box<RawResponse>,
    pub(crate) attempts: u32,
    /// What is still to come of the body.
    arriving: Option<Arriving>,
    clock: Arc<dyn Clock>,
    idle_limit: Duration,
    /// The largest body of a success, in bytes, and of an item where it is streamed.
    pub(crate) response_limit: usize,
    api: &'static ApiDescription,
    operation: &'static str,
    repeatable: Repeatable,
    may_have_been_applied: bool,
}

/// A call that did not, and why.
pub(crate) struct FailedCall {
    pub(crate) context: Box<CallContext>,
    pub(crate) cause: Cause,
}

pub(crate) enum Cause {
    Input(InvalidInput),
    Credentials(CredentialsError),
    Transport(TransportError),
    Timeout(TimeoutKind),
    TooLarge(SizeLimit),
}

impl Core<Async> {
    /// Makes the core of a client whose requests are futures.
    ///
    /// # Errors
    ///
    /// Where the settings do not fit the API.
    pub fn new<S>(config: ConfigFor<S>, api: &'static ApiDescription) -> Result<Self, ConfigError> {
        Ok(Self::share(Shared::new(config.settings, api)?))
    }
}

impl<M> Core<M> {
    pub(crate) fn share(shared: Shared) -> Self {
        Self {
            shared: Arc::new(shared),
            mode: PhantomData,
        }
    }
}

impl<M> Clone for Core<M> {
    fn clone(&self) -> Self {
        Self {
            shared: Arc::clone(&self.shared),
            mode: PhantomData,
        }
    }
}

impl<M> fmt::Debug for Core<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Core")
            .field("api", &self.shared.api.title)
            .field("version", &self.shared.api.version)
            .field(
                "server",
                &self.shared.servers.document().map(|server| &server.base),
            )
            .finish_non_exhaustive()
    }
}

impl Shared {
    pub(crate) fn new(config: Settings, api: &'static ApiDescription) -> Result<Self, ConfigError> {
        let servers = Servers::resolve(api, &config.servers, config.http_on_loopback)?;
        let carrier = carrier(&servers, &config)?;
        let headers = common_headers(&config, api)?;
        let sender = Arc::new(Sender {
            carrier,
            clock: Arc::clone(&config.clock),
            jitter: Arc::clone(&config.jitter),
            error_limit: config.error_limit,
            request_id_header: request_id_header(&config)?,
        });
        let schemes = ready_schemes(&config, api, &servers, &sender, &headers)?;
        Ok(Self {
            api,
            config,
            servers,
            sender,
            schemes,
            headers,
            #[cfg(feature = "blocking")]
            runtime: None,
        })
    }

    /// What measures pauses.
    pub(super) fn clock(&self) -> Arc<dyn Clock> {
        Arc::clone(&self.config.clock)
    }

    /// Sends a request and reads its response, whatever that is. The request is gone
    /// before anybody decodes the response, who then has its memory.
    pub(crate) fn call(
        &self,
        prepared: Box<PreparedRequest>,
    ) -> impl Future<Output = Result<CompletedCall, FailedCall>> {
        self.call_with(prepared, Progress::default())
    }

    /// The same, and `watch` is told of pauses.
    #[cfg(feature = "cli")]
    pub(crate) fn call_watched(
        &self,
        prepared: Box<PreparedRequest>,
        watch: Watch,
    ) -> impl Future<Output = Result<CompletedCall, FailedCall>> {
        let progress = Progress {
            watch: Some(watch),
            ..Progress::default()
        };
        self.call_with(prepared, progress)
    }

    async fn call_with(
        &self,
        prepared: Box<PreparedRequest>,
        mut progress: Progress,
    ) -> Result<CompletedCall, FailedCall> {
        let end = self.sender.send(&prepared, &mut progress).await;
        self.conclude(&prepared, &progress, end)
    }

    /// Puts a request together. A call does so before there is a future, which then need
    /// not have room for the parts.
    pub(crate) fn prepare(
        &self,
        description: &OperationDescription,
        values: &mut RequestValues,
    ) -> Result<Box<PreparedRequest>, FailedCall> {
        let prepared = self.prepared(description, values);
        prepared.map_err(|cause| unsent(description.id, cause))
    }

    fn prepared(
        &self,
        description: &OperationDescription,
        values: &mut RequestValues,
    ) -> Result<Box<PreparedRequest>, Cause> {
        if let Some(error) = values.error.take() {
            return Err(Cause::Input(error));
        }
        values.finish();
        let server = self.servers.of(description).map_err(Cause::Input)?;
        let schemes = SelectedSchemes::choose(description.security, &self.schemes)
            .map_err(Cause::Credentials)?;
        if schemes.steps().next().is_some() {
            server
                .takes_secrets()
                .map_err(|refused| Cause::Input(refused.in_call()))?;
        }
        let common = Common {
            server,
            path: self.api.path_of(description),
            headers: &self.headers,
            without_defaults: &self.config.without_defaults,
        };
        let head = head(description, values, &schemes, &common).map_err(Cause::Input)?;
        Ok(Box::new(PreparedRequest {
            operation: description.id,
            template: description.path,
            repeatable: Repeatable::of(&head.method),
            head,
            body: values.take_body(),
            left: values.left,
            response_limit: self.config.response_limit,
            retry: values.retry.unwrap_or(self.config.retry),
            attempt_limit: values.attempt_limit.unwrap_or(self.config.attempt_limit),
            call_limit: values.call_limit.unwrap_or(self.config.call_limit),
        }))
    }

    fn conclude(
        &self,
        prepared: &PreparedRequest,
        progress: &Progress,
        end: End,
    ) -> Result<CompletedCall, FailedCall> {
        let outcome = end.outcome();
        let (response, cause) = match end {
            End::Response(response, arriving) => {
                return Ok(CompletedCall {
                    response,
                    attempts: progress.attempts,
                    arriving,
                    clock: Arc::clone(&self.config.clock),
                    idle_limit: prepared.attempt_limit,
                    response_limit: prepared.response_limit,
                    api: self.api,
                    operation: prepared.operation,
                    repeatable: prepared.repeatable,
                    may_have_been_applied: progress.may_have_been_applied,
                });
            }
            End::TooLarge(response, limit) => (Some(response), Cause::TooLarge(limit)),
            End::Lost(error, response) => (response, Cause::Transport(error)),
            End::TimedOut(kind, response) => (response, Cause::Timeout(kind)),
            End::NotSent(kind) => (None, Cause::Timeout(kind)),
            End::Unauthorised(error, response) => (response, Cause::Credentials(error)),
        };
        let retryable = match (&cause, outcome) {
            (Cause::Credentials(error), _) => error.is_transient(),
            // Of a call that never left its token, nothing can have been applied.
            (Cause::Timeout(_), _) if progress.attempts == 0 => true,
            (_, Some(outcome)) => prepared.repeatable.allows(&outcome),
            (_, None) => false,
        };
        let context = Box::new(CallContext {
            operation: prepared.operation,
            attempts: progress.attempts,
            retryable,
            may_have_been_applied: progress.may_have_been_applied,
            summary: summarise(response.as_deref(), self.api.error_summary),
            response,
        });
        Err(FailedCall { context, cause })
    }
}

impl CompletedCall {
    /// The body as it arrives, or as it is where it did already.
    pub(crate) fn stream(&mut self) -> ByteStream {
        let body = match self.arriving.take() {
            Some(arriving) => Incoming::Arriving(arriving),
            None => Incoming::Here(self.response.body.clone()),
        };
        ByteStream::new(body, Arc::clone(&self.clock), self.idle_limit)
    }

    /// Whether the body is still to come.
    #[cfg(feature = "cli")]
    pub(crate) fn is_arriving(&self) -> bool {
        self.arriving.is_some()
    }

    /// What an error can tell of this call.
    pub(crate) fn context(self) -> Box<CallContext> {
        let outcome = Outcome {
            event: super::super::send::retry::Event::Status(self.response.status),
            retry_after: self.response.retry_after,
        };
        Box::new(CallContext {
            operation: self.operation,
            attempts: self.attempts,
            retryable: self.repeatable.allows(&outcome),
            may_have_been_applied: self.may_have_been_applied,
            summary: summarise(Some(&self.response), self.api.error_summary),
            response: Some(self.response),
        })
    }
}

/// A call of which nothing was sent.
#[cold]
pub(super) fn unsent(operation: &'static str, cause: Cause) -> FailedCall {
    let context = Box::new(CallContext {
        operation,
        attempts: 0,
        response: None,
        retryable: false,
        may_have_been_applied: false,
        summary: Vec::new(),
    });
    FailedCall { context, cause }
}

/// The headers that every request carries.
fn common_headers(config: &Settings, api: &ApiDescription) -> Result<Headers, ConfigError> {
    let mut headers = Headers::default();
    let ours = format!("{}/{}", api.package, api.package_version);
    let agent = match &config.user_agent {
        Some(product) => format!("{product} {ours}"),
        None => ours,
    };
    let refused = |error: InvalidInput| ConfigError::setting(error.subject(), error.reason());
    headers
        .set_text(header::USER_AGENT, "User-Agent", agent.into())
        .map_err(refused)?;
    for (name, value) in &config.headers {
        let (name, value) = custom_header(name, value).map_err(refused)?;
        headers.set(name, value);
    }
    Ok(headers)
}

fn request_id_header(config: &Settings) -> Result<Option<HeaderName>, ConfigError> {
    let Some(name) = &config.request_id_header else {
        return Ok(None);
    };
    let parsed = HeaderName::from_bytes(name.as_bytes());
    parsed
        .map(Some)
        .map_err(|_| ConfigError::setting(name, "is no name of a header"))
}

/// What carries requests: the transport of the settings, or connections of the client's
/// own, with what the settings put around it.
fn carrier(servers: &Servers, config: &Settings) -> Result<Carrier, ConfigError> {
    let innermost: Arc<dyn Transport> = match (&config.transport, config.layers.as_slice()) {
        (None, []) => return Ok(Carrier::Own(http_transport(servers, config)?)),
        (Some(transport), _) => Arc::clone(transport),
        (None, _) => Arc::new(DefaultTransport::new(http_transport(servers, config)?)),
    };
    let layers = config.layers.iter();
    let outermost = layers.fold(innermost, |inner, layer| layer(inner));
    Ok(Carrier::Given(outermost))
}

/// Connections by the settings. Plain http is for localhost, so it may not go to a proxy
/// either. It may be the token's server alone that speaks it.
fn http_transport(servers: &Servers, config: &Settings) -> Result<HttpTransport, ConfigError> {
    let connections = &config.connections;
    let (proxy, identity) = (connections.proxy.as_ref(), connections.identity.as_ref());
    let settings = HttpSettings {
        connect_limit: config.connect_limit,
        idle_limit: config.pool_idle_limit(),
        https_only: !config.http_on_loopback,
        may_proxy: servers.all_have_tls() && !config.http_on_loopback,
        idle_per_host: connections.idle_per_host,
        proxy: proxy.map(|proxy| (proxy.value.clone(), proxy.called.clone())),
        roots: connections
            .roots
            .iter()
            .map(|root| root.value.clone())
            .collect(),
        identity: identity.map(|identity| identity.value.clone()),
    };
    HttpTransport::new(settings, servers.need_tls()).map_err(ConfigError::Transport)
}
