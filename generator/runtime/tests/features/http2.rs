//! HTTP/2, which client and server agree upon within TLS (RFC 9113 §3.2).

use std::net::Ipv4Addr;
use std::sync::Arc;

use bytes::Bytes;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair};
use serde_json::json;
use simgen_runtime::{Config, Request};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

use super::{is_run_again, run_again};
use crate::support::{ListThings, core};

const ADDRESS: &str = "SIMGEN_TEST_ADDRESS";

/// A server's side of TLS, and in PEM the authority that its clients must trust.
fn identity() -> (ServerConfig, String) {
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
    let mut config = ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], server_key)
        .expect("they fit");
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    (config, authority.as_ref().pem())
}

/// Answers one request, and answers the protocol that was agreed upon and the request.
async fn serve(listener: TcpListener, config: ServerConfig) -> (Vec<u8>, http::Request<()>) {
    let (stream, _) = listener.accept().await.expect("the client comes");
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let stream = acceptor.accept(stream).await.expect("the client trusts");
    let protocol = stream.get_ref().1.alpn_protocol().unwrap_or_default();
    let protocol = protocol.to_vec();
    let mut connection = h2::server::handshake(stream).await.expect("it is HTTP/2");
    let request = connection.accept().await.expect("there is a request");
    let (request, mut respond) = request.expect("it is whole");
    let head = http::Response::builder().header("content-type", "application/json");
    let head = head.body(()).expect("it is a head");
    let mut body = respond.send_response(head, false).expect("it is open");
    body.send_data(Bytes::from_static(br#"{"a":2}"#), true)
        .expect("it is open");
    // Until the client has gone.
    while connection.accept().await.is_some() {}
    (protocol, request.map(drop))
}

#[test]
fn a_server_that_speaks_http_2_is_spoken_to_in_it() {
    let runtime = tokio::runtime::Runtime::new().expect("there are threads");
    if is_run_again() {
        let address = std::env::var(ADDRESS).expect("the test says where");
        let core = core(Config::new().with_base_url(format!("https://{address}")));
        let value = runtime.block_on(Request::<ListThings>::new(&core).into_future());
        assert_eq!(value.expect("it is answered"), json!({"a": 2}));
        return;
    }
    let (config, authority) = identity();
    let file = std::env::temp_dir().join(format!("authority-{}.pem", std::process::id()));
    std::fs::write(&file, authority).expect("it can be written");
    let listener = runtime.block_on(TcpListener::bind((Ipv4Addr::LOCALHOST, 0)));
    let listener = listener.expect("loopback has a free port");
    let address = listener.local_addr().expect("it is bound").to_string();
    let served = runtime.spawn(serve(listener, config));
    // Which authorities are trusted is read from this file by both TLS libraries.
    let trusted = file.to_str().expect("it is text");
    run_again(
        "features::http2::a_server_that_speaks_http_2_is_spoken_to_in_it",
        &[("SSL_CERT_FILE", trusted), (ADDRESS, &address)],
    );
    let (protocol, request) = runtime.block_on(served).expect("it does not panic");
    assert_eq!(protocol, b"h2");
    assert_eq!(request.version(), http::Version::HTTP_2);
    assert_eq!(request.uri().path(), "/v7/things");
    std::fs::remove_file(file).expect("it is there");
}
