//! One file, read and parsed, or why it has no tree.

use std::sync::OnceLock;

use serde_json::Value;

use super::named::Named;
use super::oddity::Oddity;
use super::place::Pointer;
use super::written::Written;
use crate::diagnostic_code::Code;

/// One file, read and parsed.
#[derive(Debug)]
pub struct SourceFile {
    /// Its path as diagnostics show it, `/` between its parts.
    pub path: String,
    /// What is in it, without a byte order mark.
    pub text: String,
    /// Its tree, or why it has none.
    #[doc(hidden)]
    pub tree: Result<Tree, Broken>,
}

/// A file's content.
#[derive(Debug)]
pub struct Tree {
    /// The root; members in document order.
    pub value: Value,
    /// What the text has and the tree has not.
    pub oddities: Vec<Oddity>,
    /// Numbers that the tree holds only nearly, or not at all.
    pub inexact: Vec<Pointer>,
    /// Whether there is a reference to a file in it.
    pub(super) names_files: bool,
    /// Whether the text is JSON, not only YAML.
    pub(super) is_json: bool,
    /// The words of scalars, once somebody asks.
    pub(super) written: OnceLock<Written>,
    /// The objects that have names, once somebody asks.
    named: OnceLock<Named>,
}

/// Why a file has no tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// What kind of trouble.
    pub code: Code,
    /// One line.
    pub message: String,
    /// The fix, where the parser's words don't say it.
    pub help: Option<String>,
    /// Line and column (from 1) where the parser gave up. Every place in this
    /// file means that spot, or the one of its number.
    pub position: Option<(usize, usize)>,
    /// Lines and columns that are wrong beside it. `/2` means the second of them.
    pub further: Vec<(usize, usize)>,
    /// Line and column of the quote that is open at the end of the text.
    pub(super) unclosed: Option<Box<(usize, usize)>>,
}

impl Tree {
    pub(super) fn new(value: Value, is_json: bool) -> Self {
        Self {
            value,
            oddities: Vec::new(),
            inexact: Vec::new(),
            names_files: false,
            is_json,
            written: OnceLock::new(),
            named: OnceLock::new(),
        }
    }

    /// The objects by what they say of themselves.
    pub(crate) fn named(&self) -> &Named {
        self.named.get_or_init(|| Named::new(&self.value))
    }

    /// Whether the text is JSON, not only YAML.
    pub(crate) fn is_json(&self) -> bool {
        self.is_json
    }
}
