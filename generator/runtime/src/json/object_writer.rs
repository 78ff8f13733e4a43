//! Turns the fields of a struct into a JSON object, one property at a time.
//!
//! Whether that becomes text or a value, its caller need not know.

use std::collections::BTreeMap;
use std::fmt;

use serde_json::{Map, Value};

use super::convert::{Direction, Json, append};
use super::form::Form;

/// An object that is being written.
pub struct ObjectWriter {
    direction: Direction,
    target: Target,
    /// Whether the next property stays out.
    omit: bool,
    /// The properties that were written or have to stay out: the rest may not bring
    /// them a second time.
    settled: Vec<&'static str>,
}

enum Target {
    Value(Map<String, Value>),
    /// The parts of a multipart body.
    Form(Form),
    /// JSON text, and whether a property was written already.
    Text(Vec<u8>, bool),
}

impl ObjectWriter {
    /// Writes an object as a value.
    pub(crate) fn value(direction: Direction, write: impl FnOnce(&mut Self)) -> Value {
        let mut writer = Self::new(direction, Target::Value(Map::new()));
        write(&mut writer);
        match writer.target {
            Target::Value(object) => Value::Object(object),
            Target::Form(_) | Target::Text(..) => Value::Null,
        }
    }

    /// Writes an object as the parts of a multipart body.
    pub(crate) fn form(write: impl FnOnce(&mut Self)) -> Form {
        let mut writer = Self::new(Direction::Request, Target::Form(Form::new()));
        write(&mut writer);
        match writer.target {
            Target::Form(form) => form,
            Target::Value(_) | Target::Text(..) => Form::new(),
        }
    }

    /// Appends an object's text.
    pub(crate) fn text(direction: Direction, text: &mut Vec<u8>, write: impl FnOnce(&mut Self)) {
        text.push(b'{');
        let mut writer = Self::new(direction, Target::Text(std::mem::take(text), false));
        write(&mut writer);
        if let Target::Text(written, _) = writer.target {
            *text = written;
        }
        text.push(b'}');
    }

    /// Marks the property that follows as `readOnly`: it stays out of requests
    /// (OpenAPI 3.0.3 §4.7.24.2).
    pub fn read_only(&mut self) -> &mut Self {
        self.omit = self.direction == Direction::Request;
        self
    }

    /// A property that is always there.
    pub fn required<T: Json>(&mut self, name: &'static str, value: &T) {
        self.settled.push(name);
        if !std::mem::take(&mut self.omit) {
            self.property(name, value);
        }
    }

    /// A property that is left out where there is no value.
    pub fn optional<T: Json>(&mut self, name: &'static str, value: &Option<T>) {
        match value {
            Some(value) => self.required(name, value),
            None if std::mem::take(&mut self.omit) => self.settled.push(name),
            None => {}
        }
    }

    /// A property that is null where there is no value.
    pub fn nullable<T: Json>(&mut self, name: &'static str, value: &Option<T>) {
        self.required(name, value);
    }

    /// A property that is left out (`None`) or null (`Some(None)`).
    pub fn optional_nullable<T: Json>(&mut self, name: &'static str, value: &Option<Option<T>>) {
        self.optional(name, value);
    }

    /// A property of any type, null included, that is left out where there is no value.
    pub fn optional_json(&mut self, name: &'static str, value: &Option<Value>) {
        self.optional(name, value);
    }

    /// The undeclared properties, and the optional ones that came as null. Those that were
    /// set since are written already, and stay as they are.
    pub fn rest(&mut self, rest: &Map<String, Value>) {
        self.remaining(rest);
    }

    /// The undeclared properties, all of one type.
    pub fn typed_rest<T: Json>(&mut self, rest: &BTreeMap<String, T>) {
        self.remaining(rest);
    }

    fn remaining<'v, T: Json + 'v>(&mut self, rest: impl IntoIterator<Item = (&'v String, &'v T)>) {
        let mut rest = rest.into_iter().peekable();
        if rest.peek().is_none() {
            return;
        }
        // Sorted, so that a large object takes no longer for each of its properties.
        self.settled.sort_unstable();
        let settled = std::mem::take(&mut self.settled);
        for (name, value) in rest {
            if settled.binary_search(&name.as_str()).is_err() {
                self.property(name, value);
            }
        }
    }

    fn new(direction: Direction, target: Target) -> Self {
        Self {
            direction,
            target,
            omit: false,
            settled: Vec::new(),
        }
    }

    fn property<T: Json>(&mut self, name: &str, value: &T) {
        match &mut self.target {
            Target::Value(object) => {
                object.insert(name.to_owned(), value.to_json(self.direction));
            }
            Target::Form(form) => form.add(name, value),
            Target::Text(text, begun) => {
                if std::mem::replace(begun, true) {
                    text.push(b',');
                }
                append(text, name);
                text.push(b':');
                value.write_json(self.direction, text);
            }
        }
    }
}

/// Without what was written, which may be secret.
impl fmt::Debug for ObjectWriter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ObjectWriter")
            .field("direction", &self.direction)
            .finish_non_exhaustive()
    }
}
