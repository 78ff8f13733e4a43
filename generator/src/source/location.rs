//! A place in a file's text: line, column, bytes.

use std::ops::Range;

/// A place in a file's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// From 1.
    pub line: usize,
    /// In characters, from 1.
    pub column: usize,
    /// The bytes of the value, or of its key where the value is a mapping or a list.
    pub span: Range<usize>,
    /// Where the key is, if that is another place.
    pub(crate) key: Option<Box<Location>>,
}

impl Location {
    /// The place of the key, where the value is a member of an object.
    pub(crate) fn of_key(self) -> Self {
        match self.key {
            Some(key) => *key,
            None => self,
        }
    }
}

/// The byte at which the line begins that a byte is in.
pub(crate) fn line_start(text: &str, at: usize) -> usize {
    let before = text.get(..at).unwrap_or_default();
    before.rfind('\n').map_or(0, |at| at + 1)
}

/// Line and column, from 1, of a byte.
pub(super) fn spot(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or_default();
    let column = before
        .get(line_start(text, at)..)
        .map_or(0, |line| line.chars().count())
        + 1;
    (before.matches('\n').count() + 1, column)
}
