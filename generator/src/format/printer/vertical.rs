//! Prints what has a line for each of its parts, where the rules for that are simple: a literal of
//! a struct, a long chain, what a macro makes of fields. Whatever is in doubt has no form here.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::{Expr, ExprMethodCall, ExprStruct, Macro, MacroDelimiter};

use super::expression::{chained, expression, member, method};
use super::tokens::given;
use super::ty::{In, path};
use super::{list, name};
use crate::format::lines::{self, MAX, TAB, USUAL, fits, indented, width};

/// Fewer columns of fields may be on one line.
pub(super) const FIELDS: usize = 18;

/// `Name { … }` behind something, as in `let pet = Name { … };`
pub(super) fn record(
    out: &mut String,
    before: &str,
    of: &ExprStruct,
    indent: usize,
    end: &str,
) -> Option<()> {
    if !of.attrs.is_empty() || of.qself.is_some() || of.rest.is_some() {
        return None;
    }
    indented(out, indent);
    let begin = out.len();
    out.push_str(before);
    path(out, &of.path, In::Expression)?;
    out.push_str(" {\n");
    if indent + width(&out[begin..]) > MAX {
        return None;
    }
    let begin = out.len();
    let mut row = String::new();
    for field in &of.fields {
        if !field.attrs.is_empty() {
            return None;
        }
        row.clear();
        member(&mut row, &field.member);
        if field.colon_token.is_some() {
            row.push_str(": ");
            let name = row.len();
            expression(&mut row, &field.expr)?;
            value(&mut row, name, indent + TAB)?;
        }
        indented(out, indent + TAB);
        out.push_str(&row);
        out.push_str(",\n");
    }
    // Without what is before and behind each.
    let columns = out.len() - begin - of.fields.len() * (indent + TAB + ",\n".len());
    if columns <= FIELDS {
        return None;
    }
    indented(out, indent);
    out.push('}');
    out.push_str(end);
    out.push('\n');
    Some(())
}

/// Breaks the lines of the value that a row has behind its name, where a comma follows.
fn value(row: &mut String, name: usize, indent: usize) -> Option<()> {
    if !fits(row, &row[name..], indent + 1) {
        let lines = lines::value(&row[name..], indent, name)?;
        row.truncate(name);
        row.push_str(&lines);
    }
    Some(())
}

/// `first.link().link()`, which is the value of a block, with a link a line.
pub(super) fn chain(out: &mut String, of: &ExprMethodCall, indent: usize, end: &str) -> Option<()> {
    let (first, links) = links(of);
    let (Expr::Path(_) | Expr::Call(_)) = first else {
        return None;
    };
    if links.len() == 1 {
        return None;
    }
    let mut links = links.into_iter();
    let mut row = String::new();
    chained(&mut row, first)?;
    let first = row.len();
    let mut used = 0;
    // A short name is not left alone.
    while row.len() <= TAB && links.len() > 1 {
        link(&mut row, links.next()?, indent)?;
    }
    if !fits(&row, &row[..first], indent + end.len()) {
        return None;
    }
    indented(out, indent);
    for found in links {
        // All but the last are too wide for one line.
        used += row.len();
        out.push_str(&row);
        out.push('\n');
        indented(out, indent + TAB);
        row.clear();
        link(&mut row, found, indent + TAB + end.len())?;
    }
    if used < USUAL {
        return None;
    }
    out.push_str(&row);
    out.push_str(end);
    out.push('\n');
    Some(())
}

/// What a chain begins with, and the methods that are called on it, in order.
pub(super) fn links(of: &ExprMethodCall) -> (&Expr, Vec<&ExprMethodCall>) {
    let mut links = vec![of];
    let mut first = &*of.receiver;
    while let Expr::MethodCall(link) = first {
        links.push(link);
        first = &*link.receiver;
    }
    links.reverse();
    (first, links)
}

/// `.method(first, second)`, where that fits so deep.
fn link(row: &mut String, of: &ExprMethodCall, indent: usize) -> Option<()> {
    let begin = row.len();
    method(row, of)?;
    row.push('(');
    let open = row.len();
    list(row, &of.args, expression)?;
    let is_plain = fits(&row[begin..], &row[open..], indent + 1);
    row.push(')');
    (is_plain && row.is_ascii()).then_some(())
}

/// `name!(Name { … });`
pub(super) fn invocation(out: &mut String, of: &Macro) -> Option<()> {
    let MacroDelimiter::Paren(_) = of.delimiter else {
        return None;
    };
    let mut tokens = of.tokens.clone().into_iter();
    let fields = match (tokens.next(), tokens.next(), tokens.next()) {
        (Some(TokenTree::Ident(of_type)), Some(TokenTree::Group(fields)), None) => {
            path(out, &of.path, In::Type)?;
            out.push_str("!(");
            let begin = out.len();
            name(out, &of_type);
            out.push_str(" {\n");
            if out.len() - begin > USUAL || fields.delimiter() != Delimiter::Brace {
                return None;
            }
            fields.stream()
        }
        _ => return None,
    };
    let mut tokens = fields.into_iter().peekable();
    let mut row = String::new();
    let mut columns = 0;
    while tokens.peek().is_some() {
        let is_comma =
            |token: &TokenTree| matches!(token, TokenTree::Punct(sign) if sign.as_char() == ',');
        let part = std::iter::from_fn(|| tokens.next_if(|token| !is_comma(token)));
        row.clear();
        named(&mut row, part)?;
        tokens.next();
        if tokens.peek().is_some() {
            row.push(',');
        }
        columns += row.len();
        indented(out, TAB);
        out.push_str(&row);
        out.push('\n');
    }
    out.push_str("});\n");
    (columns > FIELDS).then_some(())
}

/// `name: value`, or what has another form.
fn named(row: &mut String, mut part: impl Iterator<Item = TokenTree>) -> Option<()> {
    let first = part.next()?;
    let second = part.next()?;
    let is = |token: &TokenTree, wanted| matches!(token, TokenTree::Punct(sign) if sign.as_char() == wanted);
    let rest: TokenStream = match &first {
        TokenTree::Ident(found) if is(&second, ':') => {
            name(row, found);
            row.push_str(": ");
            part.collect()
        }
        first if is(first, '.') && is(&second, '.') => {
            row.push_str("..");
            part.collect()
        }
        _ => return None,
    };
    let begin = row.len();
    given(row, rest)?;
    fits(row, &row[begin..], TAB + 1).then_some(())
}
