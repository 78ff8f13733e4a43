//! Turns requests into bytes on a connection, by `reqwest`; only `http_client.rs` names it, too.
//!
//! It does not know what a request is for, and decides nothing but how far one came.

use std::any::Any;
use std::future::poll_fn;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, PoisonError, RwLock};

use bytes::{Bytes, BytesMut};
use futures_util::FutureExt as _;
use http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use tokio::runtime::Handle;
use url::Url;

use super::headers::text;
use super::http_client::{HttpSettings, check_tls};
use super::idle::LastResponse;
#[cfg(feature = "cli")]
use super::media_type::essence;
use super::send_body::{BodyReader, SendBody};
use super::sender::PreparedRequest;
use super::sent_tracker::{SentTracker, TrackedBody};
use super::timer::has_timers;
use super::transport_faults::{
    can_not_connect, is_malformed, is_malformed_body, is_refused, panic_message,
};
use super::transport_trait::{
    Body, BoxError, BoxFuture, Transport, TransportError, TransportStage,
};

/// What carries a client's requests.
pub(crate) enum Carrier {
    /// Connections of this file's own. They are what nearly all clients have, so no
    /// future, body or URL is put into another form on their account.
    Own(HttpTransport),
    /// What the settings brought.
    Given(Arc<dyn Transport>),
}

/// A response of which the head is there. In a box, because it goes through many hands.
pub(crate) enum Arriving {
    Own(Box<reqwest::Response>),
    Given(Box<http::Response<Box<dyn Body>>>),
}

impl Carrier {
    /// Sends once, and returns when the head of the response is there.
    pub(crate) async fn send(
        &self,
        prepared: &PreparedRequest,
        authorization: Option<&HeaderValue>,
        tracker: &Arc<SentTracker>,
    ) -> Result<Arriving, TransportError> {
        match self {
            Self::Own(transport) => {
                let response = transport.send(prepared, authorization, tracker)?.await?;
                Ok(Arriving::Own(Box::new(response)))
            }
            // In a box, or the future of every call would have room and code for what few need.
            Self::Given(transport) => {
                // Whether it has left, only that transport knows.
                tracker.begin();
                let sent: BoxFuture<'_, _> =
                    Box::pin(send_by(transport.as_ref(), prepared, authorization));
                sent.await
            }
        }
    }

    /// Takes care that the next attempt does not use the connection of one that was given
    /// up because no response came.
    pub(super) fn give_up(&self, tracker: &SentTracker) {
        match self {
            Self::Own(transport) if tracker.has_begun() => {
                transport.leave_pool(tracker.pool());
            }
            _ => {}
        }
    }
}

/// Connections by `reqwest`: no redirects, no referrer, https unless the settings
/// allow plain http.
pub(crate) struct HttpTransport {
    settings: HttpSettings,
    pool: RwLock<Pool>,
    last_response: Arc<LastResponse>,
}

/// Connections that are used again.
struct Pool {
    client: reqwest::Client,
    number: u64,
}

impl HttpTransport {
    /// Why there is none is told as text or as the library's own error.
    pub(crate) fn new(settings: HttpSettings, needs_tls: bool) -> Result<Self, BoxError> {
        check_tls(needs_tls)?;
        let client = settings.client()?;
        Ok(Self {
            settings,
            pool: RwLock::new(Pool { client, number: 0 }),
            last_response: Arc::new(LastResponse::new()),
        })
    }

    fn send(
        &self,
        prepared: &PreparedRequest,
        authorization: Option<&HeaderValue>,
        tracker: &Arc<SentTracker>,
    ) -> Result<
        impl Future<Output = Result<reqwest::Response, TransportError>> + use<>,
        TransportError,
    > {
        check_runtime()?;
        let mut request =
            reqwest::Request::new(prepared.head.method.clone(), prepared.head.url.clone());
        prepared.fill(request.headers_mut(), authorization);
        self.execute(request, &prepared.body, tracker)
    }

