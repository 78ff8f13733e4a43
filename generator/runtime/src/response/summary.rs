//! Turns the body of an error into what a log line shows of it.
//!
//! It does not know which properties matter: the document's author chose them.

use std::fmt;

use serde::Deserializer as _;
use serde::de::{IgnoredAny, MapAccess, Visitor};
use serde_json::Value;

use super::super::send::raw_response::RawResponse;

/// The longest text of a property that is shown.
const LENGTH: usize = 120;

/// The chosen properties of an error's body, fit for a log line. A body that was not read
/// to its end has those that are in the part which was.
pub(crate) fn summarise(
    response: Option<&RawResponse>,
    properties: &[&'static str],
) -> Vec<(&'static str, String)> {
    let mut found = vec![None; properties.len()];
    match response {
        Some(response) if !properties.is_empty() && !response.status.is_success() => {
            let search = Search {
                properties,
                found: &mut found,
            };
            // What it found before an error counts.
            let mut deserializer = serde_json::Deserializer::from_slice(&response.body);
            let _ = deserializer.deserialize_map(search);
        }
        _ => {}
    }
    let pairs = properties.iter().zip(found);
    pairs
        .filter_map(|(name, text)| Some((*name, text?)))
        .collect()
}

/// Reads an object property by property, so that one which is cut off is of use.
struct Search<'a> {
    properties: &'a [&'static str],
    /// What was found of each property; the first one counts.
    found: &'a mut [Option<String>],
}

impl<'de> Visitor<'de> for Search<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(name) = map.next_key::<String>()? {
            let wanted = self
                .properties
                .iter()
                .position(|property| *property == name);
            match wanted.filter(|&index| self.found[index].is_none()) {
                Some(index) => self.found[index] = shown(&map.next_value()?),
                None => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(())
    }
}

/// A property as it is shown; `None` where it is neither text nor number.
pub(super) fn shown(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(one_line(text)),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// A text in quotes, without line breaks and control characters, and not too long.
fn one_line(text: &str) -> String {
    let mut shown: String = text.chars().take(LENGTH).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    format!("{shown:?}")
}
