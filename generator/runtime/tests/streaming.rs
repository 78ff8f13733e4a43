//! Bodies that are read as they arrive, and sent as they come.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use bytes::Bytes;
use futures_util::{StreamExt as _, stream};
use simgen_runtime::{Async, Config, Core, Error, RequestBuilder, SleepPurpose, Upload};

use crate::support::*;

fn client(config: Config) -> Core<Async> {
    core(config.with_response_limit(4))
}

#[tokio::test]
async fn a_success_of_any_size_is_read_as_it_arrives() {
    let transport = FakeTransport::new(|_, _| Reply::json(200, "[1, 2, 3]").with("x-a", "b"));
    let core = client(config(&transport, &FakeClock::new()));
    let response = ListThings(RequestBuilder::new(&core))
        .send_streaming()
        .await;
    let response = response.expect("is a success");
    assert_eq!(response.headers()["x-a"], "b");
    let pieces: Vec<io::Result<Bytes>> = response.into_value().collect().await;
    let pieces: Vec<Bytes> = pieces
        .into_iter()
        .map(|piece| piece.expect("came"))
        .collect();
    assert_eq!(pieces.concat(), b"[1, 2, 3]");
    let limited = ListThings(RequestBuilder::new(&core)).send().await;
    assert!(matches!(limited, Err(Error::TooLarge(_))), "{limited:?}");
}

#[tokio::test]
async fn a_connection_that_breaks_ends_the_stream_with_an_error() {
    let transport = FakeTransport::new(|_, _| Reply::Broken(200, vec![b"one", b"", b"two"]));
    let core = client(config(&transport, &FakeClock::new()));
    let response = ListThings(RequestBuilder::new(&core))
        .send_streaming()
        .await;
    let mut stream = response.expect("is a success").into_value();
    for expected in ["one", "two"] {
        let piece = stream.chunk().await.expect("came");
        assert_eq!(piece.as_deref(), Some(expected.as_bytes()));
    }
    let error = stream.chunk().await.expect_err("broke");
    assert_eq!(error.kind(), io::ErrorKind::ConnectionAborted);
    assert_eq!(stream.chunk().await.expect("it is over"), None);
    assert_eq!(
        transport.sent().len(),
        1,
        "what was handed out is not sent again"
    );
}

#[tokio::test]
async fn a_stream_that_falls_silent_ends_with_a_timeout() {
    let transport = FakeTransport::new(|_, _| Reply::Stalled(200, vec![b"one"]));
    let clock = FakeClock::reaching(SleepPurpose::IdleLimit);
    let core = client(config(&transport, &clock));
    let response = ListThings(RequestBuilder::new(&core))
        .send_streaming()
        .await;
    let mut stream = response.expect("is a success").into_value();
    let piece = stream.chunk().await.expect("came");
    assert_eq!(piece.as_deref(), Some(b"one".as_slice()));
    let error = stream.chunk().await.expect_err("nothing comes");
    assert_eq!(error.kind(), io::ErrorKind::TimedOut);
    assert_eq!(stream.chunk().await.expect("it is over"), None);
}

#[tokio::test]
async fn what_is_no_success_is_read_as_a_whole_and_retried() {
    let table = [(400, 1), (204, 1), (503, 3), (429, 3)];
    for (status, attempts) in table {
        let transport = FakeTransport::new(move |_, _| Reply::status(status));
        let core = core(config(&transport, &FakeClock::new()));
        let error = ListThings(RequestBuilder::new(&core))
            .send_streaming()
            .await;
        let error = error.expect_err("is no documented success");
        assert_eq!(error.attempts(), attempts, "{status}");
        let is_documented = matches!(error, Error::Api(_));
        assert_eq!(is_documented, [400, 429].contains(&status), "{error}");
    }
}

