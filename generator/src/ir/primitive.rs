//! Types that are not made of other types.

/// A value without parts. The choice for each `type` and `format` is made
/// once, in `lower/primitive.rs`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Primitive {
    /// `String`
    String,
    /// `bool`
    Bool,
    /// `i32`
    I32,
    /// `i64`
    I64,
    /// `u32`
    U32,
    /// `u64`
    U64,
    /// `f32`
    F32,
    /// `f64`
    F64,
    /// RFC 3339 date and time, kept as the text it came in.
    Timestamp,
    /// RFC 3339 full-date, kept as the text it came in.
    Date,
    /// ISO 8601 duration, kept as the text it came in.
    Duration,
    /// UUID (RFC 9562), kept as the text it came in.
    Uuid,
    /// URI (RFC 3986), kept as the text it came in.
    Uri,
    /// Base64 text (RFC 4648), kept as it came.
    Base64,
    /// Bytes, with a file name and media type where they are part of a form.
    File,
}

impl Primitive {
    /// Whether values have a total equality, so that `Eq` and `Hash` can be derived.
    pub fn is_eq(self) -> bool {
        !matches!(self, Self::F32 | Self::F64)
    }

    /// Whether it is text in JSON and converts from text.
    pub fn is_text(self) -> bool {
        match self {
            Self::String
            | Self::Timestamp
            | Self::Date
            | Self::Duration
            | Self::Uuid
            | Self::Uri
            | Self::Base64 => true,
            Self::Bool
            | Self::I32
            | Self::I64
            | Self::U32
            | Self::U64
            | Self::F32
            | Self::F64
            | Self::File => false,
        }
    }
}
