//! Breaks lists in brackets: on one line, one a line, or with the last part open.

use std::borrow::Cow;

use super::expression::{Expr, Kind, is_literal};
use super::rewrite::Rewriter;
use super::shape::{Shape, TAB, first_line, has_break, indented, last_line, width};

/// How the parts are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tactic {
    Horizontal,
    Vertical,
    /// As many on a line as it holds.
    Mixed,
}

/// A list in brackets.
#[derive(Clone, Copy)]
pub(super) struct List<'l, 's, 't> {
    /// What is before it.
    pub(super) callee: &'l str,
    pub(super) items: &'l [Expr<'s, 't>],
    pub(super) brackets: (&'static str, &'static str),
    /// How wide the parts may be on one line.
    pub(super) most: usize,
    /// Whether a comma may follow the last part.
    pub(super) comma: bool,
}

/// Longer parts have a line of their own.
const SHORT: usize = 10;

/// A part, where it fits.
type Row<'t> = Option<Cow<'t, str>>;

impl<'t> Rewriter<'t> {
    /// The list; none where a part does not fit.
    pub(super) fn list(&mut self, list: List<'_, '_, 't>, shape: Shape) -> Option<String> {
        let mut rows = Vec::with_capacity(list.items.len());
        let nested = nested(shape);
        for (index, item) in list.items.iter().enumerate() {
            let row = self.expression(item, nested);
            // Only the last has another place where it may fit.
            if row.is_none() && index + 1 < list.items.len() {
                return None;
            }
            rows.push(row);
        }
        let tactic = self.tactic(list, shape, &mut rows);
        let rows: Option<Vec<Cow<'t, str>>> = rows.into_iter().collect();
        let text = written(&rows?, tactic, nested, list.comma);
        let room = shape.width.saturating_sub(last_line(list.callee));
        let used = match text.is_empty() {
            true => 2,
            false => first_line(&text) + 1,
        };
        let (open, close) = list.brackets;
        let callee = list.callee;
        let is_line = text.is_empty() || tactic == Tactic::Horizontal && used <= room;
        let breaks = 2 + nested.indent + shape.indent;
        let mut out = String::with_capacity(callee.len() + 2 + text.len() + breaks);
        out.extend([callee, open]);
        if is_line {
            out.push_str(&text);
        } else {
            out.push('\n');
            indented(&mut out, nested.indent);
            out.push_str(&text);
            out.push('\n');
            indented(&mut out, shape.indent);
        }
        out.push_str(close);
        Some(out)
    }

    fn tactic(&mut self, list: List<'_, '_, 't>, shape: Shape, rows: &mut [Row<'t>]) -> Tactic {
        let line = line_width(list.callee, shape);
        let Some((last, others)) = list.items.split_last() else {
            return Tactic::Horizontal;
        };
        let is_alone = others.is_empty();
        let end = others.len();
        let has_attribute = matches!(last.kind, Kind::Attributed(..));
        let combines = is_alone && list.callee.len() < TAB && !has_attribute;
        let placeholder = (combines || can_overflow(last, list.items.len()))
            .then(|| self.open(list, shape, rows, combines))
            .flatten();
        if let Some(text) = &placeholder {
            let first = text.lines().next();
            rows[end] = first.map(|line| Cow::Owned(line.to_owned()));
        }
        let tactic = measured(rows, list.most.min(line));
        let nested = nested(shape);
        match placeholder {
            Some(text) if tactic == Tactic::Horizontal => {
                // A call within a call is on a line of its own rather than open for one line.
                let alone = (is_alone && text.matches('\n').count() == 1)
                    .then(|| self.expression(last, nested))
                    .flatten();
                let alone = alone.filter(|alone| !has_break(alone));
                rows[end] = Some(alone.unwrap_or(text));
                return Tactic::Horizontal;
            }
            _ => rows[end] = self.expression(last, nested),
        }
        let row = rows[end].as_deref().unwrap_or_default();
        if is_alone && line != 0 && !has_break(row) && width(row) <= line {
            return Tactic::Horizontal;
        }
        let tactic = measured(rows, list.most.min(line));
        let is_short = |row: &Row<'_>| row.as_deref().is_none_or(|row| row.len() <= SHORT);
        if tactic == Tactic::Vertical
            && list.items.iter().all(is_simple)
            && rows.iter().all(is_short)
        {
            return Tactic::Mixed;
        }
        tactic
    }

    /// The last part where it begins on the line of the others.
    fn open(
        &mut self,
        list: List<'_, '_, 't>,
        shape: Shape,
        rows: &[Row<'t>],
        combines: bool,
    ) -> Row<'t> {
        let (last, others) = list.items.split_last()?;
        let room = shape
            .after(last_line(list.callee) + 1)
            .and_then(|shape| shape.before(1))
            .unwrap_or(Shape { width: 0, ..shape });
        let room = if others.is_empty() && !is_nested_call(last) {
            room
        } else {
            let used = rows[..others.len()]
                .iter()
                .flatten()
                .map(|row| 2 + row.len());
            let width = list.most.min(room.width);
            Shape { width, ..room }.after(used.sum())?
        };
        if let Kind::Closure(..) = last.kind {
            let has_others = others
                .iter()
                .any(|item| matches!(item.kind, Kind::Closure(..)));
            return if has_others {
                None
            } else {
                self.expression(last, room)
            };
        }
        let before = self.one_line_chain;
        self.one_line_chain = before || !combines && is_method_call(last);
        let text = self.expression(last, room);
        self.one_line_chain = before;
        text
    }
}

