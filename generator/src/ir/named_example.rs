//! Values that the document shows and the client does not.

use super::{Literal, TypeRef};
use crate::source::Place;

/// One of several named examples (OpenAPI 3.0.3 §4.7.19), but for the first, which is
/// where it belongs.
#[derive(Clone, Debug)]
pub struct NamedExample {
    /// What the document calls it.
    pub name: String,
    /// The example.
    pub value: Literal,
    /// What it is a value of, or should be.
    pub ty: TypeRef,
    /// Where it is.
    pub place: Place,
}
