//! Turns a body that could not be read into the reason why.
//!
//! It does not know the response the body came with, and never keeps a value of it.

use std::error::Error;
use std::fmt;
use std::str::Utf8Error;

use super::json_error::JsonError;

/// Why a body could not be read.
#[derive(Debug)]
pub struct DecodeError(Reason);

#[derive(Debug)]
enum Reason {
    Empty,
    MediaType(String),
    Syntax(serde_json::Error),
    Mismatch(JsonError),
    Utf8(Utf8Error),
    Truncated,
}

impl DecodeError {
    #[cold]
    pub(crate) fn empty() -> Self {
        Self(Reason::Empty)
    }

    #[cold]
    pub(crate) fn media_type(found: String) -> Self {
        Self(Reason::MediaType(found))
    }

    #[cold]
    pub(crate) fn syntax(error: serde_json::Error) -> Self {
        Self(Reason::Syntax(error))
    }

    #[cold]
    pub(crate) fn mismatch(error: JsonError) -> Self {
        Self(Reason::Mismatch(error))
    }

    #[cold]
    pub(crate) fn utf8(error: Utf8Error) -> Self {
        Self(Reason::Utf8(error))
    }

    #[cold]
    pub(crate) fn truncated() -> Self {
        Self(Reason::Truncated)
    }

    /// Where in the JSON it does not fit, as in `messages[2].text`; `None` where
    /// it is not even JSON.
    pub fn path(&self) -> Option<String> {
        match &self.0 {
            Reason::Mismatch(error) => Some(error.path()),
            _ => None,
        }
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Reason::Empty => f.write_str("the body is empty where JSON is due"),
            Reason::MediaType(found) => {
                let found: String = found.escape_debug().take(100).collect();
                write!(f, "the body is `{found}` where JSON is due")
            }
            Reason::Syntax(error) => write!(f, "the body is no valid JSON: {error}"),
            Reason::Mismatch(error) => write!(f, "{error}"),
            Reason::Utf8(error) => write!(f, "the body is not text: {error}"),
            Reason::Truncated => f.write_str("the JSON may lack its end"),
        }
    }
}

impl Error for DecodeError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match &self.0 {
            Reason::Empty | Reason::MediaType(_) | Reason::Truncated => None,
            Reason::Syntax(error) => Some(error),
            Reason::Mismatch(error) => Some(error),
            Reason::Utf8(error) => Some(error),
        }
    }
}
