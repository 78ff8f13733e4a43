//! Breaks chains of calls and fields: on one line, a link a line, or with the last call open.

use std::borrow::Cow;

use super::expression::{Expr, Kind, Link};
use super::rewrite::{Rewriter, USUAL};
use super::shape::{Shape, TAB, first_line, has_break, last_line, lines, width};

impl<'t> Rewriter<'t> {
    /// `first.link.link`
    pub(super) fn chain(
        &mut self,
        first: &Expr<'_, 't>,
        tries: usize,
        links: &[Link<'_, 't>],
        shape: Shape,
    ) -> Option<String> {
        let count = links.len();
        let root = self.expression(first, shape.before(tries)?)?;
        let mut root = root.into_owned() + &"?".repeat(tries);
        let mut ends_block = is_block(first) && has_break(&root);
        let mut links = links;
        // A short name is not left alone.
        while let Some((link, rest)) = links.split_first() {
            if width(&root) > TAB.saturating_sub(shape.offset) || has_break(&root) {
                break;
            }
            let Some(text) = self.link(link, shape.after(root.len())?) else {
                break;
            };
            root += &text;
            ends_block = is_extendable(&root);
            links = rest;
        }
        let Some((last, middle)) = links.split_last() else {
            return Some(root).filter(|root| shape.holds(root));
        };
        let indent = if ends_block {
            shape.indent
        } else {
            shape.indent + TAB
        };
        let below = Shape::line(indent);
        let mut rows = vec![Cow::Owned(root)];
        for link in middle {
            let row = self.link(link, below)?;
            rows.push(row);
        }
        let (row, is_one_line) = self.last_link(&rows, last, count, shape, below)?;
        rows.push(row);
        let between = if is_one_line {
            String::new()
        } else if self.one_line_chain {
            return None;
        } else {
            below.break_line()
        };
        Some(rows.join(&between)).filter(|text| shape.holds(text))
    }

    /// The last link, and whether all are on one line: it may be open on the line of the others.
    fn last_link(
        &mut self,
        rows: &[Cow<'t, str>],
        last: &Link<'_, 't>,
        count: usize,
        shape: Shape,
        below: Shape,
    ) -> Option<(Cow<'t, str>, bool)> {
        let extends = is_extendable(&rows[0]);
        let used = last.tries
            + match extends {
                true => last_line(&rows[0]),
                false => rows.iter().map(|row| width(row)).sum(),
            };
        let most = if count == 1 {
            shape.width
        } else {
            shape.width.min(USUAL)
        };
        let budget = most.saturating_sub(used);
        let is_line = budget > 0 && !rows.iter().any(|row| has_break(row));
        let on_its_own = below.before(shape.overhead() + last.tries);
        let room = match (is_line, extends) {
            (true, _) => shape.before(last.tries)?,
            (false, true) => below.before(last.tries)?,
            (false, false) => on_its_own?,
        };
        // Whatever is chosen, it must be possible there.
        let otherwise = self.link(last, room)?;
        let beside = (is_line || extends).then(|| room.after(used)).flatten();
        let Some(text) = beside.and_then(|room| self.link(last, room)) else {
            return Some((otherwise, false));
        };
        let fits = first_line(&text) <= budget;
        if fits && lines(&text) >= 5 {
            return Some((text, is_line));
        }
        Some(match self.link(last, on_its_own?) {
            Some(row) if !fits => (row, false),
            Some(row) if lines(&row) < lines(&text) => (row, false),
            _ => (text, fits && is_line),
        })
    }

    fn link(&mut self, link: &Link<'_, 't>, shape: Shape) -> Option<Cow<'t, str>> {
        let Some(arguments) = &link.arguments else {
            shape.before(link.tries)?;
            return Some(match link.tries {
                0 => link.name.clone(),
                tries => Cow::Owned(format!("{}{}", link.name, "?".repeat(tries))),
            });
        };
        self.known(link.id, shape, |own| {
            let text = own.call(&link.name, arguments, shape.before(link.tries)?)?;
            Some(Cow::Owned(text + &"?".repeat(link.tries)))
        })
    }
}

/// Whether a chain goes on at the closing bracket.
fn is_block(first: &Expr<'_, '_>) -> bool {
    match &first.kind {
        Kind::Text(_) | Kind::Prefix(..) | Kind::Closure(..) | Kind::Tuple(_) => false,
        Kind::Paren(value) => is_block(value),
        _ => true,
    }
}

/// Whether the last line is only closing brackets.
pub(super) fn is_extendable(text: &str) -> bool {
    let last = text.rsplit('\n').next().unwrap_or_default();
    last.ends_with("\"#") || last.chars().all(|letter| "()]}?> ".contains(letter))
}
