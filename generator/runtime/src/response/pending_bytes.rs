//! Keeps the bytes of a stream that came and were not handed out yet.
//!
//! It does not know what they are.

use super::framing::Step;

/// What came of a stream, without what was handed out.
#[derive(Default)]
pub(crate) struct PendingBytes {
    bytes: Vec<u8>,
    /// Where what was not handed out begins.
    start: usize,
}

impl PendingBytes {
    /// Adds what came. What was handed out is gone after it.
    pub(crate) fn push(&mut self, piece: &[u8]) {
        if self.start == self.bytes.len() {
            self.bytes.clear();
        } else {
            self.bytes.drain(..self.start);
        }
        self.start = 0;
        self.bytes.extend_from_slice(piece);
    }

    /// What was not handed out.
    pub(crate) fn rest(&self) -> &[u8] {
        &self.bytes[self.start..]
    }

    /// Hands out so many bytes, or all.
    pub(crate) fn skip(&mut self, count: usize) {
        self.start = self.bytes.len().min(self.start + count);
    }
}

/// What came of a stream of texts, each before one byte that ends it, and which of them was
/// handed out last.
#[derive(Default)]
pub(crate) struct PendingTexts {
    pending: PendingBytes,
    /// How far the current text was searched for its end.
    pub(crate) searched: usize,
    /// How many bytes the text that was found last has.
    found: Option<usize>,
}

impl PendingTexts {
    /// Adds what came, after what was forgotten.
    pub(crate) fn push(&mut self, piece: &[u8]) {
        self.pending.push(piece);
    }

    /// What was not handed out.
    pub(crate) fn rest(&self) -> &[u8] {
        self.pending.rest()
    }

    /// Hands out a text of this length, which ended; one that is blank is dropped instead.
    pub(crate) fn end(&mut self, length: usize) -> Option<Step> {
        if is_blank(&self.rest()[..length]) {
            self.drop_text(length);
            return None;
        }
        self.found = Some(length);
        Some(Step::Item)
    }

    /// The end of the stream, which also ends a text.
    pub(crate) fn finish(&mut self) -> Step {
        if is_blank(self.rest()) {
            return Step::More;
        }
        self.found = Some(self.rest().len());
        Step::Item
    }

    /// How many bytes the text that was found last has; none where there is no such text.
    pub(crate) fn found(&self) -> Option<usize> {
        self.found
    }

    /// The text that was found last, or what came of the next one.
    pub(crate) fn raw(&self) -> &[u8] {
        let rest = self.rest();
        self.found.map_or(rest, |length| &rest[..length])
    }

    /// Drops the text that was handed out; false where there is none.
    pub(crate) fn forget(&mut self) -> bool {
        let found = self.found.take();
        found.inspect(|length| self.drop_text(*length)).is_some()
    }

    /// Drops a text and what ends it.
    fn drop_text(&mut self, length: usize) {
        self.pending.skip(length + 1);
        self.searched = 0;
    }
}

/// Whether there is nothing but what JSON allows between its tokens.
fn is_blank(bytes: &[u8]) -> bool {
    bytes
        .iter()
        .all(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n'))
}
