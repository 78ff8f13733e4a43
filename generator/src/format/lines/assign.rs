//! Breaks what follows `=`, `:` or `=>`: beside it, or on the next line.

use super::expression::Expr;
use super::rewrite::Rewriter;
use super::shape::{Shape, has_break, lines, width};

impl<'t> Rewriter<'t> {
    /// What follows `=` or `:` with the space or line break before it.
    pub(super) fn right_side(
        &mut self,
        value: &Expr<'_, 't>,
        left: usize,
        shape: Shape,
    ) -> Option<String> {
        let room = shape.after(left + 1).unwrap_or(Shape {
            width: 0,
            offset: shape.offset + left + 1,
            ..shape
        });
        let beside = self.expression(value, room);
        if let Some(text) = beside
            .as_ref()
            .filter(|text| !has_break(text) && width(text) <= room.width)
        {
            return Some(format!(" {text}"));
        }
        let nested = room.deeper();
        let below = nested
            .before(room.overhead())
            .and_then(|room| self.expression(value, room));
        let below = below.filter(|text| {
            beside.is_none()
                || nested
                    .before(room.overhead())
                    .is_some_and(|room| room.holds(text))
        });
        match (beside, below) {
            (Some(beside), Some(below)) if is_better(&below, &beside) => {
                Some(format!("{}{below}", nested.break_line()))
            }
            (None, Some(below)) => Some(format!("{}{below}", nested.break_line())),
            (Some(beside), _) => Some(format!(" {beside}")),
            (None, None) => None,
        }
    }
}

/// Whether a text on the next line is better than one that begins on this.
pub(super) fn is_better(below: &str, beside: &str) -> bool {
    let opens =
        |text: &str, open: char| text.lines().next().is_some_and(|line| line.ends_with(open));
    !has_break(below)
        || lines(beside) > lines(below) + 1
        || ['(', '{', '[']
            .into_iter()
            .any(|open| opens(beside, open) && !opens(below, open))
}
