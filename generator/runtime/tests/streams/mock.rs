//! The mock server sends items, waits between them, and breaks off.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant, SystemTime};

use serde_json::json;
use simgen_runtime::{
    ApiMetadata, BoxFuture, Clock, Config, Core, Mock, MockBuilder, OperationMetadata,
    RequestBuilder, ResourceMetadata, ResponseMetadata, ServerSentEvent, SleepPurpose, Status,
    StreamedItems, SystemClock,
};

use super::*;
use crate::mock::DESCRIPTION;

const fn stream(media: &'static str, example: &'static str) -> ResponseMetadata {
    ResponseMetadata::text(Status::exactly(200))
        .media(media)
        .example(example)
}

pub(crate) static METADATA: ApiMetadata = ApiMetadata {
    module: "v1",
    description: &DESCRIPTION,
    resources: &[ResourceMetadata {
        tag: "",
        text: "",
        operations: &[
            OperationMetadata::of::<GetData>("get-data")
                .successes(&[stream(EVENTS, "data: {\"shown\":true}\n\n")]),
            OperationMetadata::of::<GetEvents>("get-events").successes(&[stream(EVENTS, "")]),
            OperationMetadata::of::<GetEnvelopes>("get-envelopes").successes(&[stream(EVENTS, "")]),
            OperationMetadata::of::<GetLines>("get-lines")
                .successes(&[stream("application/jsonl", "")]),
            OperationMetadata::of::<GetSequence>("get-sequence")
                .successes(&[stream("application/json-seq", "")]),
        ],
    }],
    collections: &[],
    schemas: "{}",
};

static APIS: &[&ApiMetadata] = &[&METADATA];

/// A clock whose pauses take no time and are remembered.
#[derive(Clone, Default)]
struct Pauses(Arc<Mutex<Vec<Duration>>>);

impl Clock for Pauses {
    fn now(&self) -> Instant {
        SystemClock.now()
    }

    fn system_time(&self) -> SystemTime {
        SystemClock.system_time()
    }

    fn sleep(&self, duration: Duration, purpose: SleepPurpose) -> BoxFuture<'static, ()> {
        if purpose != SleepPurpose::MockDelay {
            return SystemClock.sleep(duration, purpose);
        }
        self.0.lock().expect("not poisoned").push(duration);
        Box::pin(tokio::task::yield_now())
    }
}

fn started(clock: &Pauses) -> Mock {
    let mock = MockBuilder::new(APIS).with_clock(clock.clone()).start();
    mock.expect("a port of localhost is free")
}

fn client(mock: &Mock) -> Core<Async> {
    let config: Config = mock.config();
    Core::new(config, &DESCRIPTION).expect("fits the API")
}

#[tokio::test]
async fn items_are_sent_as_each_format_has_them() {
    let clock = Pauses::default();
    let mock = started(&clock);
    let core = client(&mock);
    let request = || RequestBuilder::new(&core);
    let shown = GetData(request()).await.expect("is a success");
    assert_eq!(
        all(shown).await,
        [r#"{"shown":true}"#],
        "what the document shows"
    );

    let pause = Duration::from_secs(60);
    let items = StreamedItems::new()
        .item(json!(1))
        .after(pause)
        .item(json!([2]));
    mock.on::<GetData>()
        .streams(items.raw("data: x\n\n: y\n\n"));
    let items = GetData(request()).await.expect("is a success");
    assert_eq!(all(items).await, ["1", "[2]", r"unfit: data: x\n\n"]);
    assert_eq!(*clock.0.lock().expect("not poisoned"), [pause]);

    let event = ServerSentEvent::new("a\nb").with_event("c").with_id("7");
    mock.on::<GetEvents>()
        .streams(StreamedItems::new().item(event.clone()));
    let items = GetEvents(request()).await.expect("is a success");
    assert_eq!(all(items).await, [event.to_string()]);

    let envelope = json!({"event": "a", "id": "1", "retry": 5, "data": {"b": 1}});
    mock.on::<GetEnvelopes>()
        .streams(StreamedItems::new().item(envelope.clone()));
    let items = GetEnvelopes(request()).await.expect("is a success");
    assert_eq!(all(items).await, [envelope.to_string()]);

    let both = || {
        StreamedItems::new()
            .item(json!({"a": "b\n"}))
            .item(json!(2))
    };
    let expected = [r#"{"a":"b\n"}"#, "2"];
    mock.on::<GetLines>().streams(both());
    let items = GetLines(request()).await.expect("is a success");
    assert_eq!(all(items).await, expected);
    mock.on::<GetSequence>().streams(both());
    let items = GetSequence(request()).await.expect("is a success");
    assert_eq!(all(items).await, expected);
}

#[tokio::test]
async fn a_connection_breaks_in_the_middle() {
    let clock = Pauses::default();
    let mock = started(&clock);
    let core = client(&mock);
    let items = StreamedItems::new()
        .item(json!(1))
        .raw("data: 2")
        .breaks_off();
    mock.on::<GetData>().streams(items);
    let items = GetData(RequestBuilder::new(&core)).await;
    let found = all(items.expect("is a success")).await;
    assert_eq!(found, ["1", "broken: data: 2"]);
}
