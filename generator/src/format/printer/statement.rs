//! Prints statements, each on lines of its own.

use syn::{Expr, ExprMatch, Item, Stmt};

use super::expression::{expression, limited};
use super::imports::import;
use super::line::{close, plainly};
use super::pattern::pattern;
use super::vertical;
use crate::format::lines::{self, TAB, USUAL};

/// How long the head of a `match` may be so that it is on one line wherever it is.
const SHORT: usize = 40;

/// What is in a block so deep.
pub(in crate::format) fn statements(statements: &[Stmt], indent: usize) -> Option<String> {
    let mut out = String::new();
    if let [Stmt::Item(Item::Use(_)), ..] = statements {
        for found in statements {
            let Stmt::Item(Item::Use(found)) = found else {
                return None;
            };
            import(&mut out, found, indent)?;
        }
        return Some(lines::broken_within(&out, indent));
    }
    let mut line = String::new();
    for found in statements {
        line.clear();
        statement(&mut out, &mut line, found, indent)?;
    }
    Some(out)
}

pub(super) fn statement(
    out: &mut String,
    line: &mut String,
    of: &Stmt,
    indent: usize,
) -> Option<()> {
    match of {
        Stmt::Expr(Expr::Match(of), None) => cases(out, of, indent, line),
        Stmt::Expr(Expr::Assign(of), Some(_)) if of.attrs.is_empty() => {
            expression(line, &of.left)?;
            line.push_str(" = ");
            valued(out, line, &of.right, indent)
        }
        Stmt::Expr(of, end) => alone(out, line, of, indent, end.map_or("", |_| ";")),
        Stmt::Local(of) if of.attrs.is_empty() => {
            let init = of.init.as_ref().filter(|init| init.diverge.is_none())?;
            line.push_str("let ");
            pattern(line, &of.pat)?;
            line.push_str(" = ");
            valued(out, line, &init.expr, indent)
        }
        _ => None,
    }
}

/// An expression that is a statement, or the value of a block.
fn alone(out: &mut String, line: &mut String, of: &Expr, indent: usize, end: &str) -> Option<()> {
    let begin = out.len();
    let written = match of {
        Expr::Struct(of) => vertical::record(out, "", of, indent, end),
        Expr::MethodCall(of) => vertical::chain(out, of, indent, end),
        _ => None,
    };
    if written.is_some() {
        return written;
    }
    out.truncate(begin);
    let part = limited(line, of)?;
    line.push_str(end);
    let part = match of {
        // No rule looks into its texts, which may have braces.
        Expr::Macro(_) if line.len() <= USUAL => "",
        _ => &line[part],
    };
    plainly(out, line, part, indent)
}

/// Writes what begins a line, the value behind it, and a semicolon.
pub(super) fn valued(out: &mut String, line: &mut String, of: &Expr, indent: usize) -> Option<()> {
    if let Expr::Struct(of) = of {
        let begin = out.len();
        if vertical::record(out, line, of, indent, ";").is_some() {
            return Some(());
        }
        out.truncate(begin);
    }
    let part = limited(line, of)?;
    line.push(';');
    plainly(out, line, &line[part], indent)
}

/// `match value { … }`
fn cases(out: &mut String, of: &ExprMatch, indent: usize, line: &mut String) -> Option<()> {
    let Expr::Path(_) = &*of.expr else {
        return None;
    };
    if !of.attrs.is_empty() || of.arms.is_empty() {
        return None;
    }
    line.push_str("match ");
    expression(line, &of.expr)?;
    // A longer one may be broken.
    if line.len() > SHORT {
        return None;
    }
    line.push_str(" {\n");
    lines::indented(out, indent);
    out.push_str(line);
    for arm in &of.arms {
        line.clear();
        if !arm.attrs.is_empty()
            || matches!(&*arm.body, Expr::Tuple(found) if found.elems.is_empty())
        {
            return None;
        }
        pattern(line, &arm.pat)?;
        line.push_str(" => ");
        let part = limited(line, &arm.body)?;
        line.push(',');
        plainly(out, line, &line[part], indent + TAB)?;
    }
    close(out, indent);
    Some(())
}
