//! The support code that `simgen` copies into every client crate.
//!
//! Here it is the module `runtime` of a crate of its own, so that it is compiled,
//! linted and tested as what it is in a generated crate: a module of that name.

#![cfg_attr(docsrs, feature(doc_cfg))]

#[path = "src/lib.rs"]
pub mod runtime;

pub use runtime::*;
