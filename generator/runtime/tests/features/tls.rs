//! TLS: a server of one's own, and what a client makes of its certificate.

use std::net::Ipv4Addr;
use std::sync::Arc;

use rcgen::{
    BasicConstraints, Certificate, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair,
};
use simgen_runtime::{Config, Core, Error, RequestBuilder, RetryPolicy, TransportStage};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;
use tokio_rustls::rustls::server::WebPkiClientVerifier;
use tokio_rustls::rustls::{RootCertStore, ServerConfig};

use crate::settings::Config as SettingsConfig;
use crate::support::server::response;
use crate::support::{API, FakeClock, FixedJitter, ListThings, PostThings, core};

/// An authority that signs certificates.
type Authority = CertifiedIssuer<'static, KeyPair>;

fn key() -> KeyPair {
    KeyPair::generate().expect("there are keys")
}

/// One of this name. Those of one name are taken for each other by some libraries.
fn authority(name: &str) -> Authority {
    let mut params = CertificateParams::default();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    // Of another name than the server, whose certificate would else count as self-signed.
    params.distinguished_name.push(DnType::CommonName, name);
    CertifiedIssuer::self_signed(params, key()).expect("it can sign")
}

/// A certificate for this name, and its key.
fn certificate(authority: &Authority, name: &str) -> (Certificate, KeyPair) {
    let key = key();
    let certificate = CertificateParams::new([name.to_owned()])
        .and_then(|params| params.signed_by(&key, authority))
        .expect("it can be signed");
    (certificate, key)
}

/// A server's side of TLS; it asks for a certificate of this authority, where there is one.
fn server(authority: &Authority, of_clients: Option<&Authority>) -> ServerConfig {
    let (certificate, key) = certificate(authority, &Ipv4Addr::LOCALHOST.to_string());
    let key = PrivateKeyDer::try_from(key.serialize_der()).expect("it is a key");
    let builder = ServerConfig::builder();
    let builder = match of_clients {
        None => builder.with_no_client_auth(),
        Some(authority) => {
            let mut roots = RootCertStore::empty();
            let root = authority.as_ref().der().clone();
            roots.add(root).expect("it is a certificate");
            let verifier = WebPkiClientVerifier::builder(Arc::new(roots)).build();
            builder.with_client_cert_verifier(verifier.expect("there is a root"))
        }
    };
    let config = builder.with_single_cert(vec![certificate.der().clone()], key);
    config.expect("they fit")
}

/// A server's side of TLS, and in PEM the authority that its clients must trust.
pub(super) fn identity() -> (ServerConfig, String) {
    let authority = authority("authority");
    (server(&authority, None), authority.as_ref().pem())
}

/// Responds on each connection whose handshake succeeds; the base URL.
async fn serve(config: ServerConfig) -> String {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await;
    let listener = listener.expect("loopback has a free port");
    let address = listener.local_addr().expect("it is bound");
    tokio::spawn(async move {
        let acceptor = TlsAcceptor::from(Arc::new(config));
        while let Ok((stream, _)) = listener.accept().await {
            let Ok(mut stream) = acceptor.accept(stream).await else {
                continue;
            };
            let mut head = Vec::new();
            while !head.ends_with(b"\r\n\r\n") {
                match stream.read_u8().await {
                    Ok(byte) => head.push(byte),
                    Err(_) => break,
                }
            }
            // A client that has read enough hangs up.
            let _ = stream.write_all(&response(200, "", b"7")).await;
        }
    });
    format!("https://{address}")
}

