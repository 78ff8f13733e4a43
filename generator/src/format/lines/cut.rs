//! Cuts the printer's text into units by the indentation of its lines.

use super::tokens::Gap;
use super::{header, unit};

/// What begins on a line of its own, with the lines that belong to it.
#[derive(Clone, Copy)]
pub(super) struct Unit<'t> {
    /// Without the spaces before the first line and the break after the last.
    pub(super) text: &'t str,
    /// Whether a blank line is before it.
    is_apart: bool,
    /// Where the last two lines begin that are as deep as the first; the first is one of them.
    pub(super) level: [usize; 2],
}

impl<'t> Unit<'t> {
    /// One that is all on one line.
    pub(super) fn line(text: &'t str) -> Self {
        Self {
            text,
            is_apart: false,
            level: [0, 0],
        }
    }

    pub(super) fn gap(&self, indent: usize) -> Gap {
        Gap::Line {
            indent,
            blank: self.is_apart,
        }
    }

    /// The blank line before it, where something is above.
    pub(super) fn blank_line(&self, out: &mut String, begin: usize) {
        if self.is_apart && out.len() > begin {
            out.push('\n');
        }
    }

    /// What is behind `pub`.
    fn declared(&self) -> &'t str {
        let Some(rest) = self.text.strip_prefix("pub") else {
            return self.text;
        };
        match rest.strip_prefix('(').and_then(|rest| rest.split_once(')')) {
            Some((_, rest)) => rest.trim_start_matches(' '),
            None if rest.starts_with(' ') => rest.trim_start_matches(' '),
            None => self.text,
        }
    }

    /// `use …;` or `mod name;`
    pub(super) fn is_import(&self) -> bool {
        let declared = self.declared();
        declared.starts_with("use ") || declared.starts_with("mod ") && declared.ends_with(';')
    }

    /// What breaks the head of an item, where it is one.
    pub(super) fn head(&self) -> Option<unit::Head> {
        let mut declared = self.declared();
        let word = |text: &'t str| text.split([' ', '<', ';']).next().unwrap_or_default();
        if matches!(word(declared), "impl" | "trait" | "mod" | "enum" | "struct") {
            return Some(header::item);
        }
        while let "async" | "const" | "unsafe" = word(declared) {
            declared = declared[word(declared).len()..].trim_start_matches(' ');
        }
        (word(declared) == "fn").then_some(header::function)
    }

    /// The head and what is in the block, where its last line only closes that.
    pub(super) fn opened(&self) -> Option<(&'t str, &'t str)> {
        let [head, close] = self.level;
        if close == 0 || &self.text[close..] != "}" {
            return None;
        }
        let end = head + self.text[head..].find('\n')?;
        let head = self.text[..end].strip_suffix('{')?;
        Some((
            head.trim_end_matches([' ', '\n']),
            &self.text[end + 1..close],
        ))
    }
}

/// Reads unit by unit.
pub(super) struct Units<'t> {
    text: &'t str,
    indent: usize,
    at: usize,
}

impl<'t> Units<'t> {
    pub(super) fn new(text: &'t str, indent: usize) -> Self {
        let at = 0;
        Self { text, indent, at }
    }

    /// The imports from the first of these on, with the attributes between them.
    pub(super) fn imports(&mut self, first: Unit<'t>, last: Unit<'t>) -> Option<Unit<'t>> {
        let (begin, mut end) = (self.place(first), self.at);
        debug_assert_eq!(end, self.place(last) + last.text.len());
        while let Some(next) = self.next() {
            let next = next?;
            if next.is_import() {
                end = self.at;
            } else if !next.text.starts_with(['#', '/']) {
                break;
            }
        }
        self.at = end;
        let text = &self.text[begin..end];
        Some(Unit { text, ..first })
    }

    fn place(&self, unit: Unit<'t>) -> usize {
        unit.text.as_ptr() as usize - self.text.as_ptr() as usize
    }

    /// How many spaces the next line begins with that is not blank, and where; whether blank
    /// ones are before it.
    fn next_line(&self, mut at: usize) -> Option<(usize, usize, bool)> {
        let bytes = self.text.as_bytes();
        let mut breaks = 0;
        let mut begin = at;
        loop {
            match bytes.get(at)? {
                b'\n' => {
                    breaks += 1;
                    begin = at + 1;
                }
                b' ' => {}
                _ => return Some((at - begin, at, breaks > 1)),
            }
            at += 1;
        }
    }

    fn line_end(&self, at: usize) -> usize {
        let length = memchr::memchr(b'\n', &self.text.as_bytes()[at..]);
        length.map_or(self.text.len(), |length| at + length)
    }
}

impl<'t> Iterator for Units<'t> {
    /// None where the lines are not indented as those of units.
    type Item = Option<Unit<'t>>;

    fn next(&mut self) -> Option<Self::Item> {
        let (spaces, begin, is_apart) = self.next_line(self.at)?;
        let first = &self.text[begin..];
        if spaces != self.indent || first.starts_with([')', ']', '}']) {
            return Some(None);
        }
        let mut end = self.line_end(begin);
        let mut level = [0, 0];
        while let Some((spaces, at, _)) = self.next_line(end) {
            if spaces < self.indent {
                return Some(None);
            }
            if spaces == self.indent {
                if !belongs(first, &self.text[at..]) {
                    break;
                }
                level = [level[1], at - begin];
            }
            end = self.line_end(at);
        }
        self.at = end;
        let text = &self.text[begin..end];
        Some(Some(Unit {
            text,
            is_apart,
            level,
        }))
    }
}

/// Whether a line goes on with what a unit began that is as deep.
fn belongs(unit: &str, line: &str) -> bool {
    let is_word = |word: &str| {
        let rest = line.strip_prefix(word);
        rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
    };
    match line.as_bytes()[0] {
        b'}' | b')' | b']' | b'{' => true,
        b'>' => !line.starts_with(">="),
        b'w' => is_word("where"),
        b'f' => is_word("for") && (unit.starts_with("impl ") || unit.starts_with("impl<")),
        _ => false,
    }
}
