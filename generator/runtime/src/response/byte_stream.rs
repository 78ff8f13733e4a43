//! Turns a response that arrives into a stream of its bytes.
//!
//! It does not know what the bytes are, and sets no limit to how many come.

use std::future::poll_fn;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use std::{fmt, mem};

use bytes::Bytes;
use futures_util::Stream;

use super::super::send::clock::{Clock, SleepPurpose, SystemClock};
use super::super::send::failure_causes::TimeoutKind;
use super::super::send::transport::Arriving;
use super::super::send::transport_trait::{BoxFuture, TransportError};

/// A body that is read as it arrives, whatever its size.
///
/// It is a `Stream` of pieces; [`Self::chunk`] reads them without further traits. Where
/// nothing comes for as long as one attempt may take, the stream ends with
/// [`io::ErrorKind::TimedOut`]; where the connection breaks, with
/// [`io::ErrorKind::ConnectionAborted`]. A stream that is dropped gives its connection up.
///
/// ```
/// # use simgen_runtime::ByteStream;
/// use std::io::{self, Write};
///
/// async fn save(mut body: ByteStream, mut to: impl Write) -> io::Result<()> {
///     while let Some(piece) = body.chunk().await? {
///         to.write_all(&piece)?;
///     }
///     Ok(())
/// }
/// ```
pub struct ByteStream {
    state: State,
    clock: Arc<dyn Clock>,
    idle_limit: Duration,
    /// Runs while a piece is waited for.
    idle: Option<BoxFuture<'static, ()>>,
}

enum State {
    Arriving(Arriving),
    Reading(BoxFuture<'static, (Arriving, Piece)>),
    /// The rest is here.
    Here(Bytes),
    Ended,
}

/// What there is to read.
pub(crate) enum Incoming {
    Arriving(Arriving),
    Here(Bytes),
}

type Piece = Result<Option<Bytes>, TransportError>;

/// Why a stream broke off.
pub(crate) enum Break {
    Transport(TransportError),
    Idle(TimeoutKind),
}

impl From<Break> for io::Error {
    fn from(broken: Break) -> Self {
        match broken {
            Break::Transport(error) => Self::new(io::ErrorKind::ConnectionAborted, error),
            Break::Idle(kind) => Self::new(io::ErrorKind::TimedOut, kind),
        }
    }
}

impl ByteStream {
    pub(crate) fn new(body: Incoming, clock: Arc<dyn Clock>, idle_limit: Duration) -> Self {
        let state = match body {
            Incoming::Arriving(arriving) => State::Arriving(arriving),
            Incoming::Here(bytes) => State::Here(bytes),
        };
        Self {
            state,
            clock,
            idle_limit,
            idle: None,
        }
    }

    /// A body that is there as a whole.
    pub(crate) fn of(body: Bytes) -> Self {
        let clock = Arc::new(SystemClock);
        Self::new(Incoming::Here(body), clock, Duration::ZERO)
    }

    /// The next piece, or `None` at the end.
    ///
    /// # Errors
    ///
    /// Where the connection breaks, or nothing comes for too long.
    pub async fn chunk(&mut self) -> io::Result<Option<Bytes>> {
        poll_fn(|context| self.poll(context)).await.transpose()
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        let polled = self.poll_typed(context);
        polled.map(|piece| piece.map(|piece| piece.map_err(io::Error::from)))
    }

    /// The next piece, or why there is none.
    pub(crate) fn poll_typed(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Break>>> {
        loop {
            let polled = self.poll_piece(context);
            if polled.is_pending() {
                ready!(self.poll_idle(context));
                self.state = State::Ended;
                return Poll::Ready(Some(Err(Break::Idle(TimeoutKind::Idle))));
            }
            self.idle = None;
            match ready!(polled) {
                // An empty piece says nothing.
                Ok(Some(piece)) if piece.is_empty() => {}
                Ok(piece) => return Poll::Ready(piece.map(Ok)),
                Err(error) => return Poll::Ready(Some(Err(Break::Transport(error)))),
            }
        }
    }

    fn poll_piece(&mut self, context: &mut Context<'_>) -> Poll<Piece> {
        match mem::replace(&mut self.state, State::Ended) {
            State::Ended => Poll::Ready(Ok(None)),
            State::Here(bytes) => Poll::Ready(Ok(Some(bytes))),
            State::Arriving(mut arriving) => {
                self.state = State::Reading(Box::pin(async move {
                    let piece = arriving.chunk().await;
                    (arriving, piece)
                }));
                self.poll_piece(context)
            }
            State::Reading(mut reading) => match reading.as_mut().poll(context) {
                Poll::Pending => {
                    self.state = State::Reading(reading);
                    Poll::Pending
                }
                Poll::Ready((arriving, piece)) => {
                    if let Ok(Some(_)) = &piece {
                        self.state = State::Arriving(arriving);
                    }
                    Poll::Ready(piece)
                }
            },
        }
    }

    fn poll_idle(&mut self, context: &mut Context<'_>) -> Poll<()> {
        let start = || self.clock.sleep(self.idle_limit, SleepPurpose::IdleLimit);
        self.idle.get_or_insert_with(start).as_mut().poll(context)
    }
}

impl Stream for ByteStream {
    type Item = io::Result<Bytes>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll(context)
    }
}

impl fmt::Debug for ByteStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let has_ended = matches!(self.state, State::Ended);
        f.debug_struct("ByteStream")
            .field("has_ended", &has_ended)
            .finish_non_exhaustive()
    }
}
