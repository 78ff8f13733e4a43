//! Where a rule of repair works, and how it reports what it repaired.

use std::borrow::Cow;

use foldhash::HashSet;
use serde_json::Value;

use super::scalar;
use crate::diagnostic::{Code, Diagnostics};
use crate::openapi::cursor::Cursor;
use crate::openapi::places::Places;
use crate::openapi::target::described;
use crate::openapi::version::Version;
use crate::source::{Place, Sources};

/// Where a rule works, and how it says what it did.
pub(super) struct Finding<'m, 'a> {
    pub(super) version: Version,
    pub(super) sources: &'m Sources,
    pub(super) as_texts: &'m mut HashSet<Place>,
    /// Keywords that were noted, once for the document.
    pub(super) noted: &'m mut HashSet<&'static str>,
    pub(super) unmet: &'m mut Vec<Unmet>,
    /// Whether the object is in a schema that is put together of others.
    pub(super) is_within_composed: bool,
    pub(super) places: &'m mut Places,
    pub(super) diagnostics: &'m mut Diagnostics,
    pub(super) at: &'m Cursor<'a>,
}

/// A requirement that its own schema can't meet.
pub(super) struct Unmet {
    /// The component schema that it is in. One that extends that may declare the property.
    pub(super) component: Option<String>,
    pub(super) place: Place,
    pub(super) message: String,
    pub(super) help: Option<String>,
}

impl Finding<'_, '_> {
    /// The object was repaired by a guess, which decides about a type, a name or
    /// what is sent.
    pub(super) fn repaired(&mut self, message: impl Into<String>) {
        self.repaired_below(&[], message);
    }

    /// The same for a member of the object.
    pub(super) fn repaired_member(&mut self, name: &str, message: impl Into<String>) {
        self.repaired_below(&[name], message);
    }

    /// The same for what these names lead to.
    pub(super) fn repaired_below(&mut self, names: &[&str], message: impl Into<String>) {
        let place = self.below(names);
        self.diagnostics.warning(Code::Repaired, place, message);
    }

    /// The object was repaired in a way that changes nothing but documentation.
    pub(super) fn noted(&mut self, message: impl Into<String>) {
        self.noted_below(&[], message);
    }

    /// The same for a member of the object.
    pub(super) fn noted_member(&mut self, name: &str, message: impl Into<String>) {
        self.noted_below(&[name], message);
    }

    /// The same for what these names lead to.
    pub(super) fn noted_below(&mut self, names: &[&str], message: impl Into<String>) {
        let place = self.below(names);
        self.diagnostics.note(Code::Repaired, place, message);
    }

    /// The value itself is of the wrong type and is left out.
    pub(super) fn invalid(&mut self, message: impl Into<String>) {
        let place = self.below(&[]);
        self.diagnostics
            .defect(Code::InvalidDocument, place, message);
    }

    /// A number or boolean as the text that is in the file for it, which is noted.
    /// Where other tools may read another text, that is a warning.
    pub(super) fn text(&mut self, value: &Value, below: &[&str]) -> Option<String> {
        let (text, is_exact) = self.written(value, below)?;
        if is_exact && !value.is_string() {
            let message = format!("{} is taken for a text", described(value));
            self.noted_below(below, message);
            self.help(format!("put it in quotes: `\"{text}\"`"));
        }
        Some(text)
    }

    /// The text that is in the file for a scalar, and whether every tool reads
    /// this one. If not, that is reported.
    pub(super) fn written(&mut self, value: &Value, below: &[&str]) -> Option<(String, bool)> {
        if let Value::String(text) = value {
            return Some((text.clone(), true));
        }
        let place = self.below(below);
        let file = self.sources.file(place.file);
        let written = file.written(&place.pointer, value);
        let canonical = match value {
            // JSON has no infinities, which are null in the tree.
            Value::Null => {
                let words = written.as_deref()?;
                let is_null = matches!(words, "" | "~" | "null" | "Null" | "NULL");
                (!is_null).then(|| "null".to_owned())?
            }
            value => scalar::as_text(value)?,
        };
        let is_exact = written.as_deref() == Some(canonical.as_str());
        let text = written.map_or(canonical.clone(), Cow::into_owned);
        self.as_texts.insert(place.clone());
        if !is_exact {
            let message = format!(
                "`{text}` without quotes is {}, `{canonical}`; the text is taken as it is written",
                described(value)
            );
            self.diagnostics.warning(Code::UnquotedText, place, message);
            self.help(format!("put it in quotes: `\"{text}\"`"));
        }
        Some((text, is_exact))
    }

    /// What to write instead of a null.
    pub(super) fn help_for_null(&mut self, below: &[&str], otherwise: &str) {
        let place = self.below(below);
        let help = match self.sources.hash_without_quotes(&place) {
            Some(text) => format!("put it in quotes, because `#` begins a comment: `'{text}'`"),
            None => otherwise.to_owned(),
        };
        self.diagnostics.help(help);
    }

    /// What is at one pointer now was at another.
    pub(super) fn moved(&mut self, from: &[&str], to: &[&str]) {
        let below = |names: &[&str]| {
            let here = self.at.pointer();
            names.iter().fold(here, |pointer, name| pointer.child(name))
        };
        let (from, to) = (below(from), below(to));
        let place = self.places.place(&from);
        self.places.moved(&to, place);
    }

    /// A member is kept under another name: its place is where it stood.
    pub(super) fn renamed(&mut self, old: &str, new: &str) {
        let place = self.place(old);
        self.places.moved(&self.at.member(new).pointer(), place);
    }

    /// A member can't be repaired and is left out.
    pub(super) fn defect(&mut self, code: Code, name: &str, message: impl Into<String>) {
        let place = self.place(name);
        self.diagnostics.defect(code, place, message);
    }

    /// Something below the object changes a type, a name or what is sent.
    pub(super) fn warn_at(&mut self, code: Code, below: &[&str], message: impl Into<String>) {
        let place = self.below(below);
        self.diagnostics.warning(code, place, message);
    }

    /// Something below the object changes nothing.
    pub(super) fn note_at(&mut self, code: Code, below: &[&str], message: impl Into<String>) {
        let place = self.below(below);
        self.diagnostics.note(code, place, message);
    }

    /// Adds a fix to what was just reported.
    pub(super) fn help(&mut self, help: impl Into<String>) {
        self.diagnostics.help(help);
    }

    /// Where the value is that these names lead to.
    pub(super) fn below(&self, names: &[&str]) -> Place {
        let here = self.at.pointer();
        let pointer = names.iter().fold(here, |pointer, name| pointer.child(name));
        self.places.place(&pointer)
    }

    pub(super) fn place(&self, name: &str) -> Place {
        self.below(&[name])
    }
}
