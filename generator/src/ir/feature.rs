//! Cargo features by which a large API is compiled in parts.

use std::fmt;

/// What turns a part of the crate on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Feature {
    /// The operations of one tag, and what they need.
    Tag(String),
    /// Everything; on unless the user says otherwise.
    Full,
}

/// The feature's name.
impl fmt::Display for Feature {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Tag(name) => out.write_str(name),
            Self::Full => out.write_str("full"),
        }
    }
}
