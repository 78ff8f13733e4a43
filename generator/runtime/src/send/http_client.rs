//! Turns settings into connections of `reqwest`; only `transport.rs` names it, too.
//!
//! It does not know any request.

use std::time::Duration;

#[cfg(any(
    feature = "rustls",
    feature = "native-tls",
    feature = "rustls-no-provider"
))]
use secrecy::zeroize::Zeroizing;
use secrecy::{ExposeSecret as _, SecretSlice, SecretString};
use url::Url;

use super::resolver::look_up;
use super::transport_trait::BoxError;

/// What connections are made with.
pub(crate) struct HttpSettings {
    pub(crate) connect_limit: Duration,
    /// How long a connection that is not used is kept.
    pub(crate) idle_limit: Duration,
    pub(crate) https_only: bool,
    /// Whether the proxy of the environment is used, with the feature `system-proxy`.
    pub(crate) may_proxy: bool,
    /// How many idle connections to a host are kept.
    pub(crate) idle_per_host: Option<usize>,
    /// The URL of a proxy, which may hold its password, and what errors call it.
    pub(crate) proxy: Option<(SecretString, String)>,
    /// Authorities that are trusted beside those of the platform, in PEM.
    pub(crate) roots: Vec<Pem>,
    pub(crate) identity: Option<ClientIdentity>,
}

/// Text in PEM.
#[derive(Clone)]
#[cfg_attr(
    not(any(
        feature = "rustls",
        feature = "native-tls",
        feature = "rustls-no-provider"
    )),
    expect(dead_code, reason = "without TLS nobody is shown it")
)]
pub(crate) struct Pem {
    /// It may have a key in it.
    pub(crate) text: SecretSlice<u8>,
    /// What errors say of where it is from.
    pub(crate) place: String,
}

/// What the client proves who it is with, in PEM.
#[derive(Clone)]
#[cfg_attr(
    not(any(
        feature = "rustls",
        feature = "native-tls",
        feature = "rustls-no-provider"
    )),
    expect(dead_code, reason = "without TLS nobody is shown it")
)]
pub(crate) struct ClientIdentity {
    pub(crate) certificates: Pem,
    /// Its key, where that is not in the text with the certificates.
    pub(crate) key: Option<SecretSlice<u8>>,
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

/// Whether https can be had, where it is needed.
pub(super) fn check_tls(is_needed: bool) -> Result<(), BoxError> {
    match is_needed && !TLS {
        true => Err(NO_TLS.into()),
        false => Ok(provider_is_installed()?),
    }
}

const NO_TLS: &str = "https needs one of the features rustls, native-tls, rustls-no-provider";

impl HttpSettings {
    pub(super) fn client(&self) -> Result<reqwest::Client, BoxError> {
        let builder = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .referer(false)
            .https_only(self.https_only)
            // An attempt is sent once: whether there is another one is the policy's
            // matter, and `attempts()` counts them all.
            .retry(reqwest::retry::never().max_retries_per_request(0))
            .dns_resolver(PlatformResolver)
            .connect_timeout(self.connect_limit)
            .pool_idle_timeout(self.idle_limit);
        let builder = match cfg!(feature = "system-proxy") && self.may_proxy {
            true => builder,
            false => builder.no_proxy(),
        };
        let builder = match self.idle_per_host {
            Some(count) => builder.pool_max_idle_per_host(count),
            None => builder,
        };
        let builder = self.with_proxy(builder)?;
        let builder = self.with_certificates(builder)?;
        Ok(without_features_of_others(builder).build()?)
    }

    /// Only https goes by the proxy, which then sees the host and no more.
    fn with_proxy(
        &self,
        builder: reqwest::ClientBuilder,
    ) -> Result<reqwest::ClientBuilder, BoxError> {
        let Some((proxy, called)) = &self.proxy else {
            return Ok(builder);
        };
        let is_http = |url: &Url| matches!(url.scheme(), "http" | "https") && url.has_host();
        let url = Url::parse(proxy.expose_secret()).ok().filter(is_http);
        let wrong =
            || format!("{called} is not a URL of a proxy, such as `http://proxy.example.com:3128`");
        let url = url.ok_or_else(wrong)?;
        let proxy = reqwest::Proxy::https(url).map_err(reqwest::Error::without_url)?;
        Ok(builder.proxy(proxy))
    }

