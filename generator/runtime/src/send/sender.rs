//! Turns one request into one response: time limits, attempts, the pauses between them.
//!
//! It knows no operation, and nothing generic; what it decides by is in `retry`.

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use url::Url;

use super::clock::{Clock, Jitter, SleepPurpose, within};
use super::credentials_error::CredentialsError;
use super::failure_causes::{SizeLimit, TimeoutKind};
use super::headers::Headers;
use super::left::Left;
use super::progress::Progress;
use super::raw_response::RawResponse;
use super::read_body::{Limit, Read, read};
use super::retry::{Decision, Event, Outcome, Repeatable, RetryPolicy};
use super::retry_after::retry_after;
use super::send_body::SendBody;
use super::sent_tracker::SentTracker;
use super::tokens::{TokenHeader, Tokens};
use super::trace::{self, CallSpan};
use super::transport::{Arriving, Carrier};
use super::transport_trait::{TransportError, TransportStage};

/// What every request of a client is sent with.
pub(crate) struct Sender {
    pub(crate) carrier: Carrier,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) jitter: Arc<dyn Jitter>,
    /// The largest body of any other response than a success, in bytes.
    pub(crate) error_limit: usize,
    pub(crate) request_id_header: Option<HeaderName>,
}

/// A request's line and headers, and the tokens that each attempt adds to them.
#[derive(Clone)]
pub(crate) struct Head {
    pub(crate) method: Method,
    pub(crate) url: Url,
    pub(crate) headers: Headers,
    pub(crate) tokens: Tokens,
}

/// A request that is ready to go, and how it is to be sent.
#[derive(Clone)]
pub(crate) struct PreparedRequest {
    pub(crate) operation: &'static str,
    /// The path as the document has it, with `{name}` for parameters; empty where it has none.
    #[cfg_attr(
        not(feature = "tracing"),
        expect(dead_code, reason = "spans alone show it")
    )]
    pub(crate) template: &'static str,
    /// In a box: it is large, and goes through several hands.
    pub(crate) head: Box<Head>,
    pub(crate) body: SendBody,
    /// What is left to be read as it arrives.
    pub(crate) left: Left,
    /// The largest body of a success, in bytes.
    pub(crate) response_limit: usize,
    pub(crate) repeatable: Repeatable,
    pub(crate) retry: RetryPolicy,
    pub(crate) attempt_limit: Duration,
    pub(crate) call_limit: Duration,
}

/// How sending ended.
pub(crate) enum End {
    /// With what is still to come of the body, where it is to be read as it arrives.
    Response(Box<RawResponse>, Option<Arriving>),
    /// With the body as far as it was read.
    TooLarge(Box<RawResponse>, SizeLimit),
    /// With the response as far as it was read, where its head came.
    Lost(TransportError, Option<Box<RawResponse>>),
    /// With the response as far as it was read, where its head came.
    TimedOut(TimeoutKind, Option<Box<RawResponse>>),
    /// By a time limit that was reached before anything of the last attempt's request left.
    NotSent(TimeoutKind),
    /// With the response that refused an earlier token, where there was one.
    Unauthorised(CredentialsError, Option<Box<RawResponse>>),
}

impl End {
    /// What it means for sending again.
    pub(crate) fn outcome(&self) -> Option<Outcome> {
        let (event, retry_after) = match self {
            Self::Response(response, _) | Self::TooLarge(response, _) => {
                (Event::Status(response.status), response.retry_after)
            }
            // An error is an error, even where its body broke off.
            Self::Lost(_, Some(response)) | Self::TimedOut(_, Some(response))
                if !response.status.is_success() =>
            {
                (Event::Status(response.status), response.retry_after)
            }
            Self::Lost(error, _) => (error.event(), None),
            Self::NotSent(_) => (Event::Lost(TransportStage::ConnectTimeout), None),
            Self::TimedOut(..) => (Event::TimedOut, None),
            Self::Unauthorised(..) => return None,
        };
        Some(Outcome { event, retry_after })
    }

    fn is_success(&self) -> bool {
        matches!(self, Self::Response(response, _) if response.status.is_success())
    }

    fn is_refused_token(&self) -> bool {
        let event = self.outcome().map(|outcome| outcome.event);
        event == Some(Event::Status(StatusCode::UNAUTHORIZED))
    }

    /// What came of a response.
    fn into_response(self) -> Option<Box<RawResponse>> {
        match self {
            Self::Response(response, _) | Self::TooLarge(response, _) => Some(response),
            Self::Lost(_, response)
            | Self::TimedOut(_, response)
            | Self::Unauthorised(_, response) => response,
            Self::NotSent(_) => None,
        }
    }

