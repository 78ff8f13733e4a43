//! The statuses that a documented response covers.
//!
//! It does not know the response.

/// Which statuses a documented response covers (OpenAPI 3.0.3 §4.7.16).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Status(pub(crate) Pattern);

/// In the order of precedence, the most specific last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Pattern {
    Any,
    /// The first digit.
    Range(u16),
    Exactly(u16),
}

impl Status {
    /// One status.
    pub const fn exactly(status: u16) -> Self {
        Self(Pattern::Exactly(status))
    }

    /// A hundred of them, by the first digit: `4` for `4XX`.
    pub const fn range(first_digit: u16) -> Self {
        Self(Pattern::Range(first_digit))
    }

    /// All of them: `default`.
    pub const fn any() -> Self {
        Self(Pattern::Any)
    }

    /// The status, where it is one.
    #[cfg(any(feature = "cli", feature = "mock"))]
    pub(crate) fn exact(self) -> Option<u16> {
        match self.0 {
            Pattern::Exactly(status) => Some(status),
            Pattern::Range(_) | Pattern::Any => None,
        }
    }

    /// Whether a status is covered.
    pub fn covers(self, status: http::StatusCode) -> bool {
        match self.0 {
            Pattern::Any => true,
            Pattern::Range(digit) => status.as_u16() / 100 == digit,
            Pattern::Exactly(exact) => status.as_u16() == exact,
        }
    }

    /// As documents write it: `404`, `4XX` or `default`.
    #[cfg(feature = "cli")]
    pub(crate) fn label(self) -> String {
        match self.0 {
            Pattern::Any => "default".to_owned(),
            Pattern::Range(digit) => format!("{digit}XX"),
            Pattern::Exactly(exact) => exact.to_string(),
        }
    }
}
