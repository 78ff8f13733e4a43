//! Turns what a caller says of a server into one that can be looked for.
//!
//! It does not know which servers there are.

use std::fmt;

/// One of the servers of a document, for [`Config::with_server`](super::client_config::Config::with_server).
///
/// ```
/// # use simgen_runtime::Config;
/// let second = Config::new().with_server(1);
/// let europe = Config::new().with_server("https://eu.example.com/{version}");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ServerChoice {
    /// Its place in the document's own list, from 0.
    Index(usize),
    /// Its URL as the document has it, with the names of variables in braces, or its
    /// description there. It may be a server of a path or an operation, too.
    Name(String),
}

impl ServerChoice {
    /// What a person wrote: digits are a place, all else is a name.
    pub(crate) fn from_text(text: &str) -> Self {
        text.parse()
            .map_or_else(|_| Self::Name(text.to_owned()), Self::Index)
    }
}

impl fmt::Display for ServerChoice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Index(index) => write!(f, "number {index}"),
            Self::Name(name) => write!(f, "`{name}`"),
        }
    }
}

impl From<usize> for ServerChoice {
    fn from(index: usize) -> Self {
        Self::Index(index)
    }
}

impl From<&str> for ServerChoice {
    fn from(name: &str) -> Self {
        Self::Name(name.to_owned())
    }
}

impl From<String> for ServerChoice {
    fn from(name: String) -> Self {
        Self::Name(name)
    }
}
