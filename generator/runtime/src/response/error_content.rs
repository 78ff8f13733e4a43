//! Turns the body of a documented error into a line, and into the texts of its properties.
//!
//! It does not know which properties matter: the package's author chose them.

use std::fmt;

use serde_json::Value;

use super::super::json::convert::{Direction, Json};
use super::operation::ErrorBody;
use super::summary::shown;

/// A documented error: the name of its variant, and its body as JSON.
#[derive(Clone)]
pub struct ErrorContent {
    name: &'static str,
    body: Value,
}

impl ErrorContent {
    /// An error with a body that has a JSON form.
    pub fn json(name: &'static str, body: &impl Json) -> Self {
        let body = body.to_json(Direction::Response);
        Self { name, body }
    }

    /// An error without a body, or with one that has no properties.
    pub fn empty(name: &'static str) -> Self {
        let body = Value::Null;
        Self { name, body }
    }
}

/// Without the body, which may be secret.
impl fmt::Debug for ErrorContent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ErrorContent").field(&self.name).finish()
    }
}

/// What `error_body!` makes of `Display`: `NotFound detailCode="404.1" trackingId="a1b2"`.
#[doc(hidden)]
pub fn write_error_body<E: ErrorBody>(error: &E, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let ErrorContent { name, body } = error.content();
    f.write_str(name)?;
    for property in E::SUMMARY {
        if let Some(text) = body.get(property).and_then(shown) {
            write!(f, " {property}={text}")?;
        }
    }
    Ok(())
}

/// A property of a documented error: a text as it is, a number in digits.
#[doc(hidden)]
pub fn error_property<E: ErrorBody>(error: &E, name: &str) -> Option<String> {
    property(&error.content().body, name)
}

/// A property of a JSON object: a text as it is, a number in digits.
pub(crate) fn property(body: &Value, name: &str) -> Option<String> {
    match body.get(name)? {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
