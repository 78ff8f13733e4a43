//! A package whose bodies are secrets as a whole: nothing that it does shows one.

use simgen::GeneratedFile;

use crate::case::Case;

/// The crate, with a test of its own.
pub(crate) fn package() -> Vec<GeneratedFile> {
    let mut files = Case::named("sensitive/bodies").generate().1.files;
    files.push(GeneratedFile {
        path: "tests/secrets.rs".to_owned(),
        text: include_str!("test.rs").to_owned(),
    });
    files
}
