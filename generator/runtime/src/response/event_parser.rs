//! Turns bytes into events as the HTML standard says (§9.2.6, "Interpreting an event stream").
//!
//! It does not know what the data of an event means, nor where the bytes are from.

use std::borrow::Cow;
use std::ops::Range;
use std::time::Duration;

use memchr::{memchr, memchr2};

use super::framing::Step;
use super::pending_bytes::PendingBytes;

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Takes pieces of a stream and finds the events in them. An event lies where it came until
/// the next one is looked for.
#[derive(Default)]
pub(crate) struct EventParser {
    /// From the beginning of the current event.
    pending: PendingBytes,
    /// Where the current line begins, from the beginning of the event.
    line: usize,
    /// How far that line was searched for its end.
    searched: usize,
    fields: Fields,
    /// The data of an event that has several lines of it.
    joined: Vec<u8>,
    /// Whether the byte order mark was looked for.
    has_begun: bool,
    /// Whether the last line ended with CR, of which LF is a part.
    skips_line_feed: bool,
    /// Whether the current event was handed out.
    is_done: bool,
    last_id: String,
    retry: Option<Duration>,
}

/// What the lines of the current event said; the ranges start where the event does.
#[derive(Default)]
struct Fields {
    event: Option<Range<usize>>,
    data: Data,
    id: Option<Range<usize>>,
    retry: Option<Duration>,
}

#[derive(Default)]
enum Data {
    #[default]
    None,
    Line(Range<usize>),
    Joined,
}

/// An event as it lies in the stream.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct RawEvent<'p> {
    /// Its name, where it has one.
    pub(crate) event: Option<&'p [u8]>,
    pub(crate) data: &'p [u8],
    /// Its own id, where it has one.
    pub(crate) id: Option<&'p [u8]>,
    pub(crate) retry: Option<Duration>,
}

impl EventParser {
    /// A parser of a stream that goes on after the event with this id.
    pub(crate) fn after(last_id: String, retry: Option<Duration>) -> Self {
        Self {
            last_id,
            retry,
            ..Self::default()
        }
    }

    /// Adds what came.
    pub(crate) fn push(&mut self, piece: &[u8]) {
        self.forget();
        self.pending.push(piece);
    }

    /// Looks for the next event, of at most so many bytes.
    pub(crate) fn step(&mut self, limit: usize) -> Step {
        self.forget();
        if !self.has_begun && !self.begin() {
            return Step::More;
        }
        loop {
            let rest = self.pending.rest();
            if self.skips_line_feed && self.line < rest.len() {
                self.skips_line_feed = false;
                if rest[self.line] == b'\n' {
                    self.line += 1;
                    self.searched = self.line;
                    self.drop_unneeded();
                    continue;
                }
            }
            let Some(found) = memchr2(b'\n', b'\r', &rest[self.searched..]) else {
                self.searched = rest.len();
                return match rest.len() > limit {
                    true => Step::TooLarge,
                    false => Step::More,
                };
            };
            let line = self.line..self.searched + found;
            if line.end > limit {
                return Step::TooLarge;
            }
            self.skips_line_feed = rest[line.end] == b'\r';
            self.line = line.end + 1;
            self.searched = self.line;
            if !line.is_empty() {
                self.field(line);
                self.drop_unneeded();
            } else if self.dispatch() {
                self.is_done = true;
                return Step::Item;
            }
        }
    }

