//! Cuts the printer's text into units by the indentation of its lines, and has only those units
//! read as tokens whose lines may be broken anew: most lines stay as they are.

use std::borrow::Cow;

use super::expression::plain;
use super::header;
use super::rewrite::{Rewriter, SHALLOW, USUAL, statement};
use super::shape::{MAX, Shape, TAB, has_break, indented, width};
use super::tokens::{Gap, trees};
use super::unit;

/// Writes the units of a block, whose lines begin so deep; none where it is not what the
/// printer writes.
pub(super) fn block<'t>(
    rewriter: &mut Rewriter<'t>,
    text: &'t str,
    indent: usize,
    out: &mut String,
) -> Option<()> {
    let mut units = Units::new(text, indent);
    // Where the attributes and comments begin that are before a unit.
    let mut above: Option<(Unit<'t>, usize)> = None;
    let begin = out.len();
    while let Some(found) = units.next() {
        let unit = found?;
        if unit.is_import() {
            let (first, place) = above.take().unwrap_or((unit, out.len()));
            out.truncate(place);
            let group = units.imports(first, unit)?;
            let group = Unit {
                text: group,
                ..first
            };
            group.blank_line(out, begin);
            unit::block(
                rewriter,
                &trees(group.text, group.gap(indent))?,
                indent,
                out,
            );
            continue;
        }
        match unit.text.starts_with(['#', '/']) {
            true if above.is_none() => above = Some((unit, out.len())),
            true => {}
            false => above = None,
        }
        unit.blank_line(out, begin);
        indented(out, indent);
        write(rewriter, unit, indent, out)?;
        out.push('\n');
    }
    Some(())
}

/// Writes what is on one line as the lines that it takes so deep; none where it has a form that
/// is left as it is.
pub(in crate::format) fn one_line(line: &str, indent: usize, out: &mut String) -> Option<()> {
    let unit = Unit::line(line);
    if indent + width(line) <= MAX && stays(unit, indent) {
        out.push_str(line);
        return Some(());
    }
    let trees = trees(line, unit.gap(indent))?;
    let text = unit::written(&mut Rewriter::default(), &trees, indent)?;
    out.push_str(&text);
    Some(())
}

/// Writes the value of a member as the lines that it takes, where it begins behind so much on a
/// line so deep, and a sign follows; none where it has no form or no room.
pub(in crate::format) fn value(text: &str, indent: usize, before: usize) -> Option<String> {
    let trees = trees(text, Gap::None)?;
    let mut rewriter = Rewriter::default();
    let value = rewriter.reader.expression(&trees)?;
    let room = Shape::line(indent).before(1)?.after(before)?;
    rewriter.expression(&value, room).map(Cow::into_owned)
}

/// Whether no rule breaks a line so deep: it fits, and the part, which is `plain`, is all that
/// could be broken.
pub(in crate::format) fn fits(line: &str, part: &str, indent: usize) -> bool {
    plain(part).is_some_and(|room| {
        let asked_twice = room - part.len();
        indent <= SHALLOW && indent + width(line) + asked_twice <= MAX
    })
}

/// The same for the head of a block, which is opened.
pub(in crate::format) fn head(line: &str, indent: usize, out: &mut String) -> Option<()> {
    if head_stays(line, indent) {
        out.extend([line, " {"]);
        return Some(());
    }
    let unit = Unit::line(line);
    let breaks = unit.head()?;
    let trees = trees(line, unit.gap(indent))?;
    out.push_str(&breaks(&trees, indent, "{")?);
    Some(())
}

/// What begins on a line of its own, with the lines that belong to it.
#[derive(Clone, Copy)]
struct Unit<'t> {
    /// Without the spaces before the first line and the break after the last.
    text: &'t str,
    /// Whether a blank line is before it.
    is_apart: bool,
    /// Where the last two lines begin that are as deep as the first; the first is one of them.
    level: [usize; 2],
}

impl<'t> Unit<'t> {
    /// One that is all on one line.
    fn line(text: &'t str) -> Self {
        Self {
            text,
            is_apart: false,
            level: [0, 0],
        }
    }

    fn gap(&self, indent: usize) -> Gap {
        Gap::Line {
            indent,
            blank: self.is_apart,
        }
    }

