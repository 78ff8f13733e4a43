//! What comes back when a caller asks for another media type.

use super::StreamProperty;
use crate::names::RustIdent;

/// An operation whose success is asked for in another media type.
#[derive(Clone, Debug)]
pub struct Alternative {
    /// The method of the request that asks for it.
    pub ident: RustIdent,
    /// The type that stands for the operation then, unique in its resource.
    pub type_ident: RustIdent,
    /// What is asked for.
    pub media_type: String,
    /// The enum of its successes, where these differ.
    pub output_enum: Option<RustIdent>,
    /// What of the body asks for it, where that does.
    pub property: Option<StreamProperty>,
}
