//! Turns missing or refused credentials into an error that many waiters can share.
//!
//! It never holds a secret.

use std::error::Error;
use std::fmt;
use std::sync::Arc;

use super::failure_causes::unbroken;
use super::transport_trait::BoxError;

/// Why a call could not be authorised. It was not sent, or the response was 401 and no other
/// token could be had; then the error has that response.
#[derive(Clone, Debug)]
pub struct CredentialsError(Reason);

#[derive(Clone, Debug)]
enum Reason {
    /// None of the operation's alternatives has credentials in the settings.
    Missing(Vec<&'static str>),
    /// The token cannot be in a header.
    Malformed,
    /// The source of tokens failed.
    Source(Arc<dyn Error + Send + Sync>),
}

impl CredentialsError {
    #[cold]
    pub(crate) fn missing(schemes: Vec<&'static str>) -> Self {
        Self(Reason::Missing(schemes))
    }

    #[cold]
    pub(crate) fn malformed() -> Self {
        Self(Reason::Malformed)
    }

    #[cold]
    pub(crate) fn source(error: BoxError) -> Self {
        Self(Reason::Source(error.into()))
    }
}

impl fmt::Display for CredentialsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Reason::Missing(schemes) => {
                write!(f, "no credentials for any of: {}", schemes.join(", "))
            }
            Reason::Malformed => f.write_str("the token cannot be in a header"),
            Reason::Source(error) => write!(f, "no token: {}", unbroken(error)),
        }
    }
}

impl Error for CredentialsError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match &self.0 {
            Reason::Source(error) => Some(error.as_ref()),
            _ => None,
        }
    }
}
