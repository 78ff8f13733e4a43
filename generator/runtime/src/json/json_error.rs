//! Turns a mismatch between JSON and a type into an error that names its place.
//!
//! It never keeps a value of the JSON, because that may be a secret.

use std::fmt;

use serde_json::Value;

/// Why JSON does not fit a type, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonError(Box<Mismatch>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Mismatch {
    /// From the innermost step outwards, in the order in which they are known.
    steps: Vec<Step>,
    expected: String,
    found: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Step {
    Property(String),
    Element(usize),
}

impl JsonError {
    /// Says what was expected where `found` is.
    pub fn expected(expected: impl Into<String>, found: &Value) -> Self {
        Self::new(expected.into(), Self::kind(found))
    }

    /// What a value is, in words that can follow "found".
    pub(super) fn kind(value: &Value) -> &'static str {
        match value {
            Value::Null => "null",
            Value::Bool(_) => "a boolean",
            Value::Number(number) if number.is_f64() => "a number",
            Value::Number(_) => "an integer",
            Value::String(_) => "a string",
            Value::Array(_) => "an array",
            Value::Object(_) => "an object",
        }
    }

    /// The same error, seen from the object that has the property.
    #[must_use]
    pub(super) fn in_property(mut self, name: &str) -> Self {
        self.0.steps.push(Step::Property(name.to_owned()));
        self
    }

    /// The same error, seen from the array that has the element.
    #[must_use]
    pub(super) fn in_element(mut self, index: usize) -> Self {
        self.0.steps.push(Step::Element(index));
        self
    }

    /// Where it is, as in `messages[2].text`; empty for the whole document.
    pub fn path(&self) -> String {
        let mut path = String::new();
        for step in self.0.steps.iter().rev() {
            match step {
                Step::Property(name) if path.is_empty() => path.push_str(name),
                Step::Property(name) => {
                    path.push('.');
                    path.push_str(name);
                }
                Step::Element(index) => path.push_str(&format!("[{index}]")),
            }
        }
        path
    }

    pub(super) fn new(expected: String, found: &'static str) -> Self {
        Self(Box::new(Mismatch {
            steps: Vec::new(),
            expected,
            found,
        }))
    }
}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path();
        if !path.is_empty() {
            // Names in it may come from the server, at any length.
            let shown: String = path.escape_debug().take(200).collect();
            write!(f, "{shown}: ")?;
        }
        write!(f, "expected {}, found {}", self.0.expected, self.0.found)
    }
}

impl std::error::Error for JsonError {}