    /// The same, to look at.
    #[cfg(feature = "tracing")]
    pub(super) fn response(&self) -> Option<&RawResponse> {
        match self {
            Self::Response(response, _) | Self::TooLarge(response, _) => Some(response),
            Self::Lost(_, response)
            | Self::TimedOut(_, response)
            | Self::Unauthorised(_, response) => response.as_deref(),
            Self::NotSent(_) => None,
        }
    }

    /// Whether the call has no time left.
    fn is_call_limit(&self) -> bool {
        matches!(
            self,
            Self::TimedOut(TimeoutKind::Call, _) | Self::NotSent(TimeoutKind::Call)
        )
    }
}

/// What came of an attempt so far; it outlives the attempt's time limit.
#[derive(Default)]
struct Partial {
    tracker: Arc<SentTracker>,
    head: Option<Arriving>,
    body: BytesMut,
}

impl PreparedRequest {
    /// Puts the headers of one attempt into a map that has none.
    pub(crate) fn fill(&self, headers: &mut HeaderMap, authorization: Option<&HeaderValue>) {
        self.head.headers.fill(headers);
        if let Some(value) = authorization {
            headers.insert(header::AUTHORIZATION, value.clone());
        }
    }
}

impl Sender {
    /// Sends a request until there is a response, or nothing more can be done.
    #[cfg(feature = "tracing")]
    pub(crate) async fn send(&self, prepared: &PreparedRequest, progress: &mut Progress) -> End {
        let span = CallSpan::of_call(prepared, self.clock.as_ref());
        let end = span.around(self.attempts(prepared, progress)).await;
        span.end(&end, progress.attempts, self.clock.as_ref());
        end
    }

    /// Sends a request until there is a response, or nothing more can be done.
    #[cfg(not(feature = "tracing"))]
    pub(crate) fn send(
        &self,
        prepared: &PreparedRequest,
        progress: &mut Progress,
    ) -> impl Future<Output = End> {
        self.attempts(prepared, progress)
    }

    async fn attempts(&self, prepared: &PreparedRequest, progress: &mut Progress) -> End {
        let started = self.clock.now();
        let left = || {
            let passed = self.clock.now() - started;
            prepared.call_limit.saturating_sub(passed)
        };
        // The response that refused a token. Another one is asked for once.
        let mut refusal = None;
        // What the attempt before the last pause ended with.
        let mut failed = None;
        // A call that is sent again with a renewed token starts counting anew for the
        // policy, which is about failures and not about credentials.
        let mut tries = 0;
        loop {
            let mut token = None;
            let tokens = &prepared.head.tokens;
            if !tokens.is_empty() {
                let authorised = self.authorise(tokens, left(), &mut refusal);
                token = match authorised.await {
                    Ok(token) => token,
                    Err(end) => return end,
                };
            }
            if left().is_zero() {
                return failed.unwrap_or_else(|| out_of_time(refusal));
            }
            let end = self
                .attempt(prepared, token.as_ref(), left(), progress)
                .await;
            if end.is_success() {
                return end;
            }
            let refused = token.filter(|_| end.is_refused_token());
            // Also where this call is not sent again: the next one must not use it.
            let may_renew = refused.is_some_and(|token| tokens.refuse(&token));
            if prepared.body.is_spent() || end.is_call_limit() {
                return end;
            }
            if may_renew && refusal.is_none() {
                refusal = end.into_response();
                continue;
            }
            tries += 1;
            match self.decide(prepared, tries, &end) {
                Decision::Wait(pause) if pause < left() => {
                    progress.pause(prepared.operation, &end, pause);
                    self.clock.sleep(pause, SleepPurpose::Retry).await;
                    failed = Some(end);
                }
                _ => return end,
            }
        }
    }

    /// Gets the token, which may have to be fetched and therefore needs a time limit.
    /// Where there is none, the call ends with the response that refused an earlier one.
    async fn authorise(
        &self,
        tokens: &Tokens,
        left: Duration,
        refusal: &mut Option<Box<RawResponse>>,
    ) -> Result<Option<TokenHeader>, End> {
        let limit = || self.clock.sleep(left, SleepPurpose::CallLimit);
        match within(limit, pin!(tokens.authorise())).await {
            Some(Ok(token)) => Ok(token),
            Some(Err(error)) => Err(End::Unauthorised(error, refusal.take())),
            None => Err(out_of_time(refusal.take())),
        }
    }

