//! Says how the stream of an operation is divided into items, and how an item is read.
//!
//! It does not know where the bytes are from.

use super::super::json::convert::{Direction, Json};
use super::super::json::decode_error::DecodeError;
use super::super::json::strict_json;
use super::super::send::media_type::Format;
use super::envelope::{self, EnvelopeData};
use super::event::ServerSentEvent;
use super::event_parser::{RawEvent, text};
use super::framing::Framing;

/// How the stream of an operation becomes items of a type. Only generated code makes one.
#[derive(Debug)]
pub struct Streaming<T> {
    pub(crate) format: Format,
    read: fn(&Framing, EnvelopeData) -> Result<T, DecodeError>,
    #[cfg(feature = "mock")]
    write: fn(&T) -> Vec<u8>,
    data: EnvelopeData,
    ends: &'static [&'static str],
    keep_alives: &'static [&'static str],
}

/// What is to be done with an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// It is one.
    Item,
    /// It keeps the connection alive.
    Nothing,
    /// It is the end of the stream.
    End,
}

impl<T> Clone for Streaming<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Streaming<T> {}

impl Streaming<ServerSentEvent> {
    /// Events whose data the document says nothing of.
    pub const fn events() -> Self {
        let read = |framing: &Framing, _| Ok(ServerSentEvent::of(event(framing)));
        Self::new(Format::Events, read, |event| event.to_string().into())
    }
}

impl<T: Json> Streaming<T> {
    /// Events whose data is JSON.
    pub const fn data() -> Self {
        let read = |framing: &Framing, _| read_data(event(framing).data);
        Self::new(Format::Events, read, |item| {
            framed(item, b"data: ", b"\n\n")
        })
    }

    /// Events that the document describes as objects with a property for each field.
    pub const fn envelopes(data: EnvelopeData) -> Self {
        let read = |framing: &Framing, data| envelope::read(event(framing), data);
        let mut streaming = Self::new(Format::Events, read, |item| envelope::write(item));
        streaming.data = data;
        streaming
    }

    /// JSON Lines.
    pub const fn json_lines() -> Self {
        let read = |framing: &Framing, _| strict_json::read(framing.raw());
        Self::new(Format::JsonLines, read, |item| framed(item, b"", b"\n"))
    }

    /// A sequence of JSON texts (RFC 7464).
    pub const fn json_sequence() -> Self {
        let read = |framing: &Framing, _| match framing.is_truncated() {
            true => Err(DecodeError::truncated()),
            false => strict_json::read(framing.raw()),
        };
        Self::new(Format::JsonSequence, read, |item| {
            framed(item, b"\x1E", b"\n")
        })
    }
}

impl<T> Streaming<T> {
    const fn new(
        format: Format,
        read: fn(&Framing, EnvelopeData) -> Result<T, DecodeError>,
        write: fn(&T) -> Vec<u8>,
    ) -> Self {
        // Only the mock server writes items.
        #[cfg(not(feature = "mock"))]
        let _ = write;
        Self {
            format,
            read,
            #[cfg(feature = "mock")]
            write,
            data: EnvelopeData::Json,
            ends: &[],
            keep_alives: &[],
        }
    }

    /// The same, ended by an event that has one of these as its name or as its data, or by one
    /// of these lines. It is no item.
    #[must_use]
    pub const fn ending_with(self, ends: &'static [&'static str]) -> Self {
        Self { ends, ..self }
    }

    /// The same without the events that have one of these as their name or as their data, and
    /// without these lines.
    #[must_use]
    pub const fn without(self, keep_alives: &'static [&'static str]) -> Self {
        Self {
            keep_alives,
            ..self
        }
    }

    /// What the item that was found last is.
    pub(crate) fn meaning(&self, framing: &Framing) -> Meaning {
        if is_one_of(self.ends, framing) {
            Meaning::End
        } else if is_one_of(self.keep_alives, framing) {
            Meaning::Nothing
        } else {
            Meaning::Item
        }
    }

    /// Reads the item that was found last.
    pub(crate) fn read(&self, framing: &Framing) -> Result<T, DecodeError> {
        (self.read)(framing, self.data)
    }
}

#[cfg(feature = "mock")]
impl<T> Streaming<T> {
    /// An item as a server sends it.
    pub(crate) fn write(&self, item: &T) -> Vec<u8> {
        (self.write)(item)
    }
}

/// An item's JSON between what frames it.
fn framed<T: Json>(item: &T, before: &[u8], after: &[u8]) -> Vec<u8> {
    let mut text = before.to_vec();
    item.write_json(Direction::Response, &mut text);
    text.extend_from_slice(after);
    text
}

/// Whether an item is one of these texts, or an event has one of them as its name.
fn is_one_of(texts: &[&str], framing: &Framing) -> bool {
    let is = |bytes: &[u8]| texts.iter().any(|text| text.as_bytes() == bytes);
    match framing.event() {
        _ if texts.is_empty() => false,
        Some(event) => is(event.data) || event.event.is_some_and(is),
        None => is(framing.raw().trim_ascii()),
    }
}

/// The event that was found last; none is found in other formats.
fn event(framing: &Framing) -> RawEvent<'_> {
    framing.event().unwrap_or_default()
}

/// Bytes that are no UTF-8 are what the standard makes of them.
fn read_data<T: Json>(data: &[u8]) -> Result<T, DecodeError> {
    strict_json::read(text(data).as_bytes())
}
