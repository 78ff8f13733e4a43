//! Turns a server-sent event into a value of its own.
//!
//! It does not know how an event is told from the next, nor what its data means.

use std::fmt;
use std::time::Duration;

use super::event_parser::{RawEvent, text};

/// A server-sent event as it came (HTML standard §9.2.6): the item of a stream of which the
/// document says no more, and what every other item of a stream of events was read from.
#[derive(Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ServerSentEvent {
    /// Its name; an event without one is a `message`.
    pub event: Option<String>,
    /// Its data; several lines of it are joined with line feeds.
    pub data: String,
    /// Its own id. [`ItemStream::last_event_id`](super::item_stream::ItemStream::last_event_id)
    /// also knows that of an event before it.
    pub id: Option<String>,
    /// How long the server asks to wait before connecting again.
    pub retry: Option<Duration>,
}

impl ServerSentEvent {
    /// An event with this data.
    pub fn new(data: impl Into<String>) -> Self {
        Self {
            data: data.into(),
            ..Self::default()
        }
    }

    /// The same event with a name.
    #[must_use]
    pub fn with_event(mut self, event: impl Into<String>) -> Self {
        self.event = Some(event.into());
        self
    }

    /// The same event with an id.
    #[must_use]
    pub fn with_id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// The same event, which asks to wait so long before connecting again.
    #[must_use]
    pub fn with_retry(mut self, retry: Duration) -> Self {
        self.retry = Some(retry);
        self
    }
}

impl ServerSentEvent {
    /// An event of a stream, as text.
    pub(crate) fn of(raw: RawEvent<'_>) -> Self {
        let owned = |bytes: &[u8]| text(bytes).into_owned();
        Self {
            event: raw.event.map(owned),
            data: owned(raw.data),
            id: raw.id.map(owned),
            retry: raw.retry,
        }
    }
}

/// As it is sent, with the blank line at its end.
impl fmt::Display for ServerSentEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A line cannot hold what ends one.
        let line = |text: &str| text.replace(['\r', '\n'], " ");
        if let Some(event) = &self.event {
            writeln!(f, "event: {}", line(event))?;
        }
        if let Some(id) = self.id.as_ref().filter(|id| !id.contains('\0')) {
            writeln!(f, "id: {}", line(id))?;
        }
        if let Some(retry) = self.retry {
            writeln!(f, "retry: {}", retry.as_millis())?;
        }
        for line in self.data.replace("\r\n", "\n").split(['\r', '\n']) {
            writeln!(f, "data: {line}")?;
        }
        writeln!(f)
    }
}

/// Without its data, which may be secret.
impl fmt::Debug for ServerSentEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ServerSentEvent")
            .field("event", &self.event)
            .field("data", &format_args!("[{} bytes]", self.data.len()))
            .field("id", &self.id)
            .field("retry", &self.retry)
            .finish()
    }
}
