//! HTTP/2, which client and server agree upon within TLS (RFC 9113 §3.2).

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use bytes::Bytes;
use serde_json::json;
use simgen_runtime::{
    Async, BoxFuture, Clock, Config, Core, Error, RequestBuilder, RetryPolicy, SleepPurpose,
    TransportStage,
};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;

use super::tls::identity;
use super::{is_run_again, run_again};
use crate::support::{ListThings, PostThings, core};

const ADDRESS: &str = "SIMGEN_TEST_ADDRESS";

/// What a server saw: the protocol that was agreed upon, and the requests.
struct Seen {
    protocol: Vec<u8>,
    requests: Vec<http::Request<()>>,
}

/// The requests that are refused, in the two ways that there are (RFC 9113 §8.7).
#[derive(Clone, Copy, Default)]
struct Refused {
    /// The first ones, each with its connection.
    by_closing: usize,
    /// Of the connection after those.
    by_reset: usize,
}

/// Responds to all other requests.
async fn serve(listener: TcpListener, config: ServerConfig, refused: Refused) -> Seen {
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let accept = async || {
        let (stream, _) = listener.accept().await.expect("the client comes");
        acceptor.accept(stream).await.expect("the client trusts")
    };
    for _ in 0..refused.by_closing {
        close(accept().await).await;
    }
    let stream = accept().await;
    let protocol = stream.get_ref().1.alpn_protocol().unwrap_or_default();
    let protocol = protocol.to_vec();
    let mut requests = Vec::new();
    let mut connection = h2::server::handshake(stream).await.expect("it is HTTP/2");
    // Until the client has gone.
    while let Some(Ok((request, mut respond))) = connection.accept().await {
        requests.push(request.map(drop));
        if requests.len() <= refused.by_reset {
            respond.send_reset(h2::Reason::REFUSED_STREAM);
            continue;
        }
        let head = http::Response::builder().header("content-type", "application/json");
        let head = head.body(()).expect("it is a head");
        let mut body = respond.send_response(head, false).expect("it is open");
        body.send_data(Bytes::from_static(br#"{"a":2}"#), true)
            .expect("it is open");
    }
    Seen { protocol, requests }
}

/// Reads one request, and closes the connection as one on which nothing was seen to
/// (RFC 9113 §6.8).
async fn close(mut stream: impl AsyncRead + AsyncWrite + Unpin) {
    const PREFACE: usize = 24;
    const HEADERS: u8 = 1;
    let settings = [0, 0, 0, 4, 0, 0, 0, 0, 0];
    stream.write_all(&settings).await.expect("it is open");
    let mut bytes = vec![0; PREFACE];
    let mut kind = None;
    while kind != Some(HEADERS) {
        stream.read_exact(&mut bytes).await.expect("it is open");
        let mut head = [0; 9];
        stream.read_exact(&mut head).await.expect("it is open");
        let [high, middle, low, found, ..] = head;
        bytes = vec![0; u32::from_be_bytes([0, high, middle, low]) as usize];
        kind = Some(found);
    }
    // The last stream is 0, and so is the error.
    let go_away = [[0, 0, 8, 7].as_slice(), &[0; 13]].concat();
    stream.write_all(&go_away).await.expect("it is open");
    // Until the client has gone, which need not take its leave.
    let _ = stream.read_to_end(&mut Vec::new()).await;
}

/// Runs a test again, with such a server and in environment where it is trusted.
fn run_with_server(test: &str, refused: Refused) -> Seen {
    let runtime = tokio::runtime::Runtime::new().expect("there are threads");
    let (mut config, authority) = identity();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    // Which authorities are trusted is read from this file by both TLS libraries.
    let file = tempfile::NamedTempFile::new().expect("there is room");
    std::fs::write(file.path(), authority).expect("it can be written");
    let listener = runtime.block_on(TcpListener::bind((Ipv4Addr::LOCALHOST, 0)));
    let listener = listener.expect("loopback has a free port");
    let address = listener.local_addr().expect("it is bound").to_string();
    let served = runtime.spawn(serve(listener, config, refused));
    let trusted = file.path().to_str().expect("it is text");
    run_again(test, &[("SSL_CERT_FILE", trusted), (ADDRESS, &address)]);
    runtime.block_on(served).expect("it does not panic")
}

/// Sends to that server.
fn block_on<T, F: Future<Output = T>>(send: impl FnOnce(Core<Async>) -> F) -> T {
    let runtime = tokio::runtime::Runtime::new().expect("there are threads");
    let address = std::env::var(ADDRESS).expect("the test says where");
    let core = core(Config::new().with_base_url(format!("https://{address}")));
    runtime.block_on(send(core))
}

#[test]
fn a_server_that_speaks_http_2_is_spoken_to_in_it() {
    if is_run_again() {
        let response = block_on(|core| ListThings(RequestBuilder::new(&core)).into_future());
        assert_eq!(response.expect("a response"), json!({"a": 2}));
        return;
    }
    let test = "features::http2::a_server_that_speaks_http_2_is_spoken_to_in_it";
    let seen = run_with_server(test, Refused::default());
    assert_eq!(seen.protocol, b"h2");
    let [request] = &seen.requests[..] else {
        panic!("one request: {:?}", seen.requests);
    };
    assert_eq!(request.version(), http::Version::HTTP_2);
    assert_eq!(request.uri().path(), "/v7/things");
}

/// The HTTP library has retries of its own, which would neither be counted nor asked for.
#[test]
fn a_request_that_the_server_refuses_is_sent_as_often_as_the_policy_says() {
    if is_run_again() {
        block_on(async |core| {
            let post = || PostThings(RequestBuilder::new(&core));
            let once = post().with_retry(RetryPolicy::none()).send().await;
            let error = once.expect_err("it is refused");
            assert_eq!(error.attempts(), 1);
            assert!(!error.may_have_been_applied());
            match error {
                Error::Transport(failure) => {
                    assert_eq!(failure.cause().stage(), TransportStage::Refused);
                }
                other => panic!("{other}"),
            }
            let at_once = RetryPolicy::new().with_base(Duration::ZERO);
            let again = post().with_retry(at_once).send().await;
            assert_eq!(again.expect("a response").attempts(), 2);
        });
        return;
    }
    let test =
        "features::http2::a_request_that_the_server_refuses_is_sent_as_often_as_the_policy_says";
    for (by_closing, by_reset) in [(0, 2), (2, 0)] {
        let refused = Refused {
            by_closing,
            by_reset,
        };
        let seen = run_with_server(test, refused);
        assert_eq!(by_closing + seen.requests.len(), 3);
    }
}

/// A limit of an attempt that is reached when a server says so.
struct LimitedBy(SocketAddr);

impl Clock for LimitedBy {
    fn now(&self) -> Instant {
        Instant::now()
    }

    fn system_time(&self) -> SystemTime {
        SystemTime::now()
    }

    fn sleep(&self, _: Duration, purpose: SleepPurpose) -> BoxFuture<'static, ()> {
        let address = self.0;
        Box::pin(async move {
            if purpose == SleepPurpose::AttemptLimit {
                let mut stream = TcpStream::connect(address).await.expect("it listens");
                stream.read_u8().await.expect("it is told in the end");
            }
        })
    }
}

/// Takes requests over this many connections and responds to none; the next connection
/// is in order. Each request that gets no response is told to the task that waits for it.
async fn hang(
    listener: TcpListener,
    config: ServerConfig,
    limits: TcpListener,
    hangs: usize,
) -> usize {
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let mut open = Vec::new();
    loop {
        let (stream, _) = listener.accept().await.expect("the client comes");
        let stream = acceptor.accept(stream).await.expect("the client trusts");
        let mut connection = h2::server::handshake(stream).await.expect("it is HTTP/2");
        let Some(Ok((_, mut respond))) = connection.accept().await else {
            panic!("a connection is for a request");
        };
        if open.len() < hangs {
            let (mut limit, _) = limits.accept().await.expect("it waits");
            limit.write_u8(0).await.expect("it is open");
            open.push((connection, respond));
            continue;
        }
        let head = http::Response::builder().header("content-type", "application/json");
        let head = head.body(()).expect("it is a head");
        let mut body = respond.send_response(head, false).expect("it is open");
        let sent = body.send_data(Bytes::from_static(br#"{"a":2}"#), true);
        sent.expect("it is open");
        // Until the client has gone.
        while let Some(Ok(_)) = connection.accept().await {}
        return open.len();
    }
}

/// All requests share one connection. Where the server no longer responds on it, the next
/// attempt needs another one.
#[test]
fn an_attempt_after_a_time_limit_reaches_another_connection() {
    const LIMITS: &str = "SIMGEN_TEST_LIMITS";
    const LAYERED: &str = "SIMGEN_TEST_LAYERED";
    if is_run_again() {
        let runtime = tokio::runtime::Runtime::new().expect("there are threads");
        let variable = |name| std::env::var(name).expect("the test says where");
        let limits = variable(LIMITS).parse().expect("it is an address");
        let config = Config::new()
            .with_base_url(format!("https://{}", variable(ADDRESS)))
            .with_clock(LimitedBy(limits));
        let config = match variable(LAYERED).as_str() {
            "true" => config.with_transport_layer(|inner| inner),
            _ => config,
        };
        let request = ListThings(RequestBuilder::new(&core(config)));
        let response = runtime.block_on(request.send()).expect("a response");
        assert_eq!(response.attempts(), 3);
        return;
    }
    for is_layered in ["false", "true"] {
        let runtime = tokio::runtime::Runtime::new().expect("there are threads");
        let (mut config, authority) = identity();
        config.alpn_protocols = vec![b"h2".to_vec()];
        let file = tempfile::NamedTempFile::new().expect("there is room");
        std::fs::write(file.path(), authority).expect("it can be written");
        let listen = || {
            let listener = runtime.block_on(TcpListener::bind((Ipv4Addr::LOCALHOST, 0)));
            let listener = listener.expect("loopback has a free port");
            let address = listener.local_addr().expect("it is bound").to_string();
            (listener, address)
        };
        let ((listener, address), (limits, limits_address)) = (listen(), listen());
        let served = runtime.spawn(hang(listener, config, limits, 2));
        let trusted = file.path().to_str().expect("it is text");
        run_again(
            "features::http2::an_attempt_after_a_time_limit_reaches_another_connection",
            &[
                ("SSL_CERT_FILE", trusted),
                (ADDRESS, &address),
                (LIMITS, &limits_address),
                (LAYERED, is_layered),
            ],
        );
        assert_eq!(runtime.block_on(served).expect("it does not panic"), 2);
    }
}
