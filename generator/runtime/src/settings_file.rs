//! Turns the text of a settings file into a tree, and a dotted key into a value of it.
//!
//! It does not know which keys mean what. Its errors never show a value.

use saphyr_parser::{Event, Parser, ScalarStyle};
use serde_json::{Map, Value};

use super::FileFormat;
use super::strict_json;

/// Reads a settings file.
pub(super) fn parse(text: &str, format: FileFormat) -> Result<Value, String> {
    match format {
        FileFormat::Json => {
            let text = text.strip_prefix('\u{feff}').unwrap_or(text);
            strict_json::parse(text.as_bytes())
                .map_err(|error| format!("is no valid JSON: {error}"))
        }
        FileFormat::Yaml => parse_yaml(text),
    }
}

/// The text under a dotted key, of which `{env}` is `environment`. Empty and null are
/// as good as absent.
pub(super) fn value_at(
    content: &Value,
    key: &str,
    environment: &str,
) -> Result<Option<String>, String> {
    let mut value = content;
    for step in key.split('.') {
        // The name of an environment may hold dots, so it is put in after the key is taken apart.
        let step = if step == "{env}" { environment } else { step };
        match value.get(step) {
            Some(inner) => value = inner,
            None => return Ok(None),
        }
    }
    match value {
        Value::Null => Ok(None),
        Value::String(text) => Ok(Some(text.clone()).filter(|text| !text.is_empty())),
        _ => Err(format!("`{key}` is no text")),
    }
}

/// How many mappings and lists may stand within each other. Settings need three.
const DEEPEST: usize = 64;

/// A mapping or a list that is not closed yet.
enum Open {
    Mapping(Map<String, Value>, Option<String>),
    List(Vec<Value>),
}

/// Reads one YAML document. Every scalar is text, since that is what settings are;
/// aliases and keys that are no text are refused.
fn parse_yaml(text: &str) -> Result<Value, String> {
    let mut open = Vec::new();
    let mut document = Value::Null;
    for event in Parser::new_from_str(text) {
        let (event, _) = event.map_err(|error| {
            // The parser's own message may quote the line.
            format!("is no valid YAML in line {}", error.marker().line())
        })?;
        if open.len() > DEEPEST {
            return Err("is nested too deep".to_owned());
        }
        let done = match event {
            Event::MappingStart(..) => {
                open.push(Open::Mapping(Map::new(), None));
                continue;
            }
            Event::SequenceStart(..) => {
                open.push(Open::List(Vec::new()));
                continue;
            }
            Event::Scalar(text, style, ..) => scalar(&text, style),
            Event::MappingEnd | Event::SequenceEnd => match open.pop() {
                Some(Open::Mapping(mapping, _)) => Value::Object(mapping),
                Some(Open::List(list)) => Value::Array(list),
                None => continue,
            },
            Event::Alias(_) => return Err("has an alias, which settings may not".to_owned()),
            _ => continue,
        };
        match open.last_mut() {
            Some(parent) => parent.add(done)?,
            None => document = done,
        }
    }
    Ok(document)
}

impl Open {
    fn add(&mut self, value: Value) -> Result<(), String> {
        match self {
            Self::List(list) => list.push(value),
            Self::Mapping(mapping, key) => match key.take() {
                None => match value {
                    Value::String(name) => *key = Some(name),
                    _ => return Err("has a key that is no text".to_owned()),
                },
                Some(name) => {
                    if mapping.insert(name, value).is_some() {
                        return Err("has a key that stands twice".to_owned());
                    }
                }
            },
        }
        Ok(())
    }
}

/// Text, or null where it stands for nothing (YAML 1.2 §10.2.1.1).
fn scalar(text: &str, style: ScalarStyle) -> Value {
    match (style, text) {
        (ScalarStyle::Plain, "" | "~" | "null" | "Null" | "NULL") => Value::Null,
        _ => Value::String(text.to_owned()),
    }
}
