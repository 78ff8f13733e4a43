//! Keeps the bytes of a stream that came and were not handed out yet.
//!
//! It does not know what they are.

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
