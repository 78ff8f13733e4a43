//! Breaks the lines of items, statements, arms and fields: what begins on a line of its own.
//! One that has another form than those known here stays as the printer wrote it.

use std::borrow::Cow;

use super::assign::is_better;
use super::expression::{Expr, Kind};
use super::rewrite::{Rewriter, USUAL, statement};
use super::shape::{MAX, Shape, TAB, first_line, has_break, indented, width};
use super::tokens::{Gap, Tree, flat, source};
use super::{header, imports};

/// Writes what is in a block, each unit on lines of its own.
pub(super) fn block<'t>(
    rewriter: &mut Rewriter<'t>,
    trees: &[Tree<'t>],
    indent: usize,
    out: &mut String,
) {
    let units = imports::sort(units(trees));
    for (index, unit) in units.iter().enumerate() {
        if index > 0 && matches!(unit[0].gap, Gap::Line { blank: true, .. }) {
            out.push('\n');
        }
        indented(out, indent);
        if let Some(line) = short(unit) {
            out.push_str(line);
        } else if let Some(text) = written(rewriter, unit, indent) {
            out.push_str(&text);
        } else {
            unchanged(unit, indent, out);
        }
        out.push('\n');
    }
}

/// The line of a unit that every rule leaves as it is: nothing of it is wider than the parts
/// of an expression may be, it has no block or literal of a struct, and no names to sort. Most
/// lines are so, and need not be taken apart.
fn short<'t>(unit: &[Tree<'t>]) -> Option<&'t str> {
    let line = source(unit);
    let is_short = line.len() <= USUAL && !line.contains(['\n', '{']);
    is_short.then_some(line)
}

/// The parts that begin on lines with the first one's indentation.
fn units<'s, 't>(trees: &'s [Tree<'t>]) -> Vec<&'s [Tree<'t>]> {
    let Some(Gap::Line { indent, .. }) = trees.first().map(|first| first.gap) else {
        return trees.chunks(trees.len().max(1)).collect();
    };
    let mut units = Vec::new();
    let mut begin = 0;
    for index in 1..=trees.len() {
        let begins = trees.get(index).is_none_or(|tree| {
            let is_here = matches!(tree.gap, Gap::Line { indent: here, .. } if here == indent);
            is_here && !belongs(&trees[begin..index], tree)
        });
        if begins {
            units.push(&trees[begin..index]);
            begin = index;
        }
    }
    units
}

/// Whether these are one unit.
pub(super) fn is_one(trees: &[Tree<'_>]) -> bool {
    units(trees).len() == 1
}

/// Whether what begins a line goes on with a head or with generics.
fn belongs(unit: &[Tree<'_>], next: &Tree<'_>) -> bool {
    let is_head = unit.iter().any(|tree| tree.is("impl"));
    next.is("where") || next.is(">") || next.group("{").is_some() || is_head && next.is("for")
}

/// The expression that is all of a block.
pub(super) fn only_value<'s, 't>(
    rewriter: &mut Rewriter<'_>,
    trees: &'s [Tree<'t>],
) -> Option<Expr<'s, 't>> {
    let [unit] = units(trees)[..] else {
        return None;
    };
    let last = unit.last()?;
    let is_statement =
        last.is(";") || last.is(",") || unit[0].is("#") || unit[0].text.starts_with("//");
    let value = (!is_statement).then(|| rewriter.reader.expression(unit))??;
    match &value.kind {
        Kind::Macro(..) | Kind::Control(..) => None,
        Kind::Block(head, _) if !head.is_empty() => None,
        _ => Some(value),
    }
}

/// The unit without the spaces before it; none where it has another form.
pub(super) fn written<'t>(
    rewriter: &mut Rewriter<'t>,
    unit: &[Tree<'t>],
    indent: usize,
) -> Option<String> {
    rewriter.within(|rewriter| anew(rewriter, unit, indent))
}

fn anew<'t>(rewriter: &mut Rewriter<'t>, unit: &[Tree<'t>], indent: usize) -> Option<String> {
    let (first, _) = unit.split_first()?;
    if first.text.starts_with("//") && unit.len() == 1 {
        return Some(first.text.to_owned());
    }
    if first.is("#") {
        return header::attribute(unit, indent);
    }
    let visible = match unit {
        [public, within, ..] if public.is("pub") && within.group("(").is_some() => 2,
        [public, ..] if public.is("pub") => 1,
        _ => 0,
    };
    let keyword = unit.get(visible)?.text;
    match keyword {
        "use" => return imports::line(unit, indent),
        "impl" | "trait" | "mod" | "enum" | "struct" => {
            return item(rewriter, unit, indent, header::item);
        }
        "static" | "let" => return assigned(rewriter, unit, indent),
        _ => {}
    }
    if is_function(&unit[visible..]) {
        return item(rewriter, unit, indent, header::function);
    }
    if keyword == "const" {
        return assigned(rewriter, unit, indent);
    }
    if let Some(arrow) = unit.iter().position(|tree| tree.is("=>")) {
        return arm(rewriter, &unit[..arrow], &unit[arrow + 1..], indent);
    }
    let (last, rest) = unit.split_last()?;
    if visible > 0 || last.is(",") || keyword == "type" {
        return declared(unit, indent).map(Cow::into_owned);
    }
    if last.is(";") && unit.iter().any(|tree| tree.is("=")) {
        return assigned(rewriter, unit, indent);
    }
    let (value, end) = if last.is(";") {
        (rest, ";")
    } else {
        (unit, "")
    };
    let value = rewriter.reader.expression(value)?;
    let text = rewriter.expression(&value, statement(indent, end.len()))?;
    Some(text.into_owned() + end)
}

/// `pub name: Type,` or a variant; a type that is too long is on the next line.
fn declared<'t>(unit: &[Tree<'t>], indent: usize) -> Option<Cow<'t, str>> {
    let line = flat(unit)?;
    if indent + width(&line) <= MAX {
        return Some(line);
    }
    let at = line.find(": ").or_else(|| line.find(" = "))?;
    let (name, ty) = line.split_at(line[at..].find(' ')? + at);
    let name = if line[at..].starts_with(" = ") {
        format!("{name} =")
    } else {
        name.to_owned()
    };
    let ty = ty.trim_start_matches([' ', '=']);
    let below = Shape::line(indent).deeper();
    let text = || Cow::Owned(format!("{name}{}{ty}", below.break_line()));
    (width(ty) <= below.width).then(text)
}

