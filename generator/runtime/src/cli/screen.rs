//! Turns what would reach a terminal into what a terminal only shows.
//!
//! It is the one place where that is done, so that no text of a server or a document, by
//! whichever way it comes, moves the cursor, writes the title, or shows its words in another
//! order (CVE-2021-42574). It does not know what is written.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, Write};

/// Writes to a terminal, without what a terminal acts upon.
pub(super) struct Screen<'a> {
    to: &'a mut dyn Write,
    is_terminal: bool,
    has_colours: bool,
    /// The beginning of a character, or a carriage return, until the rest of it is known.
    kept: Vec<u8>,
}

/// What stands out of a text on a terminal that has colours.
#[derive(Clone, Copy, Debug)]
pub(super) enum Style {
    Error,
    Note,
    Heading,
    /// The name of a property in JSON.
    Name,
    /// A text in JSON.
    Text,
}

impl Style {
    /// The parameters of the sequence that begins it (ECMA-48, SGR).
    fn parameters(self) -> &'static str {
        match self {
            Self::Error => "1;31",
            Self::Note => "36",
            Self::Heading => "1",
            Self::Name => "34",
            Self::Text => "32",
        }
    }
}

/// How lines of messages begin.
const MESSAGES: [(&str, Style); 3] = [
    ("error:", Style::Error),
    ("help:", Style::Note),
    ("note:", Style::Note),
];

impl<'a> Screen<'a> {
    /// Anything but a terminal gets each byte as it is.
    pub(super) fn new(to: &'a mut dyn Write, is_terminal: bool) -> Self {
        Self {
            to,
            is_terminal,
            has_colours: false,
            kept: Vec::new(),
        }
    }

    pub(super) fn with_colours(self, has_colours: bool) -> Self {
        Self {
            has_colours,
            ..self
        }
    }

    /// Whether styles are seen.
    pub(super) fn has_colours(&self) -> bool {
        self.has_colours
    }

    /// Writes a text that stands out. Nothing else writes what a terminal acts upon.
    pub(super) fn styled(&mut self, style: Style, text: &str) -> io::Result<()> {
        if !self.has_colours {
            return self.write_all(text.as_bytes());
        }
        write!(self.to, "\u{1b}[{}m", style.parameters())?;
        self.write_all(text.as_bytes())?;
        self.to.write_all(b"\x1b[0m")
    }

    /// Writes lines of which those that begin as messages do begin with a colour.
    pub(super) fn message(&mut self, text: &str) -> io::Result<()> {
        for line in text.split_inclusive('\n') {
            let known = MESSAGES.iter().find(|(word, _)| line.starts_with(word));
            match known {
                Some((word, style)) => {
                    self.styled(*style, word)?;
                    self.write_all(&line.as_bytes()[word.len()..])?;
                }
                None => self.write_all(line.as_bytes())?,
            }
        }
        Ok(())
    }

    /// Writes help, with the headings over its parts.
    pub(super) fn help(&mut self, text: &str) -> io::Result<()> {
        for line in text.split_inclusive('\n') {
            let heading = match line.split_once(':') {
                Some(("Usage", _)) => "Usage:",
                Some((heading, "\n")) if !heading.starts_with(' ') => &line[..=heading.len()],
                _ => "",
            };
            if !heading.is_empty() {
                self.styled(Style::Heading, heading)?;
            }
            self.write_all(&line.as_bytes()[heading.len()..])?;
        }
        Ok(())
    }
}

impl Write for Screen<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !self.is_terminal {
            return self.to.write(bytes);
        }
        self.kept.extend_from_slice(bytes);
        let whole = self.kept.len() - unfinished(&self.kept);
        let rest = self.kept.split_off(whole);
        let shown = lossless(&self.kept);
        self.kept = rest;
        self.to.write_all(shown.as_bytes())?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        let shown = lossless(&self.kept);
        self.kept.clear();
        self.to.write_all(shown.as_bytes())?;
        self.to.flush()
    }
}

/// The text with every character escaped, as in JSON, that a terminal acts upon; line breaks
/// and tabs stay.
pub(super) fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(acts) && !text.contains('\r') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text.chars().peekable();
    while let Some(found) = rest.next() {
        match found {
            // A line break of another kind.
            '\r' if rest.peek() == Some(&'\n') => {}
            found if found == '\r' || acts(found) => escape(&mut out, u32::from(found)),
            found => out.push(found),
        }
    }
    Cow::Owned(out)
}

