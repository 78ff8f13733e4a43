//! Streams that are cut anywhere: the pieces say nothing.

use bytes::Bytes;
use simgen_runtime::RequestBuilder;

use super::{EVENTS, GetEvents, GetLines, GetSequence, all, events, serving};
use crate::support::*;

const TEXT: &str = "\u{feff}data: a\r\n\r\nevent: b\r\rid: \u{e9}\ndata: c\r\ndata\r\n: d\r\nretry: 10\n\ndata: e\r\r\n\ndata: f\n\n";

#[tokio::test]
async fn events_are_the_same_wherever_the_stream_is_cut_in_two() {
    let whole = events(vec![Bytes::from_static(TEXT.as_bytes())]).await;
    assert_eq!(whole.len(), 4, "{whole:?}");
    for at in 0..=TEXT.len() {
        let text = Bytes::from_static(TEXT.as_bytes());
        let pieces = vec![text.slice(..at), text.slice(at..)];
        assert_eq!(events(pieces).await, whole, "cut at {at}");
    }
}

#[tokio::test]
async fn items_are_the_same_byte_by_byte() {
    let bytes = |text: &str| text.bytes().map(|byte| vec![byte].into()).collect();
    let whole = |text: &str| vec![Bytes::copy_from_slice(text.as_bytes())];
    assert_eq!(events(bytes(TEXT)).await, events(whole(TEXT)).await);
    let lines = "{\"a\": 1}\r\n\n\n[2]\n\"\u{e9}\"\n3";
    let sequence = "\u{1e}{\"a\": \"\\\"}\\n\"}\n\u{1e}\u{1e}{\n\"b\":\n[1, \"]\"]\n}\n\u{1e}1\n\u{1e}\"\u{e9}\"\n\u{1e}2";
    for is_cut in [false, true] {
        let pieces = |text| if is_cut { bytes(text) } else { whole(text) };
        let core = serving("application/jsonl", pieces(lines), Last::End);
        let items = GetLines(RequestBuilder::new(&core)).await.expect("is one");
        assert_eq!(all(items).await, ["{\"a\":1}", "[2]", "\"\u{e9}\"", "3"]);
        let core = serving("application/json-seq", pieces(sequence), Last::End);
        let items = GetSequence(RequestBuilder::new(&core)).await;
        assert_eq!(
            all(items.expect("is one")).await,
            [
                "{\"a\":\"\\\"}\\n\"}",
                "{\"b\":[1,\"]\"]}",
                "1",
                "\"\u{e9}\"",
                "unfit: 2"
            ],
        );
    }
}

/// An item comes when it is complete, and not only with the one after it.
#[tokio::test]
async fn an_item_is_not_held_back() {
    let first = |text: &'static str| vec![Bytes::from_static(text.as_bytes())];
    for text in ["data: 1\n\n", "data: 1\r\r", "data: 1\r\n\r"] {
        let core = serving(EVENTS, first(text), Last::Silence);
        let items = GetEvents(RequestBuilder::new(&core)).await;
        let event = items.expect("is one").next().await.expect("is there");
        assert_eq!(event.expect("fits").data, "1", "{text:?}");
    }
    let core = serving("application/jsonl", first("1\n"), Last::Silence);
    let items = GetLines(RequestBuilder::new(&core)).await;
    let item = items.expect("is one").next().await.expect("is there");
    assert_eq!(item.expect("fits"), 1);
    let core = serving(
        "application/json-seq",
        first("\u{1e}[\n1]\n"),
        Last::Silence,
    );
    let items = GetSequence(RequestBuilder::new(&core)).await;
    let item = items.expect("is one").next().await.expect("is there");
    assert_eq!(item.expect("fits"), serde_json::json!([1]));
}
