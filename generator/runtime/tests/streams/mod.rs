//! Streams of items: how they are divided, read, limited and taken up again.

#[cfg(feature = "blocking")]
mod blocking;
mod cuts;
mod ends;
mod events;
mod formats;
#[cfg(feature = "mock")]
pub(crate) mod mock;
mod operation;
mod properties;
mod reconnect;

use bytes::Bytes;
use serde_json::Value;
use simgen_runtime::{
    Async, Core, EnvelopeData, ItemStream, RequestBuilder, ServerSentEvent, StreamError,
    StreamErrorKind, Streaming,
};

use self::operation::streaming;
use crate::support::*;

pub(crate) const EVENTS: &str = "text/event-stream";

streaming!(
    GetEvents,
    ServerSentEvent,
    "text/event-stream",
    Streaming::events()
);
streaming!(GetData, Value, "text/event-stream", Streaming::data());
streaming!(
    GetUntilDone,
    Value,
    "text/event-stream",
    Streaming::data()
        .ending_with(&["[DONE]", "end"])
        .without(&["ping"])
);
streaming!(
    GetEnvelopes,
    Value,
    "text/event-stream",
    Streaming::envelopes(EnvelopeData::Json)
);
streaming!(
    GetTexts,
    Value,
    "text/event-stream",
    Streaming::envelopes(EnvelopeData::Text)
);
streaming!(
    GetEither,
    Value,
    "text/event-stream",
    Streaming::envelopes(EnvelopeData::Either)
);
streaming!(
    GetLines,
    Value,
    "application/jsonl",
    Streaming::json_lines()
);
streaming!(
    GetSequence,
    Value,
    "application/json-seq",
    Streaming::json_sequence()
);

/// A client whose server sends these pieces.
pub(crate) fn serving(media: &'static str, pieces: Vec<Bytes>, last: Last) -> Core<Async> {
    let transport = FakeTransport::new(move |_, _| Reply::Stream(media, pieces.clone(), last));
    core(config(&transport, &FakeClock::new()))
}

/// What an item came to: as text, or what went wrong.
pub(crate) fn outcome<T: std::fmt::Display>(item: Result<T, StreamError>) -> String {
    match item {
        Ok(item) => item.to_string(),
        Err(error) => {
            let kind = match error.kind() {
                StreamErrorKind::Transport(_) => "broken",
                StreamErrorKind::Timeout(_) => "silent",
                StreamErrorKind::Decode(_) => "unfit",
                StreamErrorKind::TooLarge(_) => "too large",
                StreamErrorKind::Reconnect(_) => "refused",
                _ => "other",
            };
            format!("{kind}: {}", error.bytes().escape_ascii())
        }
    }
}

/// All items of a stream.
pub(crate) async fn all<T: std::fmt::Display>(mut items: ItemStream<T>) -> Vec<String> {
    let mut found = Vec::new();
    while let Some(item) = items.next().await {
        found.push(outcome(item));
    }
    found
}

/// The events in a text, each as it would be sent.
pub(crate) async fn events(pieces: Vec<Bytes>) -> Vec<String> {
    let core = serving(EVENTS, pieces, Last::End);
    let items = GetEvents(RequestBuilder::new(&core)).await;
    all(items.expect("is a success")).await
}
