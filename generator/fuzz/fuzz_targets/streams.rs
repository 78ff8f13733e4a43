//! Any bytes, read as a stream in each format and cut anywhere, give the same items as in one
//! piece; never a panic.
//!
//! The first byte says how long pieces are.

#![no_main]

#[path = "../../runtime/benches/stream_client/mod.rs"]
mod stream_client;

use bytes::Bytes;
use libfuzzer_sys::fuzz_target;
use serde_json::Value;
use simgen_runtime::{
    Body, BoxFuture, ItemStream, RequestBuilder, ServerSentEvent, Streaming, Transport,
    TransportError,
};

use stream_client::{client, streaming};

streaming!(GetEvents, ServerSentEvent, "text/event-stream", Streaming::events());
streaming!(GetLines, Value, "application/jsonl", Streaming::json_lines());
streaming!(GetSequence, Value, "application/json-seq", Streaming::json_sequence());

/// Responds with these pieces.
struct Pieces(&'static str, Vec<Bytes>);

impl Body for Pieces {
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        let piece = self.1.pop();
        Box::pin(async { Ok(piece) })
    }
}

impl Transport for Pieces {
    fn send(
        &self,
        _: http::Request<Bytes>,
    ) -> BoxFuture<'static, Result<http::Response<Box<dyn Body>>, TransportError>> {
        let body: Box<dyn Body> = Box::new(Pieces(self.0, self.1.clone()));
        let response = http::Response::builder().header("content-type", self.0);
        let response = response.body(body).expect("is a head");
        Box::pin(async { Ok(response) })
    }
}

fn pieces(media: &'static str, bytes: &[u8], size: usize) -> Pieces {
    let pieces = bytes.chunks(size).map(Bytes::copy_from_slice).rev();
    Pieces(media, pieces.collect())
}

async fn all<T: std::fmt::Display>(items: ItemStream<T>) -> Vec<Option<String>> {
    let mut items = items.with_item_limit(1_000);
    let mut found = Vec::new();
    while let Some(item) = items.next().await {
        found.push(item.ok().map(|item| item.to_string()));
    }
    found
}

async fn each(bytes: &[u8], size: usize) -> [Vec<Option<String>>; 3] {
    let core = client(pieces("text/event-stream", bytes, size));
    let events = GetEvents(RequestBuilder::new(&core)).await;
    let core = client(pieces("application/jsonl", bytes, size));
    let lines = GetLines(RequestBuilder::new(&core)).await;
    let core = client(pieces("application/json-seq", bytes, size));
    let texts = GetSequence(RequestBuilder::new(&core)).await;
    [
        all(events.expect("is a success")).await,
        all(lines.expect("is a success")).await,
        all(texts.expect("is a success")).await,
    ]
}

fuzz_target!(|bytes: &[u8]| {
    let Some((size, bytes)) = bytes.split_first() else {
        return;
    };
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    runtime.expect("there is a runtime").block_on(async {
        let whole = each(bytes, bytes.len().max(1)).await;
        assert_eq!(whole, each(bytes, usize::from(*size).max(1)).await);
    });
});
