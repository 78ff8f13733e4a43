//! Identifiers as tokens.

use proc_macro2::{Ident, Span};

use crate::names::RustIdent;

/// An identifier as a token.
pub(super) fn ident(name: &RustIdent) -> Ident {
    Ident::new(name.as_str(), Span::call_site())
}

/// An identifier made of parts that are identifiers.
pub(super) fn joined(text: &str) -> Ident {
    Ident::new(text, Span::call_site())
}
