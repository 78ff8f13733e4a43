//! Finds out which event a body is, and reads it.
//!
//! It does not know the events; generated code has a table of them.

use std::fmt;

use serde_json::{Map, Value};

use super::super::json::convert::Json;
use super::super::json::decode_error::DecodeError;
use super::super::json::redacted::NamesOnly;
use super::super::json::strict_json::{parse, read};
use super::form::{fields, is_form, read_fields};
use super::headers::WebhookHeaders;
use super::webhook_error::WebhookError;

/// An event that the document does not have.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct UnknownEvent {
    /// What it is called: by the header or the property that tells events apart, or by the caller.
    pub name: Option<String>,
    /// The body.
    pub value: Value,
}

/// Without the values, which may be secret.
impl fmt::Debug for UnknownEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UnknownEvent")
            .field("name", &self.name)
            .field("value", &NamesOnly(&self.value))
            .finish()
    }
}

/// The events of a document.
pub struct WebhookEvents<E: 'static> {
    /// What tells them apart.
    pub told_by: ToldBy,
    /// All of them.
    pub events: &'static [EventKind<E>],
    /// The one that has no name where the others have theirs, by its place.
    pub unnamed: Option<usize>,
    /// Makes one that is not among them.
    pub unknown: fn(UnknownEvent) -> E,
    /// Whether some come as forms.
    pub has_forms: bool,
}

