//! Responses that are streams of items.

use super::{Literal, TypeRef, WireName};

/// A response body that is read item by item, as it arrives.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Stream {
    /// As the document spells it.
    pub media_type: String,
    /// How it is divided into items.
    pub format: StreamFormat,
    /// What an item is.
    pub item: StreamItem,
    /// Names and data of events, or lines, that end it.
    pub ends: Vec<String>,
    /// Names and data of events, or lines, that are no items.
    pub keep_alives: Vec<String>,
}

/// How a stream is divided into items.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum StreamFormat {
    /// Server-sent events (HTML standard §9.2).
    Events,
    /// One JSON text a line.
    JsonLines,
    /// JSON texts after record separators (RFC 7464).
    JsonSequence,
}

/// What an item of a stream is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum StreamItem {
    /// An event of which the document says no more.
    Event,
    /// JSON of this type: the data of an event, a line, a text.
    Json(TypeRef),
    /// An event, which is described as an object with a property for each of its fields.
    Envelope(TypeRef, EnvelopeData),
}

/// What the data of an event is in its envelope.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EnvelopeData {
    /// JSON.
    Json,
    /// Text.
    Text,
    /// Text in some events and JSON in others.
    Either,
}

impl Stream {
    /// The type of its items; none for events of which the document says no more.
    pub fn ty(&self) -> Option<&TypeRef> {
        match &self.item {
            StreamItem::Event => None,
            StreamItem::Json(ty) | StreamItem::Envelope(ty, _) => Some(ty),
        }
    }
}

/// A property of an operation's body by which the server decides whether it responds with a stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StreamProperty {
    /// Its name.
    pub wire_name: WireName,
    /// Its value.
    pub value: Literal,
    /// Whether a value that the caller gives goes before this one.
    pub is_default: bool,
}
