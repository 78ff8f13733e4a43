//! Streams that are cut anywhere: the pieces say nothing.

use bytes::Bytes;
use proptest::prelude::*;
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

/// What streams are made of, broken ones too.
const PARTS: [&str; 20] = [
    "\n",
    "\r",
    "\r\n",
    "\n\n",
    "data",
    "data: ",
    ":",
    " ",
    "id: ",
    "event: ",
    "retry: ",
    "\0",
    "\u{feff}",
    "\u{e9}",
    "x",
    "7",
    "data: {\"a\": [1, 2]}\n\n",
    ": ping\n\n",
    "\u{1e}",
    "\"",
];

/// A text of so many parts, and where it is cut: both follow from a number.
fn made_up(seed: u64, parts: usize) -> (Vec<u8>, impl FnMut() -> usize) {
    let mut state = seed | 1;
    let mut next = move || {
        // xorshift64*
        state ^= state >> 12;
        state ^= state << 25;
        state ^= state >> 27;
        usize::try_from(state.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33).expect("fits")
    };
    let text: String = (0..parts).map(|_| PARTS[next() % PARTS.len()]).collect();
    (text.into_bytes(), next)
}

fn cut(text: &[u8], largest: usize, mut next: impl FnMut() -> usize) -> Vec<Bytes> {
    let mut rest = Bytes::copy_from_slice(text);
    let mut pieces = Vec::new();
    while !rest.is_empty() {
        let length = (1 + next() % largest).min(rest.len());
        pieces.push(rest.split_to(length));
    }
    pieces
}

async fn of_each_format(pieces: &[Bytes]) -> [Vec<String>; 3] {
    let limited = |media| serving(media, pieces.to_vec(), Last::End);
    let core = limited(EVENTS);
    let items = GetEvents(RequestBuilder::new(&core)).await.expect("is one");
    let events = all(items.with_item_limit(200)).await;
    let core = limited("application/jsonl");
    let items = GetLines(RequestBuilder::new(&core)).await.expect("is one");
    let lines = all(items.with_item_limit(200)).await;
    let core = limited("application/json-seq");
    let items = GetSequence(RequestBuilder::new(&core)).await;
    let texts = all(items.expect("is one").with_item_limit(200)).await;
    [events, lines, texts].map(|mut found| {
        // What came of an item that is too large depends on the pieces.
        for item in &mut found {
            if item.starts_with("too large") {
                item.truncate("too large".len());
            }
        }
        found
    })
}

proptest! {
    #[test]
    fn items_are_the_same_wherever_a_stream_is_cut(seed in any::<u64>(), largest in 1_usize..40) {
        let (text, next) = made_up(seed, 300);
        let runtime = tokio::runtime::Builder::new_current_thread().build()?;
        runtime.block_on(async {
            let whole = of_each_format(&[Bytes::copy_from_slice(&text)]).await;
            let pieces = of_each_format(&cut(&text, largest, next)).await;
            prop_assert_eq!(whole, pieces);
            Ok(())
        })?;
    }
}

/// A million events take some seconds: `cargo test --release … -- --ignored a_million`.
#[tokio::test]
#[ignore = "takes some seconds"]
async fn a_million_events_are_the_same_wherever_they_are_cut() {
    let text: String = (0..1_000_000)
        .map(|number| match number % 4 {
            0 => format!("id: {number}\r\ndata: {{\"number\": {number}}}\r\n\r\n"),
            1 => format!(": ping\n\nevent: even\ndata: {number}\ndata: {number}\n\n"),
            2 => format!("data: \u{e9}{number}\r\r"),
            _ => format!("retry: {number}\ndata:{number}\n\n"),
        })
        .collect();
    let (_, next) = made_up(text.len() as u64, 0);
    let whole = events(vec![Bytes::from(text.clone())]).await;
    assert_eq!(whole.len(), 1_000_000);
    assert!(whole == events(cut(text.as_bytes(), 100, next)).await);
}
