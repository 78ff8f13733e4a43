//! Turns what is emitted for one file of Rust into its parts: what is said of
//! the file, its items, the texts of their comments.
//!
//! The words of a large API are half of what is written. They stay out of the
//! syntax, where each holds a [mark](COMMENT) instead: as a literal a text is escaped,
//! parsed, unescaped and printed before it is what it was.

use std::cell::RefCell;

use proc_macro2::TokenStream;
use syn::{Attribute, Item};

use super::doc::DocComment;
use super::syntax;
use crate::format::{COMMENT, Code};

impl Code {
    /// A file about which this is said.
    pub(super) fn about(docs: &DocComment) -> Self {
        Self {
            docs: docs.text().to_owned(),
            ..Self::default()
        }
    }

    /// Adds items.
    pub(super) fn with(mut self, items: impl IntoIterator<Item = Item>) -> Self {
        self.items.extend(items);
        self
    }

    /// Adds what is said of the file to the compiler: `#![cfg_attr(…)]`.
    pub(super) fn attribute(mut self, attribute: Attribute) -> Self {
        self.attributes.push(attribute);
        self
    }

    /// Adds items that are tokens yet.
    pub(super) fn quoted(self, tokens: TokenStream) -> Self {
        self.with(syntax::items(tokens))
    }

    /// Adds the texts of the items' comments.
    pub(super) fn commented(mut self, comments: Comments) -> Self {
        debug_assert!(
            self.comments.is_empty(),
            "the marks count from the first text"
        );
        self.comments = comments.0.into_inner();
        self
    }
}

/// The texts of the comments in one file.
#[derive(Debug, Default)]
pub(super) struct Comments(RefCell<Vec<String>>);

impl Comments {
    /// Takes a text, and gives what stands for it in the syntax; nothing where
    /// there is nothing to say.
    pub(super) fn add(&self, text: &str) -> Option<Attribute> {
        if text.is_empty() {
            return None;
        }
        let mut texts = self.0.borrow_mut();
        let mark = [COMMENT, &texts.len().to_string()].concat();
        texts.push(text.to_owned());
        Some(syntax::doc(&mark))
    }
}
