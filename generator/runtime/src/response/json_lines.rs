//! Turns bytes into the lines of JSON Lines (also known as NDJSON): one JSON text a line.
//!
//! It does not read the JSON.

use std::ops::Range;

use memchr::memchr;

use super::framing::Step;
use super::pending_bytes::PendingBytes;

/// Takes pieces of a stream and finds the lines in them. Blank lines, which keep a
/// connection alive, are skipped.
#[derive(Default)]
pub(crate) struct LineParser {
    pending: PendingBytes,
    /// How far the current line was searched for its end.
    searched: usize,
    /// The line that was found last.
    found: Option<Range<usize>>,
}

impl LineParser {
    /// Adds what came.
    pub(crate) fn push(&mut self, piece: &[u8]) {
        self.forget();
        self.pending.push(piece);
    }

    /// Looks for the next line, of at most so many bytes.
    pub(crate) fn step(&mut self, limit: usize) -> Step {
        self.forget();
        loop {
            let rest = self.pending.rest();
            let Some(found) = memchr(b'\n', &rest[self.searched..]) else {
                self.searched = rest.len();
                return match rest.len() > limit {
                    true => Step::TooLarge,
                    false => Step::More,
                };
            };
            let line = 0..self.searched + found;
            if line.end > limit {
                return Step::TooLarge;
            }
            if !is_blank(&rest[line.clone()]) {
                self.found = Some(line);
                return Step::Item;
            }
            self.pending.skip(line.end + 1);
            self.searched = 0;
        }
    }

    /// The end of the stream, which also ends a line.
    pub(crate) fn finish(&mut self) -> Step {
        self.forget();
        let rest = self.pending.rest();
        if is_blank(rest) {
            return Step::More;
        }
        self.found = Some(0..rest.len());
        Step::Item
    }

    /// The line that was found last, or what came of the next one.
    pub(crate) fn raw(&self) -> &[u8] {
        let rest = self.pending.rest();
        self.found.clone().map_or(rest, |line| &rest[line])
    }

    /// Drops the line that was handed out.
    fn forget(&mut self) {
        if let Some(line) = self.found.take() {
            self.pending.skip(line.end + 1);
            self.searched = 0;
        }
    }
}

/// Whether there is nothing but what JSON allows between its tokens.
pub(crate) fn is_blank(bytes: &[u8]) -> bool {
    bytes
        .iter()
        .all(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n'))
}
