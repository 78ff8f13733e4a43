//! Turns settings that make no client into an error that says what to change.
//!
//! It never holds a secret, nor a URL that may hold one.

use std::fmt;
use std::io;

use super::super::send::transport_trait::BoxError;

/// Why there is no client.
#[derive(Debug)]
#[non_exhaustive]
pub enum ConfigError {
    /// Settings are missing.
    Missing {
        /// What is missing: variables, or keys of a file.
        names: Vec<String>,
        /// Where they were looked for.
        looked_in: Vec<String>,
    },
    /// A settings file cannot be read.
    UnreadableFile {
        /// The file.
        path: String,
        /// Why.
        source: io::Error,
    },
    /// A settings file or variable does not hold what it should.
    InvalidSource {
        /// The file or variable.
        name: String,
        /// Why.
        reason: String,
    },
    /// A setting has a value that cannot be used.
    InvalidSetting {
        /// The setting.
        name: String,
        /// Why.
        reason: String,
    },
    /// There is nothing to send requests with.
    Transport(
        /// Why.
        BoxError,
    ),
}

impl ConfigError {
    pub(crate) fn setting(name: impl Into<String>, reason: impl Into<String>) -> Self {
        Self::InvalidSetting {
            name: name.into(),
            reason: reason.into(),
        }
    }

    pub(crate) fn source(name: impl Into<String>, reason: impl Into<String>) -> Self {
        Self::InvalidSource {
            name: name.into(),
            reason: reason.into(),
        }
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing { names, looked_in } => {
                let (names, places) = (names.join(", "), looked_in.join(", "));
                write!(f, "missing settings: {names} (looked in {places})")
            }
            Self::UnreadableFile { path, source } => write!(f, "cannot read {path}: {source}"),
            Self::InvalidSource { name, reason } | Self::InvalidSetting { name, reason } => {
                write!(f, "{name}: {reason}")
            }
            Self::Transport(error) => write!(f, "cannot send requests: {error}"),
        }
    }
}

impl std::error::Error for ConfigError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::UnreadableFile { source, .. } => Some(source),
            Self::Transport(error) => Some(error.as_ref()),
            _ => None,
        }
    }
}
