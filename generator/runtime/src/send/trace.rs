//! Turns what happens during a call into spans and events, with the feature `tracing`. Their
//! fields have the names of OpenTelemetry's conventions for HTTP clients.
//!
//! Of a URL it shows the host and the document's template of the path, and of headers the id
//! of the request alone, so it cannot show a secret.

use std::time::Duration;
#[cfg(feature = "tracing")]
use std::time::Instant;

use super::clock::Clock;
#[cfg(feature = "tracing")]
use super::retry::Event;
use super::retry::Outcome;
use super::sender::{End, PreparedRequest};
#[cfg(feature = "tracing")]
use super::transport_trait::TransportStage;

/// The span of a call or of one of its attempts.
pub(crate) struct CallSpan {
    #[cfg(feature = "tracing")]
    span: tracing::Span,
    #[cfg(feature = "tracing")]
    began: Instant,
}

/// A span whose fields at its end are still empty.
#[cfg(feature = "tracing")]
macro_rules! span {
    ($name:literal, $kind:literal, $prepared:ident) => {{
        let head = &$prepared.head;
        let template = Some($prepared.template).filter(|template| !template.is_empty());
        tracing::info_span!(
            $name,
            "otel.name" = %format_args!("{} {}", head.method, template.unwrap_or($prepared.operation)),
            "otel.kind" = $kind,
            operation = $prepared.operation,
            "http.request.method" = head.method.as_str(),
            "url.template" = template,
            "server.address" = head.url.host_str(),
            "server.port" = head.url.port_or_known_default(),
            "http.request.resend_count" = tracing::field::Empty,
            "http.response.status_code" = tracing::field::Empty,
            "http.client.request.duration" = tracing::field::Empty,
            "error.type" = tracing::field::Empty,
            request_id = tracing::field::Empty,
        )
    }};
}

#[cfg(feature = "tracing")]
impl CallSpan {
    /// A call, from its token to its response.
    pub(super) fn of_call(prepared: &PreparedRequest, clock: &dyn Clock) -> Self {
        Self {
            span: span!("call", "internal", prepared),
            began: clock.now(),
        }
    }

    /// One attempt, in the span of its call.
    pub(super) fn of_attempt(prepared: &PreparedRequest, clock: &dyn Clock) -> Self {
        Self {
            span: span!("attempt", "client", prepared),
            began: clock.now(),
        }
    }

    /// Makes what happens during a future happen in the span.
    pub(crate) fn around<F: Future>(&self, future: F) -> impl Future<Output = F::Output> {
        tracing::Instrument::instrument(future, self.span.clone())
    }

    /// Says how it ended, after so many attempts.
    pub(crate) fn end(&self, end: &End, attempts: u32, clock: &dyn Clock) {
        let passed = clock.now().saturating_duration_since(self.began);
        let span = &self.span;
        span.record("http.client.request.duration", passed.as_secs_f64());
        // Left out of those that are not sent again, as the convention has it.
        if attempts > 1 {
            span.record("http.request.resend_count", attempts - 1);
        }
        if let Some(response) = end.response() {
            span.record("http.response.status_code", response.status.as_u16());
            if let Some(id) = response.request_id() {
                span.record("request_id", id);
            }
            if response.status.is_client_error() || response.status.is_server_error() {
                span.record("error.type", response.status.as_str());
                return;
            }
        }
        if let Some(kind) = failure(end) {
            span.record("error.type", kind);
        }
    }
}

/// What kind of failure an end is.
#[cfg(feature = "tracing")]
fn failure(end: &End) -> Option<&'static str> {
    match (end, end.outcome().map(|outcome| outcome.event)) {
        (End::Response(..), _) => None,
        (End::TooLarge(..), _) => Some("too_large"),
        (End::TimedOut(..) | End::NotSent(_), _) | (_, Some(Event::TimedOut)) => Some("timeout"),
        (End::Unauthorised(..), _) | (_, None) => Some("credentials"),
        (End::Lost(..), Some(Event::Lost(stage) | Event::Failed(stage))) => Some(match stage {
            TransportStage::Connect => "connect",
            TransportStage::ConnectTimeout => "timeout",
            TransportStage::Refused => "refused",
            TransportStage::Request => "request",
            TransportStage::Body => "body",
        }),
        (End::Lost(..), Some(Event::Status(_))) => Some("body"),
    }
}

#[cfg(not(feature = "tracing"))]
impl CallSpan {
    pub(super) fn of_attempt(_: &PreparedRequest, _: &dyn Clock) -> Self {
        Self {}
    }

    pub(crate) fn around<F: Future>(&self, future: F) -> F {
        future
    }

    pub(crate) fn end(&self, _: &End, _: u32, _: &dyn Clock) {}
}

/// An attempt ended.
#[cfg(feature = "tracing")]
pub(crate) fn attempt(operation: &'static str, attempt: u32, outcome: &Outcome) {
    tracing::debug!(operation, attempt, event = ?outcome.event, "attempt");
}

/// A call waits before the next attempt.
#[cfg(feature = "tracing")]
pub(crate) fn pause(operation: &'static str, pause: Duration) {
    tracing::debug!(operation, ?pause, "retry");
}

/// A token was asked for.
#[cfg(feature = "tracing")]
pub(crate) fn token(received: bool) {
    tracing::debug!(received, "token");
}

/// Lets the events of a future that runs elsewhere be told to who listens here.
#[cfg(all(feature = "blocking", feature = "tracing"))]
pub(crate) fn in_current_span<F: Future>(future: F) -> impl Future<Output = F::Output> {
    use tracing::Instrument as _;
    use tracing::instrument::WithSubscriber as _;

    future.in_current_span().with_current_subscriber()
}

#[cfg(all(feature = "blocking", not(feature = "tracing")))]
pub(crate) fn in_current_span<F: Future>(future: F) -> F {
    future
}

#[cfg(not(feature = "tracing"))]
pub(crate) fn attempt(_: &'static str, _: u32, _: &Outcome) {}

#[cfg(not(feature = "tracing"))]
pub(crate) fn pause(_: &'static str, _: Duration) {}

#[cfg(not(feature = "tracing"))]
pub(crate) fn token(_: bool) {}
