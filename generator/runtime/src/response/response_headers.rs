//! Turns the headers of a response into the types that the document gives them.
//!
//! It does not know which headers those are. A header that does not fit its type is an
//! error of the headers alone; the response is there all the same.

use std::fmt;

use http::HeaderMap;
use serde_json::{Map, Value};

use super::super::json::convert::Json;
use super::super::json::json_error::JsonError;
use super::super::json::sealed::Sealed;

/// The headers that the document lists for a response (OpenAPI 3.0.3 §4.7.21). Only generated
/// types implement it.
pub trait ResponseHeaders: Sealed + Sized {
    /// Reads them.
    ///
    /// # Errors
    ///
    /// Where one is missing that the document requires, or does not fit its type.
    fn read(headers: &HeaderReader<'_>) -> Result<Self, HeaderError>;
}

/// For responses whose document lists no headers.
impl ResponseHeaders for () {
    fn read(_: &HeaderReader<'_>) -> Result<Self, HeaderError> {
        Ok(())
    }
}

/// The headers of a response, to be read by name.
#[derive(Clone, Copy)]
pub struct HeaderReader<'a>(&'a HeaderMap);

impl<'a> HeaderReader<'a> {
    /// Reads out of these.
    pub fn new(headers: &'a HeaderMap) -> Self {
        Self(headers)
    }

    /// A header that the document requires.
    ///
    /// # Errors
    ///
    /// Where it is missing or does not fit.
    pub fn required<T: Json>(&self, name: &'static str) -> Result<T, HeaderError> {
        let found = self.optional(name)?;
        found.ok_or(HeaderError { name, cause: None })
    }

    /// A header that may be missing.
    ///
    /// # Errors
    ///
    /// Where it does not fit.
    pub fn optional<T: Json>(&self, name: &'static str) -> Result<Option<T>, HeaderError> {
        self.read(name, decode)
    }

    /// A header that holds JSON and is required.
    ///
    /// # Errors
    ///
    /// Where it is missing or does not fit.
    pub fn required_json<T: Json>(&self, name: &'static str) -> Result<T, HeaderError> {
        let found = self.optional_json(name)?;
        found.ok_or(HeaderError { name, cause: None })
    }

    /// A header that holds JSON.
    ///
    /// # Errors
    ///
    /// Where it does not fit.
    pub fn optional_json<T: Json>(&self, name: &'static str) -> Result<Option<T>, HeaderError> {
        self.read(name, |text| match serde_json::from_str(text) {
            Ok(value) => T::from_json(value),
            Err(_) => Err(JsonError::expected("JSON", &Value::from(text))),
        })
    }

    /// Several lines of one header are one list (RFC 9110 §5.3).
    fn read<T>(
        &self,
        name: &'static str,
        decode: impl Fn(&str) -> Result<T, JsonError>,
    ) -> Result<Option<T>, HeaderError> {
        let lines = self.0.get_all(name).iter();
        let lines: Vec<_> = lines
            .map(|line| String::from_utf8_lossy(line.as_bytes()))
            .collect();
        if lines.is_empty() {
            return Ok(None);
        }
        let read = decode(lines.join(", ").trim());
        read.map(Some).map_err(|cause| HeaderError {
            name,
            cause: Some(cause),
        })
    }
}

/// Some of many headers: what rustc makes of one function with very many `?` grows
/// with the square of their number.
///
/// # Errors
///
/// That of the first header that can't be read.
#[doc(hidden)]
pub fn read_part<T, E>(read: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
    read()
}

/// Reads the style `simple`, the only one that headers have (OpenAPI 3.0.3 §4.7.12.2).
/// It tells neither numbers from texts nor lists from either; the type does.
fn decode<T: Json>(text: &str) -> Result<T, JsonError> {
    let as_text = T::from_json(Value::from(text));
    let otherwise = as_text.or_else(|error| T::from_json(scalar(text)).map_err(|_| error));
    otherwise.or_else(|error| {
        let parts: Vec<&str> = text
            .split(',')
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .collect();
        let read = |of: fn(&str) -> Value| {
            let list = parts.iter().map(|part| of(part)).collect();
            T::from_json(list).or_else(|_| T::from_json(object(&parts, of)))
        };
        let read = read(|part| Value::from(part)).or_else(|_| read(scalar));
        read.map_err(|_| error)
    })
}

/// `name=value,name=value` where it is exploded, else `name,value,name,value`.
fn object(parts: &[&str], of: fn(&str) -> Value) -> Value {
    let exploded: Option<Vec<_>> = parts.iter().map(|part| part.split_once('=')).collect();
    let pairs = exploded.unwrap_or_else(|| {
        let pairs = parts.chunks_exact(2);
        pairs.map(|pair| (pair[0], pair[1])).collect()
    });
    let members: Map<String, Value> = pairs
        .into_iter()
        .map(|(name, value)| (name.to_owned(), of(value)))
        .collect();
    Value::Object(members)
}

/// The number or boolean that a text stands for, else the text.
fn scalar(text: &str) -> Value {
    let parsed: Option<Value> = serde_json::from_str(text).ok();
    let is_plain = |value: &Value| value.is_number() || value.is_boolean();
    parsed.filter(is_plain).unwrap_or_else(|| Value::from(text))
}

/// A header that is missing, or does not fit the type that the document gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeaderError {
    name: &'static str,
    cause: Option<JsonError>,
}

impl HeaderError {
    /// The header's name.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Whether it is missing.
    pub fn is_missing(&self) -> bool {
        self.cause.is_none()
    }
}

impl fmt::Display for HeaderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.cause {
            Some(cause) => write!(f, "the header `{}`: {cause}", self.name),
            None => write!(f, "the header `{}` is missing", self.name),
        }
    }
}

impl std::error::Error for HeaderError {}

/// The names alone: any value may be secret.
impl fmt::Debug for HeaderReader<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.keys()).finish()
    }
}
