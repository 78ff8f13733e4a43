//! Turns a decoded response into what `send` gives: the value and all that came with it.
//!
//! It does not know how the value was read.

use std::fmt;
use std::marker::PhantomData;

use http::{HeaderMap, StatusCode};

use super::super::json::redacted::Redacted;
use super::super::send::raw_response::RawResponse;
use super::error::Error;
use super::operation::Operation;
use super::response_headers::{HeaderError, HeaderReader, ResponseHeaders};

/// A success: the value, and the response it was read from. `H` are the headers that the
/// document lists for it.
///
/// ```
/// # use simgen_runtime::Response;
/// fn log<T, H>(response: &Response<T, H>) {
///     let id = response.request_id().unwrap_or("none");
///     println!("{} after {} attempts, request id {id}", response.status(), response.attempts());
/// }
/// ```
///
/// Its `Debug` leaves the value out where the document marks the whole body as sensitive.
#[derive(Clone)]
pub struct Response<T, H = ()> {
    value: T,
    response: Box<RawResponse>,
    attempts: u32,
    is_secret: bool,
    typed: PhantomData<fn() -> H>,
}

/// What sending a request gives: a response, with a value where it is a success.
pub type CallResult<Op, T = <Op as Operation>::Output> =
    Result<Response<T, <Op as Operation>::Headers>, Error<<Op as Operation>::Error>>;

/// What a call gives: the value of a success.
pub type ValueResult<Op, T = <Op as Operation>::Output> =
    Result<T, Error<<Op as Operation>::Error>>;

/// What a call gives whose documented 404 is no error: the value, or none.
pub type OptionalResult<Op> =
    Result<Option<<Op as Operation>::Output>, Error<<Op as Operation>::Error>>;

impl<T, H> Response<T, H> {
    pub(crate) fn new(value: T, response: Box<RawResponse>, attempts: u32) -> Self {
        Self {
            value,
            response,
            attempts,
            is_secret: false,
            typed: PhantomData,
        }
    }

    /// The same, whose value is not shown where it is secret.
    pub(crate) fn hidden(self, is_secret: bool) -> Self {
        Self { is_secret, ..self }
    }

    /// The same response with what is made of its value.
    #[cfg(feature = "blocking")]
    pub(crate) fn map<U>(self, make: impl FnOnce(T) -> U) -> Response<U, H> {
        Response::new(make(self.value), self.response, self.attempts).hidden(self.is_secret)
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
        self.response.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.response.headers
    }

    /// The headers that the document lists, by their types.
    ///
    /// # Errors
    ///
    /// Where one is missing that the document requires, or does not fit its type;
    /// [`Self::headers`] has it all the same.
    pub fn typed_headers(&self) -> Result<H, HeaderError>
    where
        H: ResponseHeaders,
    {
        H::read(&HeaderReader::new(&self.response.headers))
    }

    /// The body, byte for byte.
    pub fn body_bytes(&self) -> &bytes::Bytes {
        &self.response.body
    }

    /// The id that the server gave the request.
    pub fn request_id(&self) -> Option<&str> {
        self.response.request_id()
    }

    /// How many times the request was sent.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }
}

impl<T: fmt::Debug, H> fmt::Debug for Response<T, H> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let value: &dyn fmt::Debug = match self.is_secret {
            true => &Redacted,
            false => &self.value,
        };
        f.debug_struct("Response")
            .field("value", value)
            .field("response", &self.response)
            .field("attempts", &self.attempts)
            .finish_non_exhaustive()
    }
}