/// What tells the events of a document apart. A property is a path: each part is a property of
/// the value before.
pub enum ToldBy {
    /// Nothing; the caller knows.
    Caller,
    /// Nothing; there is only one.
    Single,
    /// A property of the body.
    Property(&'static [&'static str]),
    /// A header.
    Header(&'static str),
    /// A header, and a property where that is there: `pull_request` and `opened`.
    Both(&'static str, &'static [&'static str]),
}

/// One event.
pub struct EventKind<E> {
    name: &'static str,
    values: &'static [&'static str],
    read: fn(ReceivedBody<'_>) -> Result<E, DecodeError>,
}

impl<E> EventKind<E> {
    /// An event by its name in the document, with what the header or property says of it. Where the
    /// document does not say that, it is the name, in any case and with anything between its words.
    pub const fn new(
        name: &'static str,
        values: &'static [&'static str],
        read: fn(ReceivedBody<'_>) -> Result<E, DecodeError>,
    ) -> Self {
        Self { name, values, read }
    }
}

/// The body of an event.
pub struct ReceivedBody<'b>(Body<'b>);

enum Body<'b> {
    /// JSON as it came.
    Bytes(&'b [u8]),
    /// JSON, parsed to find out which event it is.
    Value(Value),
    /// The fields of a form.
    Form(Map<String, Value>),
}

impl<'b> ReceivedBody<'b> {
    fn of(bytes: &'b [u8], may_be_form: bool) -> Self {
        Self(match may_be_form && is_form(bytes) {
            true => Body::Form(fields(bytes)),
            false => Body::Bytes(bytes),
        })
    }

    /// Reads a value of a type.
    ///
    /// # Errors
    ///
    /// Where the body is not JSON, or does not fit the type.
    pub fn read<T: Json>(self) -> Result<T, DecodeError> {
        match self.0 {
            Body::Bytes(bytes) => read(bytes),
            Body::Value(value) => T::from_json(value).map_err(DecodeError::mismatch),
            Body::Form(fields) => read_fields(fields).map_err(DecodeError::mismatch),
        }
    }

    /// The same, with what is in it to look at.
    fn parsed(self) -> Result<Self, DecodeError> {
        Ok(Self(match self.0 {
            Body::Bytes(bytes) => Body::Value(parse(bytes).map_err(DecodeError::syntax)?),
            other => other,
        }))
    }

    /// The text, number or boolean that is there, once it is parsed.
    fn text_at(&self, path: &[&str]) -> Option<String> {
        match &self.0 {
            Body::Bytes(_) => None,
            Body::Value(value) => text_at(value, path),
            Body::Form(fields) => {
                let (first, rest) = path.split_first()?;
                text_at(fields.get(*first)?, rest)
            }
        }
    }

    fn into_value(self) -> Result<Value, DecodeError> {
        match self.0 {
            Body::Bytes(bytes) => parse(bytes).map_err(DecodeError::syntax),
            Body::Value(value) => Ok(value),
            Body::Form(fields) => Ok(Value::Object(fields)),
        }
    }
}

impl<E> WebhookEvents<E> {
    /// Reads the event that a body is.
    ///
    /// # Errors
    ///
    /// Where the header is missing that says which event it is, or the body does not fit the
    /// event.
    pub fn decode<H: WebhookHeaders + ?Sized>(
        &self,
        headers: &H,
        body: &[u8],
    ) -> Result<E, WebhookError> {
        let (header, property) = match &self.told_by {
            ToldBy::Caller | ToldBy::Single | ToldBy::Property(_) => {
                return Ok(self.from_slice(body)?);
            }
            ToldBy::Header(header) => (*header, None),
            ToldBy::Both(header, property) => (*header, Some(*property)),
        };
        let value = headers.header(header);
        let value = value.ok_or_else(|| WebhookError::MissingHeader(header.to_owned()))?;
        let value = std::str::from_utf8(value);
        let name = value.map_err(|_| WebhookError::MalformedHeader(header.to_owned()))?;
        let body = ReceivedBody::of(body, self.has_forms);
        let Some(property) = property else {
            return Ok(self.named(Some(name), body)?);
        };
        let body = body.parsed()?;
        let event = match body.text_at(property) {
            Some(action) => format!("{name}.{action}"),
            None => name.to_owned(),
        };
        // Some events have such a property and are told by the header alone.
        let event = match self.find(&event) {
            None if self.find(name).is_some() => name.to_owned(),
            _ => event,
        };
        Ok(self.named(Some(&event), body)?)
    }

    /// Reads the event that a body is, where nothing but the body says which.
    ///
    /// # Errors
    ///
    /// Where the body is not JSON, or does not fit the event.
    pub fn from_slice(&self, body: &[u8]) -> Result<E, DecodeError> {
        let body = ReceivedBody::of(body, self.has_forms);
        match (&self.told_by, self.events) {
            (ToldBy::Single, [only]) => (only.read)(body),
            (ToldBy::Property(path) | ToldBy::Both(_, path), _) => {
                let body = body.parsed()?;
                let name = body.text_at(path);
                self.named(name.as_deref(), body)
            }
            _ => self.unknown(None, body),
        }
    }

    /// Reads the event of a name in the document.
    ///
    /// # Errors
    ///
    /// Where the body is not JSON, or does not fit the event.
    pub fn decode_as(&self, name: &str, body: &[u8]) -> Result<E, DecodeError> {
        let body = ReceivedBody::of(body, self.has_forms);
        match self.events.iter().find(|event| event.name == name) {
            Some(event) => (event.read)(body),
            None => self.unknown(Some(name), body),
        }
    }

    fn named(&self, name: Option<&str>, body: ReceivedBody<'_>) -> Result<E, DecodeError> {
        let event = match name {
            Some(name) => self.find(name),
            None => self.unnamed.and_then(|index| self.events.get(index)),
        };
        match event {
            Some(event) => (event.read)(body),
            None => self.unknown(name, body),
        }
    }

    fn find(&self, name: &str) -> Option<&'static EventKind<E>> {
        let exact = |event: &&EventKind<E>| event.values.contains(&name);
        let alike = |event: &&EventKind<E>| event.values.is_empty() && is_alike(event.name, name);
        let mut all = self.events.iter();
        all.find(exact).or_else(|| self.events.iter().find(alike))
    }

    fn unknown(&self, name: Option<&str>, body: ReceivedBody<'_>) -> Result<E, DecodeError> {
        let name = name.map(str::to_owned);
        let value = body.into_value()?;
        Ok((self.unknown)(UnknownEvent { name, value }))
    }
}

/// Whether two names have the same letters and digits: `issue-comment-created` and
/// `issue_comment.created`.
fn is_alike(one: &str, other: &str) -> bool {
    let letters = |text: &'_ str| {
        let letters = text.chars().filter(|letter| letter.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect::<String>()
    };
    letters(one) == letters(other)
}

/// The text, number or boolean that is there.
fn text_at(value: &Value, path: &[&str]) -> Option<String> {
    let found = path.iter().try_fold(value, |value, name| value.get(name))?;
    match found {
        Value::String(text) => Some(text.clone()),
        Value::Number(_) | Value::Bool(_) => Some(found.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}
