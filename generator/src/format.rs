//! Turns tokens into text.
//!
//! May not know: what an operation is.
use crate::GeneratedFile;
use crate::emit::EmittedFile;

/// Formats one file.
pub fn file(file: EmittedFile) -> GeneratedFile {
    let _ = file;
    unimplemented!()
}
