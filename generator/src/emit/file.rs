//! The files that are emitted, made of their parts.

use super::header;
use crate::format::{Code, Content, EmittedFile};
use crate::ir::Package;

/// A text that is about the whole crate, below the words that say whose it is.
pub fn text(package: &Package, path: &str, text: String) -> EmittedFile {
    EmittedFile {
        path: path.to_owned(),
        header: header::in_toml(package),
        content: Content::Text(text),
    }
}

/// A file of Rust.
pub(super) fn rust_file(path: String, header: String, code: Code) -> EmittedFile {
    EmittedFile {
        path,
        header,
        content: Content::Rust(code),
    }
}
