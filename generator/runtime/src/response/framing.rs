//! Turns the bytes of a stream into the pieces that are one item each, by its format.
//!
//! It does not know what an item holds.

use std::time::Duration;

use super::super::send::media_type::Format;
use super::event_parser::{EventParser, RawEvent};
use super::json_lines::LineParser;
use super::json_sequence::SequenceParser;

/// What looking for an item came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// There is one.
    Item,
    /// Not before more of the stream comes.
    More,
    /// The next one is larger than it may be.
    TooLarge,
}

/// The items in what came of a stream.
pub(crate) enum Framing {
    Events(EventParser),
    JsonLines(LineParser),
    JsonSequence(SequenceParser),
}

impl Framing {
    pub(crate) fn new(format: Format) -> Self {
        match format {
            Format::Events => Self::Events(EventParser::default()),
            Format::JsonLines => Self::JsonLines(LineParser::default()),
            Format::JsonSequence => Self::JsonSequence(SequenceParser::default()),
        }
    }

    /// Adds what came.
    pub(crate) fn push(&mut self, piece: &[u8]) {
        match self {
            Self::Events(parser) => parser.push(piece),
            Self::JsonLines(parser) => parser.push(piece),
            Self::JsonSequence(parser) => parser.push(piece),
        }
    }

    /// Looks for the next item, of at most so many bytes.
    pub(crate) fn step(&mut self, limit: usize) -> Step {
        match self {
            Self::Events(parser) => parser.step(limit),
            Self::JsonLines(parser) => parser.step(limit),
            Self::JsonSequence(parser) => parser.step(limit),
        }
    }

    /// Looks for an item that the end of the stream ends. An event needs its blank line.
    pub(crate) fn finish(&mut self) -> Step {
        match self {
            Self::Events(_) => Step::More,
            Self::JsonLines(parser) => parser.finish(),
            Self::JsonSequence(parser) => parser.finish(),
        }
    }

    /// The item that was found last, where it is an event.
    pub(crate) fn event(&self) -> Option<RawEvent<'_>> {
        match self {
            Self::Events(parser) => Some(parser.event()),
            Self::JsonLines(_) | Self::JsonSequence(_) => None,
        }
    }

    /// The item that was found last, byte for byte, or what came of the next one.
    pub(crate) fn raw(&self) -> &[u8] {
        match self {
            Self::Events(parser) => parser.raw(),
            Self::JsonLines(parser) => parser.raw(),
            Self::JsonSequence(parser) => parser.raw(),
        }
    }

    /// Whether the item that was found last may lack its end.
    pub(crate) fn is_truncated(&self) -> bool {
        matches!(self, Self::JsonSequence(parser) if parser.is_truncated())
    }

    /// The id of the last event that had one; empty before, and where there are no events.
    pub(crate) fn last_id(&self) -> &str {
        match self {
            Self::Events(parser) => parser.last_id(),
            Self::JsonLines(_) | Self::JsonSequence(_) => "",
        }
    }

    /// How long the server asks to wait before connecting again.
    pub(crate) fn retry(&self) -> Option<Duration> {
        match self {
            Self::Events(parser) => parser.retry(),
            Self::JsonLines(_) | Self::JsonSequence(_) => None,
        }
    }

    /// The framing of a stream that goes on where this one ended.
    pub(crate) fn again(&self) -> Self {
        match self {
            Self::Events(parser) => {
                let last_id = parser.last_id().to_owned();
                Self::Events(EventParser::after(last_id, parser.retry()))
            }
            Self::JsonLines(_) => Self::new(Format::JsonLines),
            Self::JsonSequence(_) => Self::new(Format::JsonSequence),
        }
    }
}
