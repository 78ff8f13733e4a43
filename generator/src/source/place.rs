//! Where something is: a file, and an RFC 6901 pointer into it.

use std::borrow::Cow;
use std::fmt::{self, Write as _};

use super::token::{escaped, unescaped};

/// A file of [`Sources`](super::Sources).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(pub(super) u32);

#[cfg(test)]
impl FileId {
    /// The first file of a run, for an IR made by hand.
    pub(crate) fn for_test() -> Self {
        Self(0)
    }
}

/// A JSON pointer (RFC 6901) as text: `/paths/~1pets/get`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Pointer(String);

/// A file and a pointer into it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// The file.
    pub file: FileId,
    /// The value in it.
    pub pointer: Pointer,
}

impl Pointer {
    /// The whole document.
    pub fn root() -> Self {
        Self::default()
    }

    /// Takes a pointer that is already escaped, like the fragment of a `$ref`.
    pub fn from_escaped(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The pointer to a member of what this one points to.
    #[must_use]
    pub fn child(&self, name: &str) -> Self {
        let name = escaped(name);
        let mut text = String::with_capacity(self.0.len() + 1 + name.len());
        text.push_str(&self.0);
        text.push('/');
        text.push_str(&name);
        Self(text)
    }

    /// The pointer to an element of what this one points to.
    #[must_use]
    pub fn element(&self, index: usize) -> Self {
        let mut child = self.clone();
        child.push_element(index);
        child
    }

    /// Goes on to a member of what it points to.
    pub(crate) fn push(&mut self, name: &str) {
        self.0.push('/');
        self.0.push_str(&escaped(name));
    }

    /// Goes on to an element of what it points to.
    pub(crate) fn push_element(&mut self, index: usize) {
        // Writing to a string can't fail.
        let _ = write!(self.0, "/{index}");
    }

    /// The escaped text, empty for the whole document.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The unescaped tokens from the root down.
    pub fn tokens(&self) -> impl Iterator<Item = Cow<'_, str>> {
        self.0.split('/').skip(1).map(unescaped)
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "#{}", self.0)
    }
}
