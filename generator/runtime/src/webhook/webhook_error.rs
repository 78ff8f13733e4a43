//! Says why a webhook was refused or could not be read.
//!
//! It keeps neither the signature that was expected nor anything of the body.

use std::error::Error;
use std::fmt;

use super::super::json::decode_error::DecodeError;

/// Why a webhook was refused, or could not be read.
#[derive(Debug)]
#[non_exhaustive]
pub enum WebhookError {
    /// A header is missing that has the signature, the time stamp or the name of the event.
    MissingHeader(String),
    /// A header does not have the form that the API gives it.
    MalformedHeader(String),
    /// The signature in this header is not in hexadecimal digits or Base64, whichever the API uses.
    WrongEncoding(String),
    /// No signature of the request was made with one of the secrets: it is forged, it was
    /// changed, or the secret is another one.
    NoMatch,
    /// The time stamp is no number.
    MalformedTimestamp,
    /// The request was signed too long ago, so somebody may be repeating it.
    TooOld,
    /// The request was signed too far in the future.
    InFuture,
    /// The body can't be read as what the event holds.
    Decode(DecodeError),
}

impl fmt::Display for WebhookError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MissingHeader(name) => write!(f, "the header `{name}` is missing"),
            Self::MalformedHeader(name) => {
                write!(
                    f,
                    "the header `{name}` does not have the form that it should"
                )
            }
            Self::WrongEncoding(name) => {
                write!(
                    f,
                    "the signature in the header `{name}` is not encoded as it should be"
                )
            }
            Self::NoMatch => f.write_str("no signature was made with one of the secrets"),
            Self::MalformedTimestamp => f.write_str("the time stamp is not a number"),
            Self::TooOld => f.write_str("the request was signed too long ago"),
            Self::InFuture => f.write_str("the request was signed in the future"),
            Self::Decode(error) => write!(f, "the event can't be read: {error}"),
        }
    }
}

impl Error for WebhookError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Decode(error) => Some(error),
            _ => None,
        }
    }
}

impl From<DecodeError> for WebhookError {
    fn from(error: DecodeError) -> Self {
        Self::Decode(error)
    }
}
