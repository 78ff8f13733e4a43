//! Turns files into texts and JSON trees, and JSON pointers into lines and columns.
//!
//! May not know: OpenAPI. `$ref` is all it has heard of, to find the files of a document.

mod place;

pub use place::{FileId, Place, Pointer};

use serde_json::Value;

/// The files of a run: every root document and what they refer to.
#[derive(Debug, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
}

/// One file, read and parsed.
#[derive(Debug)]
pub struct SourceFile {
    /// Its path as diagnostics show it, `/` between its parts.
    pub path: String,
    /// What stands in it.
    pub text: String,
    /// Its tree; members in document order.
    pub value: Value,
}
