//! Turns what happened during a call into what an error can tell about it.
//!
//! It does not know what went wrong.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::super::send::raw_response::RawResponse;
use super::error_content::property;

/// What is known about a call that failed.
pub struct CallContext {
    pub(crate) operation: &'static str,
    pub(crate) attempts: u32,
    pub(crate) response: Option<Box<RawResponse>>,
    pub(crate) retryable: bool,
    pub(crate) may_have_been_applied: bool,
    /// What `Display` shows of the body: the properties the document's author chose.
    pub(crate) summary: Vec<(&'static str, String)>,
}

impl CallContext {
    /// The `operationId`.
    pub fn operation(&self) -> &'static str {
        self.operation
    }

    /// The status code of the last response.
    pub fn status(&self) -> Option<StatusCode> {
        self.response.as_ref().map(|response| response.status)
    }

    /// The headers of the last response.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.response.as_ref().map(|response| &response.headers)
    }

    /// The body of the last response, byte for byte, as far as it was read.
    pub fn body_bytes(&self) -> Option<&Bytes> {
        self.response.as_ref().map(|response| &response.body)
    }

    /// A property of the error's JSON body, whether the document lists the status or not: a text
    /// as it is, a number in digits.
    pub fn body_property(&self, name: &str) -> Option<String> {
        let body = serde_json::from_slice(self.body_bytes()?).ok()?;
        property(&body, name)
    }

    /// The id that the server gave the request.
    pub fn request_id(&self) -> Option<&str> {
        self.response
            .as_ref()
            .and_then(|response| response.request_id())
    }

    /// How many times the request was sent; the requests for tokens do not count.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// How long the server asked to wait (RFC 9110 §10.2.3), from when it responded.
    pub fn retry_after(&self) -> Option<Duration> {
        self.response
            .as_ref()
            .and_then(|response| response.retry_after)
    }

    /// Whether the same call may succeed later, and sending it again cannot apply it twice.
    pub fn is_retryable(&self) -> bool {
        self.retryable
    }

    /// Whether the server may have done what was asked, in any of the attempts.
    /// Always false for methods that ask for nothing to be done (RFC 9110 §9.2.1).
    pub fn may_have_been_applied(&self) -> bool {
        self.may_have_been_applied
    }

    /// One line: operation, status, what the body says of itself, cause, attempts.
    pub(super) fn write_line(
        &self,
        f: &mut fmt::Formatter<'_>,
        cause: Option<&dyn fmt::Display>,
    ) -> fmt::Result {
        write!(f, "{}:", self.operation)?;
        if let Some(status) = self.status() {
            write!(f, " {}", status.as_u16())?;
        }
        for (name, text) in &self.summary {
            write!(f, " {name}={text}")?;
        }
        if let Some(cause) = cause {
            write!(f, " {cause}")?;
        }
        match self.attempts {
            0 => f.write_str(" (not sent)"),
            1 => Ok(()),
            attempts => write!(f, " (after {attempts} attempts)"),
        }
    }
}

impl fmt::Debug for CallContext {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let size = self.body_bytes().map(Bytes::len);
        f.debug_struct("CallContext")
            .field("operation", &self.operation)
            .field("attempts", &self.attempts)
            .field("status", &self.status())
            .field("summary", &self.summary)
            .field("request_id", &self.request_id())
            .field("body_length", &size)
            .field("retryable", &self.retryable)
            .field("may_have_been_applied", &self.may_have_been_applied)
            .finish_non_exhaustive()
    }
}
