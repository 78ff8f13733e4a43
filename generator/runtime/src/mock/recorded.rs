//! Turns a request that came in into what a test can ask about it.
//!
//! It does not know the response.

use std::any::TypeId;
use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, HeaderName};
use serde_json::Value;

use super::super::send::media_type::essence;

/// A request that the mock server got.
///
/// Its `Debug` names query parameters and headers, and shows no values of them, nor the body:
/// any of these may be secret. Of the path it leaves out what the document marks as sensitive.
#[derive(Clone)]
pub struct RecordedRequest {
    /// The `operationId`; none where no operation has the method and path.
    pub operation: Option<&'static str>,
    /// The HTTP method.
    pub method: String,
    /// The path as it was sent.
    pub path: String,
    /// The query's pairs, decoded.
    pub query: Vec<(String, String)>,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
    pub(super) of: Option<TypeId>,
    pub(super) path_values: Vec<(&'static str, String)>,
    /// The path as it may be shown, where that is not as it was sent.
    pub(super) shown_path: Option<String>,
}

impl RecordedRequest {
    /// A header as text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// A parameter of the path, decoded; none where the operation has no such parameter.
    pub fn path_value(&self, name: &str) -> Option<&str> {
        let mut values = self.path_values.iter();
        let found = values.find(|(other, _)| *other == name);
        found.map(|(_, value)| value.as_str())
    }

    /// A parameter of the query, decoded; of several values, the first.
    pub fn query_value(&self, name: &str) -> Option<&str> {
        let mut pairs = self.query.iter();
        let found = pairs.find(|(other, _)| other == name);
        found.map(|(_, value)| value.as_str())
    }

    /// The path as it may be shown.
    pub(super) fn shown_path(&self) -> &str {
        self.shown_path.as_deref().unwrap_or(&self.path)
    }

    /// The body as JSON; none where it is not.
    pub fn json(&self) -> Option<Value> {
        serde_json::from_slice(&self.body).ok()
    }

    pub(super) fn new(head: &http::request::Parts, body: Bytes) -> Self {
        let query = head.uri.query().unwrap_or_default();
        let pairs = url::form_urlencoded::parse(query.as_bytes());
        Self {
            operation: None,
            method: head.method.as_str().to_owned(),
            path: head.uri.path().to_owned(),
            query: pairs.into_owned().collect(),
            headers: head.headers.clone(),
            body,
            of: None,
            path_values: Vec::new(),
            shown_path: None,
        }
    }

    /// The media type without its parameters, in lower case; empty where there is none.
    pub(super) fn media(&self) -> String {
        let text = self.header("content-type").unwrap_or_default();
        essence(text).to_ascii_lowercase()
    }

    /// The cookies' pairs (RFC 6265 §5.4).
    pub(super) fn cookies(&self) -> Vec<(&str, &str)> {
        let texts = self.headers.get_all("cookie").into_iter();
        let texts = texts.filter_map(|value| value.to_str().ok());
        texts
            .flat_map(|text| text.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .collect()
    }
}

impl fmt::Debug for RecordedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let query: Vec<&str> = self.query.iter().map(|(name, _)| name.as_str()).collect();
        let headers: Vec<&HeaderName> = self.headers.keys().collect();
        f.debug_struct("RecordedRequest")
            .field("operation", &self.operation)
            .field("method", &self.method)
            .field("path", &self.shown_path())
            .field("query", &query)
            .field("headers", &headers)
            .field("body", &format_args!("[{} bytes]", self.body.len()))
            .finish_non_exhaustive()
    }
}