/// All of them are below U+10000.
fn escape(out: &mut String, code: u32) {
    // Writing to a text does not fail.
    let _ = write!(out, "\\u{code:04x}");
}

/// Controls (C0, DEL, C1) and those that change the direction of text (Unicode Standard
/// Annex 9, §2). A carriage return is looked at with what follows it.
fn acts(found: char) -> bool {
    match found {
        '\n' | '\t' | '\r' => false,
        '\u{61c}' | '\u{200e}' | '\u{200f}' => true,
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => true,
        found => found.is_control(),
    }
}

/// The same of bytes: one that belongs to no character is written as its number, because some
/// terminals take it for a C1 control.
fn lossless(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        out.push_str(&visible(chunk.valid()));
        for byte in chunk.invalid() {
            let _ = write!(out, "\\x{byte:02x}");
        }
    }
    out
}

/// How many bytes at the end begin something that the next ones may end.
fn unfinished(bytes: &[u8]) -> usize {
    if bytes.ends_with(b"\r") {
        return 1;
    }
    // A character has four bytes at most.
    let from = bytes.len().saturating_sub(3);
    let begun = (from..bytes.len()).find(|start| {
        let end = std::str::from_utf8(&bytes[*start..]);
        end.is_err_and(|error| error.valid_up_to() == 0 && error.error_len().is_none())
    });
    begun.map_or(0, |start| bytes.len() - start)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(pieces: &[&[u8]], is_terminal: bool) -> Vec<u8> {
        let mut out = Vec::new();
        let mut screen = Screen::new(&mut out, is_terminal);
        for piece in pieces {
            screen.write_all(piece).expect("memory takes all");
        }
        screen.flush().expect("memory takes all");
        out
    }

    #[test]
    fn nothing_that_a_terminal_acts_upon_is_written_to_it() {
        let every = (0..=u32::from(char::MAX)).filter_map(char::from_u32);
        let every: String = every.collect();
        let shown = written(&[every.as_bytes()], true);
        let shown = String::from_utf8(shown).expect("is text");
        let directions = "\u{61c}\u{200e}\u{200f}\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}\u{2066}\u{2067}\u{2068}\u{2069}";
        let acts = |found: char| {
            found.is_control() && !"\n\t".contains(found) || directions.contains(found)
        };
        assert_eq!(shown.find(acts), None);
        let stays: String = every.chars().filter(|found| !acts(*found)).collect();
        assert_eq!(
            shown.len(),
            stays.len() + 6 * every.chars().filter(|found| acts(*found)).count()
        );
    }

    #[test]
    fn texts_are_escaped_however_they_are_cut() {
        for (text, expected) in [
            ("plain\n\ttext ✓ 你好\n", "plain\n\ttext ✓ 你好\n"),
            ("\x1b]0;title\x07", "\\u001b]0;title\\u0007"),
            ("\x1b[2J", "\\u001b[2J"),
            ("a\rb\r\nc\r", "a\\u000db\nc\\u000d"),
            ("\u{9b}31m\u{7f}\0", "\\u009b31m\\u007f\\u0000"),
            ("ad\u{202e}nim\u{2066}", "ad\\u202enim\\u2066"),
        ] {
            let pieces: Vec<&[u8]> = text.as_bytes().chunks(1).collect();
            for pieces in [&[text.as_bytes()][..], &pieces] {
                assert_eq!(written(pieces, true), expected.as_bytes(), "{text:?}");
                assert_eq!(written(pieces, false), text.as_bytes(), "{text:?}");
            }
            assert_eq!(visible(&visible(text)), expected, "{text:?}");
        }
    }

    #[test]
    fn bytes_that_are_no_text_are_written_as_numbers() {
        for (bytes, expected) in [
            (&b"\x9b31m"[..], "\\x9b31m"),
            (b"a\xe4\xbd", "a\\xe4\\xbd"),
            (b"\xff\xe4\xbd\xa0", "\\xff你"),
            (b"\xf0\x9f\x9f\x1b", "\\xf0\\x9f\\x9f\\u001b"),
        ] {
            let pieces: Vec<&[u8]> = bytes.chunks(1).collect();
            for pieces in [&[bytes][..], &pieces] {
                let shown = String::from_utf8(written(pieces, true)).expect("is text");
                assert_eq!(shown, expected);
            }
        }
    }
}
