//! Says of which response the body is left to be read as it arrives.
//!
//! It does not know who reads it.

#[cfg(feature = "cli")]
use super::media_type::Format;
use super::transport::Arriving;

/// Of which response the body is left to be read as it arrives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Left {
    /// Of none.
    #[default]
    Nothing,
    /// Of a success.
    Success,
    /// Of a success that comes item by item.
    #[cfg(feature = "cli")]
    Items,
}

impl Left {
    /// Whether it is left of this one.
    pub(super) fn leaves(self, arriving: &Arriving) -> bool {
        let fits = match self {
            Self::Nothing => false,
            Self::Success => true,
            #[cfg(feature = "cli")]
            Self::Items => Format::of(arriving.media_type()).is_some(),
        };
        fits && arriving.status().is_success()
    }
}