/// An upload of these pieces that counts how many were taken.
fn counted(taken: &Arc<AtomicUsize>) -> Upload {
    let taken = Arc::clone(taken);
    Upload::from_stream(stream::iter(["one", "two"]).map(move |piece| {
        taken.fetch_add(1, Ordering::SeqCst);
        Ok::<_, io::Error>(piece)
    }))
}

#[tokio::test]
async fn a_body_that_was_taken_is_not_sent_again() {
    for (status, whole) in [(503, 3), (401, 2)] {
        let transport = FakeTransport::new(move |request, _| match request.uri().path() {
            "/oauth/token" => Reply::token("t", "60"),
            _ => Reply::status(status),
        });
        let config = || with_client_credentials(config(&transport, &FakeClock::new()));
        let core = core(config());
        let send = |body: Upload| {
            let request = SecurePut(RequestBuilder::new(&core).bytes("text/plain", body));
            async move { request.send().await.expect_err("is none").attempts() }
        };
        assert_eq!(send(Upload::from("onetwo")).await, whole, "{status}");
        let taken = Arc::default();
        assert_eq!(send(counted(&taken)).await, 1, "{status}");
        assert_eq!(taken.load(Ordering::SeqCst), 2);
    }
}

#[tokio::test]
async fn a_stream_is_sent_with_the_callers_media_type() {
    let transport = FakeTransport::statuses(&[200]);
    let core = core(config(&transport, &FakeClock::new()));
    let body = counted(&Arc::default()).with_media_type("image/png");
    let request = PutThings(RequestBuilder::new(&core).bytes("application/octet-stream", body));
    request.send().await.expect("a response");
    let sent = &transport.sent()[0];
    assert_eq!(sent.headers()["content-type"], "image/png");
    assert_eq!(sent.body(), "onetwo");
}

#[tokio::test]
async fn a_stream_that_fails_fails_the_request() {
    let transport = FakeTransport::statuses(&[200]);
    let core = core(config(&transport, &FakeClock::new()));
    let pieces = [Ok("one"), Err(io::Error::other("the disk is gone"))];
    let body = Upload::from_stream(stream::iter(pieces));
    let request = PutThings(RequestBuilder::new(&core).bytes("text/plain", body));
    let error = request.send().await.expect_err("the body broke");
    assert!(matches!(error, Error::Transport(_)), "{error}");
    assert!(error.to_string().contains("the disk is gone"), "{error}");
}

#[test]
fn an_upload_shows_its_length_and_no_bytes() {
    let whole = Upload::from("a secret");
    let shown = format!("{whole:?}");
    assert!(
        shown.contains("Some(8)") && !shown.contains("secret"),
        "{shown}"
    );
    let streamed = counted(&Arc::default()).with_length(6);
    assert!(format!("{streamed:?}").contains("Some(6)"), "{streamed:?}");
}

#[cfg(feature = "blocking")]
#[test]
fn blocking_calls_read_and_send_piece_by_piece() {
    use simgen_runtime::Blocking;
    use std::io::{Cursor, Read as _};

    let transport = FakeTransport::new(|_, number| match number {
        0 => Reply::Broken(200, vec![b"one", b"two"]),
        _ => Reply::status(200),
    });
    let core = Core::<Blocking>::blocking(config(&transport, &FakeClock::new()), &API);
    let core = core.expect("the settings fit");
    let response = ListThings(RequestBuilder::new(&core)).send_streaming();
    let mut reader = response.expect("is a success").into_value();
    let mut read = [0; 2];
    for expected in ["on", "e", "tw", "o"] {
        let length = reader.read(&mut read).expect("came");
        assert_eq!(&read[..length], expected.as_bytes());
    }
    let error = reader.read(&mut read).expect_err("broke");
    assert_eq!(error.kind(), io::ErrorKind::ConnectionAborted);

    let body = Upload::from_reader(Cursor::new(vec![7; 100_000]));
    let request = PutThings(RequestBuilder::new(&core).bytes("text/plain", body));
    request.send().expect("a response");
    assert_eq!(transport.sent()[1].body().len(), 100_000);
}
