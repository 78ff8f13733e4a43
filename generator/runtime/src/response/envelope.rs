//! Turns the fields of an event into the object that a document describes them as: its name,
//! data, id and time to wait are properties.
//!
//! It does not know the type that is read from the object.

use std::borrow::Cow;
use std::cell::Cell;
use std::time::Duration;

use serde::de::value::{BorrowedStrDeserializer, CowStrDeserializer};
use serde::de::{DeserializeSeed, Deserializer, IntoDeserializer as _, MapAccess, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::{Error, Value};

use super::super::json::convert::{Direction, Json};
use super::super::json::decode_error::DecodeError;
use super::super::json::json_error::JsonError;
use super::super::json::place::Place;
use super::super::json::strict_json;
use super::event::ServerSentEvent;
use super::event_parser::{RawEvent, text};

/// What the data of an event is in its envelope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EnvelopeData {
    /// JSON.
    Json,
    /// Text, whatever it looks like.
    Text,
    /// Text in some events and JSON in others: JSON where it fits.
    Either,
}

/// Reads an event as its envelope.
pub(crate) fn read<T: Json>(event: RawEvent<'_>, data: EnvelopeData) -> Result<T, DecodeError> {
    let data_text = text(event.data);
    let envelope = |is_text| Envelope {
        event,
        data: &data_text,
        is_text,
        next: 0,
    };
    let as_json = match data {
        EnvelopeData::Text => return envelope(true).read(),
        EnvelopeData::Json => return envelope(false).read(),
        EnvelopeData::Either => envelope(false).read(),
    };
    as_json.or_else(|_| envelope(true).read())
}

/// Writes the event that an envelope describes.
pub(crate) fn write<T: Json>(envelope: &T) -> Vec<u8> {
    let value = envelope.to_json(Direction::Response);
    let field = |name| value.get(name).filter(|value| !value.is_null());
    let text = |value: &Value| match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let retry = field("retry").and_then(Value::as_u64);
    let event = ServerSentEvent {
        event: field("event").map(text),
        data: field("data").map(text).unwrap_or_default(),
        id: field("id").map(text),
        retry: retry.map(Duration::from_millis),
    };
    event.to_string().into()
}

/// The object, and which of its properties is next.
struct Envelope<'de> {
    event: RawEvent<'de>,
    data: &'de str,
    is_text: bool,
    next: usize,
}

const PROPERTIES: [&str; 4] = ["event", "id", "retry", "data"];

impl<'de> Envelope<'de> {
    fn read<T: Json>(self) -> Result<T, DecodeError> {
        let (data, is_text) = (self.data, self.is_text);
        let mismatch = Cell::new(None);
        let read = T::read(self, &Place::document(&mismatch));
        read.map_err(|error| {
            if !is_text && let Err(error) = strict_json::parse(data.as_bytes()) {
                return DecodeError::syntax(error);
            }
            let mismatch: Option<JsonError> = mismatch.take();
            mismatch.map_or_else(|| DecodeError::syntax(error), DecodeError::mismatch)
        })
    }

    fn has(&self, property: usize) -> bool {
        match property {
            0 => self.event.event.is_some(),
            1 => self.event.id.is_some(),
            2 => self.event.retry.is_some(),
            _ => true,
        }
    }
}

impl<'de> Deserializer<'de> for Envelope<'de> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_map(self)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

impl<'de> MapAccess<'de> for Envelope<'de> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Error> {
        while self.next < PROPERTIES.len() && !self.has(self.next) {
            self.next += 1;
        }
        let Some(name) = PROPERTIES.get(self.next) else {
            return Ok(None);
        };
        seed.deserialize(BorrowedStrDeserializer::new(name))
            .map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        self.next += 1;
        let of_text = |bytes: Option<&'de [u8]>| -> CowStrDeserializer<'de, Error> {
            bytes.map_or(Cow::Borrowed(""), text).into_deserializer()
        };
        match self.next - 1 {
            0 => seed.deserialize(of_text(self.event.event)),
            1 => seed.deserialize(of_text(self.event.id)),
            2 => {
                let retry = self.event.retry.unwrap_or_default().as_millis();
                let retry = u64::try_from(retry).unwrap_or(u64::MAX);
                seed.deserialize(retry.into_deserializer())
            }
            _ if self.is_text => seed.deserialize(BorrowedStrDeserializer::new(self.data)),
            _ => {
                let mut reader = serde_json::Deserializer::from_str(self.data);
                let value = seed.deserialize(&mut reader)?;
                reader.end().map(|()| value)
            }
        }
    }
}
