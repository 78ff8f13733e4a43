//! Groups of operations.

use super::{Doc, Feature, Operation};
use crate::names::RustIdent;

/// The operations of one tag: one file.
#[derive(Clone, Debug)]
pub struct Resource {
    /// The tag as the document spells it.
    pub tag: String,
    /// The module.
    pub module: RustIdent,
    /// The tag's description.
    pub doc: Doc,
    /// What turns it on; nothing where it is always there.
    pub feature: Option<Feature>,
    /// In document order.
    pub operations: Vec<Operation>,
}
