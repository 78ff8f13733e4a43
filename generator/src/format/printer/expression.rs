//! Prints expressions on one line. None has a block, so there is nothing in them that needs
//! lines of its own.

use std::fmt::Write;
use std::ops::Range;

use syn::punctuated::Punctuated;
use syn::{
    Expr, ExprClosure, ExprMethodCall, ExprPath, ExprStruct, FieldValue, Lit, Member, ReturnType,
    Token, UnOp,
};

use super::pattern::pattern;
use super::tokens::invocation;
use super::ty::{In, angles, path, segment, ty};
use super::{list, name};
use crate::format::lines;

/// An expression, wherever no brackets are needed around it.
pub(super) fn expression(out: &mut String, of: &Expr) -> Option<()> {
    match of {
        Expr::Reference(of) if of.attrs.is_empty() => {
            out.push('&');
            if of.mutability.is_some() {
                out.push_str("mut ");
            }
            operand(out, &of.expr)
        }
        Expr::Unary(of) if of.attrs.is_empty() => {
            out.push(match of.op {
                UnOp::Deref(_) => '*',
                UnOp::Not(_) => '!',
                _ => return None,
            });
            operand(out, &of.expr)
        }
        Expr::Closure(of) => closure(out, of),
        Expr::Struct(of) => record(out, of),
        Expr::Lit(of) if of.attrs.is_empty() => literal(out, &of.lit),
        _ => chained(out, of),
    }
}

/// An expression, and the part of it that may be no wider than usual on one line: what several
/// values are in brackets, or a chain.
pub(super) fn limited(out: &mut String, of: &Expr) -> Option<Range<usize>> {
    let begin = out.len();
    match of {
        Expr::Reference(of) if of.attrs.is_empty() && of.mutability.is_none() => {
            out.push('&');
            return limited(out, &of.expr);
        }
        Expr::Call(call) if call.attrs.is_empty() && matches!(*call.func, Expr::Path(_)) => {
            chained(out, &call.func)?;
            return within(out, '(', &call.args, ')');
        }
        Expr::Array(list) if list.attrs.is_empty() => return within(out, '[', &list.elems, ']'),
        // The width of a chain of one link has no limit.
        Expr::MethodCall(link) if matches!(*link.receiver, Expr::Path(_) | Expr::Call(_)) => {
            chained(out, &link.receiver)?;
            let first = &out[begin..];
            if lines::fits(first, first, 0) {
                method(out, link)?;
                return within(out, '(', &link.args, ')');
            }
            out.truncate(begin);
        }
        _ => {}
    }
    expression(out, of)?;
    Some(begin..out.len())
}

/// Values in brackets, and the part of them that may be no wider than usual.
fn within(
    out: &mut String,
    open: char,
    values: &Punctuated<Expr, Token![,]>,
    close: char,
) -> Option<Range<usize>> {
    out.push(open);
    let begin = out.len();
    let part = match values.first() {
        Some(only @ Expr::MethodCall(_)) if values.len() == 1 => limited(out, only)?,
        _ => {
            list(out, values, expression)?;
            begin..out.len()
        }
    };
    out.push(close);
    Some(part)
}

/// What an operator is written before.
fn operand(out: &mut String, of: &Expr) -> Option<()> {
    match of {
        Expr::Closure(_) | Expr::Struct(_) => None,
        _ => expression(out, of),
    }
}

/// What a dot may follow.
pub(super) fn chained(out: &mut String, of: &Expr) -> Option<()> {
    match of {
        Expr::Path(of) if of.attrs.is_empty() => return qualified(out, of),
        Expr::Call(of) if of.attrs.is_empty() => {
            let Expr::Path(_) = &*of.func else {
                return None;
            };
            chained(out, &of.func)?;
            bracketed(out, '(', &of.args, ')')?;
        }
        Expr::MethodCall(of) => {
            chained(out, &of.receiver)?;
            method(out, of)?;
            bracketed(out, '(', &of.args, ')')?;
        }
        Expr::Field(of) if of.attrs.is_empty() => {
            chained(out, &of.base)?;
            out.push('.');
            member(out, &of.member);
        }
        Expr::Try(of) if of.attrs.is_empty() => {
            chained(out, &of.expr)?;
            out.push('?');
        }
        Expr::Await(of) if of.attrs.is_empty() => {
            chained(out, &of.base)?;
            out.push_str(".await");
        }
        Expr::Array(of) if of.attrs.is_empty() => bracketed(out, '[', &of.elems, ']')?,
        Expr::Tuple(of) if of.attrs.is_empty() => {
            out.push('(');
            list(out, &of.elems, expression)?;
            if of.elems.len() == 1 {
                out.push(',');
            }
            out.push(')');
        }
        Expr::Macro(of) if of.attrs.is_empty() => return invocation(out, &of.mac),
        Expr::Lit(of) if matches!(of.lit, Lit::Str(_)) => return literal(out, &of.lit),
        _ => return None,
    }
    Some(())
}

