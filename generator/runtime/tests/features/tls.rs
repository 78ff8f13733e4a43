//! TLS: a server of one's own, and what a client makes of its certificate.

use std::net::Ipv4Addr;
use std::sync::Arc;

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair};
use simgen_runtime::{Config, Error, RequestBuilder, TransportStage};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

use crate::support::{FakeClock, FixedJitter, PostThings, core};

/// A server's side of TLS, and in PEM the authority that its clients must trust.
pub(super) fn identity() -> (ServerConfig, String) {
    let key = || KeyPair::generate().expect("there are keys");
    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    // Of another name than the server, whose certificate would else count as self-signed.
    params
        .distinguished_name
        .push(DnType::CommonName, "authority");
    let authority = CertifiedIssuer::self_signed(params, key()).expect("it can sign");
    let server_key = key();
    let certificate = CertificateParams::new([Ipv4Addr::LOCALHOST.to_string()])
        .and_then(|params| params.signed_by(&server_key, &authority))
        .expect("it can be signed");
    let server_key = PrivateKeyDer::try_from(server_key.serialize_der()).expect("it is a key");
    let config = ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], server_key)
        .expect("they fit");
    (config, authority.as_ref().pem())
}

/// The certificate stays the same, however often it is looked at.
#[tokio::test]
async fn a_certificate_that_is_not_trusted_is_looked_at_once() {
    let (server, _) = identity();
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await;
    let listener = listener.expect("loopback has a free port");
    let address = listener.local_addr().expect("it is bound");
    let served = tokio::spawn(async move {
        let acceptor = TlsAcceptor::from(Arc::new(server));
        let mut count = 0;
        while let Ok((stream, _)) = listener.accept().await {
            count += 1;
            assert_eq!(count, 1, "it comes once");
            assert!(acceptor.accept(stream).await.is_err(), "it is not trusted");
        }
    });
    let clock = FakeClock::new();
    let config = Config::new()
        .with_base_url(format!("https://{address}"))
        .with_clock(clock.clone())
        .with_jitter(FixedJitter(0.5));
    let error = PostThings(RequestBuilder::new(&core(config))).await;
    let error = error.expect_err("it is not trusted");
    assert_eq!(
        (error.attempts(), error.is_retryable()),
        (1, false),
        "{error}"
    );
    assert!(!error.may_have_been_applied());
    assert!(clock.pauses.lock().expect("not poisoned").is_empty());
    match error {
        Error::Transport(failure) => {
            assert_eq!(failure.cause().stage(), TransportStage::Connect);
        }
        other => panic!("{other}"),
    }
    served.abort();
}
