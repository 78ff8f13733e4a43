//! Turns a decoded answer into what `send` gives: the value and all that came with it.
//!
//! It does not know how the value was read.

use http::{HeaderMap, StatusCode};

use super::Answer;

/// A success: the value, and the answer it was read from.
#[derive(Clone, Debug)]
pub struct Response<T> {
    value: T,
    answer: Box<Answer>,
    attempts: u32,
}

impl<T> Response<T> {
    pub(super) fn new(value: T, answer: Box<Answer>, attempts: u32) -> Self {
        Self {
            value,
            answer,
            attempts,
        }
    }

    /// The value.
    pub fn value(&self) -> &T {
        &self.value
    }

    /// The value, by itself.
    pub fn into_value(self) -> T {
        self.value
    }

    /// The status code.
    pub fn status(&self) -> StatusCode {
        self.answer.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.answer.headers
    }

    /// The body, byte for byte.
    pub fn body_bytes(&self) -> &bytes::Bytes {
        &self.answer.body
    }

    /// The id that the server gave the request.
    pub fn request_id(&self) -> Option<&str> {
        self.answer.request_id()
    }

    /// How many times the request was sent.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }
}
