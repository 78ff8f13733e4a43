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
}
