//! How fast events are read, beside `eventsource-stream`, in one run:
//! `cargo bench -p simgen-runtime --bench streams`. With `memory` as its argument it reads a
//! gigabyte of events instead, and says how much memory the process took at most.

mod stream_client;

use std::convert::Infallible;
use std::pin::pin;
use std::time::{Duration, Instant};

use bytes::Bytes;
use eventsource_stream::Eventsource as _;
use futures_util::{StreamExt as _, stream};
use simgen_runtime::{
    Body, BoxFuture, RequestBuilder, ServerSentEvent, Streaming, Transport, TransportError,
};

use stream_client::{client, streaming};

streaming!(
    GetEvents,
    ServerSentEvent,
    "text/event-stream",
    Streaming::events()
);

/// Sends the same piece so many times.
struct Repeated {
    piece: Bytes,
    left: usize,
}

impl Body for Repeated {
    fn chunk(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        let next = self.left.checked_sub(1);
        self.left = next.unwrap_or(0);
        let piece = next.map(|_| self.piece.clone());
        Box::pin(async { Ok(piece) })
    }
}

struct Repeating {
    piece: Bytes,
    times: usize,
}

impl Transport for Repeating {
    fn send(
        &self,
        _: http::Request<Bytes>,
    ) -> BoxFuture<'static, Result<http::Response<Box<dyn Body>>, TransportError>> {
        let body: Box<dyn Body> = Box::new(Repeated {
            piece: self.piece.clone(),
            left: self.times,
        });
        let head = http::Response::builder().header("content-type", "text/event-stream");
        let response = head.body(body);
        Box::pin(async { Ok(response.expect("is a head")) })
    }
}

/// About 16 KiB of whole events, as a server's socket gives them.
fn piece(data: usize) -> Bytes {
    let event = format!(
        "event: delta\ndata: {{\"text\": \"{}\"}}\n\n",
        "x".repeat(data)
    );
    event.repeat((16 * 1024 / event.len()).max(1)).into()
}

async fn ours(piece: &Bytes, times: usize) -> usize {
    let transport = Repeating {
        piece: piece.clone(),
        times,
    };
    let request = RequestBuilder::new(&client(transport));
    let mut items = GetEvents(request).await.expect("is one");
    let mut bytes = 0;
    while let Some(event) = items.next().await {
        bytes += event.expect("fits").data.len();
    }
    bytes
}

async fn theirs(piece: &Bytes, times: usize) -> usize {
    let pieces = stream::iter((0..times).map(|_| Ok::<_, Infallible>(piece.clone())));
    let mut events = pin!(pieces.eventsource());
    let mut bytes = 0;
    while let Some(event) = events.next().await {
        bytes += event.expect("fits").data.len();
    }
    bytes
}

/// The most memory that the process had, in MiB; Linux tells.
fn most_memory() -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kib: usize = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kib / 1024)
}

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("there is a runtime");
    if std::env::args().any(|argument| argument == "memory") {
        let piece = piece(100);
        let times = (1 << 30) / piece.len() + 1;
        let before = most_memory();
        let bytes = runtime.block_on(ours(&piece, times));
        let after = most_memory();
        println!(
            "{bytes} bytes of data in 1 GiB of events; MiB before and at most: {before:?}, {after:?}"
        );
        let grown = after.zip(before).map(|(after, before)| after - before);
        assert!(grown.is_none_or(|grown| grown < 16), "{grown:?} MiB more");
        return;
    }
    for data in [10, 100, 1_000, 10_000] {
        let piece = piece(data);
        let times = (64 << 20) / piece.len();
        let (mut best_ours, mut best_theirs) = (Duration::MAX, Duration::MAX);
        for _ in 0..5 {
            let began = Instant::now();
            let found = runtime.block_on(ours(&piece, times));
            best_ours = best_ours.min(began.elapsed());
            let began = Instant::now();
            let other = runtime.block_on(theirs(&piece, times));
            best_theirs = best_theirs.min(began.elapsed());
            assert_eq!(found, other);
        }
        let speed = |time: Duration| 64.0 / time.as_secs_f64();
        println!(
            "{data:>6} bytes of data: {:>6.0} MiB/s, eventsource-stream {:>6.0} MiB/s, {:.2} times as fast",
            speed(best_ours),
            speed(best_theirs),
            best_theirs.as_secs_f64() / best_ours.as_secs_f64(),
        );
    }
}
