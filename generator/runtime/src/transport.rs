//! Turns requests into bytes on a connection, by `reqwest`; no other file names it.
//!
//! It does not know what a request is for, and decides nothing but how far one came.

#[cfg(feature = "http2")]
use std::error::Error;
use std::future::poll_fn;
#[cfg(feature = "http2")]
use std::iter::successors;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};
use http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use http_body::{Frame, SizeHint};
use tokio::runtime::Handle;

use super::headers::text;
use super::outgoing::{Leaving, Outgoing};
use super::sender::Sending;
use super::server::Server;
use super::{Body, BoxError, Config, ConfigError, Transport, TransportError, TransportStage};

/// What carries a client's requests.
pub(super) enum Carrier {
    /// Connections of this file's own. They are what nearly all clients have, so no
    /// future, body or URL is put into another form on their account.
    Own(HttpTransport),
    /// What the settings brought.
    Given(Arc<dyn Transport>),
}

/// An answer of which the head is there. In a box, because it goes through many hands.
pub(super) enum Arriving {
    Own(Box<reqwest::Response>),
    Given(Box<http::Response<Box<dyn Body>>>),
}

impl Carrier {
    /// Sends once, and answers when the head of the answer is there.
    pub(super) async fn send(
        &self,
        sending: &Sending,
        authorization: Option<&HeaderValue>,
    ) -> Result<Arriving, TransportError> {
        match self {
            Self::Own(transport) => {
                let response = transport.send(sending, authorization)?;
                let response = response.await.map_err(lost)?;
                Ok(Arriving::Own(Box::new(response)))
            }
            // In a box, or the future of every call would have room for what few need.
            Self::Given(transport) => {
                Box::pin(send_by(transport.as_ref(), sending, authorization)).await
            }
        }
    }
}

/// Connections by `reqwest`: no redirects, no referrer, https unless the settings
/// allow plain http.
pub(super) struct HttpTransport {
    client: reqwest::Client,
}

/// Whether a TLS feature is on.
const TLS: bool = cfg!(any(
    feature = "rustls",
    feature = "native-tls",
    feature = "rustls-no-provider"
));

/// Another crate of the program may turn on features of `reqwest` that this one
/// does not ask for. What is sent and accepted depends on this crate's features alone.
fn without_features_of_others(builder: reqwest::ClientBuilder) -> reqwest::ClientBuilder {
    let builder = builder.no_brotli().no_deflate().no_zstd();
    let builder = match cfg!(feature = "gzip") {
        true => builder,
        false => builder.no_gzip(),
    };
    match cfg!(feature = "http2") {
        true => builder,
        false => builder.http1_only(),
    }
}

impl HttpTransport {
    pub(super) fn new(server: &Server, config: &Config) -> Result<Self, ConfigError> {
        if server.is_https() && !TLS {
            let reason = "https needs one of the features rustls, native-tls, rustls-no-provider";
            return Err(ConfigError::Transport(reason.into()));
        }
        provider_is_installed()?;
        let builder = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .https_only(!config.http_on_loopback)
            // An attempt is sent once: whether there is another one is the policy's
            // matter, and `attempts()` counts them all.
            .retry(reqwest::retry::never().max_retries_per_request(0))
            .connect_timeout(config.connect_limit);
        // Plain http is for this very computer, so it may not go to a proxy either. It may
        // be the token's server alone that speaks it.
        let may_proxy = server.is_https() && !config.http_on_loopback;
        let builder = match cfg!(feature = "system-proxy") && may_proxy {
            true => builder,
            false => builder.no_proxy(),
        };
        let client = without_features_of_others(builder)
            .build()
            .map_err(|error| ConfigError::Transport(error.into()))?;
        Ok(Self { client })
    }

    /// Begins to send, where there is something to send in. The future has no room for
    /// the request, which is large.
    fn send(
        &self,
        sending: &Sending,
        authorization: Option<&HeaderValue>,
    ) -> Result<impl Future<Output = reqwest::Result<reqwest::Response>> + use<>, TransportError>
    {
        if Handle::try_current().is_err() {
            let reason = "there is no tokio runtime to send in";
            return Err(TransportError::new(TransportStage::Connect, reason));
        }
        let mut request =
            reqwest::Request::new(sending.head.method.clone(), sending.head.url.clone());
        sending.fill(request.headers_mut(), authorization);
        *request.body_mut() = match &sending.body {
            Outgoing::Whole(body) if body.is_empty() => None,
            Outgoing::Whole(body) => Some(body.clone().into()),
            Outgoing::Streamed(streamed) => Some(reqwest::Body::wrap(Streaming {
                length: streamed.length,
                pieces: Leaving::new(streamed),
            })),
        };
        Ok(self.client.execute(request))
    }
}

