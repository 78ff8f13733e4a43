//! Turns the phases before and around sending into causes of their own.
//!
//! It does not know the call.

use std::fmt;

/// Why the arguments of a call make no request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidInput {
    subject: String,
    reason: String,
}

impl InvalidInput {
    #[cold]
    pub(crate) fn new(subject: impl Into<String>, reason: impl Into<String>) -> Self {
        Self {
            subject: subject.into(),
            reason: reason.into(),
        }
    }

    /// What is wrong: a parameter's name, a header's name, `body` or `url`.
    pub fn subject(&self) -> &str {
        &self.subject
    }

    /// Why. It does not hold the value.
    pub fn reason(&self) -> &str {
        &self.reason
    }
}

impl fmt::Display for InvalidInput {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` {}", self.subject, self.reason)
    }
}

impl std::error::Error for InvalidInput {}

/// Which time limit was reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TimeoutKind {
    /// The connection took too long. The request was not sent.
    Connect,
    /// One attempt took too long, from sending to the end of the body.
    Attempt,
    /// The whole call took too long, waits included.
    Call,
    /// A streamed response sent nothing for too long.
    Idle,
}

impl fmt::Display for TimeoutKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Connect => "no connection within the time limit",
            Self::Attempt => "no complete response within the time limit of an attempt",
            Self::Call => "no response within the time limit of the call",
            Self::Idle => "nothing more of the response within the time limit of an attempt",
        })
    }
}

impl std::error::Error for TimeoutKind {}

/// How large a response may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SizeLimit {
    pub(crate) bytes: usize,
}

impl SizeLimit {
    /// The limit, in bytes of the body without its compression.
    pub fn bytes(&self) -> usize {
        self.bytes
    }
}

impl fmt::Display for SizeLimit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the body is larger than {} bytes", self.bytes)
    }
}

/// The words of a foreign error in one line.
pub(super) fn unbroken(error: &dyn fmt::Display) -> String {
    let words = error.to_string();
    words.replace(|found: char| found.is_control(), " ")
}