    /// Sends a request that does not come from a call of this client alone.
    pub(super) fn send_request(
        &self,
        request: http::Request<Bytes>,
        tracker: &Arc<SentTracker>,
    ) -> Result<
        impl Future<Output = Result<http::Response<Box<dyn Body>>, TransportError>> + use<>,
        TransportError,
    > {
        check_runtime()?;
        let (head, body) = request.into_parts();
        let url = Url::parse(&head.uri.to_string())
            .map_err(|error| TransportError::permanent(TransportStage::Connect, error))?;
        let mut request = reqwest::Request::new(head.method, url);
        *request.headers_mut() = head.headers;
        let sent = self.execute(request, &SendBody::Whole(body), tracker)?;
        Ok(async move {
            let mut response = sent.await?;
            let headers = std::mem::take(response.headers_mut());
            let (status, version) = (response.status(), response.version());
            let body: Box<dyn Body> = Box::new(OwnBody(response));
            let mut response = http::Response::new(body);
            *response.status_mut() = status;
            *response.version_mut() = version;
            *response.headers_mut() = headers;
            Ok(response)
        })
    }

    /// Begins to send, where there is something to send in. The future has no room for
    /// the request, which is large.
    fn execute(
        &self,
        mut request: reqwest::Request,
        body: &SendBody,
        tracker: &Arc<SentTracker>,
    ) -> Result<
        impl Future<Output = Result<reqwest::Response, TransportError>> + use<>,
        TransportError,
    > {
        let body = TrackedBody::new(body, tracker);
        *request.body_mut() = Some(reqwest::Body::wrap(body));
        let executing = {
            let pool = self.pool.read().unwrap_or_else(PoisonError::into_inner);
            tracker.set_pool(pool.number);
            pool.client.execute(request)
        };
        let tracker = Arc::clone(tracker);
        let last_response = Arc::clone(&self.last_response);
        Ok(async move {
            last_response.see_closed_connections().await;
            // A runtime without I/O or timers makes the library panic, and so does one that is
            // dropped. To ask for timers before each request would cost every call.
            let executed = AssertUnwindSafe(executing).catch_unwind().await;
            last_response.note();
            let has_left = tracker.has_begun();
            match executed {
                Ok(executed) => executed.map_err(|error| lost(error, has_left)),
                Err(payload) => Err(panicked(payload.as_ref(), has_left)),
            }
        })
    }

    /// Uses new connections from here on, unless that has happened since. All requests to
    /// a server that speaks HTTP/2 share one connection, which a time limit does not
    /// close; where the server no longer responds on it, all would wait for their limits.
    /// Requests under way are not touched. With HTTP/1.1 a connection is closed with its
    /// request.
    pub(super) fn leave_pool(&self, number: u64) {
        if !cfg!(feature = "http2") {
            return;
        }
        let is_left = |pool: &Pool| pool.number != number;
        if is_left(&self.pool.read().unwrap_or_else(PoisonError::into_inner)) {
            return;
        }
        // Made without the lock, because it reads certificates. Where that fails the old
        // connections are better than none.
        let Ok(client) = self.settings.client() else {
            return;
        };
        let mut pool = self.pool.write().unwrap_or_else(PoisonError::into_inner);
        if !is_left(&pool) {
            let number = number.wrapping_add(1);
            *pool = Pool { client, number };
        }
    }
}

/// Refuses to send where the HTTP library would panic.
fn check_runtime() -> Result<(), TransportError> {
    match Handle::try_current() {
        Ok(_) => Ok(()),
        Err(_) => Err(TransportError::permanent(
            TransportStage::Connect,
            "there is no tokio runtime to send in",
        )),
    }
}

/// Why there is no response where the HTTP library panicked.
#[cold]
fn panicked(payload: &(dyn Any + Send), has_left: bool) -> TransportError {
    let stage = stage_of(has_left);
    match Handle::try_current().is_err() || has_timers() {
        true => TransportError::permanent(stage, panic_message(payload)),
        false => TransportError::permanent(
            stage,
            "the tokio runtime has no timers (`Builder::enable_all`)",
        ),
    }
}

/// The body of a response, as transports have it.
struct OwnBody(reqwest::Response);

impl Body for OwnBody {
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        Box::pin(async move { self.0.chunk().await.map_err(lost_body) })
    }
}

