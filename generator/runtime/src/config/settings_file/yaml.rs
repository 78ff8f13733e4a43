//! Turns YAML into the tree of a settings file.
//!
//! It goes by `saphyr-parser`, which builds each text in memory of its own. That is wiped
//! here, but where a text grew while it was built, a part of it may be left.

use std::borrow::Cow;

use saphyr_parser::{Event, Parser, ScalarStyle};
use secrecy::{ExposeSecret as _, SecretString};

use super::{Node, add, taken};

/// How many mappings and lists may be within each other. Settings need three.
const DEEPEST: usize = 64;

/// A mapping or a list that is not closed yet.
enum Open {
    Mapping(Vec<(String, Node)>, Option<String>),
    List,
}

/// Reads one YAML document. Every scalar is text, since that is what settings are;
/// aliases, keys that are no text, and a second document are refused.
pub(super) fn parse(text: &str) -> Result<Node, String> {
    let mut open = Vec::new();
    let mut document = None;
    for event in Parser::new_from_str(text) {
        let (event, _) = event.map_err(|error| {
            // The parser's own message may quote the line.
            format!("is no valid YAML in line {}", error.marker().line())
        })?;
        if open.len() > DEEPEST {
            return Err("is nested too deep".to_owned());
        }
        let done = match event {
            Event::DocumentStart(_) if document.is_some() => {
                return Err("holds two YAML documents, and settings are one".to_owned());
            }
            Event::MappingStart(..) => {
                open.push(Open::Mapping(Vec::new(), None));
                continue;
            }
            Event::SequenceStart(..) => {
                open.push(Open::List);
                continue;
            }
            Event::Scalar(text, style, ..) => scalar(text, style),
            Event::MappingEnd | Event::SequenceEnd => match open.pop() {
                Some(Open::Mapping(entries, _)) => Node::Mapping(entries),
                Some(Open::List) => Node::List,
                None => continue,
            },
            Event::Alias(_) => return Err("has an alias, which settings may not".to_owned()),
            _ => continue,
        };
        match open.last_mut() {
            Some(parent) => parent.add(done)?,
            None => document = Some(done),
        }
    }
    Ok(document.unwrap_or(Node::Absent))
}

impl Open {
    fn add(&mut self, node: Node) -> Result<(), String> {
        let Self::Mapping(entries, key) = self else {
            return Ok(());
        };
        let Some(name) = key.take() else {
            let Node::Text(name) = node else {
                return Err("has a key that is not a text".to_owned());
            };
            *key = Some(name.expose_secret().to_owned());
            return Ok(());
        };
        add(entries, name, node).map_err(|reason| format!("has {reason}"))
    }
}

/// Text, or null where it stands for nothing (YAML 1.2 §10.2.1.1).
fn scalar(text: Cow<'_, str>, style: ScalarStyle) -> Node {
    match (style, text) {
        (ScalarStyle::Plain, text) if matches!(&*text, "" | "~" | "null" | "Null" | "NULL") => {
            Node::Absent
        }
        (_, Cow::Borrowed(text)) => Node::Text(SecretString::from(text)),
        (_, Cow::Owned(text)) => taken(text),
    }
}
