//! One of several types.

use super::{Doc, TypeRef, WireName};
use crate::names::RustIdent;

/// `oneOf` or `anyOf`.
#[derive(Clone, Debug)]
pub struct Union {
    /// The property that tells the variants apart, where there is one.
    pub discriminator: Option<Discriminator>,
    /// In document order.
    pub variants: Vec<Variant>,
    /// The variant that keeps a value which fits no other.
    pub fallback: RustIdent,
}

/// OpenAPI 3.0.3 §4.7.25.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Discriminator {
    /// The property.
    pub wire_name: WireName,
}

/// One alternative.
#[derive(Clone, Debug)]
pub struct Variant {
    /// Its name.
    pub ident: RustIdent,
    /// What it holds.
    pub ty: TypeRef,
    /// The discriminator's values that select it, the one to write first.
    /// Empty without a discriminator.
    pub tags: Vec<String>,
    /// What a JSON value must look like before this variant is tried.
    pub guard: Guard,
    /// What the document says of it.
    pub doc: Doc,
}

/// The cheap part of telling variants apart: the JSON type and what is
/// required of it. A value that passes still has to decode.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Guard {
    /// Anything, `null` included.
    Any,
    /// `null`
    Null,
    /// `true` or `false`
    Bool,
    /// A number without fraction.
    Integer,
    /// Any number.
    Number,
    /// Any text.
    String,
    /// One of these texts.
    OneOf(Vec<String>),
    /// One of these whole numbers.
    OneOfIntegers(Vec<i64>),
    /// An array.
    Array,
    /// An object with at least these properties.
    Object(Vec<WireName>),
}
