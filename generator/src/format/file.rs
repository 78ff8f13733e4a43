//! A file before it is text: its path, its header, and what is in it.

use syn::{Attribute, Item};

/// Starts the mark of a comment; the number of its text follows. Any other comment
/// begins with a space.
pub(crate) const COMMENT: &str = "#";

/// One file before it is text.
pub struct EmittedFile {
    /// Below the crate's folder.
    pub path: String,
    /// Comment lines above everything else, without a line break at the end;
    /// empty where the content brings its own.
    pub header: String,
    /// What is in it.
    pub content: Content,
}

/// What a file is made of.
pub enum Content {
    /// Rust.
    Rust(Code),
    /// Anything else, as it is.
    Text(String),
}

/// What is in a file of Rust.
#[derive(Default)]
pub struct Code {
    /// What is said of the file, as lines of CommonMark.
    pub docs: String,
    /// What is said of the file to the compiler.
    pub attributes: Vec<Attribute>,
    /// Its items.
    pub items: Vec<Item>,
    /// The texts that the marks in the items stand for, by number.
    pub comments: Vec<String>,
}
