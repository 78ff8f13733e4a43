//! What goes wrong before the two sides speak HTTP at all.

use std::time::Duration;

use sailpoint_sim::Error;
use sailpoint_sim::runtime::{TimeoutKind, TransportStage};
use sailpoint_sim::v2025::Client;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use tokio::sync::mpsc;

use super::{Call, new};
use crate::clock::TestClock;
use crate::config;

/// Listens, tells of each connection that it read from, and responds with these bytes
/// in plain text, or never.
async fn listen(response: &'static [u8]) -> (String, mpsc::UnboundedReceiver<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("has a port");
    let address = listener.local_addr().expect("is bound");
    let (tell, told) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        let mut open = Vec::new();
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut hello = [0; 16];
            stream.read_exact(&mut hello).await.expect("TLS begins");
            stream.write_all(response).await.expect("it is open");
            tell.send(()).expect("the test listens");
            open.push(stream);
        }
    });
    (format!("https://{address}"), told)
}

#[tokio::test]
async fn a_time_limit_during_the_handshake_means_that_nothing_left() {
    for (seconds, kind, attempts) in [(600, TimeoutKind::Attempt, 3), (30, TimeoutKind::Call, 1)] {
        for call in Call::BOTH {
            let (origin, mut told) = listen(b"").await;
            let clock = TestClock::new();
            let limit = Duration::from_secs(seconds);
            let config = config::with_clock(&origin, &clock).with_timeout(limit);
            let client = new(config);
            let sent = tokio::spawn(async move { call.send(&client).await });
            for _ in 0..attempts {
                told.recv().await.expect("it listens");
                clock.advance(Duration::from_secs(60));
            }
            let error = sent.await.expect("no panic").expect_err("it hangs");
            assert!(error.is_retryable() && !error.may_have_been_applied());
            assert_eq!(error.attempts(), attempts, "{call:?}");
            match error {
                Error::Timeout(failure) => assert_eq!(*failure.cause(), kind),
                other => panic!("{other}"),
            }
        }
    }
}

#[tokio::test]
async fn a_server_that_does_not_speak_tls_is_asked_once() {
    for call in Call::BOTH {
        let (origin, mut told) = listen(b"HTTP/1.1 400 \r\n\r\n").await;
        let clock = TestClock::new();
        let client = new(config::with_clock(&origin, &clock));
        let error = call.send(&client).await.expect_err("it is not TLS");
        assert_eq!((error.attempts(), error.is_retryable()), (1, false));
        assert!(!error.may_have_been_applied());
        assert!(clock.pauses().is_empty());
        told.recv().await.expect("one connection");
        assert!(told.try_recv().is_err(), "and no other");
        match error {
            Error::Transport(failure) => {
                assert!(failure.cause().is_permanent() && failure.cause().never_left());
                assert_eq!(failure.cause().stage(), TransportStage::Connect);
            }
            other => panic!("{other}"),
        }
    }
}

/// Names below `invalid` do not exist (RFC 6761 §6.4). A computer without a network can't
/// know that, and says that it does not know for now.
#[tokio::test]
async fn a_host_that_does_not_exist_is_looked_up_once() {
    let clock = TestClock::new();
    let client = new(config::with_clock("https://no-such.invalid", &clock));
    for call in Call::BOTH {
        let error = call.send(&client).await.expect_err("there is no such host");
        let is_temporary = error.to_string().contains("Temporary failure");
        let attempts = if is_temporary { 3 } else { 1 };
        assert_eq!(
            (error.attempts(), error.is_retryable()),
            (attempts, is_temporary),
            "{error}"
        );
        assert!(!error.may_have_been_applied());
    }
}

/// A label of a name has 63 letters at most (RFC 1035 §2.3.4).
#[test]
fn a_host_that_can_not_exist_is_refused_before_anything_is_sent() {
    let clock = TestClock::new();
    let origin = |letters| format!("https://{}.test", "a".repeat(letters));
    for (letters, is_taken) in [(63, true), (64, false)] {
        let client = Client::new(config::with_clock(&origin(letters), &clock));
        assert_eq!(client.is_ok(), is_taken, "{letters}");
    }
}
