//! Turns client credentials into tokens (RFC 6749 §4.4).
//!
//! It does not know who waits for the token, nor for how long it is kept.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderValue, Method, StatusCode, header};
use secrecy::ExposeSecret as _;
use serde_json::Value;
use url::{Url, form_urlencoded};

use super::super::json::strict_json::parse;
use super::super::send::headers::Headers;
use super::super::send::left::Left;
use super::super::send::progress::Progress;
use super::super::send::retry::{Repeatable, RetryPolicy};
use super::super::send::send_body::SendBody;
use super::super::send::sender::{End, Head, PreparedRequest, Sender};
use super::super::send::tokens::Tokens;
use super::super::send::transport_trait::{BoxError, BoxFuture};
use super::credentials::ClientCredentials;
use super::secret;
use super::token::{AccessToken, TokenSource};
use super::token_request_error::{Reason, TokenRequestError};

/// A source of tokens that asks the server for them.
pub(crate) struct ClientCredentialsSource {
    pub(crate) sender: Arc<Sender>,
    pub(crate) url: Url,
    pub(crate) client: ClientCredentials,
    pub(crate) user_agent: Option<HeaderValue>,
    pub(crate) retry: RetryPolicy,
    pub(crate) attempt_limit: Duration,
    pub(crate) call_limit: Duration,
}

impl TokenSource for ClientCredentialsSource {
    fn fetch(&self) -> BoxFuture<'_, Result<AccessToken, BoxError>> {
        Box::pin(async move { Ok(self.request().await?) })
    }
}

/// The largest response that a token is read from, in bytes.
const RESPONSE_LIMIT: usize = 64 * 1024;

impl ClientCredentialsSource {
    async fn request(&self) -> Result<AccessToken, TokenRequestError> {
        let mut progress = Progress::default();
        let end = self.sender.send(&self.prepared(), &mut progress).await;
        match end {
            End::Response(mut response, _) if response.status == StatusCode::OK => {
                match read_token(&response.body) {
                    Ok(token) => {
                        secret::wipe_bytes(std::mem::take(&mut response.body));
                        Ok(token)
                    }
                    Err(reason) => Err(TokenRequestError::unusable(reason, response)),
                }
            }
            End::TooLarge(response, limit) if response.status == StatusCode::OK => Err(
                TokenRequestError::new(Reason::TooLarge(limit), Some(response)),
            ),
            End::Response(response, _) | End::TooLarge(response, _) => {
                Err(TokenRequestError::refused(response))
            }
            End::Lost(error, response) => {
                Err(TokenRequestError::new(Reason::Lost(error), response))
            }
            End::TimedOut(_, response) | End::Unauthorised(_, response) => {
                Err(TokenRequestError::new(Reason::TimedOut, response))
            }
            End::NotSent(_) => Err(TokenRequestError::new(Reason::TimedOut, None)),
        }
    }

    /// RFC 6749 §4.4.2, with the client's secret in the body (§2.3.1), where all
    /// servers that we know of take it.
    fn prepared(&self) -> PreparedRequest {
        let mut headers = Headers::default();
        headers.set(header::ACCEPT, HeaderValue::from_static("application/json"));
        let media = HeaderValue::from_static("application/x-www-form-urlencoded");
        headers.set(header::CONTENT_TYPE, media);
        if let Some(agent) = &self.user_agent {
            headers.set(header::USER_AGENT, agent.clone());
        }
        PreparedRequest {
            operation: "token",
            template: "",
            head: Box::new(Head {
                method: Method::POST,
                url: self.url.clone(),
                headers,
                tokens: Tokens::default(),
            }),
            body: SendBody::Whole(self.form()),
            left: Left::Nothing,
            response_limit: RESPONSE_LIMIT,
            // A second token does no harm.
            repeatable: Repeatable::Idempotent,
            retry: self.retry,
            attempt_limit: self.attempt_limit,
            call_limit: self.call_limit,
        }
    }

    /// The body, which is wiped from memory after it was sent.
    fn form(&self) -> Bytes {
        let client = &self.client;
        let secret = client.secret.expose_secret();
        let scope = client.scope.as_deref().unwrap_or_default();
        // No byte takes more than three characters, so the text never moves.
        let names = "grant_type=client_credentials&client_id=&client_secret=&scope=".len();
        let room = names + 3 * (client.id.len() + secret.len() + scope.len());
        let mut text = secret::with_capacity(room);
        let mut pair = |name: &str, value: &str| {
            let between = if text.is_empty() { "" } else { "&" };
            text.extend([between, name, "="]);
            text.extend(form_urlencoded::byte_serialize(value.as_bytes()));
        };
        pair("grant_type", "client_credentials");
        pair("client_id", &client.id);
        pair("client_secret", secret);
        if client.scope.is_some() {
            pair("scope", scope);
        }
        secret::wiped(text)
    }
}

/// Reads RFC 6749 §5.1. `expires_in` may be missing, or a string, as some servers have it;
/// `token_type`, too, but if there is one it must be that which the token is used as.
/// What was read of the response is wiped, tokens of other kinds included.
fn read_token(body: &[u8]) -> Result<AccessToken, Reason> {
    let mut response = parse(body).map_err(|_| Reason::Unreadable)?;
    let token = token_of(&mut response);
    secret::wipe(&mut response);
    token
}

fn token_of(response: &mut Value) -> Result<AccessToken, Reason> {
    access_token(response).ok_or(Reason::Unreadable)?;
    match response.get("token_type") {
        None | Some(Value::Null) => {}
        Some(Value::String(kind)) if kind.eq_ignore_ascii_case("bearer") => {}
        Some(_) => return Err(Reason::WrongType),
    }
    let token = match response.get_mut("access_token") {
        Some(Value::String(token)) => AccessToken::new(std::mem::take(token)),
        _ => return Err(Reason::Unreadable),
    };
    Ok(match response.get("expires_in").and_then(seconds) {
        Some(lifetime) => token.with_lifetime(lifetime),
        None => token,
    })
}

fn access_token(response: &Value) -> Option<&str> {
    let token = response.get("access_token")?.as_str();
    token.filter(|token| !token.is_empty())
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
