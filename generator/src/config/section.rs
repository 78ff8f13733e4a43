//! Turns tables of TOML into typed values, and everything that does not fit into
//! what is wrong with it: a person repairs a file once, not once for each mistake.
//!
//! Which there are, and which must be there, `keys` says.

use std::cell::RefCell;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::keys::{Key, Kind, Presence};

/// What is wrong with a configuration, and at which bytes.
#[derive(Debug)]
pub(super) struct Wrong {
    pub(super) message: String,
    pub(super) span: Range<usize>,
}

/// All that was found so far.
pub(super) type Found = RefCell<Vec<Wrong>>;

/// A table that is being read.
pub(super) struct Section<'t> {
    table: &'t DeTable<'t>,
    span: Range<usize>,
    keys: &'static [Key],
    found: &'t Found,
}

impl<'t> Section<'t> {
    /// Reports the keys that the table may not have.
    pub(super) fn new(
        table: &'t DeTable<'t>,
        span: Range<usize>,
        keys: &'static [Key],
        found: &'t Found,
    ) -> Self {
        for key in table.keys() {
            if keys.iter().all(|known| key.get_ref() != known.name) {
                let message = unknown(key.get_ref(), keys);
                let span = key.span();
                found.borrow_mut().push(Wrong { message, span });
            }
        }
        Self {
            table,
            span,
            keys,
            found,
        }
    }

    /// A string.
    pub(super) fn text(&self, key: &str) -> Option<Spanned<String>> {
        let (value, span) = self.get(key)?;
        self.fitting(text(value), value, &span, "a string")
            .map(|text| Spanned::new(span, text))
    }

    /// A string; nothing, and no finding, where there is something else.
    pub(super) fn text_if_any(&self, key: &str) -> Option<Spanned<String>> {
        let (value, span) = self.get(key)?;
        text(value).map(|text| Spanned::new(span, text))
    }

    /// One of the words that the key may have.
    pub(super) fn word(&self, key: &str) -> Option<&'static str> {
        let text = self.text(key)?;
        let Kind::Word(words) = self.key(key).kind else {
            return None;
        };
        let word = words.iter().find(|word| *word == text.get_ref());
        if word.is_none() {
            let expected: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
            let expected = expected.join(" or ");
            let message = format!("unknown {key} `{}`, expected {expected}", text.get_ref());
            self.is_wrong(message, text.span());
        }
        word.copied()
    }

    /// Whether a key is there, whatever its value is.
    pub(super) fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    pub(super) fn flag(&self, key: &str) -> Option<bool> {
        let (value, span) = self.get(key)?;
        self.fitting(value.as_bool(), value, &span, "a boolean")
    }

    /// A list of strings with their places; empty where there is none. One that is longer than the
    /// key allows is reported.
    pub(super) fn texts(&self, key: &str) -> Vec<Spanned<String>> {
        let texts = self.list(key).filter_map(|(value, span)| {
            let text = self.fitting(text(value), value, &span, "a string")?;
            Some(Spanned::new(span, text))
        });
        let texts: Vec<_> = texts.collect();
        if let Kind::Texts {
            most: Some(most), ..
        } = self.key(key).kind
            && let Some(extra) = texts.get(most)
        {
            let message = format!("crates.io takes at most {most} {key}");
            self.is_wrong(message, extra.span());
        }
        texts
    }

    /// A table of strings with any keys; empty where there is none.
    pub(super) fn text_map(&self, key: &str) -> Vec<(String, String)> {
        let found = self.get(key);
        let table =
            found.and_then(|(value, span)| self.fitting(value.as_table(), value, &span, "a table"));
        let entries = table.into_iter().flatten();
        let entries = entries.filter_map(|(key, value)| {
            let (value, span) = (value.get_ref(), value.span());
            let value = self.fitting(text(value), value, &span, "a string")?;
            Some((key.get_ref().to_string(), value))
        });
        entries.collect()
    }

    /// A table.
    pub(super) fn section(&self, key: &str) -> Option<Section<'t>> {
        let (value, span) = self.get(key)?;
        let table = self.fitting(value.as_table(), value, &span, "a table")?;
        Some(Section::new(
            table,
            span,
            self.key(key).kind.keys(),
            self.found,
        ))
    }

    /// A list of tables; empty where there is none.
    pub(super) fn sections(&self, key: &str) -> Vec<Section<'t>> {
        let keys = self.key(key).kind.keys();
        self.list(key)
            .filter_map(|(value, span)| {
                let table = self.fitting(value.as_table(), value, &span, "a table")?;
                Some(Section::new(table, span, keys, self.found))
            })
            .collect()
    }

    /// Where it is.
    pub(super) fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// Reports a value.
    pub(super) fn is_wrong(&self, message: impl Into<String>, span: Range<usize>) {
        let message = message.into();
        self.found.borrow_mut().push(Wrong { message, span });
    }

    /// What the table says of a key.
    fn key(&self, name: &str) -> &'static Key {
        let key = self.keys.iter().find(|key| key.name == name);
        key.expect("every key that is read is listed")
    }

    /// A value and its place; where the key is missing and must be there, that is reported. What is
    /// wrong without a list of tables, who reads it says.
    fn get(&self, name: &str) -> Option<(&'t DeValue<'t>, Range<usize>)> {
        let key = self.key(name);
        let found = self.table.get(name);
        let is_missing = found.is_none() && key.presence == Presence::Required;
        if is_missing && !matches!(key.kind, Kind::Tables(_)) {
            self.is_wrong(format!("missing field `{name}`"), self.span.clone());
        }
        found.map(|value| (value.get_ref(), value.span()))
    }

    fn list(&self, key: &str) -> impl Iterator<Item = (&'t DeValue<'t>, Range<usize>)> + use<'t> {
        let found = self.get(key);
        let list = found.and_then(|(value, span)| {
            let list = self.fitting(value.as_array(), value, &span, "a list")?;
            Some(list.iter().map(|value| (value.get_ref(), value.span())))
        });
        list.into_iter().flatten()
    }

    fn fitting<T>(
        &self,
        fitting: Option<T>,
        value: &DeValue<'_>,
        span: &Range<usize>,
        expected: &str,
    ) -> Option<T> {
        if fitting.is_none() {
            let message = format!("invalid type: {}, expected {expected}", value.type_str());
            self.is_wrong(message, span.clone());
        }
        fitting
    }
}

fn unknown(key: &str, known: &[Key]) -> String {
    let known: Vec<&str> = known.iter().map(|key| key.name).collect();
    let distance = |known: &&str| strsim::damerau_levenshtein(key, known);
    let near = known.iter().copied().min_by_key(distance);
    if let Some(near) = near.filter(|near| distance(near) <= near.len() / 3) {
        return format!("unknown field `{key}`; did you mean `{near}`?");
    }
    let expected: Vec<String> = known.iter().map(|key| format!("`{key}`")).collect();
    format!(
        "unknown field `{key}`, expected one of {}",
        expected.join(", ")
    )
}

fn text(value: &DeValue<'_>) -> Option<String> {
    value.as_str().map(str::to_owned)
}