    /// The blank line before it, where something is above.
    fn blank_line(&self, out: &mut String, begin: usize) {
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
    fn is_import(&self) -> bool {
        let declared = self.declared();
        declared.starts_with("use ") || declared.starts_with("mod ") && declared.ends_with(';')
    }

    /// What breaks the head of an item, where it is one.
    fn head(&self) -> Option<unit::Head> {
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
    fn opened(&self) -> Option<(&'t str, &'t str)> {
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
struct Units<'t> {
    text: &'t str,
    indent: usize,
    at: usize,
}

impl<'t> Units<'t> {
    fn new(text: &'t str, indent: usize) -> Self {
        let at = 0;
        Self { text, indent, at }
    }

    /// The imports from the first of these on, with the attributes between them.
    fn imports(&mut self, first: Unit<'t>, last: Unit<'t>) -> Option<&'t str> {
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
        Some(&self.text[begin..end])
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

fn write<'t>(
    rewriter: &mut Rewriter<'t>,
    unit: Unit<'t>,
    indent: usize,
    out: &mut String,
) -> Option<()> {
    if stays(unit, indent) {
        out.push_str(unit.text);
        return Some(());
    }
    let begin = out.len();
    if let Some((head, inside)) = unit.opened()
        && opened(rewriter, unit, head, inside, indent, out).is_some()
    {
        return Some(());
    }
    out.truncate(begin);
    let trees = trees(unit.text, unit.gap(indent))?;
    if !unit::is_one(&trees) {
        return None;
    }
    match unit::written(rewriter, &trees, indent) {
        Some(text) => out.push_str(&text),
        None => out.push_str(unit.text),
    }
    Some(())
}

/// Whether every rule leaves a unit as it is: it is one line, and nothing of it is wider than
/// the parts of an expression may be, or it is a declaration that fits.
fn stays(unit: Unit<'_>, indent: usize) -> bool {
    let line = unit.text;
    if line.len() > MAX || has_break(line) || !is_closed(line) {
        return false;
    }
    if line.len() <= USUAL && !line.contains('{') {
        return true;
    }
    let fits = indent + width(line) <= MAX;
    if unit.head().is_some() {
        let end = line.strip_suffix("{}").or(line.strip_suffix(';'));
        return fits && end.is_some_and(|line| !line.contains(['{', '"']) && !has_clause(line));
    }
    let is_field = line.starts_with("pub") && line.ends_with(',');
    fits && is_field && !line.contains(['{', '=', '"', '/'])
}

/// Whether the head of a block stays on its line.
fn head_stays(line: &str, indent: usize) -> bool {
    indent + width(line) + 2 <= MAX && !has_clause(line) && is_closed(line)
}

fn has_clause(head: &str) -> bool {
    head.contains("where")
}

/// Whether no text or comment goes on behind the line, as far as one can see without
/// reading it.
fn is_closed(line: &str) -> bool {
    let line = line.as_bytes();
    let mut quotes = 0_usize;
    for at in memchr::memchr_iter(b'"', line) {
        quotes += 1;
        let before = at.checked_sub(1).map(|before| line[before]);
        if matches!(before, Some(b'#' | b'r' | b'\'' | b'\\')) {
            return false;
        }
    }
    quotes.is_multiple_of(2)
}

/// Writes what has a block by its head, and goes on within; none where it has another form.
fn opened<'t>(
    rewriter: &mut Rewriter<'t>,
    unit: Unit<'t>,
    head: &'t str,
    inside: &'t str,
    indent: usize,
    out: &mut String,
) -> Option<()> {
    let is_line = !has_break(head);
    if inside.trim_start_matches([' ', '\n']).is_empty() {
        return None;
    }
    let gap = unit.gap(indent);
    if let Some(breaks) = unit.head() {
        if is_line && head_stays(head, indent) {
            out.extend([head, " {"]);
        } else {
            let trees = trees(head, gap)?;
            out.push_str(&unit::head(&trees, indent, "{", breaks));
        }
    } else {
        let words = ["match ", "if ", "for ", "while "];
        if !is_line || unit.level[0] != 0 || !words.iter().any(|word| head.starts_with(word)) {
            return None;
        }
        let trees = trees(head, gap)?;
        let written = rewriter.within(|rewriter| {
            let (word, value) = rewriter.reader.control_head(&trees)?;
            rewriter.control_head(&word, &value, statement(indent, 0))
        });
        let Some(head) = written else {
            out.push_str(unit.text);
            return Some(());
        };
        out.extend([head.as_str(), "{"]);
    }
    out.push('\n');
    block(rewriter, inside, indent + TAB, out)?;
    indented(out, indent);
    out.push('}');
    Some(())
}
