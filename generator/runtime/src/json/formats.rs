//! Turns dates, times, identifiers and binary data into types that keep the text they came in.
//!
//! They accept any text: a value that a server sends must survive a round trip
//! even where it breaks its format.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig, STANDARD};
use base64::{alphabet, engine::DecodePaddingMode};
use serde::de::Deserializer;

use super::convert::{Direction, Json};
use super::place::Place;
use super::writer::JsonWriter;

/// A newtype over text, with what every such type has.
macro_rules! text_value {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        ///
        /// Equality and hash are those of the text.
        #[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
        pub struct $name(String);

        impl $name {
            /// Takes the text as it is.
            pub fn new(text: impl Into<String>) -> Self {
                Self(text.into())
            }

            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text)
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.0
            }
        }

        /// Any text is a value; it never fails.
        impl std::str::FromStr for $name {
            type Err = std::convert::Infallible;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Ok(Self::new(text))
            }
        }

        impl Json for $name {
            fn read<'de, D: Deserializer<'de>>(
                json: D,
                place: &Place<'_>,
            ) -> Result<Self, D::Error> {
                String::read(json, place).map(Self)
            }

            fn write<W: JsonWriter>(
                &self,
                json: W,
                direction: Direction,
            ) -> Result<W::Ok, W::Error> {
                self.0.write(json, direction)
            }
        }

        $crate::runtime::union!($name);
    };
}

/// The order of the texts.
macro_rules! text_order {
    ($name:ident) => {
        impl PartialOrd for $name {
            fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
                Some(self.cmp(other))
            }
        }

        impl Ord for $name {
            fn cmp(&self, other: &Self) -> std::cmp::Ordering {
                self.0.cmp(&other.0)
            }
        }
    };
}

text_value! {
    /// A date and time (RFC 3339 `date-time`), as the text it came in.
    ///
    /// It has no order: texts with different offsets sort in another order than the instants.
    /// With the feature `jiff`, `to_jiff` gives the instant, which has one.
    ///
    /// ```
    /// # use simgen_runtime::Timestamp;
    /// let created = Timestamp::new("2026-05-04T12:30:00+02:00");
    /// assert_eq!(created.as_str(), "2026-05-04T12:30:00+02:00");
    /// assert_eq!(created, "2026-05-04T12:30:00+02:00".into());
    /// ```
    Timestamp
}

text_value! {
    /// A date (RFC 3339 `full-date`), as the text it came in. The order of the texts is that of
    /// the days.
    ///
    /// ```
    /// # use simgen_runtime::Date;
    /// assert!(Date::new("2026-05-04") < Date::new("2026-11-29"));
    /// ```
    Date
}

text_order!(Date);

text_value! {
    /// A length of time (RFC 3339 appendix A: ISO 8601 as in `P1DT12H`), as the text it came in.
    ///
    /// It has no order, because one length has several texts.
    ///
    /// ```
    /// # use simgen_runtime::Duration;
    /// let length = Duration::from("P1DT12H");
    /// assert_eq!(length.to_string(), "P1DT12H");
    /// ```
    Duration
}

text_value! {
    /// A UUID (RFC 9562 §4), as the text it came in. The order is that of the texts.
    ///
    /// ```
    /// # use simgen_runtime::Uuid;
    /// let id: Uuid = "0190163d-8694-739b-aea5-966c26f8ad91".into();
    /// assert_eq!(id.as_str().len(), 36);
    /// ```
    Uuid
}

text_order!(Uuid);

text_value! {
    /// A URI (RFC 3986), as the text it came in. The order is that of the texts.
    ///
    /// ```
    /// # use simgen_runtime::Uri;
    /// let uri = Uri::new("https://example.com/pets?limit=10");
    /// assert_eq!(uri.to_url().map(|url| url.path().to_owned()), Ok("/pets".to_owned()));
    /// ```
    Uri
}

text_order!(Uri);

text_value! {
    /// Binary data as Base64 text (RFC 4648 §4), as it came. The order is that of the texts.
    ///
    /// ```
    /// # use simgen_runtime::Base64;
    /// let data = Base64::encode(b"four");
    /// assert_eq!(data.as_str(), "Zm91cg==");
    /// assert_eq!(data.decode(), Ok(b"four".to_vec()));
    /// ```
    Base64
}

text_order!(Base64);

#[cfg(feature = "jiff")]
impl Timestamp {
    /// The instant.
    ///
    /// # Errors
    ///
    /// Where the text is no RFC 3339 date and time.
    pub fn to_jiff(&self) -> Result<jiff::Timestamp, jiff::Error> {
        self.0.parse()
    }
}

#[cfg(feature = "jiff")]
impl From<jiff::Timestamp> for Timestamp {
    fn from(instant: jiff::Timestamp) -> Self {
        Self(instant.to_string())
    }
}

#[cfg(feature = "jiff")]
impl Date {
    /// The day.
    ///
    /// # Errors
    ///
    /// Where the text is no RFC 3339 date.
    pub fn to_jiff(&self) -> Result<jiff::civil::Date, jiff::Error> {
        self.0.parse()
    }
}

#[cfg(feature = "jiff")]
impl From<jiff::civil::Date> for Date {
    fn from(day: jiff::civil::Date) -> Self {
        Self(day.to_string())
    }
}

#[cfg(feature = "jiff")]
impl Duration {
    /// The span of time, which may hold months and years of unequal length.
    ///
    /// # Errors
    ///
    /// Where the text is no ISO 8601 duration.
    pub fn to_jiff(&self) -> Result<jiff::Span, jiff::Error> {
        self.0.parse()
    }
}

#[cfg(feature = "jiff")]
impl From<jiff::Span> for Duration {
    fn from(span: jiff::Span) -> Self {
        Self(span.to_string())
    }
}

#[cfg(feature = "uuid")]
impl Uuid {
    /// The 128 bits.
    ///
    /// # Errors
    ///
    /// Where the text is no UUID.
    pub fn to_uuid(&self) -> Result<uuid::Uuid, uuid::Error> {
        self.0.parse()
    }
}

#[cfg(feature = "uuid")]
impl From<uuid::Uuid> for Uuid {
    fn from(uuid: uuid::Uuid) -> Self {
        Self(uuid.to_string())
    }
}

impl Uri {
    /// The URI taken apart.
    ///
    /// # Errors
    ///
    /// Where the text is no absolute URI.
    pub fn to_url(&self) -> Result<url::Url, url::ParseError> {
        self.0.parse()
    }
}

impl From<url::Url> for Uri {
    fn from(url: url::Url) -> Self {
        Self(url.into())
    }
}

/// Reads the standard alphabet, with padding or without: both are in use.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

impl Base64 {
    /// The text for some bytes, with padding.
    pub fn encode(bytes: impl AsRef<[u8]>) -> Self {
        Self(STANDARD.encode(bytes))
    }

    /// The bytes.
    ///
    /// # Errors
    ///
    /// Where the text is no Base64 (RFC 4648 §4).
    pub fn decode(&self) -> Result<Vec<u8>, Base64Error> {
        LENIENT.decode(&self.0).map_err(|_| Base64Error(()))
    }
}

/// Text that is no Base64.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Base64Error(());

impl fmt::Display for Base64Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the text is no Base64")
    }
}

impl std::error::Error for Base64Error {}
