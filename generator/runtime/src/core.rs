//! Turns settings and the description of an API into what all requests of a client share.
//!
//! Nothing in it is generic over operations; it does not know what an answer means.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;
use std::time::Duration;

use http::{HeaderName, header};

use super::assemble::{Common, head};
use super::byte_stream::Incoming;
use super::call_context::CallContext;
use super::config::Settings;
use super::draft::{Draft, custom_header};
use super::headers::Headers;
use super::plan::{Plan, ReadyScheme};
use super::schemes::ready_schemes;
use super::sender::{End, Progress, Sender, Sending};
use super::servers::Servers;
use super::summary::summarise;
use super::transport::{Arriving, Carrier, HttpTransport};
use super::{
    Answer, ApiDescription, ByteStream, Clock, ConfigError, ConfigFor, CredentialsError,
    InvalidInput, OperationDescription, Outcome, Repeatable, SizeLimit, TimeoutKind,
    TransportError,
};

/// What all requests of a client share; cheap to clone.
pub struct Core<M> {
    pub(super) shared: Arc<Shared>,
    mode: PhantomData<fn() -> M>,
}

/// Requests are futures.
#[derive(Clone, Copy, Debug)]
pub struct Async;

pub(super) struct Shared {
    api: &'static ApiDescription,
    config: Settings,
    servers: Servers,
    sender: Arc<Sender>,
    schemes: Vec<ReadyScheme>,
    headers: Headers,
    #[cfg(feature = "blocking")]
    pub(super) runtime: Option<super::blocking::OwnRuntime>,
}

/// A call that was answered.
pub(super) struct Answered {
    pub(super) answer: Box<Answer>,
    pub(super) attempts: u32,
    /// What is still to come of the body.
    arriving: Option<Arriving>,
    clock: Arc<dyn Clock>,
    idle_limit: Duration,
    api: &'static ApiDescription,
    operation: &'static str,
    repeatable: Repeatable,
    may_have_been_applied: bool,
}

/// A call that was not, and why.
pub(super) struct Unanswered {
    pub(super) context: Box<CallContext>,
    pub(super) cause: Cause,
}

pub(super) enum Cause {
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
    pub(super) fn share(shared: Shared) -> Self {
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
    pub(super) fn new(config: Settings, api: &'static ApiDescription) -> Result<Self, ConfigError> {
        let servers = Servers::resolve(api, &config.servers, config.http_on_loopback)?;
        let carrier = match &config.transport {
            Some(transport) => Carrier::Given(Arc::clone(transport)),
            None => Carrier::Own(HttpTransport::new(&servers, &config)?),
        };
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

    /// Sends a request and reads its answer, whatever that is. The request is gone
    /// before anybody decodes the answer, who then has its memory.
    pub(super) async fn call(&self, sending: Box<Sending>) -> Result<Answered, Unanswered> {
        let mut progress = Progress::default();
        let end = self.sender.send(&sending, &mut progress).await;
        self.conclude(&sending, &progress, end)
    }

    /// Puts a request together. A call does so before there is a future, which then need
    /// not have room for the parts.
    pub(super) fn prepare(
        &self,
        description: &OperationDescription,
        draft: &mut Draft,
    ) -> Result<Box<Sending>, Unanswered> {
        let sending = self.sending(description, draft);
        sending.map_err(|cause| unsent(description.id, cause))
    }

    fn sending(
        &self,
        description: &OperationDescription,
        draft: &mut Draft,
    ) -> Result<Box<Sending>, Cause> {
        if let Some(error) = draft.error.take() {
            return Err(Cause::Input(error));
        }
        draft.finish();
        let server = self.servers.of(description).map_err(Cause::Input)?;
        let plan = Plan::choose(description.security, &self.schemes).map_err(Cause::Credentials)?;
        if plan.steps().next().is_some() {
            server
                .takes_secrets()
                .map_err(|refused| Cause::Input(refused.in_call()))?;
        }
        let common = Common {
            server,
            headers: &self.headers,
            without_defaults: &self.config.without_defaults,
        };
        let head = head(description, draft, &plan, &common).map_err(Cause::Input)?;
        Ok(Box::new(Sending {
            operation: description.id,
            repeatable: Repeatable::of(&head.method),
            head,
            body: draft.take_body(),
            is_streamed: draft.is_streamed,
            response_limit: self.config.response_limit,
            retry: draft.retry.unwrap_or(self.config.retry),
            attempt_limit: draft.attempt_limit.unwrap_or(self.config.attempt_limit),
            call_limit: draft.call_limit.unwrap_or(self.config.call_limit),
        }))
    }

    fn conclude(
        &self,
        sending: &Sending,
        progress: &Progress,
        end: End,
    ) -> Result<Answered, Unanswered> {
        let outcome = end.outcome();
        let (answer, cause) = match end {
            End::Answer(answer, arriving) => {
                return Ok(Answered {
                    answer,
                    attempts: progress.attempts,
                    arriving,
                    clock: Arc::clone(&self.config.clock),
                    idle_limit: sending.attempt_limit,
                    api: self.api,
                    operation: sending.operation,
                    repeatable: sending.repeatable,
                    may_have_been_applied: progress.may_have_been_applied,
                });
            }
            End::TooLarge(answer, limit) => (Some(answer), Cause::TooLarge(limit)),
            End::Lost(error, answer) => (answer, Cause::Transport(error)),
            End::TimedOut(kind, answer) => (answer, Cause::Timeout(kind)),
            End::NotSent(kind) => (None, Cause::Timeout(kind)),
            End::Unauthorised(error, answer) => (answer, Cause::Credentials(error)),
        };
        let retryable = match (&cause, outcome) {
            (Cause::Credentials(error), _) => error.is_transient(),
            // Of a call that never left its token, nothing can have been applied.
            (Cause::Timeout(_), _) if progress.attempts == 0 => true,
            (_, Some(outcome)) => sending.repeatable.allows(&outcome),
            (_, None) => false,
        };
        let context = Box::new(CallContext {
            operation: sending.operation,
            attempts: progress.attempts,
            retryable,
            may_have_been_applied: progress.may_have_been_applied,
            summary: summarise(answer.as_deref(), self.api.error_summary),
            answer,
        });
        Err(Unanswered { context, cause })
    }
}

impl Answered {
    /// The body as it arrives, or as it is where it did already.
    pub(super) fn stream(&mut self) -> ByteStream {
        let body = match self.arriving.take() {
            Some(arriving) => Incoming::Arriving(arriving),
            None => Incoming::Here(self.answer.body.clone()),
        };
        ByteStream::new(body, Arc::clone(&self.clock), self.idle_limit)
    }

    /// What an error can tell of this call.
    pub(super) fn context(self) -> Box<CallContext> {
        let outcome = Outcome {
            event: super::Event::Status(self.answer.status),
            retry_after: self.answer.retry_after,
        };
        Box::new(CallContext {
            operation: self.operation,
            attempts: self.attempts,
            retryable: self.repeatable.allows(&outcome),
            may_have_been_applied: self.may_have_been_applied,
            summary: summarise(Some(&self.answer), self.api.error_summary),
            answer: Some(self.answer),
        })
    }
}

/// A call of which nothing was sent.
#[cold]
pub(super) fn unsent(operation: &'static str, cause: Cause) -> Unanswered {
    let context = Box::new(CallContext {
        operation,
        attempts: 0,
        answer: None,
        retryable: false,
        may_have_been_applied: false,
        summary: Vec::new(),
    });
    Unanswered { context, cause }
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
