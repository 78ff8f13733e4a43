//! Turns values of an operation's types into responses that can be sent.
//!
//! It does not know when one is sent.

use std::convert::Infallible;
use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};

use super::super::json::convert::{Direction, Json};
use super::super::json::sealed::Sealed;
use super::super::metadata::body_metadata::Format;
use super::super::send::raw_response::RawResponse;
use super::streamed::Piece;

/// The header that says why a request was refused.
const REASON: &str = "mock-refusal";

/// How many characters of a reason it has: clients limit the size of headers.
const REASON_LENGTH: usize = 1_000;

/// A response of the mock server.
///
/// ```
/// # use simgen_runtime::Reply;
/// let body = serde_json::json!({"detail": "too many requests"});
/// let reply = Reply::json(429, &body).with_header("retry-after", "1");
/// ```
#[derive(Clone)]
pub struct Reply {
    /// None is the operation's own success.
    pub(super) status: Option<u16>,
    pub(super) format: Format,
    /// None is the document's media type for the format.
    pub(super) media: Option<&'static str>,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
    /// What is sent in place of the body, one after the other; none where that is sent.
    pub(super) pieces: Vec<Piece>,
    /// Whether the connection is closed in the middle.
    pub(super) breaks_off: bool,
}

impl Reply {
    /// A response without a body.
    pub fn empty(status: u16) -> Self {
        Self::new(Some(status), Format::Empty, Bytes::new())
    }

    /// A response of JSON, as a server would write it.
    pub fn json<T: Json>(status: u16, body: &T) -> Self {
        Self::new(Some(status), Format::Json, written(body))
    }

    /// A response of text.
    pub fn text(status: u16, body: impl Into<String>) -> Self {
        Self::new(Some(status), Format::Text, body.into().into())
    }

    /// A response of any bytes.
    pub fn bytes(status: u16, body: impl Into<Bytes>) -> Self {
        Self::new(Some(status), Format::Bytes, body.into())
    }

    /// An error that says in JSON what went wrong (RFC 9457).
    pub(super) fn problem(status: u16, detail: &str) -> Self {
        let code = StatusCode::from_u16(status).ok();
        let title = code.and_then(|code| code.canonical_reason());
        let problem = serde_json::json!({
            "title": title.unwrap_or("Refused"),
            "status": status,
            "detail": detail,
        });
        let mut reply = Self::json(status, &problem);
        reply.media = Some("application/problem+json");
        reply
    }

    /// Adds a header. One that HTTP can't carry is left out.
    #[must_use]
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        self.set_header(name, value);
        self
    }

    pub(super) fn set_header(&mut self, name: &str, value: &str) {
        let name = HeaderName::try_from(name);
        if let (Ok(name), Ok(value)) = (name, HeaderValue::try_from(value)) {
            self.headers.append(name, value);
        }
    }

    pub(super) fn new(status: Option<u16>, format: Format, body: Bytes) -> Self {
        Self {
            status,
            format,
            media: None,
            headers: HeaderMap::new(),
            body,
            pieces: Vec::new(),
            breaks_off: false,
        }
    }

    /// Says in a header why a request was refused. Characters that a header can't carry
    /// are replaced.
    pub(super) fn set_reason(&mut self, reason: &str) {
        let plain = |found: char| match found {
            ' '..='~' => found,
            _ => '?',
        };
        let reason: String = reason.chars().take(REASON_LENGTH).map(plain).collect();
        self.set_header(REASON, &reason);
    }

    /// The status, and why the request was refused where it was.
    pub(super) fn summary(&self) -> String {
        let status = self.status.unwrap_or(200);
        let reason = self.headers.get(REASON);
        match reason.and_then(|reason| reason.to_str().ok()) {
            Some(reason) => format!("{status} refused: {reason}"),
            None => status.to_string(),
        }
    }

    /// What the client would read it from.
    pub(super) fn into_raw_response(self) -> RawResponse {
        let status = self
            .status
            .and_then(|status| StatusCode::from_u16(status).ok());
        RawResponse {
            status: status.unwrap_or(StatusCode::OK),
            headers: self.headers,
            body: self.body,
            retry_after: None,
            request_id_header: None,
        }
    }

    /// The reply with the media type that belongs to it.
    pub(super) fn finished(mut self) -> Self {
        let media = self.media.unwrap_or(match self.format {
            Format::Json => "application/json",
            Format::Text => "text/plain; charset=utf-8",
            Format::Bytes | Format::Form | Format::Multipart => "application/octet-stream",
            Format::Empty => return self,
        });
        if let Ok(media) = HeaderValue::try_from(media) {
            self.headers.entry(header::CONTENT_TYPE).or_insert(media);
        }
        self
    }
}

/// Neither headers nor body show what they hold, which may be secret.
impl fmt::Debug for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&HeaderName> = self.headers.keys().collect();
        f.debug_struct("Reply")
            .field("status", &self.status)
            .field("format", &self.format)
            .field("headers", &names)
            .field("body", &format_args!("[{} bytes]", self.body.len()))
            .finish_non_exhaustive()
    }
}

fn written<T: Json>(body: &T) -> Bytes {
    let mut text = Vec::new();
    body.write_json(Direction::Response, &mut text);
    text.into()
}

/// What an operation gives or fails with, as the response that it was read from. Only the types
/// of this crate and generated types implement it.
pub trait ToReply: Sealed {
    /// The response.
    fn to_reply(&self) -> Reply;
}

impl<T: Json> ToReply for T {
    fn to_reply(&self) -> Reply {
        Reply::new(None, Format::Json, written(self))
    }
}

impl ToReply for () {
    fn to_reply(&self) -> Reply {
        Reply::new(None, Format::Empty, Bytes::new())
    }
}

impl ToReply for Bytes {
    fn to_reply(&self) -> Reply {
        Reply::new(None, Format::Bytes, self.clone())
    }
}

impl ToReply for Infallible {
    fn to_reply(&self) -> Reply {
        match *self {}
    }
}
