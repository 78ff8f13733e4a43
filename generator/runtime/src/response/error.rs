//! Turns a call that failed into an error that says in which phase, and keeps what is known.
//!
//! It does not know why; each phase has a cause of its own.

use std::fmt::{self, Debug};
use std::ops::Deref;

use http::StatusCode;

use super::super::json::decode_error::DecodeError;
use super::super::send::credentials_error::CredentialsError;
use super::super::send::failure_causes::{InvalidInput, SizeLimit, TimeoutKind};
use super::super::send::transport_trait::TransportError;
use super::call_context::CallContext;
use super::operation::ErrorBody;
use super::response_headers::{HeaderError, HeaderReader, ResponseHeaders as _};

/// A call that failed, by the phase in which it did.
///
/// Whatever was known when it failed is in each variant, through [`CallContext`]: the
/// status, headers and body of the response where there was one, and how often the
/// request was sent. `Display` fits in one line of a log and never shows a body.
///
/// ```
/// # use simgen_runtime::{Error, ErrorBody};
/// /// What a program tells its user.
/// fn advice<E: ErrorBody>(error: &Error<E>) -> String {
///     match error {
///         Error::InvalidInput(failure) => format!("correct the arguments: {}", failure.cause()),
///         Error::Api(error) if error.status() == 404 => "there is no such pet".to_owned(),
///         Error::Api(error) => format!("refused: {}", error.body()),
///         error if error.is_retryable() => format!("try again later: {error}"),
///         error if error.may_have_been_applied() => format!("it may have been done: {error}"),
///         error => error.to_string(),
///     }
/// }
/// ```
#[non_exhaustive]
pub enum Error<E> {
    /// The arguments make no request. Nothing was sent.
    InvalidInput(Failure<InvalidInput>),
    /// There are no credentials, or no token was to be had.
    Credentials(Failure<CredentialsError>),
    /// The request or its response was lost on the way.
    Transport(Failure<TransportError>),
    /// One of the time limits was reached.
    Timeout(Failure<TimeoutKind>),
    /// An error that the document lists, with its body.
    Api(ApiError<E>),
    /// A status that the document does not list, for success or for error.
    UndocumentedStatus(Failure<UndocumentedStatus>),
    /// A status that the document lists, with a body that does not fit it.
    Decode(Failure<DecodeError>),
    /// The response is larger than the limit; its body is kept up to there.
    TooLarge(Failure<SizeLimit>),
}

impl<E> Error<E> {
    /// What is known about the call.
    pub fn context(&self) -> &CallContext {
        match self {
            Self::InvalidInput(failure) => failure,
            Self::Credentials(failure) => failure,
            Self::Transport(failure) => failure,
            Self::Timeout(failure) => failure,
            Self::Api(error) => error,
            Self::UndocumentedStatus(failure) => failure,
            Self::Decode(failure) => failure,
            Self::TooLarge(failure) => failure,
        }
    }
}

/// An error that has everything of [`CallContext`].
impl<E> Deref for Error<E> {
    type Target = CallContext;

    fn deref(&self) -> &CallContext {
        self.context()
    }
}

impl<E> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InvalidInput(failure) => write!(f, "{failure}"),
            Self::Credentials(failure) => write!(f, "{failure}"),
            Self::Transport(failure) => write!(f, "{failure}"),
            Self::Timeout(failure) => write!(f, "{failure}"),
            Self::Api(error) => write!(f, "{error}"),
            Self::UndocumentedStatus(failure) => write!(f, "{failure}"),
            Self::Decode(failure) => write!(f, "{failure}"),
            Self::TooLarge(failure) => write!(f, "{failure}"),
        }
    }
}

/// Without bodies, so that an error may be logged with `{:?}`.
impl<E> Debug for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InvalidInput(failure) => f.debug_tuple("InvalidInput").field(failure).finish(),
            Self::Credentials(failure) => f.debug_tuple("Credentials").field(failure).finish(),
            Self::Transport(failure) => f.debug_tuple("Transport").field(failure).finish(),
            Self::Timeout(failure) => f.debug_tuple("Timeout").field(failure).finish(),
            Self::Api(error) => f.debug_tuple("Api").field(error).finish(),
            Self::UndocumentedStatus(failure) => {
                f.debug_tuple("UndocumentedStatus").field(failure).finish()
            }
            Self::Decode(failure) => f.debug_tuple("Decode").field(failure).finish(),
            Self::TooLarge(failure) => f.debug_tuple("TooLarge").field(failure).finish(),
        }
    }
}

impl<E> std::error::Error for Error<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::InvalidInput(failure) => Some(&failure.cause),
            Self::Credentials(failure) => Some(&failure.cause),
            Self::Transport(failure) => Some(&failure.cause),
            Self::Decode(failure) => Some(&failure.cause),
            Self::Timeout(_) | Self::Api(_) | Self::UndocumentedStatus(_) | Self::TooLarge(_) => {
                None
            }
        }
    }
}

/// A failure of one phase: its cause, and all that is known about the call.
pub struct Failure<C> {
    pub(crate) context: Box<CallContext>,
    pub(crate) cause: C,
}

impl<C> Failure<C> {
    /// Why it failed.
    pub fn cause(&self) -> &C {
        &self.cause
    }
}

impl<C> Deref for Failure<C> {
    type Target = CallContext;

    fn deref(&self) -> &CallContext {
        &self.context
    }
}

impl<C: fmt::Display> fmt::Display for Failure<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.context.write_line(f, Some(&self.cause))
    }
}

impl<C: Debug> Debug for Failure<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Failure")
            .field("context", &self.context)
            .field("cause", &self.cause)
            .finish()
    }
}

/// An error that the document lists.
pub struct ApiError<E> {
    pub(crate) context: Box<CallContext>,
    pub(crate) body: Box<E>,
}

impl<E> ApiError<E> {
    /// The body, typed by status.
    pub fn body(&self) -> &E {
        &self.body
    }

    /// The headers that the document lists for errors, by their types.
    ///
    /// # Errors
    ///
    /// Where one does not fit its type; [`CallContext::headers`] has it all the same.
    pub fn typed_headers(&self) -> Result<E::Headers, HeaderError>
    where
        E: ErrorBody,
    {
        let headers = self.context.headers();
        let headers = headers.expect("a documented error is read from a response");
        E::Headers::read(&HeaderReader::new(headers))
    }

    /// The status, which a response always has.
    pub fn status(&self) -> StatusCode {
        self.context
            .status()
            .expect("a documented error is read from a response")
    }

    /// The body, by itself.
    pub fn into_body(self) -> E {
        *self.body
    }
}

impl<E> Deref for ApiError<E> {
    type Target = CallContext;

    fn deref(&self) -> &CallContext {
        &self.context
    }
}

impl<E> fmt::Display for ApiError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.context.write_line(f, None)
    }
}

impl<E> Debug for ApiError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ApiError")
            .field("context", &self.context)
            .finish_non_exhaustive()
    }
}

impl<E> std::error::Error for ApiError<E> {}

/// The server returned a status that the document does not list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UndocumentedStatus;

impl fmt::Display for UndocumentedStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a status that the document does not list")
    }
}