/// Sends by what the settings brought.
async fn send_by(
    transport: &dyn Transport,
    sending: &Sending,
    authorization: Option<&HeaderValue>,
) -> Result<Arriving, TransportError> {
    let uri = Uri::try_from(sending.head.url.as_str())
        .map_err(|error| TransportError::new(TransportStage::Connect, error))?;
    let body = match &sending.body {
        Outgoing::Whole(body) => body.clone(),
        Outgoing::Streamed(streamed) => collected(Leaving::new(streamed)).await?,
    };
    let mut request = http::Request::new(body);
    *request.method_mut() = sending.head.method.clone();
    *request.uri_mut() = uri;
    sending.fill(request.headers_mut(), authorization);
    let response = transport.send(request).await?;
    Ok(Arriving::Given(Box::new(response)))
}

/// A body for a transport that takes it as a whole.
async fn collected(mut pieces: Leaving) -> Result<Bytes, TransportError> {
    let mut whole = BytesMut::new();
    while let Some(piece) = poll_fn(|context| pieces.poll(context)).await {
        let piece = piece.map_err(|error| TransportError::new(TransportStage::Request, error))?;
        whole.extend_from_slice(&piece);
    }
    Ok(whole.freeze())
}

/// A body that leaves piece by piece, in the words of HTTP libraries.
struct Streaming {
    length: Option<u64>,
    pieces: Leaving,
}

impl http_body::Body for Streaming {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let polled = self.get_mut().pieces.poll(context);
        polled.map(|piece| piece.map(|piece| piece.map(Frame::data)))
    }

    fn size_hint(&self) -> SizeHint {
        self.length.map_or_else(SizeHint::new, SizeHint::with_exact)
    }
}

impl Arriving {
    pub(super) fn status(&self) -> StatusCode {
        match self {
            Self::Own(response) => response.status(),
            Self::Given(response) => response.status(),
        }
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
    pub(super) fn is_over(&self) -> bool {
        match self {
            Self::Own(response) => response.content_length() == Some(0),
            Self::Given(_) => false,
        }
    }

    /// The next piece of the body, or `None` at its end.
    pub(super) async fn chunk(&mut self) -> Result<Option<Bytes>, TransportError> {
        match self {
            Self::Own(response) => response
                .chunk()
                .await
                .map_err(|error| TransportError::new(TransportStage::Body, error.without_url())),
            Self::Given(response) => response.body_mut().chunk().await,
        }
    }
}

/// `reqwest` panics where rustls was built without cryptography and none was installed.
/// With the feature `native-tls` it does not come to that: `reqwest` then prefers it.
#[cfg(all(
    feature = "rustls-no-provider",
    not(any(feature = "rustls", feature = "native-tls"))
))]
fn provider_is_installed() -> Result<(), ConfigError> {
    match rustls::crypto::CryptoProvider::get_default() {
        Some(_) => Ok(()),
        None => Err(ConfigError::Transport(
            "the program must install a rustls cryptography provider first".into(),
        )),
    }
}

#[cfg(not(all(
    feature = "rustls-no-provider",
    not(any(feature = "rustls", feature = "native-tls"))
)))]
fn provider_is_installed() -> Result<(), ConfigError> {
    Ok(())
}

/// How far a request came. The URL is taken out, because its query may hold a key.
fn lost(error: reqwest::Error) -> TransportError {
    let stage = match (error.is_connect(), error.is_timeout()) {
        (true, true) => TransportStage::ConnectTimeout,
        (true, false) => TransportStage::Connect,
        _ if error.is_builder() => TransportStage::Connect,
        _ if is_refused(&error) => TransportStage::Refused,
        _ => TransportStage::Request,
    };
    TransportError::new(stage, error.without_url())
}

/// Whether the server said that it did not begin with the request (RFC 9113 §8.7):
/// it reset the stream for that reason, or closes the connection and named an earlier
/// stream as the last one that it saw to.
#[cfg(feature = "http2")]
fn is_refused(error: &reqwest::Error) -> bool {
    let outermost: &(dyn Error + 'static) = error;
    let causes = successors(Some(outermost), |&cause| cause.source());
    let mut causes = causes.filter_map(|cause| cause.downcast_ref::<h2::Error>());
    causes.any(|cause| match cause.reason() {
        Some(h2::Reason::REFUSED_STREAM) => cause.is_remote() && cause.is_reset(),
        Some(h2::Reason::NO_ERROR) => cause.is_remote() && cause.is_go_away(),
        _ => false,
    })
}

/// HTTP/1.1 has no such words.
#[cfg(not(feature = "http2"))]
fn is_refused(_: &reqwest::Error) -> bool {
    false
}
