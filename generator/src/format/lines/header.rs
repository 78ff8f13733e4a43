//! Breaks the lines of what is before a block: signatures, heads of items, attributes.

use std::borrow::Cow;

use super::list::{Tactic, written};
use super::shape::{MAX, Shape, width};
use super::tokens::{Tree, flat, parts};

/// How wide the arguments of an attribute may be on one line.
const ATTRIBUTE: usize = 70;

/// `impl<M> Client<M> {`
pub(super) fn item(head: &[Tree<'_>], indent: usize, open: &str) -> Option<String> {
    let line = line(head)?;
    // Of a block without items only the first bracket is asked for room.
    if indent + width(&line) + " {".len() <= MAX {
        return Some(format!("{line} {open}"));
    }
    let (outer, inner) = (Shape::line(indent), Shape::line(indent).deeper());
    let (first, second) = match line.split_once(" for ") {
        Some((interface, of)) => (interface, format!("for {of}")),
        None => match line.strip_prefix("impl ") {
            Some(of) => ("impl", of.to_owned()),
            None => return Some(line.into_owned() + &outer.break_line() + open),
        },
    };
    Some(format!(
        "{first}{}{second}{}{open}",
        inner.break_line(),
        outer.break_line()
    ))
}

/// `pub fn name(arguments) -> Output {`, with an argument a line where it is too long.
pub(super) fn function(head: &[Tree<'_>], indent: usize, open: &str) -> Option<String> {
    let line = line(head)?;
    if indent + width(&line) + 1 + open.len() <= MAX {
        return Some(format!("{line} {open}"));
    }
    let at = arguments(head)?;
    let (before, after) = (flat(&head[..at])?, flat(&head[at + 1..])?);
    let rows = parts(head[at].inside.as_deref()?);
    let (outer, inner) = (Shape::line(indent), Shape::line(indent).deeper());
    let rows = rows
        .into_iter()
        .map(|row| Some(argument(flat(row)?, inner)));
    let rows: Option<Vec<Cow<'_, str>>> = rows.collect();
    let rows = written(&rows?, Tactic::Vertical, inner, true);
    let after = if after.is_empty() {
        String::new()
    } else {
        format!(" {after}")
    };
    Some(format!(
        "{before}({}{rows}{}){after} {open}",
        inner.break_line(),
        outer.break_line()
    ))
}

/// `body: impl Into<Type>`; a type that is too long has what is in its brackets on a line
/// of its own.
fn argument(line: Cow<'_, str>, outer: Shape) -> Cow<'_, str> {
    let inner = outer.deeper();
    // rustfmt allows those with `impl` a few columns more.
    let room = match line.contains(": impl ") {
        true => outer.width + 4,
        false => outer.width - 1,
    };
    let parts = line.strip_suffix('>').and_then(|line| line.split_once('<'));
    match parts {
        Some((name, inside)) if width(&line) > room && width(inside) < inner.width => {
            let (inner, outer) = (inner.break_line(), outer.break_line());
            Cow::Owned(format!("{name}<{inner}{inside},{outer}>"))
        }
        _ => line,
    }
}

/// `pub struct Name(fields);`, with a field a line.
pub(super) fn tuple(head: &[Tree<'_>], indent: usize) -> Option<String> {
    let (fields, name) = head.split_last()?;
    let rows = parts(fields.group("(")?).into_iter().map(flat);
    let rows: Option<Vec<Cow<'_, str>>> = rows.collect();
    let (outer, inner) = (Shape::line(indent), Shape::line(indent).deeper());
    let rows = written(&rows?, Tactic::Vertical, inner, true);
    let name = flat(name)?;
    Some(format!(
        "{name}({}{rows}{});",
        inner.break_line(),
        outer.break_line()
    ))
}

/// The head on one line; none where it has a clause of its own.
fn line<'t>(head: &[Tree<'t>]) -> Option<Cow<'t, str>> {
    match head.iter().any(|tree| tree.is("where")) {
        true => None,
        false => flat(head),
    }
}

/// The place of the arguments, behind all generics.
fn arguments(head: &[Tree<'_>]) -> Option<usize> {
    let mut depth = 0_usize;
    let name = head.iter().position(|tree| tree.is("fn"))? + 1;
    for (index, tree) in head.iter().enumerate().skip(name) {
        match tree.text {
            "<" => depth += 1,
            ">" => depth = depth.saturating_sub(1),
            "(" if depth == 0 => return Some(index),
            _ => {}
        }
    }
    None
}

/// `#[name(arguments)]`
pub(super) fn attribute(unit: &[Tree<'_>], indent: usize) -> Option<String> {
    let [sign, group] = unit else { return None };
    let inside = group.group("[")?;
    let nested = Shape::line(indent);
    Some(format!(
        "{}[{}]",
        sign.text,
        arguments_of(inside, nested, nested.width.checked_sub(3)?)?
    ))
}

fn arguments_of<'t>(meta: &[Tree<'t>], outer: Shape, room: usize) -> Option<Cow<'t, str>> {
    let line = flat(meta)?;
    let Some((arguments, name)) = meta.split_last() else {
        return Some(line);
    };
    let Some(inside) = arguments.group("(") else {
        return Some(line);
    };
    let is_derive = name.first().is_some_and(|name| name.is("derive"));
    let used = width(&flat(inside)?);
    if width(&line) <= room && (used <= ATTRIBUTE || is_derive) {
        return Some(line);
    }
    let name = flat(name)?;
    let parts = parts(inside);
    if let [only] = parts[..] {
        let only = arguments_of(only, outer, room.saturating_sub(name.len() + 2))?;
        return Some(Cow::Owned(format!("{name}({only})")));
    }
    let inner = outer.deeper();
    let rows: Option<Vec<Cow<'_, str>>> = parts.into_iter().map(flat).collect();
    let rows = written(&rows?, Tactic::Vertical, inner, false);
    let (inner, outer) = (inner.break_line(), outer.break_line());
    Some(Cow::Owned(format!("{name}({inner}{rows}{outer})")))
}
