//! Turns bytes into the lines of JSON Lines (also known as NDJSON): one JSON text a line.
//!
//! It does not read the JSON.

use memchr::memchr;

use super::framing::Step;
use super::pending_bytes::PendingTexts;

/// Takes pieces of a stream and finds the lines in them. Blank lines, which keep a
/// connection alive, are skipped.
#[derive(Default)]
pub(crate) struct LineParser {
    lines: PendingTexts,
}

impl LineParser {
    /// Adds what came.
    pub(crate) fn push(&mut self, piece: &[u8]) {
        self.lines.forget();
        self.lines.push(piece);
    }

    /// Looks for the next line, of at most so many bytes.
    pub(crate) fn step(&mut self, limit: usize) -> Step {
        self.lines.forget();
        loop {
            let rest = self.lines.rest();
            let Some(found) = memchr(b'\n', &rest[self.lines.searched..]) else {
                let length = rest.len();
                self.lines.searched = length;
                return match length > limit {
                    true => Step::TooLarge,
                    false => Step::More,
                };
            };
            let length = self.lines.searched + found;
            if length > limit {
                return Step::TooLarge;
            }
            if let Some(item) = self.lines.end(length) {
                return item;
            }
        }
    }

    /// The end of the stream, which also ends a line.
    pub(crate) fn finish(&mut self) -> Step {
        self.lines.forget();
        self.lines.finish()
    }

    /// The line that was found last, or what came of the next one.
    pub(crate) fn raw(&self) -> &[u8] {
        self.lines.raw()
    }
}
