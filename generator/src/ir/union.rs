//! One of several types.

use super::{Doc, Guard, TypeRef, WireName};
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