#[tokio::test]
async fn an_authority_of_one_s_own_is_trusted_and_no_other() {
    let (own, other) = (authority("own"), authority("other"));
    let origin = serve(server(&own, None)).await;
    let pem = |authority: &Authority| authority.as_ref().pem();
    for (roots, is_trusted) in [
        (vec![pem(&own)], true),
        (vec![pem(&other), pem(&own)], true),
        (vec![pem(&other) + &pem(&own)], true),
        (vec![pem(&other)], false),
        (vec![], false),
    ] {
        let config = Config::new().with_base_url(&origin);
        let config = config.with_retry(RetryPolicy::none());
        let config = roots
            .into_iter()
            .fold(config, Config::with_root_certificates);
        let value = ListThings(RequestBuilder::new(&core(config))).await;
        assert_eq!(value.is_ok(), is_trusted, "{value:?}");
    }
}

#[tokio::test]
async fn a_server_that_wants_to_know_its_client_gets_a_certificate() {
    let (own, of_clients) = (authority("own"), authority("of clients"));
    let origin = serve(server(&own, Some(&of_clients))).await;
    let config = || {
        let config = Config::new().with_base_url(&origin);
        let config = config.with_root_certificates(own.as_ref().pem());
        config.with_retry(RetryPolicy::none())
    };
    let identified = |authority: &Authority| {
        let (certificate, key) = certificate(authority, "client");
        config().with_client_certificate(certificate.pem(), key.serialize_pem())
    };
    for (config, is_known) in [
        (identified(&of_clients), true),
        (identified(&own), false),
        (config(), false),
    ] {
        let value = ListThings(RequestBuilder::new(&core(config))).await;
        assert_eq!(value.is_ok(), is_known, "{value:?}");
    }
}

/// Paths of a settings file start at its folder, and one file may hold certificate and key.
#[tokio::test]
async fn a_settings_file_names_authorities_and_a_client_certificate() {
    let (own, of_clients) = (authority("own"), authority("of clients"));
    let origin = serve(server(&own, Some(&of_clients))).await;
    let (certificate, key) = certificate(&of_clients, "client");
    let folder = tempfile::tempdir().expect("can be made");
    let write = |name: &str, text: &str| {
        std::fs::write(folder.path().join(name), text).expect("can be written");
    };
    write("own.pem", &own.as_ref().pem());
    write("client.pem", &certificate.pem());
    write("key.pem", &key.serialize_pem());
    write("both.pem", &(certificate.pem() + &key.serialize_pem()));
    write("turned.pem", &(key.serialize_pem() + &certificate.pem()));
    for (settings, is_known) in [
        (
            r#""Ca":"own.pem","Certificate":"client.pem","Key":"key.pem""#,
            true,
        ),
        (
            r#""Ca":"own.pem","Certificate":"both.pem","Pool":2,"Idle":"9""#,
            true,
        ),
        (r#""Ca":"own.pem","Certificate":"turned.pem""#, true),
        (r#""Ca":"own.pem""#, false),
        (r#""Certificate":"both.pem""#, false),
    ] {
        let credentials = r#""ClientId":"id","ClientSecret":"secret""#;
        let text = format!(r#"{{"BaseURL":"{origin}",{credentials},{settings}}}"#);
        write("config.json", &text);
        let config = SettingsConfig::from_file(folder.path().join("config.json"));
        let config = config.expect("it is complete");
        let config = config.with_retry(RetryPolicy::none());
        let value = ListThings(RequestBuilder::new(&core(config))).await;
        assert_eq!(value.is_ok(), is_known, "{settings}: {value:?}");
    }
}

#[test]
fn certificates_that_are_none_make_no_client_and_are_not_shown() {
    let table = [
        Config::new().with_root_certificates("hunter2"),
        Config::new().with_client_certificate("hunter2", "hunter2"),
        Config::new().with_client_certificate(authority("own").as_ref().pem(), "hunter2"),
    ];
    for config in table {
        let config = config.with_base_url("https://acme.test");
        assert!(!format!("{config:?}").contains("hunter2"));
        let error = Core::new(config, &API).expect_err("it is none");
        let shown = format!("{error} {error:?}");
        assert!(!shown.contains("hunter2"), "{shown}");
    }
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
