//! Turns a body into one that tells whether its request has left.
//!
//! It does not know what is sent, nor who attempts it.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Frame, SizeHint};

use super::send_body::{BodyReader, SendBody};
use super::transport_trait::BoxError;

/// How far one attempt came with its request.
#[derive(Default)]
pub(crate) struct SentTracker {
    has_begun: AtomicBool,
    /// Which of the transport's pools it left by.
    pool: AtomicU64,
}

impl SentTracker {
    /// Whether a connection has begun to send the request. Until then nothing of it left.
    pub(super) fn has_begun(&self) -> bool {
        self.has_begun.load(Ordering::Acquire)
    }

    /// From here on the request may have left.
    pub(crate) fn begin(&self) {
        self.has_begun.store(true, Ordering::Release);
    }

    /// The number of the pool that the request was given to.
    pub(super) fn pool(&self) -> u64 {
        self.pool.load(Ordering::Relaxed)
    }

    pub(super) fn set_pool(&self, number: u64) {
        self.pool.store(number, Ordering::Relaxed);
    }
}

/// The body of one attempt. A connection asks it for its length or its bytes when it
/// begins to send the request, and not before; nobody else asks.
pub(crate) struct TrackedBody {
    content: Content,
    tracker: Arc<SentTracker>,
}

enum Content {
    /// Empty once it was handed over.
    Whole(Bytes),
    Streamed(BodyReader, Option<u64>),
}

impl TrackedBody {
    pub(crate) fn new(body: &SendBody, tracker: &Arc<SentTracker>) -> Self {
        let content = match body {
            SendBody::Whole(bytes) => Content::Whole(bytes.clone()),
            SendBody::Streamed(streamed) => {
                Content::Streamed(BodyReader::new(streamed), streamed.length)
            }
        };
        Self {
            content,
            tracker: Arc::clone(tracker),
        }
    }
}

impl http_body::Body for TrackedBody {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let this = self.get_mut();
        this.tracker.begin();
        match &mut this.content {
            Content::Whole(bytes) if bytes.is_empty() => Poll::Ready(None),
            Content::Whole(bytes) => Poll::Ready(Some(Ok(Frame::data(std::mem::take(bytes))))),
            Content::Streamed(pieces, _) => {
                let polled = pieces.poll(context);
                polled.map(|piece| piece.map(|piece| piece.map(Frame::data)))
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.tracker.begin();
        matches!(&self.content, Content::Whole(bytes) if bytes.is_empty())
    }

    fn size_hint(&self) -> SizeHint {
        match &self.content {
            Content::Whole(bytes) => {
                u64::try_from(bytes.len()).map_or_else(|_| SizeHint::new(), SizeHint::with_exact)
            }
            Content::Streamed(_, length) => length.map_or_else(SizeHint::new, SizeHint::with_exact),
        }
    }
}
