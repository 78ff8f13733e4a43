//! Finds out what is wrong with a text that is not valid YAML or JSON, where the
//! parser's own words name only a consequence: a tab, a missing quote, a comment.

use std::ops::Range;

use saphyr_parser::{Event, Parser};

use super::Broken;
use super::location::spot;
use crate::diagnostic_code::Code;

/// What is really wrong, and where.
struct Trouble {
    /// Line and column, from 1.
    position: (usize, usize),
    message: String,
    help: &'static str,
}

impl Trouble {
    /// At a byte of the text.
    fn new(text: &str, at: usize, message: impl Into<String>, help: &'static str) -> Self {
        Self {
            position: spot(text, at),
            message: message.into(),
            help,
        }
    }
}

/// The same trouble in better words, where they are known.
pub(super) fn explained(text: &str, broken: Broken) -> Broken {
    if broken.help.is_some() {
        return broken;
    }
    let found = match broken.code {
        Code::TooComplex => self_alias(text),
        _ if looks_like_json(text) => comment(text)
            .or_else(|| json_quote(text, &broken))
            .or_else(|| control(text)),
        _ => control(text)
            .or_else(|| tab(text, &broken))
            .or_else(|| yaml_quote(text, &broken)),
    };
    match found {
        None => broken,
        Some(found) => Broken {
            message: found.message,
            position: Some(found.position),
            help: Some(found.help.into()),
            ..broken
        },
    }
}

/// A page in place of the document, as a download may give it. YAML takes its
/// first lines for a text.
pub(super) fn markup(text: &str) -> Option<Broken> {
    let start = text.trim_start();
    let begins = |mark: &str| {
        let begin = start.get(..mark.len());
        begin.is_some_and(|begin| begin.eq_ignore_ascii_case(mark))
    };
    let is_markup = ["<!doctype", "<!--", "<?xml", "<html"]
        .into_iter()
        .any(begins);
    is_markup.then(|| Broken {
        code: Code::Syntax,
        message: "this is HTML or XML, not YAML or JSON".to_owned(),
        position: Some(spot(text, text.len() - start.len())),
        further: Vec::new(),
        help: Some("download the document itself and not a page that shows it".into()),
        unclosed: None,
    })
}

/// Whether a text means to be JSON: what it begins with, comments aside.
pub(super) fn looks_like_json(text: &str) -> bool {
    let start = text.trim_start();
    start.starts_with(['{', '[']) || start.starts_with("//") || start.starts_with("/*")
}

/// Whether a text that means to be JSON has comments, which YAML would take for keys.
pub(super) fn is_json_with_comments(text: &str) -> bool {
    looks_like_json(text) && comment(text).is_some()
}

/// RFC 8259 has no comments.
fn comment(text: &str) -> Option<Trouble> {
    let (strings, open) = strings(text);
    let mut strings = strings.into_iter().peekable();
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < open.unwrap_or(bytes.len()) {
        if let Some(string) = strings.next_if(|string| string.start <= at) {
            at = string.end;
            continue;
        }
        if !matches!(bytes.get(at..at + 2), Some(b"//" | b"/*")) {
            at += 1;
            continue;
        }
        let before = text.get(..at).unwrap_or_default();
        let last = before.trim_end().chars().next_back();
        // `https://` is no comment, should YAML be meant.
        let is_apart = match last {
            None => true,
            Some(':') => before.ends_with(char::is_whitespace),
            Some(last) => matches!(last, '{' | '[' | ',' | '}' | ']' | '"' | '0'..='9'),
        };
        if is_apart {
            let message = "JSON has no comments";
            let help = "remove the comments, or write the document in YAML, where `#` begins one";
            return Some(Trouble::new(text, at, message, help));
        }
        at += 1;
    }
    None
}

const CLOSE: &str = "add the closing quote";

/// A string that runs to the end of its line or of the file, or into the next string.
fn json_quote(text: &str, broken: &Broken) -> Option<Trouble> {
    let (strings, open) = strings(text);
    let (line, column) = broken.position?;
    let at = offset(text, line, column)?;
    let follows = text.get(at..).and_then(|rest| rest.chars().next());
    let is_word = follows.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '$' | '/'));
    let into_next = strings.iter().find(|string| is_word && string.end == at);
    if let Some(string) = into_next {
        let message = "the string that begins here ends where the next one should begin";
        return Some(Trouble::new(text, string.start, message, CLOSE));
    }
    let is_broken = |string: &&Range<usize>| {
        let inside = text.get((*string).clone()).unwrap_or_default();
        inside.contains(['\n', '\r'])
    };
    let broken_off = strings.iter().find(is_broken).map(|string| string.start);
    let start = broken_off.or(open)?;
    let message = "the string that begins here does not end in its line";
    Some(Trouble::new(text, start, message, CLOSE))
}

