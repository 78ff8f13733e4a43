//! Events, as the HTML standard has them (§9.2.6).

use std::time::Duration;

use bytes::Bytes;
use simgen_runtime::{RequestBuilder, ServerSentEvent};

use super::{EVENTS, GetEvents, events, serving};
use crate::support::*;

fn event(data: &str) -> ServerSentEvent {
    ServerSentEvent::new(data)
}

/// What the standard says of each text, its own examples first.
#[tokio::test]
async fn events_are_those_of_the_standard() {
    let table: &[(&'static str, Vec<ServerSentEvent>)] = &[
        (
            "data: YHOO\ndata: +2\ndata: 10\n\n",
            vec![event("YHOO\n+2\n10")],
        ),
        (
            ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event",
            vec![
                event("first event").with_id("1"),
                event("second event").with_id(""),
            ],
        ),
        ("data\n\ndata\ndata\n\ndata:", vec![event(""), event("\n")]),
        (
            "data:test\n\ndata: test\n\n",
            vec![event("test"), event("test")],
        ),
        (
            "event: add\ndata: 73857293\n\nevent: remove\ndata: 2153\n\n",
            vec![
                event("73857293").with_event("add"),
                event("2153").with_event("remove"),
            ],
        ),
        // Ends of lines.
        (
            "data: a\r\rdata: b\r\n\r\ndata: c\n\n",
            vec![event("a"), event("b"), event("c")],
        ),
        (
            "data: a\r\n\ndata: b\n\r\ndata: c\n\r",
            vec![event("a"), event("b"), event("c")],
        ),
        ("data: a\r\ndata: b\rdata: c\n\n", vec![event("a\nb\nc")]),
        ("\n\r\n\rdata: a\n\n\n\n", vec![event("a")]),
    ];
    compare(table).await;
}

/// A byte order mark only is at the beginning; a field may come twice, or be no field.
#[tokio::test]
async fn fields_are_those_of_the_standard() {
    let table: &[(&'static str, Vec<ServerSentEvent>)] = &[
        ("\u{feff}data: a\n\n", vec![event("a")]),
        ("\u{feff}\u{feff}data: a\n\n", vec![]),
        ("data: a\n\n\u{feff}data: b\n\n", vec![event("a")]),
        (":\n:ok\ndata: a\n:\n\n", vec![event("a")]),
        ("data:  a \n\n", vec![event(" a ")]),
        ("data:\ta:b\n\n", vec![event("\ta:b")]),
        (" data: a\n\n", vec![]),
        ("Data: a\ndat: b\nfoo\nfoo: c\n\n", vec![]),
        (
            "event: a\nevent: b\ndata: c\n\n",
            vec![event("c").with_event("b")],
        ),
        ("event: a\nevent\ndata: c\n\n", vec![event("c")]),
        ("event: lost\n\ndata: a\n\n", vec![event("a")]),
        (
            "id: a\0b\nid: c\nid: d\0\ndata: e\n\n",
            vec![event("e").with_id("c")],
        ),
        (
            "retry: 1000\ndata: a\n\n",
            vec![event("a").with_retry(Duration::from_secs(1))],
        ),
        (
            "retry: 5\nretry: 1s\nretry: -1\nretry:\nretry: 99999999999999999999\ndata: a\n\n",
            vec![event("a").with_retry(Duration::from_millis(5))],
        ),
        ("data: \u{e9}\u{1F600}\n\n", vec![event("\u{e9}\u{1F600}")]),
        // What has no blank line after it is no event.
        ("data: a", vec![]),
        ("data: a\n", vec![]),
        ("", vec![]),
    ];
    compare(table).await;
}

async fn compare(table: &[(&'static str, Vec<ServerSentEvent>)]) {
    for (text, expected) in table {
        let expected: Vec<String> = expected.iter().map(ToString::to_string).collect();
        let found = events(vec![Bytes::from_static(text.as_bytes())]).await;
        assert_eq!(found, expected, "{text:?}");
    }
}

/// Bytes that are no UTF-8 are replaced as the standard's decoder does.
#[tokio::test]
async fn what_is_no_utf_8_is_replaced() {
    let found = events(vec![Bytes::from_static(b"data: a\xFF\xF0\x9F\x98b\n\n")]).await;
    assert_eq!(found, [event("a\u{fffd}\u{fffd}b").to_string()]);
}

#[tokio::test]
async fn the_last_id_stays_until_there_is_another() {
    let text = b"data: a\n\nid: 1\ndata: b\n\ndata: c\n\nid: 2\n\ndata: d\n\nid: 3\ndata: cut off";
    let core = serving(EVENTS, vec![Bytes::from_static(text)], Last::End);
    let items = GetEvents(RequestBuilder::new(&core)).await;
    let mut items = items.expect("is a success");
    for (data, id, last_id) in [
        ("a", None, None),
        ("b", Some("1"), Some("1")),
        ("c", None, Some("1")),
        ("d", None, Some("2")),
    ] {
        let event = items.next().await.expect("there is one").expect("fits");
        assert_eq!((event.data.as_str(), event.id.as_deref()), (data, id));
        assert_eq!(items.last_event_id(), last_id, "{data}");
        assert_eq!(items.event(), Some(event));
    }
    assert!(items.next().await.is_none());
    assert_eq!((items.last_event_id(), items.event()), (Some("2"), None));
}

/// What is written is read again, whatever is in it.
#[tokio::test]
async fn an_event_is_written_as_it_is_read() {
    for (event, expected) in [
        (event("a\nb"), "data: a\ndata: b\n\n"),
        (event("a\r\nb\rc"), "data: a\ndata: b\ndata: c\n\n"),
        (
            event("").with_event("x\ny").with_id("1\0"),
            "event: x y\ndata: \n\n",
        ),
        (
            event("a").with_id("7").with_retry(Duration::from_secs(2)),
            "id: 7\nretry: 2000\ndata: a\n\n",
        ),
    ] {
        assert_eq!(event.to_string(), expected);
        let found = events(vec![Bytes::from(expected)]).await;
        assert_eq!(found, [expected]);
    }
}
