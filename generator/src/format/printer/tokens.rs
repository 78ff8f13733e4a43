//! Prints attributes, and what macros are called with: tokens that have no syntax tree.

use std::fmt::Write;

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use syn::{AttrStyle, Attribute, Expr, ExprLit, Lit, Macro, MacroDelimiter, Meta};

use super::expression::expression;
use super::ty::{In, path};
use crate::format::lines;

/// The attributes before what begins so deep, each on lines of its own.
pub(super) fn attributes(out: &mut String, attributes: &[Attribute], indent: usize) -> Option<()> {
    for found in attributes {
        lines::indented(out, indent);
        attribute(out, found, indent)?;
        out.push('\n');
    }
    Some(())
}

fn attribute(out: &mut String, of: &Attribute, indent: usize) -> Option<()> {
    if !matches!(of.style, AttrStyle::Outer) {
        return None;
    }
    if let Some(text) = comment(of) {
        let is_line = !text.contains('\n') && !text.starts_with('/');
        out.extend(["///", text.trim_end_matches(' ')]);
        return is_line.then_some(());
    }
    let mut line = "#[".to_owned();
    match &of.meta {
        Meta::Path(name) => path(&mut line, name, In::Type)?,
        Meta::NameValue(value) => {
            // Some printers take `#[comment = "…"]` for one.
            if value.path.is_ident("comment") {
                return None;
            }
            path(&mut line, &value.path, In::Type)?;
            line.push_str(" = ");
            expression(&mut line, &value.value)?;
        }
        Meta::List(list) => {
            path(&mut line, &list.path, In::Type)?;
            let MacroDelimiter::Paren(_) = list.delimiter else {
                return None;
            };
            line.push('(');
            arguments(&mut line, list.tokens.clone())?;
            line.push(')');
        }
    }
    line.push(']');
    lines::one_line(&line, indent, out)
}

/// The text of `#[doc = "text"]`.
fn comment(of: &Attribute) -> Option<String> {
    match &of.meta {
        Meta::NameValue(meta) if meta.path.is_ident("doc") => match &meta.value {
            Expr::Lit(ExprLit {
                lit: Lit::Str(text),
                ..
            }) => Some(text.value()),
            _ => None,
        },
        _ => None,
    }
}

/// `feature = "mock", any(first, second)`
fn arguments(out: &mut String, tokens: TokenStream) -> Option<()> {
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis => {
                out.push('(');
                arguments(out, group.stream())?;
                out.push(')');
            }
            TokenTree::Ident(ident) => {
                let _ = write!(out, "{ident}");
                // Two words have a space between them.
                if let Some(TokenTree::Ident(_) | TokenTree::Literal(_)) = tokens.peek() {
                    return None;
                }
            }
            TokenTree::Literal(literal) => {
                let _ = write!(out, "{literal}");
            }
            TokenTree::Punct(sign) => match sign.as_char() {
                ',' if tokens.peek().is_none() => {}
                ',' => out.push_str(", "),
                '=' => out.push_str(" = "),
                ':' => out.push(':'),
                _ => return None,
            },
            TokenTree::Group(_) => return None,
        }
    }
    Some(())
}

/// `name!(tokens)`
pub(super) fn invocation(out: &mut String, of: &Macro) -> Option<()> {
    path(out, &of.path, In::Type)?;
    let (open, close) = match of.delimiter {
        MacroDelimiter::Paren(_) => ("!(", ")"),
        MacroDelimiter::Bracket(_) => ("![", "]"),
        MacroDelimiter::Brace(_) => return None,
    };
    out.push_str(open);
    given(out, of.tokens.clone())?;
    out.push_str(close);
    Some(())
}

/// What a token was, as far as it decides whether a space is before the next one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    Word,
    Group,
    Dot,
    /// The first of two colons.
    Colon,
    Colons,
    Other,
}

/// The words that are no names to prettyplease.
const KEYWORDS: [&str; 36] = [
    "as", "async", "await", "box", "break", "const", "continue", "crate", "dyn", "else", "enum",
    "extern", "fn", "for", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move",
    "mut", "pub", "ref", "return", "static", "struct", "trait", "type", "unsafe", "use", "where",
    "while", "yield",
];

/// What a macro is called with, with the spaces that prettyplease has between tokens.
pub(super) fn given(out: &mut String, tokens: TokenStream) -> Option<()> {
    let mut before = Before::Other;
    let mut is_joint = true;
    for token in tokens {
        let (is_apart, now) = match &token {
            TokenTree::Group(group) => match group.delimiter() {
                Delimiter::Parenthesis | Delimiter::Bracket => {
                    (before != Before::Word, Before::Group)
                }
                Delimiter::Brace => (true, Before::Other),
                Delimiter::None => return None,
            },
            TokenTree::Ident(word) if KEYWORDS.iter().any(|keyword| word == keyword) => {
                (true, Before::Other)
            }
            TokenTree::Ident(_) => (
                before != Before::Dot && before != Before::Colons,
                Before::Word,
            ),
            TokenTree::Literal(_) => (before != Before::Dot, Before::Word),
            TokenTree::Punct(sign) => match sign.as_char() {
                ',' | ';' => (false, Before::Other),
                '.' => (!matches!(before, Before::Word | Before::Group), Before::Dot),
                ':' if before == Before::Colon => (false, Before::Colons),
                ':' if sign.spacing() == Spacing::Joint => (before != Before::Word, Before::Colon),
                '$' | '#' | '!' => return None,
                _ => (true, Before::Other),
            },
        };
        if is_apart && !is_joint {
            out.push(' ');
        }
        is_joint = matches!(&token, TokenTree::Punct(sign) if sign.spacing() == Spacing::Joint);
        before = now;
        match token {
            TokenTree::Group(group) => nested(out, group.delimiter(), group.stream())?,
            token => {
                let begin = out.len();
                let _ = write!(out, "{token}");
                if out[begin..].contains('\n') {
                    return None;
                }
            }
        }
    }
    Some(())
}

fn nested(out: &mut String, delimiter: Delimiter, tokens: TokenStream) -> Option<()> {
    let (open, close) = match delimiter {
        Delimiter::Parenthesis => ("(", ")"),
        Delimiter::Bracket => ("[", "]"),
        // What is in braces may have lines that are left as they are.
        _ => return None,
    };
    out.push_str(open);
    given(out, tokens)?;
    out.push_str(close);
    Some(())
}