/// What is between quotes, with the quotes; and the quote that is open at the end.
fn strings(text: &str) -> (Vec<Range<usize>>, Option<usize>) {
    let mut strings = Vec::new();
    let mut start = None;
    let mut bytes = text.bytes().enumerate();
    while let Some((at, byte)) = bytes.next() {
        match (byte, start) {
            (b'"', None) => start = Some(at),
            (b'"', Some(begin)) => {
                strings.push(begin..at + 1);
                start = None;
            }
            (b'\\', Some(_)) => drop(bytes.next()),
            _ => {}
        }
    }
    (strings, start)
}

/// YAML 1.2.2 §5.1 and RFC 8259 §7: control characters are escaped.
fn control(text: &str) -> Option<Trouble> {
    let is_control = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{85}');
    let (at, found) = text.char_indices().find(|(_, c)| is_control(*c))?;
    let message = format!("the control character U+{:04X} can't be here", found as u32);
    let help = "remove it, or write it as `\\u` and four digits in double quotes";
    Some(Trouble::new(text, at, message, help))
}

/// YAML 1.2.2 §6.1: indentation is made of spaces.
fn tab(text: &str, broken: &Broken) -> Option<Trouble> {
    let (line, _) = broken.position?;
    let lines = (line.saturating_sub(1)..=line)
        .rev()
        .filter(|line| *line > 0);
    lines.into_iter().find_map(|line| {
        let start = offset(text, line, 1)?;
        let rest = text.get(start..)?.lines().next()?;
        let indent = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        let at = start + rest.get(..indent)?.find('\t')?;
        let message = "a tab can't be indentation in YAML";
        Some(Trouble::new(text, at, message, "indent with spaces"))
    })
}

/// A text in quotes that ends at another text's quote, or nowhere.
fn yaml_quote(text: &str, broken: &Broken) -> Option<Trouble> {
    if let Some(position) = broken.unclosed.as_deref().copied() {
        return Some(Trouble {
            position,
            message: "the text in quotes that begins here never ends".to_owned(),
            help: CLOSE,
        });
    }
    let (line, column) = broken.position?;
    let gave_up = offset(text, line, column)?;
    let is_suspect = |quoted: &Range<usize>| {
        let inside = text.get(quoted.clone()).unwrap_or_default();
        quoted.end == gave_up || inside.contains('\n') && spot(text, quoted.end).0 == line
    };
    let quoted = quoted(text).into_iter().find(is_suspect)?;
    let end = spot(text, quoted.end).0;
    let message = format!(
        "the text in quotes that begins here ends in line {end}, where another one should begin"
    );
    Some(Trouble::new(text, quoted.start, message, CLOSE))
}

/// What is between quotes in a YAML text, by the places where such a text can begin.
fn quoted(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(next) = text.get(at..).and_then(|rest| rest.find(['"', '\''])) {
        let start = at + next;
        let before = text.get(..start).unwrap_or_default();
        at = start + 1;
        let spaces = before.trim_end_matches([' ', '\t']);
        let may_begin = match spaces.chars().next_back() {
            None | Some('\n' | '[' | '{' | ',') => true,
            Some(':' | '-' | '?') => spaces.len() < before.len(),
            Some(_) => false,
        };
        if let Some(end) = may_begin.then(|| closing(text, start)).flatten() {
            found.push(start..end);
            at = end;
        }
    }
    found
}

/// The byte after the quote that closes the one at `start`.
fn closing(text: &str, start: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mark = *bytes.get(start)?;
    let mut at = start + 1;
    loop {
        match *bytes.get(at)? {
            b'\\' if mark == b'"' => at += 2,
            // YAML 1.2.2 §7.3.2: two single quotes are one that does not close.
            byte if byte == mark && mark == b'\'' && bytes.get(at + 1) == Some(&mark) => at += 2,
            byte if byte == mark => return Some(at + 1),
            _ => at += 1,
        }
    }
}

