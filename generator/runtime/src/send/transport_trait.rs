//! Turns sending into a trait, so that calls can be tested without a network.
//!
//! It does not know which HTTP library is behind it.

use std::error::Error;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use bytes::Bytes;

use super::failure_causes::unbroken;
use super::retry::Event;

/// A boxed future, which functions of trait objects must return.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// An error of any kind.
pub type BoxError = Box<dyn Error + Send + Sync>;

/// What sends requests. There is one by default; tests bring their own.
///
/// A transport around the client's own, for [`Config::with_transport_layer`]:
///
/// ```
/// # use simgen_runtime::{Config, Transport, TransportFuture, TransportRequest};
/// use std::sync::Arc;
///
/// /// Prints the method and path of each attempt, and its status.
/// struct Printing(Arc<dyn Transport>);
///
/// impl Transport for Printing {
///     fn send(&self, request: TransportRequest) -> TransportFuture {
///         let line = format!("{} {}", request.method(), request.uri().path());
///         let sent = self.0.send(request);
///         Box::pin(async move {
///             let response = sent.await?;
///             println!("{line}: {}", response.status());
///             Ok(response)
///         })
///     }
/// }
///
/// let config = Config::new().with_transport_layer(Printing);
/// ```
///
/// One for tests, which needs no network:
///
/// ```
/// # use simgen_runtime::{Body, Config, Transport, TransportFuture, TransportRequest};
/// use bytes::Bytes;
///
/// struct Unavailable;
///
/// impl Transport for Unavailable {
///     fn send(&self, _: TransportRequest) -> TransportFuture {
///         let body: Box<dyn Body> = Box::new(Some(Bytes::from_static(b"try again later")));
///         let mut response = http::Response::new(body);
///         *response.status_mut() = http::StatusCode::SERVICE_UNAVAILABLE;
///         Box::pin(async { Ok(response) })
///     }
/// }
///
/// let config = Config::new().with_transport(Unavailable);
/// ```
///
/// [`Config::with_transport_layer`]: crate::runtime::Config::with_transport_layer
pub trait Transport: Send + Sync + 'static {
    /// Sends a request and returns once the head of the response is there.
    /// Dropping the future gives the request up.
    fn send(&self, request: TransportRequest) -> TransportFuture;
}

/// One attempt of a call, with all its headers.
pub type TransportRequest = http::Request<Bytes>;

/// The head of a response, and its body as it arrives.
pub type TransportResponse = http::Response<Box<dyn Body>>;

/// A request under way.
pub type TransportFuture = BoxFuture<'static, Result<TransportResponse, TransportError>>;

/// A transport that is shared.
impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(&self, request: TransportRequest) -> TransportFuture {
        T::send(self, request)
    }
}

/// A body that arrives piece by piece.
pub trait Body: Send {
    /// The next piece, or `None` at the end.
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>>;
}

/// A body that is already there.
impl Body for Option<Bytes> {
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        let whole = self.take();
        Box::pin(async move { Ok(whole) })
    }
}

/// A request or its response that was lost on the way.
#[derive(Debug)]
pub struct TransportError {
    stage: TransportStage,
    is_permanent: bool,
    source: Option<BoxError>,
}

/// How far a request came before it was lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransportStage {
    /// There was no connection. The request surely never left.
    Connect,
    /// There was no connection within the time limit. The request surely never left.
    ConnectTimeout,
    /// The server said that it did not begin with the request, as it can in HTTP/2
    /// (RFC 9113 §8.7). It surely was not applied.
    Refused,
    /// The request may have left; no head of a response came.
    Request,
    /// The head came; the body broke off.
    Body,
}

impl TransportStage {
    /// Whether the request surely never left.
    pub(crate) fn never_left(self) -> bool {
        matches!(self, Self::Connect | Self::ConnectTimeout)
    }
}

impl TransportError {
    /// Says how far it came, and why it stopped there.
    pub fn new(stage: TransportStage, source: impl Into<BoxError>) -> Self {
        Self::of(stage, false, source)
    }

    /// The same for a cause that another attempt meets again: a certificate that is not
    /// trusted, a name that does not exist, a response that is not HTTP.
    pub fn permanent(stage: TransportStage, source: impl Into<BoxError>) -> Self {
        Self::of(stage, true, source)
    }

    pub(crate) fn of(
        stage: TransportStage,
        is_permanent: bool,
        source: impl Into<BoxError>,
    ) -> Self {
        Self {
            stage,
            is_permanent,
            source: Some(source.into()),
        }
    }

    /// Whether another attempt would fail for the same cause, so that there is none.
    pub fn is_permanent(&self) -> bool {
        self.is_permanent
    }

    /// What it means for sending again.
    pub(crate) fn event(&self) -> Event {
        match self.is_permanent {
            true => Event::Failed(self.stage),
            false => Event::Lost(self.stage),
        }
    }

    /// How far it came.
    pub fn stage(&self) -> TransportStage {
        self.stage
    }

    /// Whether the request surely never left, so that it cannot have been applied.
    pub fn never_left(&self) -> bool {
        self.stage.never_left()
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.stage {
            TransportStage::Connect => "the connection failed",
            TransportStage::ConnectTimeout => "no connection within the time limit",
            TransportStage::Refused => "the server did not begin with the request",
            TransportStage::Request => "the connection broke before a response came",
            TransportStage::Body => "the connection broke within the response",
        })?;
        // The innermost cause is the one that says what happened ("connection refused").
        let mut cause = self.source.as_deref().map(|error| error as &dyn Error);
        while let Some(inner) = cause.and_then(Error::source) {
            cause = Some(inner);
        }
        match cause {
            Some(cause) => write!(f, ": {}", unbroken(cause)),
            None => Ok(()),
        }
    }
}

impl Error for TransportError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source
            .as_deref()
            .map(|error| error as &(dyn Error + 'static))
    }
}
