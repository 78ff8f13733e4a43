//! Turns a secret into a word that can be shown.
//!
//! It never sees the secret.

use std::fmt;

/// Stands in `Debug` where a value is not to be seen.
#[derive(Clone, Copy)]
pub struct Redacted;

impl fmt::Debug for Redacted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}
