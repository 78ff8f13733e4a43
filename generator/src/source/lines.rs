//! Turns positions in a text into lines and columns.

use std::ops::Range;

use saphyr_parser::Span;

use super::Location;

/// Where the lines of a text begin.
pub(super) struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let after_breaks = text.match_indices('\n').map(|(at, _)| at + 1);
        Self {
            text,
            starts: std::iter::once(0).chain(after_breaks).collect(),
        }
    }

    /// A line and a column in characters, both from 1, as a place of one character.
    pub(super) fn spot(&self, line: usize, column: usize) -> Location {
        let start = self.byte(line, column.saturating_sub(1));
        let width = self.text.get(start..).and_then(|rest| rest.chars().next());
        let width = width.filter(|c| *c != '\n').map_or(0, char::len_utf8);
        Location {
            line,
            column,
            span: start..start + width,
            key: None,
        }
    }

    pub(super) fn location(&self, span: Span) -> Location {
        let start = self.byte(span.start.line(), span.start.col());
        let end = self.byte(span.end.line(), span.end.col());
        // Never past the first line; a collection without a key of its own
        // begins with its first word.
        let value = self.text.get(start..end).unwrap_or_default();
        let shown = if value.is_empty() {
            let rest = self.text.get(start..).unwrap_or_default();
            rest.split([':', ',', ' ', '\n', '\r']).next()
        } else {
            value.lines().next()
        };
        Location {
            line: span.start.line(),
            column: span.start.col() + 1,
            span: start..start + shown.unwrap_or_default().trim_end().len(),
            key: None,
        }
    }

    /// The place of these words at something, or the last one before it in its line.
    pub(super) fn words_at(&self, span: Span, words: &str) -> Option<Location> {
        let line = span.start.line();
        let start = *self.starts.get(line.checked_sub(1)?)?;
        let end = self.byte(line, span.start.col());
        let at = if self.text.get(end..)?.starts_with(words) {
            end
        } else {
            start + self.text.get(start..end)?.rfind(words)?
        };
        let column = self.text.get(start..at)?.chars().count() + 1;
        Some(Location {
            line,
            column,
            span: at..at + words.len(),
            key: None,
        })
    }

    /// The first line below this one that begins with the key.
    pub(super) fn key_after(&self, line: usize, name: &str) -> Option<Location> {
        let rest = self.text.get(*self.starts.get(line)?..)?;
        rest.lines().enumerate().find_map(|(offset, text)| {
            let indent = text.len() - text.trim_start_matches([' ', '-', '"', '\'']).len();
            let after = text.get(indent..)?.strip_prefix(name)?;
            if !after.trim_start_matches(['"', '\'']).starts_with(':') {
                return None;
            }
            let line = line + 1 + offset;
            let start = self.starts.get(line - 1)? + indent;
            Some(Location {
                line,
                column: text.get(..indent)?.chars().count() + 1,
                span: start..start + name.len(),
                key: None,
            })
        })
    }

    fn byte(&self, line: usize, column: usize) -> usize {
        let Some(&start) = self.starts.get(line.saturating_sub(1)) else {
            return self.text.len();
        };
        let rest = self.text.get(start..).unwrap_or_default();
        let within = rest
            .char_indices()
            .nth(column)
            .map_or(rest.len(), |(at, _)| at);
        start + within
    }
}

/// Counts lines along a text for places that come in the order of the text, so
/// that no list of all lines is made for a few of them.
pub(super) struct Cursor<'a> {
    text: &'a str,
    /// Everything before it is counted.
    at: usize,
    line: usize,
    /// Where the line begins.
    start: usize,
}

impl<'a> Cursor<'a> {
    /// At the beginning of a text.
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            text,
            at: 0,
            line: 1,
            start: 0,
        }
    }

    /// The place of these bytes, which don't begin before those asked for last.
    pub(super) fn location(&mut self, span: Range<usize>) -> Location {
        let passed = self.text.get(self.at..span.start).unwrap_or_default();
        let breaks = memchr::memchr_iter(b'\n', passed.as_bytes()).count();
        if let Some(last) = passed.rfind('\n') {
            self.start = self.at + last + 1;
        }
        self.line += breaks;
        self.at = span.start.max(self.at);
        let before = self.text.get(self.start..span.start).unwrap_or_default();
        Location {
            line: self.line,
            column: before.chars().count() + 1,
            span,
            key: None,
        }
    }
}
