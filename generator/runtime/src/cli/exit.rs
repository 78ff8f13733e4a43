//! Turns reasons to stop into exit codes and the text that goes with them.
//!
//! It does not know what was to be done.

use std::io;

use http::StatusCode;

use super::super::config::config_error::ConfigError;

/// How a run ended; the table is in the module's own documentation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Exit {
    /// It is done.
    Done,
    /// It was not confirmed, or what there is to say could not be written.
    Unsaid,
    /// The arguments or the body are wrong.
    Usage,
    /// Settings or credentials are missing or wrong.
    Settings,
    /// The service refuses the request.
    Refused,
    /// The service denies access.
    Denied,
    /// There is no such thing.
    NotFound,
    /// Too many requests.
    TooMany,
    /// The service failed.
    Failed,
    /// There is no answer.
    NoAnswer,
    /// The document does not describe the answer.
    Undescribed,
}

/// The codes with their meaning, for `--help`.
pub(super) const CODES: &[(Exit, &str)] = &[
    (Exit::Done, "it is done"),
    (
        Exit::Unsaid,
        "it was not confirmed, or nothing could be written",
    ),
    (
        Exit::Usage,
        "the arguments or the body are wrong; nothing was sent",
    ),
    (
        Exit::Settings,
        "settings or credentials are missing or wrong",
    ),
    (
        Exit::Refused,
        "the service refuses the request: 400, 409, 422, other 4xx",
    ),
    (Exit::Denied, "the service denies access: 401, 403"),
    (Exit::NotFound, "there is no such thing: 404, 410"),
    (Exit::TooMany, "too many requests: 429"),
    (Exit::Failed, "the service failed: 5xx"),
    (
        Exit::NoAnswer,
        "no answer: the connection failed, or a time limit was reached",
    ),
    (
        Exit::Undescribed,
        "an answer that the document does not describe",
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
            Self::NoAnswer => 9,
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

impl From<ConfigError> for Stop {
    fn from(error: ConfigError) -> Self {
        let help = "`--help` of the program says where settings come from";
        Self::new(Exit::Settings, format!("{error}\nhelp: {help}"))
    }
}

/// Whoever stopped reading, as `head` does, has all that was wanted.
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
