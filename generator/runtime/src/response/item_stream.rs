//! Turns the bytes of a response that arrives into a stream of items.
//!
//! It does not know what the items are, nor how a request is sent again.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_util::Stream;

use super::super::send::failure_causes::SizeLimit;
use super::super::send::transport_trait::BoxFuture;
use super::byte_stream::{Break, ByteStream};
use super::event::ServerSentEvent;
use super::framing::{Framing, Step};
use super::reconnect::{Connected, Reconnect, Refused};
use super::stream_error::{StreamError, StreamErrorKind};
use super::streaming::{Meaning, Streaming};

/// The items of a response that are read as they arrive, however many come: server-sent
/// events, JSON Lines, or a JSON text sequence.
///
/// It is a `Stream`; [`Self::next`] reads items without further traits. An item that does not
/// fit its type is an error with its bytes, after which the stream goes on. Where nothing
/// comes for as long as one attempt may take, where the connection breaks, or where an item is
/// too large, the stream ends with an error. A stream that is dropped gives its connection up.
///
/// ```
/// # use simgen_runtime::{ItemStream, StreamError};
/// async fn print<T: std::fmt::Debug>(mut items: ItemStream<T>) -> Result<(), StreamError> {
///     while let Some(item) = items.next().await {
///         println!("{:?}", item?);
///     }
///     Ok(())
/// }
/// ```
pub struct ItemStream<T> {
    streaming: Streaming<T>,
    framing: Framing,
    state: State,
    limit: usize,
    reconnect: Option<Reconnect>,
    has_item: bool,
}

enum State {
    Reading(ByteStream),
    Connecting(BoxFuture<'static, Connected>),
    Ended,
}

impl<T> ItemStream<T> {
    /// The items of a body that is there as a whole.
    pub(crate) fn of(streaming: Streaming<T>, body: Bytes) -> Self {
        Self {
            streaming,
            framing: Framing::new(streaming.format),
            state: State::Reading(ByteStream::of(body)),
            limit: usize::MAX,
            reconnect: None,
            has_item: false,
        }
    }

    /// The same for a body that arrives, whose items have at most so many bytes.
    pub(crate) fn reading(
        self,
        body: ByteStream,
        limit: usize,
        reconnect: Option<Reconnect>,
    ) -> Self {
        Self {
            state: State::Reading(body),
            limit,
            reconnect,
            ..self
        }
    }

    /// How items are read, and written.
    #[cfg(feature = "mock")]
    pub(crate) fn streaming(&self) -> Streaming<T> {
        self.streaming
    }

    /// Limits the size of one item, with what frames it. Otherwise it is the largest response
    /// that the client takes.
    #[must_use]
    pub fn with_item_limit(mut self, bytes: usize) -> Self {
        self.limit = bytes;
        self
    }

    /// The next item, or `None` at the end.
    ///
    /// # Errors
    ///
    /// Where the item does not fit its type, or the stream breaks off.
    pub async fn next(&mut self) -> Option<Result<T, StreamError>> {
        poll_fn(|context| self.poll(context)).await
    }

    /// The event that the last item was read from; `None` before the first, after the end, and
    /// where items are no events.
    pub fn event(&self) -> Option<ServerSentEvent> {
        let event = self.framing.event().filter(|_| self.has_item);
        event.map(ServerSentEvent::of)
    }

    /// The last item, byte for byte, with what frames it; `None` before the first and after
    /// the end.
    pub fn raw(&self) -> Option<&[u8]> {
        self.has_item.then(|| self.framing.raw())
    }

    /// The id of the last event that had one: where a stream of events can be taken up again.
    pub fn last_event_id(&self) -> Option<&str> {
        Some(self.framing.last_id()).filter(|id| !id.is_empty())
    }