/// The room for parts on lines of their own; a comma follows each.
fn nested(shape: Shape) -> Shape {
    let shape = shape.deeper();
    Shape {
        width: shape.width.saturating_sub(1),
        ..shape
    }
}

/// How much room the parts have on one line.
fn line_width(callee: &str, shape: Shape) -> usize {
    let used = match callee.rfind('\n') {
        Some(last) => (callee.len() - last - 1).saturating_sub(shape.used()),
        None => callee.len(),
    };
    shape.width.saturating_sub(used + 2)
}

/// Whether the parts fit on a line.
fn measured(rows: &[Row<'_>], most: usize) -> Tactic {
    let mut left = most + 2;
    for row in rows {
        let row = row.as_deref().unwrap_or_default();
        let needed = 2 + width(row);
        if needed > left || has_break(row) {
            return Tactic::Vertical;
        }
        left -= needed;
    }
    Tactic::Horizontal
}

/// How much room the parts need on one line.
pub(super) fn one_line(rows: &[impl AsRef<str>]) -> usize {
    let total: usize = rows.iter().map(|row| width(row.as_ref())).sum();
    total + 2 * rows.len().saturating_sub(1)
}

/// The parts with something between them, and an end.
fn joined(rows: &[impl AsRef<str>], between: &str, end: &str) -> String {
    let total: usize = rows.iter().map(|row| row.as_ref().len()).sum();
    let mut out = String::with_capacity(total + between.len() * rows.len() + end.len());
    for (index, row) in rows.iter().enumerate() {
        if index > 0 {
            out.push_str(between);
        }
        out.push_str(row.as_ref());
    }
    out + end
}

/// The parts with commas and line breaks between them.
pub(super) fn written(
    rows: &[impl AsRef<str>],
    tactic: Tactic,
    nested: Shape,
    comma: bool,
) -> String {
    let end = if comma { "," } else { "" };
    match tactic {
        Tactic::Horizontal => joined(rows, ", ", ""),
        Tactic::Vertical => joined(rows, &format!(",{}", nested.break_line()), end),
        Tactic::Mixed => {
            let mut out = String::new();
            let mut used = 0;
            for (index, row) in rows.iter().enumerate() {
                let row = row.as_ref();
                let is_last = index + 1 == rows.len();
                let end = if is_last { end } else { "," };
                // The comma behind the last part is not counted before the first break.
                let needed = width(row) + usize::from(!is_last || has_break(&out));
                if used > 0 && used + 1 + needed > nested.width {
                    out.push_str(&nested.break_line());
                    used = 0;
                } else if used > 0 {
                    out.push(' ');
                    used += 1;
                }
                out.extend([row, end]);
                used += needed;
            }
            out
        }
    }
}

/// Whether the last of so many parts may begin on the line of the others.
fn can_overflow(item: &Expr<'_, '_>, count: usize) -> bool {
    match &item.kind {
        Kind::Closure(..) | Kind::Block(..) => true,
        Kind::Control(..) | Kind::Array(_) | Kind::Struct(..) | Kind::Macro(..) => count == 1,
        Kind::Call(..) | Kind::Tuple(_) => count == 1,
        Kind::Prefix(_, value) => can_overflow(value, count),
        Kind::Chain(first, _, links) => match links.last() {
            Some(link) => link.arguments.is_some() && count == 1,
            None => can_overflow(first, count),
        },
        Kind::Text(_) | Kind::Paren(_) | Kind::Attributed(..) => false,
    }
}

fn is_nested_call(item: &Expr<'_, '_>) -> bool {
    match &item.kind {
        Kind::Call(..) | Kind::Macro(..) => true,
        Kind::Prefix(_, value) => is_nested_call(value),
        Kind::Chain(first, _, links) => links.is_empty() && is_nested_call(first),
        _ => false,
    }
}

fn is_method_call(item: &Expr<'_, '_>) -> bool {
    match &item.kind {
        Kind::Prefix(_, value) => is_method_call(value),
        Kind::Chain(_, _, links) => links.last().is_some_and(|link| link.arguments.is_some()),
        _ => false,
    }
}

fn is_simple(item: &Expr<'_, '_>) -> bool {
    match &item.kind {
        Kind::Text(text) => is_literal(text) || !text.contains("::"),
        Kind::Prefix(_, value) => is_simple(value),
        Kind::Chain(first, _, links) => {
            is_simple(first) && links.iter().all(|link| link.arguments.is_none())
        }
        _ => false,
    }
}
