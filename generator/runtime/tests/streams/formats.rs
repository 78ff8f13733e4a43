//! What an item is read from: the data of an event, its envelope, a line, a text of a sequence.

use bytes::Bytes;
use simgen_runtime::{Error, Operation, RequestBuilder};

use super::*;

async fn items<Op, V>(text: &'static str, media: &'static str) -> Vec<String>
where
    Op: Operation<Output = ItemStream<V>>,
    V: std::fmt::Display + 'static,
{
    let core = serving(media, vec![Bytes::from_static(text.as_bytes())], Last::End);
    let items = RequestBuilder::new(&core).send_for_items::<Op, V>();
    all(items.await.expect("is a success")).await
}

/// After an item that does not fit its type the stream goes on.
#[tokio::test]
async fn data_is_json() {
    let text = "data: {\"a\":\ndata: 1}\n\nevent: b\ndata: [DONE]\n\ndata: 2\n\ndata: {\"a\":1,\"a\":2}\n\n";
    let found = items::<GetData, _>(text, EVENTS).await;
    let expected = [
        "{\"a\":1}",
        r"unfit: event: b\ndata: [DONE]\n\n",
        "2",
        r#"unfit: data: {\"a\":1,\"a\":2}\n\n"#,
    ];
    assert_eq!(found, expected);
}

#[tokio::test]
async fn ends_and_keep_alives_are_no_items() {
    for (text, expected) in [
        ("data: 1\n\ndata: [DONE]\n\ndata: 2\n\n", vec!["1"]),
        ("data: 1\n\nevent: end\ndata: {}\n\ndata: 2\n\n", vec!["1"]),
        (
            "event: ping\ndata: x\n\ndata: ping\n\ndata: 1\n\n",
            vec!["1"],
        ),
        ("data: [DONE] \n\n", vec![r"unfit: data: [DONE] \n\n"]),
    ] {
        let found = items::<GetUntilDone, _>(text, EVENTS).await;
        assert_eq!(found, expected, "{text:?}");
    }
}

#[tokio::test]
async fn an_envelope_has_the_fields_of_its_event() {
    let text = "event: a\nid: 1\nretry: 5\ndata: {\"b\": [true]}\n\ndata: 7\n\ndata: x\n\n";
    let found = items::<GetEnvelopes, _>(text, EVENTS).await;
    let expected = [
        r#"{"event":"a","id":"1","retry":5,"data":{"b":[true]}}"#,
        r#"{"data":7}"#,
        r"unfit: data: x\n\n",
    ];
    assert_eq!(found, expected);
    let texts = items::<GetTexts, _>(text, EVENTS).await;
    assert_eq!(texts[1..], [r#"{"data":"7"}"#, r#"{"data":"x"}"#]);
    let either = items::<GetEither, _>(text, EVENTS).await;
    assert_eq!(either[1..], [r#"{"data":7}"#, r#"{"data":"x"}"#]);
}

#[tokio::test]
async fn lines_and_sequences_are_json() {
    let lines = "{\"a\":1}\n \t\r\nx\n[2]";
    for media in [
        "application/jsonl",
        "application/x-ndjson",
        "application/json",
    ] {
        let found = items::<GetLines, _>(lines, media).await;
        assert_eq!(found, ["{\"a\":1}", "unfit: x", "[2]"], "{media}");
    }
    // A number that no white space follows may have lost digits (RFC 7464 §2.4).
    let sequence = "\u{1e}{\"a\":1}\n\u{1e}{\"b\"\u{1e}3 \u{1e}12\u{1e}tru\u{1e}\"c\"";
    let found = items::<GetSequence, _>(sequence, "application/json-seq").await;
    let expected = [
        "{\"a\":1}",
        r#"unfit: {\"b\""#,
        "3",
        "unfit: 12",
        "unfit: tru",
        "\"c\"",
    ];
    assert_eq!(found, expected);
}

/// A server that responds with something else says so before the first item.
#[tokio::test]
async fn what_is_no_stream_is_an_error_of_the_call() {
    for media in ["application/json", "text/html"] {
        let core = serving(media, vec![Bytes::from_static(b"{}")], Last::End);
        let items = GetEvents(RequestBuilder::new(&core)).await;
        assert!(matches!(items, Err(Error::Decode(_))), "{media}");
    }
    let transport = FakeTransport::statuses(&[204]);
    let core = core(config(&transport, &FakeClock::new()));
    let items = GetEvents(RequestBuilder::new(&core)).await;
    assert!(items.expect("is a stream").next().await.is_none());
}
