//! Turns the IR into token streams, one function per Rust thing.
//!
//! May not know: `openapiv3`, files, diagnostics. Nothing here returns `Result`.
use crate::ir::Package;

/// One file before it is text.
#[derive(Debug)]
pub struct EmittedFile {
    /// Below the crate's folder.
    pub path: String,
    /// What stands in it.
    pub content: Content,
}

/// What a file is made of.
#[derive(Debug)]
pub enum Content {
    /// Rust items.
    Rust(proc_macro2::TokenStream),
    /// Anything else, as it is.
    Text(String),
}

/// Every file of the crate, sorted by path.
pub fn package(package: &Package) -> Vec<EmittedFile> {
    let _ = package;
    unimplemented!()
}