/// `async fn name`, whatever words are before it.
fn is_function(unit: &[Tree<'_>]) -> bool {
    let word = unit
        .iter()
        .find(|tree| !matches!(tree.text, "async" | "const" | "unsafe"));
    word.is_some_and(|word| word.is("fn"))
}

/// Breaks the lines of a head, with the bracket that follows; none where it has another form.
pub(super) type Head = fn(&[Tree<'_>], usize, &str) -> Option<String>;

/// The head of an item with the bracket behind it; one of another form as it was printed.
pub(super) fn head(trees: &[Tree<'_>], indent: usize, open: &str, breaks: Head) -> String {
    breaks(trees, indent, open).unwrap_or_else(|| {
        let mut head = String::new();
        unchanged(trees, indent, &mut head);
        let is_clause = trees.iter().any(|tree| tree.is("where"));
        head.push_str(&if is_clause {
            Shape::line(indent).break_line()
        } else {
            " ".to_owned()
        });
        head + open
    })
}

/// What has a head and a block, or a head alone.
fn item<'t>(
    rewriter: &mut Rewriter<'t>,
    unit: &[Tree<'t>],
    indent: usize,
    breaks: Head,
) -> Option<String> {
    let (last, rest) = unit.split_last()?;
    let Some(inside) = last.group("{") else {
        let line = flat(unit)?;
        return match indent + width(&line) <= MAX {
            true => Some(line.into_owned()),
            false => header::tuple(rest, indent),
        };
    };
    let open = if inside.is_empty() { "{}" } else { "{" };
    let mut out = head(rest, indent, open, breaks);
    if !inside.is_empty() {
        out.push('\n');
        block(rewriter, inside, indent + TAB, &mut out);
        indented(&mut out, indent);
        out.push('}');
    }
    Some(out)
}

/// `let name = value;`, `const NAME: Type = value;` or `self.name = value;`
fn assigned<'t>(rewriter: &mut Rewriter<'t>, unit: &[Tree<'t>], indent: usize) -> Option<String> {
    let (last, rest) = unit.split_last()?;
    if !last.is(";") {
        return None;
    }
    let Some(equals) = rest.iter().position(|tree| tree.is("=")) else {
        let line = flat(unit)?;
        return (indent + width(&line) <= MAX).then(|| line.into_owned());
    };
    let left = flat(&rest[..=equals])?;
    let value = rewriter.reader.expression(&rest[equals + 1..])?;
    let right = rewriter.right_side(&value, width(&left), statement(indent, 1))?;
    Some(format!("{left}{right};"))
}

/// `pattern => value,`
fn arm<'t>(
    rewriter: &mut Rewriter<'t>,
    pattern: &[Tree<'t>],
    body: &[Tree<'t>],
    indent: usize,
) -> Option<String> {
    let pattern = flat(pattern)?;
    let body = match body.split_last() {
        Some((last, rest)) if last.is(",") => rest,
        _ => body,
    };
    let line = Shape::line(indent);
    let mut value = rewriter.reader.expression(body)?;
    if let Kind::Block(head, inside) = &value.kind
        && head.is_empty()
    {
        match only_value(rewriter, inside) {
            Some(alone) => value = alone,
            None => {
                let text = rewriter.expression(&value, line)?;
                return Some(format!("{pattern} => {text}"));
            }
        }
    }
    let room = line
        .after(width(&pattern) + 4)
        .and_then(|room| room.before(1));
    let beside = room.and_then(|room| rewriter.expression(&value, room));
    let budget = room.map_or(0, |room| room.width);
    let nested = line.deeper();
    let on_line = |text: &str| Some(format!("{pattern} => {text},"));
    if let Some(text) = beside
        .as_ref()
        .filter(|text| !has_break(text) && width(text) <= budget)
    {
        return on_line(text);
    }
    let below = rewriter.expression(&value, nested);
    let in_block = |text: &str| {
        let (inner, outer) = (nested.break_line(), line.break_line());
        Some(format!("{pattern} => {{{inner}{text}{outer}}}"))
    };
    match (beside, below) {
        (Some(beside), Some(below)) if is_better(&below, &beside) => in_block(&below),
        (Some(beside), _) if first_line(&beside) <= budget => on_line(&beside),
        (_, Some(below)) => in_block(&below),
        (Some(beside), None) => on_line(&beside),
        (None, None) => None,
    }
}

/// The unit as the printer wrote it, as deep as it is now.
fn unchanged(unit: &[Tree<'_>], indent: usize, out: &mut String) {
    let was = match unit.first().map(|first| first.gap) {
        Some(Gap::Line { indent, .. }) => indent,
        _ => indent,
    };
    for (index, line) in source(unit).split('\n').enumerate() {
        if index > 0 {
            out.push('\n');
        }
        let inner = line.trim_start_matches(' ');
        if index > 0 && !inner.is_empty() {
            let deeper = (line.len() - inner.len()).saturating_sub(was);
            indented(out, indent + deeper);
        }
        out.push_str(if index > 0 { inner } else { line });
    }
}
