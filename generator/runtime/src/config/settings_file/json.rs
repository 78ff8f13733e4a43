//! Turns JSON into the tree of a settings file.
//!
//! It goes by `serde_json`, whose own buffer holds a copy of what is in escapes
//! (`\u0041`) and is not wiped; every other text is copied from the file's once.

use std::fmt;

use secrecy::SecretString;
use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};

use super::{Node, add, taken};

/// Reads one JSON value (RFC 8259), after a byte order mark or none.
pub(super) fn parse(text: &str) -> Result<Node, String> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = serde_json::Deserializer::from_str(text);
    let read = Reader.deserialize(&mut reader);
    let ended = read.and_then(|node| reader.end().map(|()| node));
    ended.map_err(|error| format!("is no valid JSON: {error}"))
}

struct Reader;

impl<'de> DeserializeSeed<'de> for Reader {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Reader {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Absent)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Node, E> {
        Ok(Node::Other)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Node, E> {
        Ok(Node::Other)
    }

    fn visit_u64<E>(self, number: u64) -> Result<Node, E> {
        Ok(Node::Whole(number.to_string().into()))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Node, E> {
        Ok(Node::Other)
    }

    fn visit_str<E>(self, text: &str) -> Result<Node, E> {
        Ok(Node::Text(SecretString::from(text)))
    }

    fn visit_string<E>(self, text: String) -> Result<Node, E> {
        Ok(taken(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Node, A::Error> {
        while elements.next_element_seed(Self)?.is_some() {}
        Ok(Node::List)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut properties: A) -> Result<Node, A::Error> {
        let mut entries = Vec::new();
        while let Some(name) = properties.next_key::<String>()? {
            let node = properties.next_value_seed(Self)?;
            add(&mut entries, name, node).map_err(A::Error::custom)?;
        }
        Ok(Node::Mapping(entries))
    }
}
