//! How streams end: limits, silence, broken connections, and callers who have had enough.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use bytes::Bytes;
use simgen_runtime::{BoxFuture, RequestBuilder, SleepPurpose, TransportError};

use super::*;

#[tokio::test]
async fn a_stream_that_breaks_off_says_what_came_of_the_last_item() {
    let pieces = || {
        vec![
            Bytes::from_static(b"data: 1\n\n: x\n\nid: 2\nda"),
            Bytes::from_static(b"ta: 3\n"),
        ]
    };
    for (last, expected) in [
        (Last::End, vec!["1"]),
        (Last::Break, vec!["1", r"broken: id: 2\ndata: 3\n"]),
        (Last::Silence, vec!["1", r"silent: id: 2\ndata: 3\n"]),
    ] {
        let transport = FakeTransport::new(move |_, _| Reply::Stream(EVENTS, pieces(), last));
        let clock = FakeClock::reaching(SleepPurpose::IdleLimit);
        let core = core(config(&transport, &clock));
        let items = GetData(RequestBuilder::new(&core)).await;
        assert_eq!(
            all(items.expect("is a success")).await,
            expected,
            "{last:?}"
        );
        assert_eq!(transport.sent().len(), 1, "it is not asked for again");
    }
}

/// The limit holds for each item, and is told the same however the stream is cut.
#[tokio::test]
async fn an_item_has_a_size_that_it_may_have() {
    let table: &[(&str, &str, Vec<&str>)] = &[
        (EVENTS, "data: 123\n\ndata: 1\n\n", vec!["123", "1"]),
        (EVENTS, ": 45678\n\ndata: 1\n\n", vec!["1"]),
        (
            EVENTS,
            "data: 1\n\ndata: 12345\n\ndata: 2\n\n",
            vec!["1", "too large"],
        ),
        (
            EVENTS,
            "data: 1\n\ndata: 1\ndata: 2\n\n",
            vec!["1", "too large"],
        ),
        (EVENTS, "data: 1\n\n: 123456789", vec!["1", "too large"]),
        (
            "application/jsonl",
            "1\n[23456]\n\n\"12345678\"\n3\n",
            vec!["1", "[23456]", "\"12345678\"", "3"],
        ),
        (
            "application/jsonl",
            "1\n[234567890]\n3\n",
            vec!["1", "too large"],
        ),
        (
            "application/json-seq",
            "\u{1e}1\n\u{1e}[234567890]\n",
            vec!["1", "too large"],
        ),
    ];
    for (media, text, expected) in table {
        for size in [1, 3, text.len()] {
            let pieces = text.as_bytes().chunks(size);
            let pieces = pieces.map(Bytes::copy_from_slice).collect();
            let core = serving(media, pieces, Last::End);
            let request = RequestBuilder::new(&core);
            let items = match *media {
                EVENTS => GetData(request).await,
                "application/jsonl" => GetLines(request).await,
                _ => GetSequence(request).await,
            };
            let items = items.expect("is a success").with_item_limit(10);
            let found = all(items).await;
            let found: Vec<&str> = found
                .iter()
                .map(|item| item.split(':').next().unwrap_or_default())
                .collect();
            assert_eq!(found, *expected, "{text:?} {size}");
        }
    }
}

#[tokio::test]
async fn the_limit_of_responses_is_that_of_an_item() {
    let text = b"data: 1\n\ndata: 2\n\ndata: [\"123456789\"]\n\n";
    let transport =
        FakeTransport::new(|_, _| Reply::Stream(EVENTS, vec![Bytes::from_static(text)], Last::End));
    let core = core(config(&transport, &FakeClock::new()).with_response_limit(10));
    let items = GetData(RequestBuilder::new(&core)).await;
    let found = all(items.expect("is a success")).await;
    assert_eq!(found[..2], ["1", "2"]);
    assert!(found[2].starts_with("too large: data: "), "{found:?}");
    assert_eq!(found.len(), 3);
}

/// A body that says when it is dropped.
struct Watched(Arc<AtomicBool>);

impl Drop for Watched {
    fn drop(&mut self) {
        self.0.store(true, Ordering::SeqCst);
    }
}

impl simgen_runtime::Body for Watched {
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        Box::pin(async { Ok(Some(Bytes::from_static(b"data: 1\n\ndata: [DONE]\n\n"))) })
    }
}

struct WatchedTransport(Arc<AtomicBool>);

impl simgen_runtime::Transport for WatchedTransport {
    fn send(
        &self,
        _: http::Request<Bytes>,
    ) -> BoxFuture<'static, Result<http::Response<Box<dyn simgen_runtime::Body>>, TransportError>>
    {
        let body: Box<dyn simgen_runtime::Body> = Box::new(Watched(Arc::clone(&self.0)));
        let head = http::Response::builder().header("content-type", EVENTS);
        Box::pin(async move { Ok(head.body(body).expect("is a head")) })
    }
}

#[tokio::test]
async fn the_connection_is_given_up_with_the_stream_and_at_its_end() {
    for is_read in [false, true] {
        let gone = Arc::new(AtomicBool::new(false));
        let transport = WatchedTransport(Arc::clone(&gone));
        let settings = simgen_runtime::Config::new()
            .with_base_url("https://example.com")
            .with_transport(transport);
        let core = core(settings);
        let items = GetUntilDone(RequestBuilder::new(&core)).await;
        let mut items = items.expect("is a success");
        assert_eq!(items.next().await.expect("is there").expect("fits"), 1);
        assert!(!gone.load(Ordering::SeqCst));
        if is_read {
            assert!(items.next().await.is_none());
        } else {
            drop(items);
        }
        assert!(gone.load(Ordering::SeqCst), "{is_read}");
    }
}