/// `.method::<Type>`
pub(super) fn method(out: &mut String, of: &ExprMethodCall) -> Option<()> {
    out.push('.');
    name(out, &of.method);
    if let Some(arguments) = &of.turbofish {
        angles(out, arguments, In::Expression)?;
    }
    of.attrs.is_empty().then_some(())
}

/// `Type::name` or `<Type as Trait>::name`
fn qualified(out: &mut String, of: &ExprPath) -> Option<()> {
    let Some(of_type) = &of.qself else {
        return path(out, &of.path, In::Expression);
    };
    let at = of_type.position;
    if at != 1 || of.path.leading_colon.is_some() {
        return None;
    }
    out.push('<');
    ty(out, &of_type.ty)?;
    out.push_str(" as ");
    let mut segments = of.path.segments.iter();
    segment(out, segments.next()?, In::Type)?;
    out.push('>');
    for found in segments {
        out.push_str("::");
        segment(out, found, In::Expression)?;
    }
    Some(())
}

fn bracketed<'e>(
    out: &mut String,
    open: char,
    parts: impl IntoIterator<Item = &'e Expr>,
    close: char,
) -> Option<()> {
    out.push(open);
    list(out, parts, expression)?;
    out.push(close);
    Some(())
}

pub(super) fn member(out: &mut String, of: &Member) {
    match of {
        Member::Named(of) => name(out, of),
        Member::Unnamed(of) => {
            // Nothing can fail that writes to a text.
            let _ = write!(out, "{}", of.index);
        }
    }
}

pub(super) fn literal(out: &mut String, of: &Lit) -> Option<()> {
    let begin = out.len();
    let _ = match of {
        Lit::Str(of) => write!(out, "{}", of.token()),
        Lit::Int(of) => write!(out, "{of}"),
        Lit::Bool(of) => write!(out, "{}", of.value),
        Lit::Verbatim(of) => write!(out, "{of}"),
        _ => return None,
    };
    // Of a text with several lines, each is as it is.
    (!out[begin..].contains('\n')).then_some(())
}

/// `|value| value.into()`
fn closure(out: &mut String, of: &ExprClosure) -> Option<()> {
    let is_plain = of.attrs.is_empty()
        && of.lifetimes.is_none()
        && of.constness.is_none()
        && of.asyncness.is_none()
        && matches!(of.output, ReturnType::Default);
    if !is_plain {
        return None;
    }
    if of.capture.is_some() {
        out.push_str("move ");
    }
    out.push('|');
    list(out, &of.inputs, pattern)?;
    out.push_str("| ");
    expression(out, &of.body)
}

/// `Name { first: 1, second }`
fn record(out: &mut String, of: &ExprStruct) -> Option<()> {
    if !of.attrs.is_empty() || of.qself.is_some() || of.fields.is_empty() {
        return None;
    }
    path(out, &of.path, In::Expression)?;
    out.push_str(" { ");
    list(out, &of.fields, field)?;
    if let Some(rest) = &of.rest {
        out.push_str(", ..");
        expression(out, rest)?;
    }
    out.push_str(" }");
    Some(())
}

pub(super) fn field(out: &mut String, of: &FieldValue) -> Option<()> {
    if !of.attrs.is_empty() {
        return None;
    }
    member(out, &of.member);
    if of.colon_token.is_some() {
        out.push_str(": ");
        expression(out, &of.expr)?;
    }
    Some(())
}
