//! Writes the units of the printer's text, and has only those read as tokens whose lines may be
//! broken anew: most lines stay as they are.

use std::borrow::Cow;

use super::cut::{Unit, Units};
use super::expression::plain;
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
