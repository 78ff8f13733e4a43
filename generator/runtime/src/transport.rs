//! Turns requests into bytes on a connection, by `reqwest`; no other file names it.
//!
//! It does not know what a request is for, and decides nothing but how far one came.

use bytes::Bytes;
use url::Url;

use super::server::Server;
use super::{Body, BoxFuture, Config, ConfigError, Transport, TransportError, TransportStage};

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
            .connect_timeout(config.connect_limit);
        // Plain http is for this very computer, so it may not go to a proxy either.
        let builder = match cfg!(feature = "system-proxy") && server.is_https() {
            true => builder,
            false => builder.no_proxy(),
        };
        let client = builder
            .build()
            .map_err(|error| ConfigError::Transport(error.into()))?;
        Ok(Self { client })
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

impl Transport for HttpTransport {
    fn send(
        &self,
        request: http::Request<Bytes>,
    ) -> BoxFuture<'static, Result<http::Response<Box<dyn Body>>, TransportError>> {
        // Outside of the future, which is then half as large to allocate and to move.
        let sent = match tokio::runtime::Handle::try_current() {
            Ok(_) => translated(request).map(|request| self.client.execute(request)),
            Err(_) => {
                let reason = "there is no tokio runtime to send in";
                Err(TransportError::new(TransportStage::Connect, reason))
            }
        };
        Box::pin(async move {
            let mut response = sent?.await.map_err(lost)?;
            let mut head = http::Response::new(());
            *head.status_mut() = response.status();
            *head.headers_mut() = std::mem::take(response.headers_mut());
            Ok(head.map(|()| Box::new(Arriving(response)) as Box<dyn Body>))
        })
    }
}

/// The same request in `reqwest`'s words.
fn translated(request: http::Request<Bytes>) -> Result<reqwest::Request, TransportError> {
    let (mut head, body) = request.into_parts();
    // The client has parsed the URL already, and left it here.
    let url = match head.extensions.remove::<Url>() {
        Some(url) => url,
        None => Url::parse(&head.uri.to_string())
            .map_err(|error| TransportError::new(TransportStage::Connect, error))?,
    };
    let mut request = reqwest::Request::new(head.method, url);
    *request.headers_mut() = head.headers;
    if !body.is_empty() {
        *request.body_mut() = Some(body.into());
    }
    Ok(request)
}

/// A body that `reqwest` reads.
struct Arriving(reqwest::Response);

impl Body for Arriving {
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        Box::pin(async move {
            let broken = |error: reqwest::Error| {
                TransportError::new(TransportStage::Body, error.without_url())
            };
            self.0.chunk().await.map_err(broken)
        })
    }
}

/// How far a request came. The URL is taken out, because its query may hold a key.
fn lost(error: reqwest::Error) -> TransportError {
    let stage = match (error.is_connect(), error.is_timeout()) {
        (true, true) => TransportStage::ConnectTimeout,
        (true, false) => TransportStage::Connect,
        _ if error.is_builder() => TransportStage::Connect,
        _ => TransportStage::Request,
    };
    TransportError::new(stage, error.without_url())
}
