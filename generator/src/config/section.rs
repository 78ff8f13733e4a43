//! Turns tables of TOML into typed values, and everything that does not fit into
//! what is wrong with it: a person mends a file once, not once for each mistake.
//!
//! May not know: what the keys mean.

use std::cell::RefCell;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// What is wrong with a configuration, and at which bytes.
#[derive(Debug)]
pub(super) struct Wrong {
    pub(super) message: String,
    pub(super) span: Range<usize>,
}

/// All that was found so far.
pub(super) type Found = RefCell<Vec<Wrong>>;

/// A table that is being read. Once it is dropped, keys that nobody asked for are wrong.
pub(super) struct Section<'t> {
    table: &'t DeTable<'t>,
    span: Range<usize>,
    found: &'t Found,
    /// The keys that were asked for.
    known: RefCell<Vec<&'static str>>,
}

impl<'t> Section<'t> {
    pub(super) fn new(table: &'t DeTable<'t>, span: Range<usize>, found: &'t Found) -> Self {
        Self {
            table,
            span,
            found,
            known: RefCell::default(),
        }
    }

    /// A text that must be there.
    pub(super) fn text(&self, key: &'static str) -> Option<Spanned<String>> {
        let text = self.maybe_text(key);
        if text.is_none() && self.get(key).is_none() {
            self.is_missing(key);
        }
        text
    }

    /// A text that may be there.
    pub(super) fn maybe_text(&self, key: &'static str) -> Option<Spanned<String>> {
        let (value, span) = self.get(key)?;
        self.fitting(text(value), value, &span, "a string")
            .map(|text| Spanned::new(span, text))
    }

    /// A text; nothing, and no finding, where there is something else.
    pub(super) fn text_if_any(&self, key: &'static str) -> Option<Spanned<String>> {
        let (value, span) = self.get(key)?;
        text(value).map(|text| Spanned::new(span, text))
    }

    pub(super) fn maybe_flag(&self, key: &'static str) -> Option<bool> {
        let (value, span) = self.get(key)?;
        self.fitting(value.as_bool(), value, &span, "a boolean")
    }

    /// A list of texts; empty where there is none.
    pub(super) fn texts(&self, key: &'static str) -> Vec<String> {
        let texts = self.spanned_texts(key).into_iter();
        texts.map(Spanned::into_inner).collect()
    }

    /// The same with their places.
    pub(super) fn spanned_texts(&self, key: &'static str) -> Vec<Spanned<String>> {
        self.list(key)
            .filter_map(|(value, span)| {
                let text = self.fitting(text(value), value, &span, "a string")?;
                Some(Spanned::new(span, text))
            })
            .collect()
    }

    /// A table of texts with any keys; empty where there is none.
    pub(super) fn text_map(&self, key: &'static str) -> Vec<(String, String)> {
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

    /// A table that must be there.
    pub(super) fn section(&self, key: &'static str) -> Option<Section<'t>> {
        if self.get(key).is_none() {
            self.is_missing(key);
        }
        self.maybe_section(key)
    }

    /// A table that may be there.
    pub(super) fn maybe_section(&self, key: &'static str) -> Option<Section<'t>> {
        let (value, span) = self.get(key)?;
        let table = self.fitting(value.as_table(), value, &span, "a table")?;
        Some(Section::new(table, span, self.found))
    }

    /// A list of tables; empty where there is none.
    pub(super) fn sections(&self, key: &'static str) -> Vec<Section<'t>> {
        self.list(key)
            .filter_map(|(value, span)| {
                let table = self.fitting(value.as_table(), value, &span, "a table")?;
                Some(Section::new(table, span, self.found))
            })
            .collect()
    }

    /// Reports a value.
    pub(super) fn is_wrong(&self, message: impl Into<String>, span: Range<usize>) {
        let message = message.into();
        self.found.borrow_mut().push(Wrong { message, span });
    }

    fn is_missing(&self, key: &str) {
        self.is_wrong(format!("missing field `{key}`"), self.span.clone());
    }

    fn get(&self, key: &'static str) -> Option<(&'t DeValue<'t>, Range<usize>)> {
        if !self.known.borrow().contains(&key) {
            self.known.borrow_mut().push(key);
        }
        let value = self.table.get(key)?;
        Some((value.get_ref(), value.span()))
    }

    fn list(
        &self,
        key: &'static str,
    ) -> impl Iterator<Item = (&'t DeValue<'t>, Range<usize>)> + use<'t> {
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

impl Drop for Section<'_> {
    fn drop(&mut self) {
        let known = self.known.borrow();
        for key in self.table.keys() {
            if known.iter().any(|known| key.get_ref() == known) {
                continue;
            }
            let message = unknown(key.get_ref(), &known);
            let span = key.span();
            self.found.borrow_mut().push(Wrong { message, span });
        }
    }
}

fn unknown(key: &str, known: &[&str]) -> String {
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
