//! A response as it came, before it is decoded.
//!
//! It does not know which statuses the document lists.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, StatusCode, header};

use super::headers::text;
use super::media_type::essence;

/// A complete response of the server: status, headers and body.
#[derive(Clone)]
pub struct RawResponse {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    /// How long the server asks to wait, counted from when the response came.
    pub(crate) retry_after: Option<Duration>,
    /// The header that holds the request's id, where the settings name one.
    pub(crate) request_id_header: Option<HeaderName>,
}

/// Neither headers nor body show what they hold, which may be secret.
impl fmt::Debug for RawResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&HeaderName> = self.headers.keys().collect();
        f.debug_struct("RawResponse")
            .field("status", &self.status)
            .field("headers", &names)
            .field("body", &format_args!("[{} bytes]", self.body.len()))
            .finish_non_exhaustive()
    }
}

/// Response headers that commonly have a request's id, where the settings name none.
const REQUEST_ID_HEADERS: [&str; 5] = [
    "x-request-id",
    "request-id",
    "x-correlation-id",
    "x-amzn-requestid",
    "x-ms-request-id",
];

impl RawResponse {
    /// The status code.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The body, byte for byte.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// The id that the server gave the request, for its support.
    pub fn request_id(&self) -> Option<&str> {
        let value = match &self.request_id_header {
            Some(name) => self.headers.get(name),
            None => REQUEST_ID_HEADERS
                .iter()
                .find_map(|name| self.headers.get(*name)),
        };
        value.and_then(|value| value.to_str().ok())
    }

    /// The media type without its parameters, as it came; empty where there is none.
    pub(crate) fn media_type(&self) -> &str {
        essence(text(&self.headers, &header::CONTENT_TYPE).unwrap_or_default())
    }
}