    fn decide(&self, prepared: &PreparedRequest, tries: u32, end: &End) -> Decision {
        match end.outcome() {
            Some(outcome) => {
                let jitter = self.jitter.sample();
                let retry = prepared.retry;
                retry.decide(tries, prepared.repeatable, &outcome, jitter)
            }
            None => Decision::Stop,
        }
    }

    async fn attempt(
        &self,
        prepared: &PreparedRequest,
        token: Option<&TokenHeader>,
        left: Duration,
        progress: &mut Progress,
    ) -> End {
        progress.attempts += 1;
        // One timer serves for both limits: whichever is reached first.
        let (time, purpose, kind) = match left < prepared.attempt_limit {
            true => (left, SleepPurpose::CallLimit, TimeoutKind::Call),
            false => (
                prepared.attempt_limit,
                SleepPurpose::AttemptLimit,
                TimeoutKind::Attempt,
            ),
        };
        let limit = || self.clock.sleep(time, purpose);
        let header = token.map(|token| &token.header);
        let mut partial = Partial::default();
        let span = CallSpan::of_attempt(prepared, self.clock.as_ref());
        let exchange = span.around(self.exchange(prepared, header, &mut partial));
        let end = within(limit, pin!(exchange)).await;
        let end = end.unwrap_or_else(|| self.time_out(kind, partial));
        span.end(&end, progress.attempts, self.clock.as_ref());
        if let Some(outcome) = end.outcome() {
            trace::attempt(prepared.operation, progress.attempts, &outcome);
            progress.may_have_been_applied |=
                prepared.repeatable.may_have_been_applied(outcome.event);
        }
        end
    }

    /// Sends once and reads the whole response.
    async fn exchange(
        &self,
        prepared: &PreparedRequest,
        authorization: Option<&HeaderValue>,
        partial: &mut Partial,
    ) -> End {
        let sent = self.carrier.send(prepared, authorization, &partial.tracker);
        let mut arriving = match sent.await {
            Ok(arriving) => arriving,
            Err(error) if error.event() == Event::Lost(TransportStage::ConnectTimeout) => {
                return End::NotSent(TimeoutKind::Connect);
            }
            Err(error) => return End::Lost(error, None),
        };
        let status = arriving.status();
        if prepared.left.leaves(&arriving) {
            let response = self.response(&mut arriving, Bytes::new());
            return End::Response(response, Some(arriving));
        }
        let bytes = match status.is_success() {
            true => prepared.response_limit,
            false => self.error_limit,
        };
        let announced = arriving.announced(&prepared.head.method);
        let Partial { head, body, .. } = partial;
        let arriving = head.insert(arriving);
        let limit = Limit {
            bytes,
            // Nobody waits for a success that is of no use. An error says what went wrong.
            waits: announced <= bytes || !status.is_success(),
        };
        let read = read(arriving, limit, announced, body).await;
        let mut response = |body| self.response(arriving, body);
        match read {
            Read::Whole(body) => End::Response(response(body), None),
            Read::Part => End::TooLarge(response(body.split().freeze()), SizeLimit { bytes }),
            Read::Broken(error) => End::Lost(error, Some(response(body.split().freeze()))),
        }
    }

    /// Ends an attempt by its time limit, with what came of it.
    fn time_out(&self, kind: TimeoutKind, partial: Partial) -> End {
        self.carrier.give_up(&partial.tracker);
        if !partial.tracker.has_begun() {
            return End::NotSent(kind);
        }
        let body = partial.body.freeze();
        let response = partial.head.map(|mut head| self.response(&mut head, body));
        End::TimedOut(kind, response)
    }

    fn response(&self, arriving: &mut Arriving, body: Bytes) -> Box<RawResponse> {
        let status = arriving.status();
        let headers = arriving.take_headers();
        // A success is not asked for again, whenever that may be.
        let retry_after = match status.is_success() {
            true => None,
            false => retry_after(&headers, self.clock.system_time()),
        };
        Box::new(RawResponse {
            status,
            retry_after,
            headers,
            body,
            request_id_header: self.request_id_header.clone(),
        })
    }
}

/// The end of a call that has no time left for an attempt, with the response that
/// refused a token in the last one, if there was one.
fn out_of_time(refusal: Option<Box<RawResponse>>) -> End {
    match refusal {
        Some(_) => End::TimedOut(TimeoutKind::Call, refusal),
        None => End::NotSent(TimeoutKind::Call),
    }
}
