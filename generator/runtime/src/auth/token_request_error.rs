//! Turns what a token endpoint did into an error that tells it apart.
//!
//! It does not know how tokens are asked for, and shows nothing that may be secret.

use std::error::Error;
use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::super::json::strict_json::parse;
use super::super::send::credentials_error::CredentialsError;
use super::super::send::failure_causes::SizeLimit;
use super::super::send::raw_response::RawResponse;
use super::super::send::transport_trait::TransportError;
use super::secret;

/// How a request for a token failed.
#[derive(Debug)]
pub struct TokenRequestError {
    reason: Reason,
    /// The response as far as it came.
    response: Option<Box<RawResponse>>,
}

#[derive(Debug)]
pub(crate) enum Reason {
    Lost(TransportError),
    TimedOut,
    /// Another status than 200, with the error code of RFC 6749 §5.2 where there is one.
    Refused(Option<String>),
    /// A success that holds no token.
    Unreadable,
    /// A success with a token that is not a bearer token (RFC 6749 §7.1).
    WrongType,
    /// A success that is larger than any token.
    TooLarge(SizeLimit),
}

/// The longest error code that is shown. Codes are registered, and short (RFC 6749 §11.4).
const CODE_LENGTH: usize = 60;

impl TokenRequestError {
    /// With a response that is not whole. What came of a success is not kept: it may be
    /// a part of a token.
    pub(crate) fn new(reason: Reason, mut response: Option<Box<RawResponse>>) -> Self {
        if let Some(response) = &mut response
            && response.status.is_success()
        {
            secret::wipe_bytes(std::mem::take(&mut response.body));
        }
        Self { reason, response }
    }

    /// With a success that holds no token to use. A body that holds another one is not kept.
    pub(crate) fn unusable(reason: Reason, mut response: Box<RawResponse>) -> Self {
        if let Ok(mut body) = parse(&response.body)
            && body.get("access_token").is_some()
        {
            secret::wipe(&mut body);
            secret::wipe_bytes(std::mem::take(&mut response.body));
        }
        let response = Some(response);
        Self { reason, response }
    }

    pub(crate) fn refused(response: Box<RawResponse>) -> Self {
        let body = parse(&response.body).ok();
        let code = body.as_ref().and_then(|body| body.get("error")?.as_str());
        // RFC 6749 §5.2 says which characters a code has; anything else is not shown,
        // because a server may echo what it was sent.
        let plain = |text: &&str| {
            text.len() <= CODE_LENGTH
                && text
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte == b'_')
        };
        let code = code.filter(plain).map(str::to_owned);
        let response = Some(response);
        Self {
            reason: Reason::Refused(code),
            response,
        }
    }

    /// The status of the response, where there was one.
    pub fn status(&self) -> Option<StatusCode> {
        self.response.as_ref().map(|response| response.status)
    }

    /// The headers of the response.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.response.as_ref().map(|response| &response.headers)
    }

    /// The body of the response, as far as it was read; empty where it holds a token or a
    /// part of one.
    pub fn body_bytes(&self) -> Option<&Bytes> {
        self.response.as_ref().map(|response| &response.body)
    }

    /// The id that the server gave the request.
    pub fn request_id(&self) -> Option<&str> {
        self.response
            .as_ref()
            .and_then(|response| response.request_id())
    }

    /// The error code of the response, such as `invalid_client` (RFC 6749 §5.2).
    pub fn code(&self) -> Option<&str> {
        match &self.reason {
            Reason::Refused(code) => code.as_deref(),
            _ => None,
        }
    }

    /// Whether the same request may succeed later.
    pub fn is_transient(&self) -> bool {
        match &self.reason {
            Reason::Lost(error) => !error.is_permanent(),
            Reason::TimedOut => true,
            Reason::Refused(_) => self.status().is_some_and(|status| {
                status.is_server_error() || matches!(status.as_u16(), 408 | 429)
            }),
            Reason::Unreadable | Reason::WrongType | Reason::TooLarge(_) => false,
        }
    }
}

impl CredentialsError {
    /// How the token request failed, where that is what happened.
    pub fn token_request(&self) -> Option<&TokenRequestError> {
        self.source()?.downcast_ref()
    }

    /// Whether the same call may succeed later.
    pub fn is_transient(&self) -> bool {
        self.token_request()
            .is_some_and(TokenRequestError::is_transient)
    }
}

impl fmt::Display for TokenRequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.reason {
            Reason::Lost(error) => write!(f, "{error}"),
            Reason::TimedOut => f.write_str("the token endpoint did not respond in time"),
            Reason::Refused(code) => {
                f.write_str("the token endpoint returned")?;
                if let Some(status) = self.status() {
                    write!(f, " {}", status.as_u16())?;
                }
                code.iter().try_for_each(|code| write!(f, " {code}"))
            }
            Reason::Unreadable => f.write_str("the token endpoint returned no token"),
            Reason::WrongType => {
                f.write_str("the token endpoint returned a token that is not a bearer token")
            }
            Reason::TooLarge(limit) => write!(f, "the token endpoint's response: {limit}"),
        }
    }
}

impl Error for TokenRequestError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match &self.reason {
            Reason::Lost(error) => Some(error),
            _ => None,
        }
    }
}
