//! Streams of events that are asked for again, where the caller wants that.

use std::time::Duration;

use bytes::Bytes;
use simgen_runtime::{ReconnectPolicy, RequestBuilder, RetryPolicy, TransportStage, Upload};

use super::*;

fn part(text: &'static str, last: Last) -> Reply {
    Reply::Stream(EVENTS, vec![Bytes::from_static(text.as_bytes())], last)
}

fn last_ids(transport: &FakeTransport) -> Vec<Option<String>> {
    let text = |request: &http::Request<Bytes>| {
        let id = request.headers().get("last-event-id")?;
        Some(id.to_str().expect("is text").to_owned())
    };
    transport.sent().iter().map(text).collect()
}

#[tokio::test]
async fn a_stream_goes_on_after_its_last_event() {
    let transport = FakeTransport::new(|_, number| match number {
        0 => part("data: 1\n\n", Last::Break),
        1 => part(
            "id: a\nretry: 50\ndata: 2\n\nid: b\ndata: lost",
            Last::Break,
        ),
        2 => part("data: 3\n\n", Last::End),
        3 => Reply::status(503),
        4 => Reply::Lost(TransportStage::Connect),
        5 => part("data: 4\n\ndata: [DONE]\n\n", Last::End),
        _ => Reply::status(500),
    });
    let clock = FakeClock::new();
    let core = core(config(&transport, &clock));
    let items = GetUntilDone(RequestBuilder::new(&core))
        .with_retry(RetryPolicy::none())
        .with_reconnect(ReconnectPolicy::new().with_pause(Duration::from_secs(7)));
    let items = items.await.expect("is a success");
    assert_eq!(all(items).await, ["1", "2", "3", "4"]);
    let ids = last_ids(&transport);
    let ids: Vec<Option<&str>> = ids.iter().map(Option::as_deref).collect();
    assert_eq!(
        ids,
        [None, None, Some("a"), Some("a"), Some("a"), Some("a")]
    );
    let pauses = clock.pauses.lock().expect("not poisoned").clone();
    assert_eq!(pauses, [7_000, 50, 50, 50, 50].map(Duration::from_millis));
}

#[tokio::test]
async fn a_stream_that_gives_nothing_is_given_up() {
    let transport = FakeTransport::new(|_, number| match number {
        0 => part("data: 1\n\n", Last::End),
        _ => part(": nothing\n\n", Last::Break),
    });
    let core = core(config(&transport, &FakeClock::new()));
    let request = GetData(RequestBuilder::new(&core));
    let request = request.with_reconnect(ReconnectPolicy::new().with_most_in_a_row(2));
    let found = all(request.await.expect("is a success")).await;
    assert_eq!(found, ["1", "broken: "]);
    assert_eq!(transport.sent().len(), 3);
}

#[tokio::test]
async fn a_server_says_that_there_is_no_more() {
    for (status, expected) in [(204, vec!["1"]), (400, vec!["1", "refused: "])] {
        let transport = FakeTransport::new(move |_, number| match number {
            0 => part("data: 1\n\n", Last::End),
            _ => Reply::status(status),
        });
        let core = core(config(&transport, &FakeClock::new()));
        let request = GetData(RequestBuilder::new(&core));
        let request = request.with_reconnect(ReconnectPolicy::new());
        let found = all(request.await.expect("is a success")).await;
        assert_eq!(found, expected);
        assert_eq!(transport.sent().len(), 2, "{status}");
    }
}

/// What was read as it was sent is gone.
#[tokio::test]
async fn a_body_that_was_taken_is_not_sent_again() {
    let transport = FakeTransport::new(|_, _| part("data: 1\n\n", Last::End));
    let core = core(config(&transport, &FakeClock::new()));
    let body = Upload::from_stream(futures_util::stream::iter([Ok::<_, std::io::Error>("x")]));
    let request = GetData(RequestBuilder::new(&core).bytes("text/plain", body));
    let request = request.with_reconnect(ReconnectPolicy::new());
    let found = all(request.await.expect("is a success")).await;
    assert_eq!(found, ["1", "refused: "]);
    assert_eq!(transport.sent().len(), 1);
}