    /// The event that was found last.
    pub(crate) fn event(&self) -> RawEvent<'_> {
        let bytes = self.pending.rest();
        let field = |range: &Option<Range<usize>>| range.clone().map(|range| &bytes[range]);
        RawEvent {
            event: field(&self.fields.event).filter(|name| !name.is_empty()),
            data: match &self.fields.data {
                Data::None => &[],
                Data::Line(range) => &bytes[range.clone()],
                Data::Joined => &self.joined,
            },
            id: field(&self.fields.id),
            retry: self.fields.retry,
        }
    }

    /// The event that was found last, byte for byte, or what came of the next one.
    pub(crate) fn raw(&self) -> &[u8] {
        match self.is_done {
            true => &self.pending.rest()[..self.line],
            false => self.pending.rest(),
        }
    }

    /// The id of the last event that had one; empty before.
    pub(crate) fn last_id(&self) -> &str {
        &self.last_id
    }

    /// How long the server asks to wait before connecting again.
    pub(crate) fn retry(&self) -> Option<Duration> {
        self.retry
    }

    /// Skips a byte order mark. False where it may still come.
    fn begin(&mut self) -> bool {
        let rest = self.pending.rest();
        if rest.len() < BYTE_ORDER_MARK.len() && BYTE_ORDER_MARK.starts_with(rest) {
            return false;
        }
        if rest.starts_with(BYTE_ORDER_MARK) {
            self.pending.skip(BYTE_ORDER_MARK.len());
        }
        self.has_begun = true;
        true
    }

    /// Reads one line that is not empty.
    fn field(&mut self, line: Range<usize>) {
        let bytes = &self.pending.rest()[line.clone()];
        let colon = memchr(b':', bytes);
        let name = &bytes[..colon.unwrap_or(bytes.len())];
        let value = match colon {
            None => line.end,
            Some(at) if bytes.get(at + 1) == Some(&b' ') => line.start + at + 2,
            Some(at) => line.start + at + 1,
        }..line.end;
        match name {
            b"data" => self.data(value),
            b"event" => self.fields.event = Some(value),
            b"id" => {
                let id = &self.pending.rest()[value.clone()];
                if !id.contains(&0) {
                    self.fields.id = Some(value);
                }
            }
            b"retry" => {
                let found = milliseconds(&self.pending.rest()[value]);
                self.fields.retry = found.or(self.fields.retry);
                self.retry = found.or(self.retry);
            }
            // A comment has no name, and other fields are ignored.
            _ => {}
        }
    }

    fn data(&mut self, value: Range<usize>) {
        let bytes = self.pending.rest();
        match &self.fields.data {
            Data::None => self.fields.data = Data::Line(value),
            Data::Line(first) => {
                self.joined.clear();
                self.joined.extend_from_slice(&bytes[first.clone()]);
                self.joined.push(b'\n');
                self.joined.extend_from_slice(&bytes[value]);
                self.fields.data = Data::Joined;
            }
            Data::Joined => {
                self.joined.push(b'\n');
                self.joined.extend_from_slice(&bytes[value]);
            }
        }
    }

    /// The end of an event, which is one where it has data.
    fn dispatch(&mut self) -> bool {
        if let Some(id) = &self.fields.id {
            let id = String::from_utf8_lossy(&self.pending.rest()[id.clone()]);
            self.last_id.clear();
            self.last_id.push_str(&id);
        }
        let is_event = !matches!(self.fields.data, Data::None);
        if !is_event {
            self.fields = Fields::default();
            self.drop_unneeded();
        }
        is_event
    }

    /// Lines before the first field of an event need not be kept.
    fn drop_unneeded(&mut self) {
        let Fields {
            event: None,
            data: Data::None,
            id: None,
            retry: None,
        } = self.fields
        else {
            return;
        };
        self.pending.skip(self.line);
        self.line = 0;
        self.searched = 0;
    }

    /// Drops the event that was handed out.
    fn forget(&mut self) {
        if self.is_done {
            self.is_done = false;
            self.fields = Fields::default();
            self.drop_unneeded();
        }
    }
}

/// Digits and nothing else.
fn milliseconds(value: &[u8]) -> Option<Duration> {
    if !value.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let text = std::str::from_utf8(value).ok()?;
    text.parse().ok().map(Duration::from_millis)
}

/// Text as the standard decodes it: what is no UTF-8 is U+FFFD.
pub(crate) fn text(bytes: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(bytes)
}
