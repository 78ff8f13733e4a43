//! Turns a decoded answer into what `send` gives: the value and all that came with it.
//!
//! It does not know how the value was read.

use std::marker::PhantomData;

use http::{HeaderMap, StatusCode};

use super::super::send::raw_response::Answer;
use super::error::Error;
use super::operation::Operation;
use super::response_headers::{AnswerHeaders, HeaderError, HeaderReader};

/// A success: the value, and the answer it was read from. `H` are the headers that the
/// document lists for it.
#[derive(Clone, Debug)]
pub struct Response<T, H = ()> {
    value: T,
    answer: Box<Answer>,
    attempts: u32,
    typed: PhantomData<fn() -> H>,
}

/// What sending a request gives: an answer, with a value where it is a success.
pub type CallResult<Op, T = <Op as Operation>::Output> =
    Result<Response<T, <Op as Operation>::Headers>, Error<<Op as Operation>::Error>>;

/// What a call gives: the value of a success.
pub type ValueResult<Op> = Result<<Op as Operation>::Output, Error<<Op as Operation>::Error>>;

/// What a call gives whose documented 404 is no error: the value, or none.
pub type OptionalResult<Op> =
    Result<Option<<Op as Operation>::Output>, Error<<Op as Operation>::Error>>;

impl<T, H> Response<T, H> {
    pub(crate) fn new(value: T, answer: Box<Answer>, attempts: u32) -> Self {
        Self {
            value,
            answer,
            attempts,
            typed: PhantomData,
        }
    }

    /// The same answer with what is made of its value.
    #[cfg(feature = "blocking")]
    pub(crate) fn map<U>(self, make: impl FnOnce(T) -> U) -> Response<U, H> {
        Response::new(make(self.value), self.answer, self.attempts)
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

    /// The headers that the document lists, by their types.
    ///
    /// # Errors
    ///
    /// Where one is missing that the document requires, or does not fit its type;
    /// [`Self::headers`] has it all the same.
    pub fn typed_headers(&self) -> Result<H, HeaderError>
    where
        H: AnswerHeaders,
    {
        H::read(&HeaderReader::new(&self.answer.headers))
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
