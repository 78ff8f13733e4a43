//! Turns bytes into the JSON texts of a sequence (RFC 7464): each after a record separator and
//! before a line feed.
//!
//! It reads no more of the JSON than where it ends.

use super::framing::Step;
use super::pending_bytes::PendingTexts;

const RECORD_SEPARATOR: u8 = 0x1E;

/// Takes pieces of a stream and finds the texts in them. A text is handed out when its line
/// feed comes, not only when the next one begins.
#[derive(Default)]
pub(crate) struct SequenceParser {
    texts: PendingTexts,
    /// Where in the current text the search for its end is.
    nesting: Nesting,
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
        self.texts.push(piece);
    }

    /// Looks for the next text, of at most so many bytes.
    pub(crate) fn step(&mut self, limit: usize) -> Step {
        self.forget();
        loop {
            let unread = self.texts.rest()[self.texts.searched..].iter();
            let end = unread
                .clone()
                .position(|byte| self.nesting.ends_with(*byte));
            let length = self.texts.searched + end.unwrap_or(unread.len());
            if length > limit {
                return Step::TooLarge;
            }
            let Some(_) = end else {
                self.texts.searched = length;
                return Step::More;
            };
            self.nesting = Nesting::default();
            if let Some(item) = self.texts.end(length) {
                return item;
            }
        }
    }

    /// The end of the stream, after which a text is as complete as it gets.
    pub(crate) fn finish(&mut self) -> Step {
        self.forget();
        self.texts.finish()
    }

    /// The text that was found last, or what came of the next one.
    pub(crate) fn raw(&self) -> &[u8] {
        self.texts.raw()
    }

    /// Whether the text that was found last may be the beginning of a longer one: a number or a
    /// word that no white space follows (RFC 7464 §2.4).
    pub(crate) fn is_truncated(&self) -> bool {
        let Some(length) = self.texts.found() else {
            return false;
        };
        let text = self.raw();
        let ends = |last: &u8| matches!(last, b'}' | b']' | b'"' | b' ' | b'\t' | b'\r');
        self.texts.rest().get(length) != Some(&b'\n') && !text.last().is_some_and(ends)
    }

    /// Drops the text that was handed out.
    fn forget(&mut self) {
        if self.texts.forget() {
            self.nesting = Nesting::default();
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
