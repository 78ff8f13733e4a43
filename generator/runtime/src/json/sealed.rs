//! Closes traits that only the runtime and generated code implement, so that such a trait can
//! get a function without breaking anybody's code.
//!
//! It does not know which traits these are.

/// A supertrait that nobody else implements. Generated code does so by the macros that write
/// the other traits of a type, or by name.
pub trait Sealed {}

impl Sealed for () {}
impl Sealed for std::convert::Infallible {}
impl Sealed for bytes::Bytes {}
