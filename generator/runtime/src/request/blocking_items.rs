//! Turns a stream of items into an iterator that waits for each of them.
//!
//! It does not know how the items are read.

use std::fmt;

use super::super::response::error::Error;
use super::super::response::event::ServerSentEvent;
use super::super::response::item_stream::{ItemStream, Items};
use super::super::response::operation::Operation;
use super::super::response::stream_error::{StreamError, StreamErrorKind};
use super::super::response::typed::{CallResult, Response};
use super::blocking::{Blocking, INSIDE};
use super::builder::{RequestBuilder, failed};
use super::client_core::Core;
use super::streaming::{ReadyStream, decode_items};

/// The items of a response that are read as they arrive, however many come.
///
/// It is an `Iterator` that waits for each item, and otherwise as [`ItemStream`].
pub struct ItemIter<T> {
    items: ItemStream<T>,
    /// Keeps the runtime that the connection lives in.
    core: Core<Blocking>,
    has_ended: bool,
}

/// The items of the response of an operation.
pub type ItemIterOf<Op> = ItemIter<<<Op as Operation>::Output as Items>::Item>;

impl<T> ItemIter<T> {
    /// Limits the size of one item, with what frames it. Otherwise it is the largest response
    /// that the client takes.
    #[must_use]
    pub fn with_item_limit(mut self, bytes: usize) -> Self {
        self.items = self.items.with_item_limit(bytes);
        self
    }

    /// The event that the last item was read from; `None` before the first, after the end, and
    /// where items are no events.
    pub fn event(&self) -> Option<ServerSentEvent> {
        self.items.event()
    }

    /// The last item, byte for byte, with what frames it; `None` before the first and after
    /// the end.
    pub fn raw(&self) -> Option<&[u8]> {
        self.items.raw()
    }

    /// The id of the last event that had one: where a stream of events can be taken up again.
    pub fn last_event_id(&self) -> Option<&str> {
        self.items.last_event_id()
    }
}

impl<T> Iterator for ItemIter<T> {
    type Item = Result<T, StreamError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.has_ended {
            return None;
        }
        let Some(runtime) = self.core.runtime() else {
            self.has_ended = true;
            let kind = StreamErrorKind::Inside(INSIDE);
            return Some(Err(StreamError::new(kind, &[])));
        };
        runtime.block_on(self.items.next())
    }
}

impl<T> fmt::Debug for ItemIter<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ItemIter").field(&self.items).finish()
    }
}

impl RequestBuilder<Blocking> {
    /// Sends it, and returns a success whose items are read as they arrive.
    ///
    /// # Errors
    ///
    /// By phase; see [`Error`].
    pub fn send_items<Op, T>(self) -> CallResult<Op, ItemIter<T>>
    where
        Op: Operation<Output = ItemStream<T>>,
    {
        let stream = self.prepare_items::<Op>(&Op::DESCRIPTION).map_err(failed)?;
        let ReadyStream { ready, reconnect } = stream;
        let (completed, core) = ready.call();
        let response = decode_items::<Op, T>(completed, reconnect)?;
        Ok(response.map(|items| ItemIter {
            items,
            core,
            has_ended: false,
        }))
    }

    /// Sends it, and returns the items alone.
    ///
    /// # Errors
    ///
    /// As [`Self::send_items`].
    pub fn send_for_items<Op, T>(self) -> Result<ItemIter<T>, Error<Op::Error>>
    where
        Op: Operation<Output = ItemStream<T>>,
    {
        self.send_items::<Op, T>().map(Response::into_value)
    }
}
