//! One entry of the table: what is said of it, by the functions of its type.

use proc_macro2::{Ident, Literal as Token};
use syn::{Expr, Path};

use crate::emit::ident::joined;
use crate::emit::syntax;
use crate::names::{Namespace, value_name};

/// What the table says of one thing: `ParameterMetadata::new(…).required()`
pub(super) struct Entry(pub(super) Expr);

impl Entry {
    /// `Type::function(…)`
    pub(super) fn of(ty: Path, function: &str, arguments: impl IntoIterator<Item = Expr>) -> Self {
        Self(syntax::call_of(ty, function, arguments))
    }

    /// `.setter(value)`, where there is one.
    pub(super) fn with(self, setter: &str, value: Option<Expr>) -> Self {
        match value {
            Some(value) => Self(syntax::method(self.0, setter, [value])),
            None => self,
        }
    }

    /// `.setter()`, where it holds.
    pub(super) fn mark(self, setter: &str, holds: bool) -> Self {
        if holds {
            Self(syntax::method(self.0, setter, []))
        } else {
            self
        }
    }

    /// `.text("What it does.")`, without the white space around it; nothing where the
    /// document says nothing.
    pub(super) fn words(self, setter: &str, words: Option<&str>) -> Self {
        let words = words.map(str::trim).filter(|words| !words.is_empty());
        self.with(setter, words.map(syntax::text))
    }

    /// `.successes(&[…])`; nothing where there is none.
    pub(super) fn list(self, setter: &str, entries: Vec<Expr>) -> Self {
        let list = (!entries.is_empty()).then(|| syntax::slice(entries));
        self.with(setter, list)
    }
}

/// A name for something that several operations have: `NOT_FOUND`.
pub(super) fn shared_name(names: &mut Namespace, words: &str) -> Ident {
    let name = names.claim(value_name(words));
    joined(&name.as_str().to_ascii_uppercase())
}

/// A literal in which JSON's quotes stay readable.
pub(super) fn raw(text: &str) -> Expr {
    // Others could hide what the text says, or be changed by a program that reads the file.
    let is_plain = |found: char| found.is_alphanumeric() || (' '..='~').contains(&found);
    if !text.contains('"') || !text.chars().all(is_plain) {
        return syntax::text(text);
    }
    let found = (1..)
        .map(|count| "#".repeat(count))
        .find(|hashes| !text.contains(&format!("\"{hashes}")));
    let literal = found.map(|hashes| format!("r{hashes}\"{text}\"{hashes}"));
    let token: Option<Token> = literal.and_then(|literal| literal.parse().ok());
    token.map_or_else(|| syntax::text(text), syntax::literal)
}
