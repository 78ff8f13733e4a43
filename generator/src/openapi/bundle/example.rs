//! Copies the named examples of media types, parameters and headers (OpenAPI 3.0.3
//! §4.7.19) that have a value.

use serde_json::{Map, Value, json};

use super::Bundler;
use crate::diagnostic::Code;
use crate::openapi::cursor::Cursor;
use crate::openapi::grammar::Kind;
use crate::openapi::resolve::{follow, reference};
use crate::openapi::version::Version;

impl<'a> Bundler<'a, '_> {
    /// The examples that have a value, each with that value in its place; none where no
    /// example has one. What is not read is said.
    pub(super) fn copy_examples(
        &mut self,
        holder: &Map<String, Value>,
        at: &Cursor<'_>,
        value: &'a Value,
    ) -> Option<Value> {
        let examples = match value {
            Value::Object(examples) => examples,
            Value::Null => return None,
            _ => {
                let message = "`examples` is an object here: each example has a name";
                self.example_note(at, message, "write `name: {value: …}` below `examples`");
                return None;
            }
        };
        if holder.get("example").is_some_and(|one| !one.is_null()) && !examples.is_empty() {
            self.example_note(
                at,
                "`example` is there too, which counts",
                "write all of them below `examples`, or only `example`",
            );
            return None;
        }
        let mut copied = Map::new();
        for (name, example) in examples {
            if let Some(value) = self.example_value(&at.member(name), example) {
                copied.insert(name.clone(), json!({ "value": value }));
            }
        }
        (!copied.is_empty()).then_some(Value::Object(copied))
    }

    /// The value of an example, which may be one of the components.
    fn example_value(&mut self, at: &Cursor<'_>, example: &'a Value) -> Option<&'a Value> {
        let (example, at) = match reference(example) {
            None => (example, at.clone()),
            Some(text) => match follow(
                self.sources,
                self.version,
                Kind::Document,
                &at.place(),
                text,
            ) {
                Ok(target) => (target.value, at.from(target.place)),
                Err(failure) => {
                    self.report(failure);
                    return None;
                }
            },
        };
        let data = || {
            example
                .get("dataValue")
                .filter(|_| self.version >= Version::V3_2)
        };
        if let Some(value) = example.get("value").or_else(data) {
            return Some(value);
        }
        if example.get("externalValue").is_some() {
            self.example_note(
                &at.member("externalValue"),
                "the example is elsewhere, and not read",
                "write the example below `value`",
            );
        } else {
            self.example_note(
                &at,
                "the example has no `value`",
                "write the example below `value`",
            );
        }
        None
    }

    /// An example changes no type, no name and nothing that is sent.
    fn example_note(&mut self, at: &Cursor<'_>, message: &str, help: &str) {
        self.diagnostics
            .note(Code::InvalidExample, at.place(), message);
        self.diagnostics.help(help);
    }
}
