//! Turns client credentials into tokens (RFC 6749 §4.4).
//!
//! It does not know who waits for the token, nor for how long it is kept.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderValue, Method, StatusCode, header};
use secrecy::ExposeSecret as _;
use serde_json::Value;
use url::{Url, form_urlencoded};

use super::credentials::ClientCredentials;
use super::headers::Headers;
use super::outgoing::Outgoing;
use super::plan::Tokens;
use super::sender::{End, Head, Progress, Sender, Sending};
use super::strict_json::parse;
use super::{
    AccessToken, Answer, BoxError, BoxFuture, Repeatable, RetryPolicy, TokenSource, TransportError,
};

/// A source of tokens that asks the server for them.
pub(super) struct ClientCredentialsSource {
    pub(super) sender: Arc<Sender>,
    pub(super) url: Url,
    pub(super) client: ClientCredentials,
    pub(super) user_agent: Option<HeaderValue>,
    pub(super) retry: RetryPolicy,
    pub(super) attempt_limit: Duration,
    pub(super) call_limit: Duration,
}

impl TokenSource for ClientCredentialsSource {
    fn fetch(&self) -> BoxFuture<'_, Result<AccessToken, BoxError>> {
        Box::pin(async move { Ok(self.request().await?) })
    }
}

impl ClientCredentialsSource {
    async fn request(&self) -> Result<AccessToken, TokenRequestError> {
        let mut progress = Progress::default();
        let end = self.sender.send(&self.sending(), &mut progress).await;
        let answer = match end {
            End::Answer(answer, _) => answer,
            End::TooLarge(answer, _) => return Err(TokenRequestError::refused(&answer)),
            End::Lost(error, _) => return Err(TokenRequestError(Reason::Lost(error))),
            End::TimedOut(..) | End::Unauthorised(..) => {
                return Err(TokenRequestError(Reason::TimedOut));
            }
        };
        if answer.status == StatusCode::OK {
            read_token(&answer.body).ok_or(TokenRequestError(Reason::Unreadable))
        } else {
            Err(TokenRequestError::refused(&answer))
        }
    }

    /// RFC 6749 §4.4.2, with the client's secret in the body (§2.3.1), where all
    /// servers that we know of take it.
    fn sending(&self) -> Sending {
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.append_pair("grant_type", "client_credentials")
            .append_pair("client_id", &self.client.id)
            .append_pair("client_secret", self.client.secret.expose_secret());
        if let Some(scope) = &self.client.scope {
            form.append_pair("scope", scope);
        }
        let mut headers = Headers::default();
        headers.set(header::ACCEPT, HeaderValue::from_static("application/json"));
        let media = HeaderValue::from_static("application/x-www-form-urlencoded");
        headers.set(header::CONTENT_TYPE, media);
        if let Some(agent) = &self.user_agent {
            headers.set(header::USER_AGENT, agent.clone());
        }
        Sending {
            operation: "token",
            head: Box::new(Head {
                method: Method::POST,
                url: self.url.clone(),
                headers,
                tokens: Tokens::default(),
            }),
            body: Outgoing::Whole(Bytes::from(form.finish())),
            is_streamed: false,
            // A second token does no harm.
            repeatable: Repeatable::Idempotent,
            retry: self.retry,
            attempt_limit: self.attempt_limit,
            call_limit: self.call_limit,
        }
    }
}

/// Reads RFC 6749 §5.1. `expires_in` may be missing, or a string, as some servers have it.
fn read_token(body: &[u8]) -> Option<AccessToken> {
    let answer = parse(body).ok()?;
    let token = answer
        .get("access_token")?
        .as_str()
        .filter(|token| !token.is_empty())?;
    let token = AccessToken::new(token);
    Some(match answer.get("expires_in").and_then(seconds) {
        Some(lifetime) => token.with_lifetime(lifetime),
        None => token,
    })
}

/// A time in seconds. One that has passed is none at all; one beyond what can be
/// counted is the longest there is.
fn seconds(value: &Value) -> Option<Duration> {
    let seconds: f64 = match value {
        Value::Number(number) => number.as_f64()?,
        Value::String(text) => text.trim().parse().ok()?,
        _ => return None,
    };
    if seconds.is_nan() {
        return None;
    }
    Some(Duration::try_from_secs_f64(seconds.max(0.0)).unwrap_or(Duration::MAX))
}

/// How a request for a token failed.
#[derive(Debug)]
pub struct TokenRequestError(Reason);

#[derive(Debug)]
enum Reason {
    Lost(TransportError),
    TimedOut,
    /// The status, and the error code of RFC 6749 §5.2 where there is one.
    Refused(StatusCode, Option<String>),
    Unreadable,
}

impl TokenRequestError {
    fn refused(answer: &Answer) -> Self {
        let body = parse(&answer.body).ok();
        let code = body.as_ref().and_then(|body| body.get("error")?.as_str());
        // RFC 6749 §5.2 says which characters a code has; anything else is not shown,
        // because a server may echo what it was sent.
        let plain = |text: &&str| {
            text.len() <= 60
                && text
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte == b'_')
        };
        let code = code.filter(plain).map(str::to_owned);
        Self(Reason::Refused(answer.status, code))
    }

    /// The status that the server answered, where it did.
    pub fn status(&self) -> Option<StatusCode> {
        match &self.0 {
            Reason::Refused(status, _) => Some(*status),
            _ => None,
        }
    }

    /// The error code that the server answered, such as `invalid_client` (RFC 6749 §5.2).
    pub fn code(&self) -> Option<&str> {
        match &self.0 {
            Reason::Refused(_, code) => code.as_deref(),
            _ => None,
        }
    }

    /// Whether it may go better later.
    pub fn is_transient(&self) -> bool {
        match &self.0 {
            Reason::Lost(_) | Reason::TimedOut => true,
            Reason::Refused(status, _) => {
                status.is_server_error() || matches!(status.as_u16(), 408 | 429)
            }
            Reason::Unreadable => false,
        }
    }
}

impl fmt::Display for TokenRequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Reason::Lost(error) => write!(f, "{error}"),
            Reason::TimedOut => f.write_str("the token endpoint did not answer in time"),
            Reason::Refused(status, Some(code)) => {
                write!(f, "the token endpoint answered {} {code}", status.as_u16())
            }
            Reason::Refused(status, None) => {
                write!(f, "the token endpoint answered {}", status.as_u16())
            }
            Reason::Unreadable => f.write_str("the token endpoint answered no token"),
        }
    }
}

impl std::error::Error for TokenRequestError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.0 {
            Reason::Lost(error) => Some(error),
            _ => None,
        }
    }
}
