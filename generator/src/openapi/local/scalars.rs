//! Keeps the words of scalars that mean more than their values: `1.10` is the number 1.1
//! to a parser and a version to its author, and JSON's numbers end at 64 bits.

use foldhash::{HashSet, HashSetExt as _};
use serde_json::Value;

use crate::source::{Place, Sources};

/// Scalars, each with a text in its place that no file has.
#[derive(Debug)]
pub(crate) struct Scalars {
    /// How each of those texts begins.
    mark: String,
    list: Vec<Scalar>,
    exact: HashSet<Place>,
}

/// One scalar.
#[derive(Debug)]
pub(crate) struct Scalar {
    /// As its file has it.
    pub(crate) words: String,
    /// What was read.
    pub(crate) value: Value,
    /// Whether the words are JSON's, or only YAML's.
    pub(crate) is_json: bool,
}

impl Scalars {
    pub(super) fn new(sources: &Sources) -> Self {
        let mut mark = "simgen-scalar-".to_owned();
        while sources.files().any(|(_, file)| file.text.contains(&mark)) {
            mark.push_str("x-");
        }
        Self {
            mark,
            list: Vec::new(),
            exact: HashSet::new(),
        }
    }

    /// How the texts begin that stand for scalars; a number and a dot follow.
    pub(crate) fn mark_text(&self) -> &str {
        &self.mark
    }

    /// The scalar that a number stands for.
    pub(crate) fn get(&self, number: usize) -> Option<&Scalar> {
        self.list.get(number)
    }

    /// The text that stands for a scalar from now on.
    pub(crate) fn add(&mut self, scalar: Scalar) -> String {
        self.list.push(scalar);
        format!("{}{}.", self.mark, self.list.len() - 1)
    }

    /// The scalar itself, or a text in its place.
    pub(super) fn mark(&mut self, sources: &Sources, place: &Place, value: &Value) -> Value {
        let file = sources.file(place.file);
        let Some(words) = file.written(&place.pointer, value) else {
            return value.clone();
        };
        let is_plain = match value {
            Value::Null => matches!(words.as_ref(), "" | "~" | "null" | "Null" | "NULL"),
            value => value.to_string() == words,
        };
        if is_plain {
            return value.clone();
        }
        if is_decimal(&words) {
            self.exact.insert(place.clone());
        }
        let is_json = file.tree.as_ref().is_ok_and(|tree| tree.is_json());
        Value::String(self.add(Scalar {
            words: words.into_owned(),
            value: value.clone(),
            is_json,
        }))
    }

    /// Where numbers are that keep every digit.
    pub(super) fn exact(&self) -> &HashSet<Place> {
        &self.exact
    }
}

/// Whether every reader of JSON and of YAML takes these words for the same decimal number.
pub(crate) fn is_decimal(words: &str) -> bool {
    let digits = words.strip_prefix('-').unwrap_or(words);
    let (whole, fraction) = match digits.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (digits, None),
    };
    let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|c| c.is_ascii_digit());
    all_digits(whole)
        && (whole.len() == 1 || !whole.starts_with('0'))
        && fraction.is_none_or(all_digits)
}