/// Sends by what the settings brought.
async fn send_by(
    transport: &dyn Transport,
    prepared: &PreparedRequest,
    authorization: Option<&HeaderValue>,
) -> Result<Arriving, TransportError> {
    let uri = Uri::try_from(prepared.head.url.as_str())
        .map_err(|error| TransportError::new(TransportStage::Connect, error))?;
    let body = match &prepared.body {
        SendBody::Whole(body) => body.clone(),
        SendBody::Streamed(streamed) => collected(BodyReader::new(streamed)).await?,
    };
    let mut request = http::Request::new(body);
    *request.method_mut() = prepared.head.method.clone();
    *request.uri_mut() = uri;
    prepared.fill(request.headers_mut(), authorization);
    let response = transport.send(request).await?;
    Ok(Arriving::Given(Box::new(response)))
}

/// A body for a transport that takes it as a whole.
async fn collected(mut pieces: BodyReader) -> Result<Bytes, TransportError> {
    let mut whole = BytesMut::new();
    while let Some(piece) = poll_fn(|context| pieces.poll(context)).await {
        let piece = piece.map_err(|error| TransportError::new(TransportStage::Request, error))?;
        whole.extend_from_slice(&piece);
    }
    Ok(whole.freeze())
}

impl Arriving {
    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Self::Own(response) => response.status(),
            Self::Given(response) => response.status(),
        }
    }

    /// The media type without its parameters.
    #[cfg(feature = "cli")]
    pub(super) fn media_type(&self) -> &str {
        let headers = match self {
            Self::Own(response) => response.headers(),
            Self::Given(response) => response.headers(),
        };
        essence(text(headers, &header::CONTENT_TYPE).unwrap_or_default())
    }

    /// The headers, without a copy.
    pub(super) fn take_headers(&mut self) -> HeaderMap {
        std::mem::take(match self {
            Self::Own(response) => response.headers_mut(),
            Self::Given(response) => response.headers_mut(),
        })
    }

    /// How many bytes of the body are announced to a request with this method; 0 where
    /// nothing is. It may be a lie.
    pub(super) fn announced(&self, method: &Method) -> usize {
        let announced = match self {
            Self::Own(response) => response.content_length(),
            // The length is then that of a body that does not come (RFC 9110 §8.6).
            Self::Given(response)
                if *method == Method::HEAD || response.status() == StatusCode::NOT_MODIFIED =>
            {
                None
            }
            Self::Given(response) => text(response.headers(), &header::CONTENT_LENGTH)
                .and_then(|length| length.parse().ok()),
        };
        announced.map_or(0, |length| usize::try_from(length).unwrap_or(usize::MAX))
    }

    /// Whether nothing more of the body can come. Only the library that framed the body
    /// knows; `false` where it doesn't say.
    pub(crate) fn is_over(&self) -> bool {
        match self {
            Self::Own(response) => response.content_length() == Some(0),
            Self::Given(_) => false,
        }
    }

    /// The next piece of the body, or `None` at its end.
    pub(crate) async fn chunk(&mut self) -> Result<Option<Bytes>, TransportError> {
        match self {
            Self::Own(response) => response.chunk().await.map_err(lost_body),
            Self::Given(response) => response.body_mut().chunk().await,
        }
    }
}

/// How far a request came.
fn stage_of(has_left: bool) -> TransportStage {
    match has_left {
        true => TransportStage::Request,
        false => TransportStage::Connect,
    }
}

/// Why there is no response. The URL is taken out, because its query may hold a key.
#[cold]
fn lost(error: reqwest::Error, has_left: bool) -> TransportError {
    let error = error.without_url();
    let is_permanent = match has_left {
        false if error.is_timeout() => {
            return TransportError::new(TransportStage::ConnectTimeout, error);
        }
        false => error.is_builder() || can_not_connect(&error),
        true if is_refused(&error) => {
            return TransportError::new(TransportStage::Refused, error);
        }
        true => is_malformed(&error),
    };
    TransportError::of(stage_of(has_left), is_permanent, error)
}

/// Why the body of a response does not end.
fn lost_body(error: reqwest::Error) -> TransportError {
    let error = error.without_url();
    TransportError::of(TransportStage::Body, is_malformed_body(&error), error)
}
