//! Turns the headers of a request into a list, of which each attempt makes a map.
//!
//! It does not know what a header means.

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue};

use super::failure_causes::InvalidInput;

/// Headers in the order in which they were set, each name once. A request has few, so
/// looking through them is less work than a map, of which every attempt would need a copy.
#[derive(Clone, Debug, Default)]
pub(crate) struct Headers(Vec<(HeaderName, HeaderValue)>);

impl Headers {
    /// None, with room for so many.
    pub(crate) fn with_capacity(count: usize) -> Self {
        Self(Vec::with_capacity(count))
    }

    /// Sets a header, in place of an earlier value.
    pub(crate) fn set(&mut self, name: HeaderName, value: HeaderValue) {
        match self.0.iter_mut().find(|(other, _)| *other == name) {
            Some((_, earlier)) => *earlier = value,
            None => self.0.push((name, value)),
        }
    }

    /// Sets a header, whose name callers know as `label`, to a text. Each request does so
    /// more than once, and what is inlined in several places is cold in each.
    #[inline(never)]
    pub(crate) fn set_text(
        &mut self,
        name: HeaderName,
        label: &str,
        text: Bytes,
    ) -> Result<(), InvalidInput> {
        self.set(name, header_value(label, text)?);
        Ok(())
    }

    /// Sets each of these, in place of earlier values.
    pub(crate) fn set_all(&mut self, others: &Self) {
        for (name, value) in &others.0 {
            self.set(name.clone(), value.clone());
        }
    }

    /// All of them.
    #[cfg(feature = "cli")]
    pub(crate) fn iter(&self) -> impl Iterator<Item = &(HeaderName, HeaderValue)> {
        self.0.iter()
    }

    /// The value of one.
    pub(crate) fn get(&self, name: &HeaderName) -> Option<&HeaderValue> {
        let found = self.0.iter().find(|(other, _)| other == name);
        found.map(|(_, value)| value)
    }

    /// Fills the map that a request is sent with.
    pub(crate) fn fill(&self, map: &mut HeaderMap) {
        for (name, value) in &self.0 {
            map.append(name.clone(), value.clone());
        }
    }
}

/// A header's value (RFC 9110 §5.5), of visible ASCII characters, spaces and tabs.
pub(crate) fn header_value(label: &str, text: Bytes) -> Result<HeaderValue, InvalidInput> {
    let value = HeaderValue::from_maybe_shared(text).ok();
    // `HeaderValue` takes UTF-8, of which no two servers think alike.
    let value = value.filter(|value| value.to_str().is_ok());
    value.ok_or_else(|| InvalidInput::new(label, "holds characters that no header can hold"))
}

/// The text of a header's value.
pub(crate) fn copied(text: &str) -> Bytes {
    Bytes::copy_from_slice(text.as_bytes())
}

/// A header of a response as text; none where it is not of visible ASCII characters. It
/// stays one function, because what is inlined in several places is cold in each.
#[inline(never)]
pub(crate) fn text<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    headers.get(name)?.to_str().ok()
}
