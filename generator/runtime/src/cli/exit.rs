//! Turns reasons to stop into exit codes and the text that goes with them.
//!
//! It does not know what was to be done.

use std::io;

use http::StatusCode;

/// How a run ended; the table is in the module's own documentation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Exit {
    /// Success.
    Done,
    /// Cancelled at the prompt, or the output could not be written.
    Unsaid,
    /// The arguments or the body are wrong or missing; nothing was sent.
    Usage,
    /// Settings or credentials are missing or wrong.
    Settings,
    /// Bad request: 400, 409, 422 and every other 4xx.
    Refused,
    /// Access denied: 401, 403.
    Denied,
    /// Not found: 404, 410.
    NotFound,
    /// Rate limited: 429.
    TooMany,
    /// Server error: 5xx.
    Failed,
    /// No response: the connection failed, or a time limit was reached.
    NoResponse,
    /// A response that the document does not describe.
    Undescribed,
}

/// The codes with their meaning, for `--help`.
pub(super) const CODES: &[(Exit, &str)] = &[
    (Exit::Done, "success"),
    (
        Exit::Unsaid,
        "cancelled at the prompt, or the output could not be written",
    ),
    (
        Exit::Usage,
        "wrong usage: arguments or body are wrong or missing; nothing was sent",
    ),
    (
        Exit::Settings,
        "configuration: settings or credentials are missing or wrong",
    ),
    (Exit::Refused, "bad request: 400, 409, 422, other 4xx"),
    (Exit::Denied, "access denied: 401, 403"),
    (Exit::NotFound, "not found: 404, 410"),
    (Exit::TooMany, "rate limited: 429"),
    (Exit::Failed, "server error: 5xx"),
    (
        Exit::NoResponse,
        "no response: the connection failed, or a time limit was reached",
    ),
    (
        Exit::Undescribed,
        "unexpected response: not what the document describes",
    ),
];

impl Exit {
    /// The number that the shell sees.
    pub fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Unsaid => 1,
            Self::Usage => 2,
            Self::Settings => 3,
            Self::Refused => 4,
            Self::Denied => 5,
            Self::NotFound => 6,
            Self::TooMany => 7,
            Self::Failed => 8,
            Self::NoResponse => 9,
            Self::Undescribed => 10,
        }
    }

    /// The class of a status that is no success.
    pub(super) fn of(status: StatusCode) -> Self {
        match status.as_u16() {
            401 | 403 => Self::Denied,
            404 | 410 => Self::NotFound,
            429 => Self::TooMany,
            400..=499 => Self::Refused,
            500..=599 => Self::Failed,
            _ => Self::Undescribed,
        }
    }
}

/// Why a run stops, and what is written about it.
#[derive(Debug)]
pub(super) struct Stop {
    pub(super) exit: Exit,
    /// Lines for standard error, line breaks included.
    pub(super) text: String,
}

impl Stop {
    pub(super) fn new(exit: Exit, words: impl AsRef<str>) -> Self {
        let text = format!("error: {}\n", words.as_ref());
        Self { exit, text }
    }

    pub(super) fn usage(words: impl AsRef<str>) -> Self {
        Self::new(Exit::Usage, words)
    }

    /// What the parser of arguments says.
    pub(super) fn arguments(error: &clap::Error) -> Self {
        Self {
            exit: Exit::Usage,
            text: error.render().to_string(),
        }
    }
}

/// A reader that stopped, as `head` does, has all that it wanted.
impl From<io::Error> for Stop {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self {
                exit: Exit::Done,
                text: String::new(),
            },
            _ => Self::new(Exit::Unsaid, format!("cannot write: {error}")),
        }
    }
}