    pub(crate) fn poll(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<T, StreamError>>> {
        loop {
            self.has_item = false;
            match self.framing.step(self.limit) {
                Step::Item => match self.take() {
                    Some(item) => return Poll::Ready(item),
                    None => continue,
                },
                Step::TooLarge => {
                    let limit = SizeLimit { bytes: self.limit };
                    return self.fail(StreamErrorKind::TooLarge(limit));
                }
                Step::More => {}
            }
            match &mut self.state {
                State::Ended => return Poll::Ready(None),
                State::Reading(body) => match ready!(body.poll_typed(context)) {
                    Some(Ok(piece)) => self.framing.push(&piece),
                    Some(Err(broken)) if !self.begin_again() => return self.broken(broken),
                    None if self.framing.finish() == Step::Item => {
                        self.state = State::Ended;
                        if let Some(item) = self.take() {
                            return Poll::Ready(item);
                        }
                    }
                    None if !self.begin_again() => self.end(),
                    Some(Err(_)) | None => {}
                },
                State::Connecting(connecting) => {
                    let connected = ready!(connecting.as_mut().poll(context));
                    if let Err(kind) = self.connected(connected) {
                        return self.fail(kind);
                    }
                }
            }
        }
    }

    /// The item that was found: none where it is no item, and nothing more at the end.
    fn take(&mut self) -> Option<Option<Result<T, StreamError>>> {
        if let Some(reconnect) = &mut self.reconnect {
            reconnect.in_a_row = 0;
        }
        match self.streaming.meaning(&self.framing) {
            Meaning::Nothing => None,
            Meaning::End => {
                self.end();
                Some(None)
            }
            Meaning::Item => {
                self.has_item = true;
                let item = self.streaming.read(&self.framing);
                Some(Some(item.map_err(|error| {
                    StreamError::new(StreamErrorKind::Decode(error), self.framing.raw())
                })))
            }
        }
    }

    /// Asks for the stream again, where the caller wants that.
    fn begin_again(&mut self) -> bool {
        let Some(reconnect) = &mut self.reconnect else {
            return false;
        };
        let connecting = reconnect.begin(self.framing.last_id(), self.framing.retry());
        let Some(connecting) = connecting else {
            return false;
        };
        self.state = State::Connecting(connecting);
        true
    }

    /// Goes on with another response.
    fn connected(&mut self, connected: Connected) -> Result<(), StreamErrorKind> {
        if let Some(reconnect) = &mut self.reconnect {
            reconnect.connect = Some(connected.next);
        }
        match connected.result {
            Ok(body) => {
                self.framing = self.framing.again();
                self.state = State::Reading(body);
                Ok(())
            }
            Err(Refused::Over) => {
                self.end();
                Ok(())
            }
            Err(Refused::Lost(_)) if self.begin_again() => Ok(()),
            Err(Refused::Lost(error) | Refused::Failed(error)) => {
                Err(StreamErrorKind::Reconnect(error))
            }
        }
    }

    fn broken(&mut self, broken: Break) -> Poll<Option<Result<T, StreamError>>> {
        self.fail(match broken {
            Break::Transport(error) => StreamErrorKind::Transport(error),
            Break::Idle(kind) => StreamErrorKind::Timeout(kind),
        })
    }

    fn fail(&mut self, kind: StreamErrorKind) -> Poll<Option<Result<T, StreamError>>> {
        let error = StreamError::new(kind, self.framing.raw());
        self.end();
        Poll::Ready(Some(Err(error)))
    }

    /// Gives the connection up. What came after the end is nothing.
    fn end(&mut self) {
        self.state = State::Ended;
        self.framing = self.framing.again();
    }
}

/// The type of a stream's items.
pub trait Items {
    /// One of them.
    type Item;
}

impl<T> Items for ItemStream<T> {
    type Item = T;
}

/// Nothing in it is pinned.
impl<T> Unpin for ItemStream<T> {}

impl<T> Stream for ItemStream<T> {
    type Item = Result<T, StreamError>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll(context)
    }
}

/// Without the items, which may be secret.
impl<T> fmt::Debug for ItemStream<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let has_ended = matches!(self.state, State::Ended);
        f.debug_struct("ItemStream")
            .field("format", &self.streaming.format)
            .field("has_ended", &has_ended)
            .finish_non_exhaustive()
    }
}
