//! Says why a secret can't be one.
//!
//! It keeps nothing of the secret.

use std::error::Error;
use std::fmt;

/// Why webhooks can't be verified with a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum WebhookKeyError {
    /// There is no secret.
    Missing,
    /// A secret is empty, so anybody could sign with it.
    Empty,
    /// A secret is not in hexadecimal digits or Base64, whichever the API uses.
    WrongEncoding,
}

impl fmt::Display for WebhookKeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Missing => "there is no secret to verify webhooks with",
            Self::Empty => "a secret to verify webhooks with is empty",
            Self::WrongEncoding => {
                "a secret to verify webhooks with is not encoded as it should be"
            }
        })
    }
}

impl Error for WebhookKeyError {}
