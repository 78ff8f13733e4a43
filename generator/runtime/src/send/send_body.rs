//! Turns a body into what an attempt sends of it: the same bytes each time, or a stream
//! that the first attempt to need it takes.
//!
//! It does not know who attempts what.

use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_util::Stream;

use super::transport_trait::BoxError;

/// A stream of bytes.
pub(crate) type ChunkStream = Pin<Box<dyn Stream<Item = Result<Bytes, BoxError>> + Send>>;

/// A request's body, to be sent as often as it can be.
#[derive(Clone)]
pub(crate) enum SendBody {
    Whole(Bytes),
    Streamed(Arc<Streamed>),
}

/// A body that can be taken once.
pub(crate) struct Streamed {
    pieces: Mutex<Option<ChunkStream>>,
    pub(crate) length: Option<u64>,
}

impl Default for SendBody {
    fn default() -> Self {
        Self::Whole(Bytes::new())
    }
}

impl SendBody {
    /// How many bytes it has, where that is known.
    pub(crate) fn length(&self) -> Option<u64> {
        match self {
            Self::Whole(bytes) => u64::try_from(bytes.len()).ok(),
            Self::Streamed(streamed) => streamed.length,
        }
    }

    /// Whether it was taken, so that it can't be sent again.
    pub(crate) fn is_spent(&self) -> bool {
        match self {
            Self::Whole(_) => false,
            Self::Streamed(streamed) => streamed.lock().is_none(),
        }
    }
}

impl Streamed {
    /// The stream; the first attempt takes it.
    pub(crate) fn take(&self) -> Option<ChunkStream> {
        self.lock().take()
    }

    pub(crate) fn new(pieces: ChunkStream, length: Option<u64>) -> Self {
        Self {
            pieces: Mutex::new(Some(pieces)),
            length,
        }
    }

    fn lock(&self) -> MutexGuard<'_, Option<ChunkStream>> {
        // Nothing is done under the lock that could leave it half done.
        self.pieces.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A body that is on its way, which takes its pieces when the first is asked for.
pub(crate) struct BodyReader {
    source: Source,
    /// What is left of the announced length.
    left: Option<u64>,
    /// The piece that reaches the announced length. It is kept until the stream has ended,
    /// because nobody asks for more than was announced.
    last: Option<Bytes>,
}

enum Source {
    Waiting(Arc<Streamed>),
    /// Behind a lock that nobody waits for, so that it can be shared between threads.
    Taken(Mutex<ChunkStream>),
    Ended,
}

impl BodyReader {
    /// A stream that is there, of which this many bytes are expected.
    pub(crate) fn taken(pieces: ChunkStream, length: Option<u64>) -> Self {
        Self {
            source: Source::Taken(Mutex::new(pieces)),
            left: length,
            last: None,
        }
    }

    pub(crate) fn new(streamed: &Arc<Streamed>) -> Self {
        Self {
            source: Source::Waiting(Arc::clone(streamed)),
            left: streamed.length,
            last: None,
        }
    }

    /// The same as a stream of its own.
    pub(crate) fn pieces(self) -> impl Stream<Item = Result<Bytes, BoxError>> + Send {
        let mut leaving = self;
        futures_util::stream::poll_fn(move |context| leaving.poll(context))
    }

    /// The next piece, `None` at the end.
    pub(crate) fn poll(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, BoxError>>> {
        loop {
            let Some(polled) = self.poll_source(context) else {
                return Poll::Ready(None);
            };
            let piece = match ready!(polled) {
                Some(Ok(piece)) => self.counted(piece).transpose(),
                Some(Err(error)) => Some(Err(error)),
                None => {
                    self.source = Source::Ended;
                    let is_short = self.left.is_some_and(|left| left > 0);
                    let short = || Err(BoxError::from("the stream is shorter than announced"));
                    return Poll::Ready(if is_short {
                        Some(short())
                    } else {
                        self.last.take().map(Ok)
                    });
                }
            };
            if let Some(Err(_)) = piece {
                self.source = Source::Ended;
            }
            if piece.is_some() {
                return Poll::Ready(piece);
            }
        }
    }

    /// The source's next piece; nothing where it has ended.
    fn poll_source(
        &mut self,
        context: &mut Context<'_>,
    ) -> Option<Poll<Option<Result<Bytes, BoxError>>>> {
        if let Source::Waiting(streamed) = &self.source {
            let taken = streamed.lock().take();
            self.source = match taken {
                Some(pieces) => Source::Taken(Mutex::new(pieces)),
                None => Source::Ended,
            };
        }
        let Source::Taken(pieces) = &mut self.source else {
            return None;
        };
        let pieces = pieces.get_mut().unwrap_or_else(PoisonError::into_inner);
        Some(pieces.as_mut().poll_next(context))
    }

    /// Counts a piece. None is handed on where it is empty, or the last.
    fn counted(&mut self, piece: Bytes) -> Result<Option<Bytes>, BoxError> {
        if piece.is_empty() {
            return Ok(None);
        }
        let Some(left) = &mut self.left else {
            return Ok(Some(piece));
        };
        let length = u64::try_from(piece.len())?;
        *left = left
            .checked_sub(length)
            .ok_or("the stream is longer than announced")?;
        if *left > 0 {
            return Ok(Some(piece));
        }
        self.last = Some(piece);
        Ok(None)
    }
}
