//! Prints expressions on one line. None has a block, so there is nothing in them that needs
//! lines of its own.

use std::fmt::Write;

use syn::{Expr, ExprClosure, ExprPath, ExprStruct, FieldValue, Lit, Member, ReturnType, UnOp};

use super::pattern::pattern;
use super::tokens::invocation;
use super::ty::{In, angles, path, segment, ty};
use super::{list, name};

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
        Expr::MethodCall(of) if of.attrs.is_empty() => {
            chained(out, &of.receiver)?;
            out.push('.');
            name(out, &of.method);
            if let Some(arguments) = &of.turbofish {
                angles(out, arguments, In::Expression)?;
            }
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

fn literal(out: &mut String, of: &Lit) -> Option<()> {
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
