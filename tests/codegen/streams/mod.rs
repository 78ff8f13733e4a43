//! A package whose responses come item by item: its own tests run, and the examples of its
//! documentation.

use simgen::GeneratedFile;

use crate::case::Case;

/// The crate, with a test of its own.
pub(crate) fn package() -> Vec<GeneratedFile> {
    let mut files = Case::named("streams/both_forms").generate().1.files;
    files.push(GeneratedFile {
        path: "tests/streams.rs".to_owned(),
        text: include_str!("test.rs").to_owned(),
    });
    files
}
