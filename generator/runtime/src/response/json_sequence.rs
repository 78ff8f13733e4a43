//! Turns bytes into the JSON texts of a sequence (RFC 7464): each after a record separator and
//! before a line feed.
//!
//! It reads no more of the JSON than where it ends.

use super::framing::Step;
use super::json_lines::is_blank;
use super::pending_bytes::PendingBytes;

const RECORD_SEPARATOR: u8 = 0x1E;

/// Takes pieces of a stream and finds the texts in them. A text is handed out when its line
/// feed comes, not only when the next one begins.
#[derive(Default)]
pub(crate) struct SequenceParser {
    pending: PendingBytes,
    /// How far the current text was searched for its end.
    searched: usize,
    /// Where in the text that is.
    nesting: Nesting,
    /// How many bytes the text that was found last has.
    found: Option<usize>,
}

/// Whether a line feed may end a text.
#[derive(Default)]
struct Nesting {
    depth: usize,
    is_in_string: bool,
    is_escaped: bool,
    has_begun: bool,
}

impl SequenceParser {
    /// Adds what came.
    pub(crate) fn push(&mut self, piece: &[u8]) {
        self.forget();
        self.pending.push(piece);
    }

    /// Looks for the next text, of at most so many bytes.
    pub(crate) fn step(&mut self, limit: usize) -> Step {
        self.forget();
        loop {
            let rest = self.pending.rest();
            let unread = rest[self.searched..].iter();
            let end = unread
                .clone()
                .position(|byte| self.nesting.ends_with(*byte));
            let length = self.searched + end.unwrap_or(unread.len());
            if length > limit {
                return Step::TooLarge;
            }
            let Some(_) = end else {
                self.searched = rest.len();
                return Step::More;
            };
            self.nesting = Nesting::default();
            self.searched = 0;
            if !is_blank(&rest[..length]) {
                self.found = Some(length);
                return Step::Item;
            }
            self.pending.skip(length + 1);
        }
    }

    /// The end of the stream, after which a text is as complete as it gets.
    pub(crate) fn finish(&mut self) -> Step {
        self.forget();
        let rest = self.pending.rest();
        if is_blank(rest) {
            return Step::More;
        }
        self.found = Some(rest.len());
        Step::Item
    }

    /// The text that was found last, or what came of the next one.
    pub(crate) fn raw(&self) -> &[u8] {
        let rest = self.pending.rest();
        self.found.map_or(rest, |length| &rest[..length])
    }

    /// Whether the text that was found last may be the beginning of a longer one: a number or a
    /// word that no white space follows (RFC 7464 §2.4).
    pub(crate) fn is_truncated(&self) -> bool {
        let Some(length) = self.found else {
            return false;
        };
        let text = self.raw();
        let ends = |last: &u8| matches!(last, b'}' | b']' | b'"' | b' ' | b'\t' | b'\r');
        self.pending.rest().get(length) != Some(&b'\n') && !text.last().is_some_and(ends)
    }

    /// Drops the text that was handed out.
    fn forget(&mut self) {
        if let Some(length) = self.found.take() {
            self.pending.skip(length + 1);
            self.nesting = Nesting::default();
            self.searched = 0;
        }
    }
}

impl Nesting {
    /// Whether a text ends before this byte: no text has a record separator in it.
    fn ends_with(&mut self, byte: u8) -> bool {
        match byte {
            RECORD_SEPARATOR => return true,
            b'\n' if self.depth == 0 && !self.is_in_string => return self.has_begun,
            b' ' | b'\t' | b'\r' | b'\n' => {}
            _ => self.has_begun = true,
        }
        if self.is_in_string {
            match byte {
                _ if self.is_escaped => self.is_escaped = false,
                b'\\' => self.is_escaped = true,
                b'"' => self.is_in_string = false,
                _ => {}
            }
            return false;
        }
        match byte {
            b'"' => self.is_in_string = true,
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        false
    }
}