/// An alias inside what it repeats.
fn self_alias(text: &str) -> Option<Trouble> {
    /// Documents that people write by hand, where there are aliases, are smaller.
    const LARGEST: usize = 4 << 20;
    if text.len() > LARGEST || !text.contains('*') {
        return None;
    }
    let mut open = Vec::new();
    for event in Parser::new_from_str(text) {
        let (event, span) = event.ok()?;
        match event {
            Event::SequenceStart(anchor, _) | Event::MappingStart(anchor, _) => open.push(anchor),
            Event::SequenceEnd | Event::MappingEnd => drop(open.pop()),
            Event::Alias(anchor) if open.contains(&anchor) => {
                return Some(Trouble {
                    position: (span.start.line(), span.start.col() + 1),
                    message: "this alias is inside what it repeats, so it never ends".to_owned(),
                    help: "write a `$ref` to a component schema, which may contain itself",
                });
            }
            _ => {}
        }
    }
    None
}

/// The byte at a line and a column in characters, both from 1.
fn offset(text: &str, line: usize, column: usize) -> Option<usize> {
    let breaks = text.match_indices('\n').map(|(at, _)| at + 1);
    let start = std::iter::once(0).chain(breaks).nth(line.checked_sub(1)?)?;
    let rest = text.get(start..)?;
    let within = rest.char_indices().nth(column.checked_sub(1)?);
    Some(start + within.map_or(rest.len(), |(at, _)| at))
}

#[cfg(test)]
mod tests {
    use crate::source::parse::parse;

    /// A text, where it is wrong, and words of what is said about it.
    #[test]
    fn trouble_is_named_where_it_begins() {
        for (text, position, words) in [
            ("a:\n\tb: 1\n", (2, 1), "a tab"),
            ("a:\n  \tb: 1\n  c: 2\n", (2, 3), "a tab"),
            ("a:\n  b: 1\n\tc: 2\n", (3, 1), "a tab"),
            ("a: \"b\nc: 1\n", (1, 4), "never ends"),
            ("a: 'b\nc: 1\n", (1, 4), "never ends"),
            ("a: \"b\nc: \"d\"\n", (1, 4), "ends in line 2"),
            ("a: 'b\nc: 'd'\n", (1, 4), "ends in line 2"),
            ("a: {b: \"c, d: \"e\"}\n", (1, 8), "ends in line 1"),
            ("a: x\u{1}y\n", (1, 5), "U+0001"),
            ("a: \"x\u{7}y\"\n", (1, 6), "U+0007"),
            ("a: &a {b: [*a]}\n", (1, 12), "this alias"),
            ("a: &a\n  b:\n    c: *a\n", (3, 8), "this alias"),
            ("<!DOCTYPE html>\n<html></html>\n", (1, 1), "HTML"),
            ("\n<?xml version='1.0'?>\n<a/>\n", (2, 1), "XML"),
            ("{\"a: {\"b\": 1}}", (1, 2), "the next one"),
            ("{\"a\": \"b, \"c\": 1}", (1, 7), "the next one"),
            ("{\"a\": \"b,\n\"c\": 1}", (1, 7), "end in its line"),
            ("{\"a\": \"b}", (1, 7), "end in its line"),
            ("{\"a\": \"x\u{1}y\"}", (1, 9), "U+0001"),
            ("{\"a\": 1, // one\n\"b\": 2}", (1, 10), "no comments"),
            (
                "{\"a\": \"//\", /* one */ \"b\": 2}",
                (1, 13),
                "no comments",
            ),
            ("// one\n{\"a\": 1}", (1, 1), "no comments"),
        ] {
            for path in ["x.yaml", "x.json"] {
                let broken = parse(path, text).expect_err(text);
                assert!(broken.message.contains(words), "{text:?}: {broken:?}");
                assert_eq!(broken.position, Some(position), "{text:?}: {broken:?}");
                assert!(broken.help.is_some(), "{text:?}");
            }
        }
    }

    #[test]
    fn what_is_no_such_trouble_keeps_the_words_of_the_parser() {
        for text in [
            "a: [1\nb: 2",
            "a: 'x' y: 1\n",
            "a: *b\n",
            "{\"a\" 1}",
            "{\"a\": 1",
        ] {
            let broken = parse("x.yaml", text).expect_err(text);
            assert_eq!(broken.help, None, "{text:?}: {broken:?}");
        }
    }
}