    #[cfg(any(
        feature = "rustls",
        feature = "native-tls",
        feature = "rustls-no-provider"
    ))]
    fn with_certificates(
        &self,
        mut builder: reqwest::ClientBuilder,
    ) -> Result<reqwest::ClientBuilder, BoxError> {
        for pem in &self.roots {
            let roots = reqwest::Certificate::from_pem_bundle(pem.text.expose_secret());
            let roots = roots.ok().filter(|roots| !roots.is_empty());
            let wrong = || format!("there is no certificate in PEM in {}", pem.place);
            builder = builder.tls_certs_merge(roots.ok_or_else(wrong)?);
        }
        match &self.identity {
            Some(identity) => {
                let wrong = |_| {
                    let place = &identity.certificates.place;
                    format!("there is no client certificate with its key in PEM in {place}")
                };
                Ok(builder.identity(identity.read().map_err(wrong)?))
            }
            None => Ok(builder),
        }
    }

    #[cfg(not(any(
        feature = "rustls",
        feature = "native-tls",
        feature = "rustls-no-provider"
    )))]
    fn with_certificates(
        &self,
        builder: reqwest::ClientBuilder,
    ) -> Result<reqwest::ClientBuilder, BoxError> {
        match self.roots.is_empty() && self.identity.is_none() {
            true => Ok(builder),
            false => Err(NO_TLS.into()),
        }
    }
}

impl ClientIdentity {
    /// The HTTP library prefers the platform's TLS where it has both. That takes certificates
    /// and key apart, and nothing before them.
    #[cfg(feature = "native-tls")]
    fn read(&self) -> reqwest::Result<reqwest::Identity> {
        let certificates = self.certificates.text.expose_secret();
        let key = self.key.as_ref();
        let key = key.map_or(certificates, |key| key.expose_secret());
        let certificates = pem_blocks(certificates, "CERTIFICATE");
        reqwest::Identity::from_pkcs8_pem(&certificates, &pem_blocks(key, "PRIVATE KEY"))
    }

    #[cfg(all(
        any(feature = "rustls", feature = "rustls-no-provider"),
        not(feature = "native-tls")
    ))]
    fn read(&self) -> reqwest::Result<reqwest::Identity> {
        let key = self.key.as_ref().map(|key| key.expose_secret());
        let parts = [
            self.certificates.text.expose_secret(),
            key.unwrap_or_default(),
        ];
        reqwest::Identity::from_pem(&Zeroizing::new(parts.join(&b'\n')))
    }
}

/// The blocks of one label in PEM (RFC 7468 §2), without what is beside them.
#[cfg(feature = "native-tls")]
fn pem_blocks(text: &[u8], label: &str) -> Zeroizing<Vec<u8>> {
    let (begin, end) = (
        format!("-----BEGIN {label}-----"),
        format!("-----END {label}-----"),
    );
    // As long as it can get: it never moves, so it is wiped as a whole.
    let mut blocks = Zeroizing::new(Vec::with_capacity(text.len() + 1));
    let mut rest = std::str::from_utf8(text).unwrap_or_default();
    while let Some(start) = rest.find(&begin)
        && let Some(length) = rest[start..].find(&end)
    {
        let (block, after) = rest[start..].split_at(length + end.len());
        blocks.extend_from_slice(block.as_bytes());
        blocks.push(b'\n');
        rest = after;
    }
    blocks
}

/// The platform's resolver, in a form that tells why it finds nothing.
struct PlatformResolver;

impl reqwest::dns::Resolve for PlatformResolver {
    fn resolve(&self, name: reqwest::dns::Name) -> reqwest::dns::Resolving {
        Box::pin(async move {
            let looking = tokio::task::spawn_blocking(move || look_up(name.as_str()));
            let addresses: reqwest::dns::Addrs = Box::new(looking.await??.into_iter());
            Ok(addresses)
        })
    }
}

/// `reqwest` panics where rustls was built without cryptography and none was installed.
/// With the feature `native-tls` it does not come to that: `reqwest` then prefers it.
#[cfg(all(
    feature = "rustls-no-provider",
    not(any(feature = "rustls", feature = "native-tls"))
))]
fn provider_is_installed() -> Result<(), &'static str> {
    match rustls::crypto::CryptoProvider::get_default() {
        Some(_) => Ok(()),
        None => Err("the program must install a rustls cryptography provider first"),
    }
}

#[cfg(not(all(
    feature = "rustls-no-provider",
    not(any(feature = "rustls", feature = "native-tls"))
)))]
fn provider_is_installed() -> Result<(), &'static str> {
    Ok(())
}
