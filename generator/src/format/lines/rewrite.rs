//! Breaks the lines of expressions.
//!
//! What fits stays on one line, unless it is a long chain, list or call: those are broken from
//! 60 characters on, as rustfmt does. An expression that fits nowhere is none, and its statement
//! stays as it was.

use std::borrow::Cow;

use super::chain::is_extendable;
use super::expression::{Expr, Kind, Member, Reader};
use super::list::{List, Tactic, one_line, written};
use super::shape::{MAX, Shape, TAB, has_break, indented, width};
use super::tokens::Tree;
use super::unit;

/// How wide the parts of a call, a list or a chain may be on one line.
pub(in crate::format) const USUAL: usize = 60;

/// How wide the fields of a literal may be on one line.
const FIELDS: usize = 18;

/// How deep an expression may be indented so that its parts fit on lines of their own
/// wherever it fits on one.
pub(super) const SHALLOW: usize = 32;

/// Writes expressions, and knows what became of those that are tried again.
#[derive(Default)]
pub(super) struct Rewriter<'t> {
    pub(super) reader: Reader,
    /// Whether chains that take several lines are not wanted.
    pub(super) one_line_chain: bool,
    /// Whether no comma may be added, as within a macro.
    is_in_macro: bool,
    /// What became of the expressions of a unit, by their numbers.
    known: Vec<Vec<Known<'t>>>,
}

/// What became of an expression in one shape, where chains are wanted or not.
type Known<'t> = (Shape, bool, Option<Cow<'t, str>>);

impl<'t> Rewriter<'t> {
    /// Does something that has expressions of its own.
    pub(super) fn within<R>(&mut self, work: impl FnOnce(&mut Self) -> R) -> R {
        let reader = std::mem::take(&mut self.reader);
        let known = std::mem::take(&mut self.known);
        let result = work(self);
        self.reader = reader;
        self.known = known;
        result
    }

    /// What became of an expression, made where it is not known.
    pub(super) fn known(
        &mut self,
        id: usize,
        shape: Shape,
        make: impl FnOnce(&mut Self) -> Option<Cow<'t, str>>,
    ) -> Option<Cow<'t, str>> {
        let one_line_chain = self.one_line_chain;
        let mut tried = self.known.get(id).into_iter().flatten();
        let found = tried.find(|known| known.0 == shape && known.1 == one_line_chain);
        if let Some((.., text)) = found {
            return text.clone();
        }
        let text = make(self);
        if self.known.len() <= id {
            self.known.resize_with(id + 1, Vec::new);
        }
        self.known[id].push((shape, one_line_chain, text.clone()));
        text
    }

    /// An expression, its further lines with all their spaces; none where it does not fit.
    pub(super) fn expression(&mut self, item: &Expr<'_, 't>, shape: Shape) -> Option<Cow<'t, str>> {
        if let Kind::Text(text) = &item.kind {
            // The `::` before generics is asked for no room.
            let has_generics = text.ends_with('>') && text.contains("::<");
            let room = shape.width + if has_generics { 2 } else { 0 };
            return if text.ends_with(['"', '#']) || width(text) <= room {
                Some(text.clone())
            } else {
                generics(text, shape).map(Cow::Owned)
            };
        }
        let fits = |width: usize| width <= shape.width && shape.indent <= SHALLOW;
        if item.plain.is_some_and(fits) {
            return Some(Cow::Borrowed(item.source));
        }
        self.known(item.id, shape, |own| own.kind(item, shape).map(Cow::Owned))
    }

    fn kind(&mut self, item: &Expr<'_, 't>, shape: Shape) -> Option<String> {
        match &item.kind {
            Kind::Text(text) => Some(text.clone().into_owned()),
            Kind::Attributed(attributes, value) => {
                let break_line = shape.break_line();
                let value = self.expression(value, shape)?;
                let attributes = attributes.iter().map(|line| format!("{line}{break_line}"));
                Some(attributes.collect::<String>() + &value)
            }
            Kind::Prefix(prefix, value) => {
                let value = self.expression(value, shape.after(prefix.len())?)?;
                Some(format!("{prefix}{value}"))
            }
            Kind::Paren(value) => {
                let value = self.expression(value, shape.after(1)?.before(1)?)?;
                Some(format!("({value})"))
            }
            Kind::Call(callee, arguments) => {
                let callee = self.expression(callee, shape)?;
                self.call(&callee, arguments, shape)
            }
            Kind::Macro(name, open, arguments) => self.invocation(name, open, arguments, shape),
            Kind::Array(items) => self.bracketed("", items, ("[", "]"), shape),
            Kind::Tuple(items) => self.bracketed("", items, ("(", ")"), shape),
            Kind::Struct(path, members) => self.structure(path, members, shape),
            Kind::Closure(head, body) => self.closure(head, body, shape),
            Kind::Block(head, inside) => {
                let head = match head.is_empty() {
                    true => String::new(),
                    false => format!("{head} "),
                };
                Some(self.block(head, inside, shape))
            }
            Kind::Control(word, value, inside) => self.control(word, value, inside, shape),
            Kind::Chain(first, tries, links) => self.chain(first, *tries, links, shape),
        }
    }

    /// `{ … }`, behind its head.
    fn block(&mut self, head: String, inside: &[Tree<'t>], shape: Shape) -> String {
        if inside.is_empty() {
            return head + "{}";
        }
        let mut out = head + "{\n";
        unit::block(self, inside, shape.indent + TAB, &mut out);
        indented(&mut out, shape.indent);
        out.push('}');
        out
    }

    /// `match value { … }`; below a value of several lines the block begins on its own.
    fn control(
        &mut self,
        word: &str,
        value: &Expr<'_, 't>,
        inside: &[Tree<'t>],
        shape: Shape,
    ) -> Option<String> {
        let head = self.control_head(word, value, shape)?;
        Some(self.block(head, inside, shape))
    }

    /// `match value`, with what is before the bracket.
    pub(super) fn control_head(
        &mut self,
        word: &str,
        value: &Expr<'_, 't>,
        shape: Shape,
    ) -> Option<String> {
        let room = shape.after(width(word) + 1)?.before(2)?;
        let value = self.expression(value, room)?;
        let is_apart = has_break(&value) && !is_extendable(&value);
        let space = if is_apart {
            shape.break_line()
        } else {
            " ".to_owned()
        };
        Some(format!("{word} {value}{space}"))
    }

    pub(super) fn call(
        &mut self,
        callee: &str,
        arguments: &[Expr<'_, 't>],
        shape: Shape,
    ) -> Option<String> {
        self.bracketed(callee, arguments, ("(", ")"), shape)
    }

    fn bracketed(
        &mut self,
        callee: &str,
        items: &[Expr<'_, 't>],
        brackets: (&'static str, &'static str),
        shape: Shape,
    ) -> Option<String> {
        let list = List {
            callee,
            items,
            brackets,
            most: USUAL,
            comma: !self.is_in_macro,
        };
        self.list(list, shape)
    }

    /// `name!(arguments)`; a list of values has commas as any other.
    fn invocation(
        &mut self,
        name: &str,
        open: &str,
        arguments: &[Expr<'_, 't>],
        shape: Shape,
    ) -> Option<String> {
        let brackets = match open {
            "(" => ("(", ")"),
            "[" => ("[", "]"),
            _ => return None,
        };
        let before = self.is_in_macro;
        self.is_in_macro = name != "vec!";
        let text = self.bracketed(name, arguments, brackets, shape);
        self.is_in_macro = before;
        text
    }

    /// `Path { fields }`
    fn structure(
        &mut self,
        path: &str,
        members: &[Member<'_, 't>],
        shape: Shape,
    ) -> Option<String> {
        shape.before(2)?;
        if members.is_empty() {
            return Some(format!("{path} {{}}"));
        }
        let nested = shape.deeper();
        let mut rows = Vec::with_capacity(members.len());
        for member in members {
            rows.push(self.member(member, nested.before(1)?)?);
        }
        let room = shape.width.checked_sub(path.len() + 5);
        let room = room.map_or(0, |room| room.min(FIELDS));
        let is_line = rows.iter().all(|row| !has_break(row));
        if is_line && one_line(&rows) <= room {
            return Some(format!("{path} {{ {} }}", rows.join(", ")));
        }
        let has_base = members.last().is_some_and(|member| member.name == "..");
        let comma = !has_base && !self.is_in_macro;
        let fields = written(&rows, Tactic::Vertical, nested, comma);
        let (inner, outer) = (nested.break_line(), shape.break_line());
        Some(format!("{path} {{{inner}{fields}{outer}}}"))
    }

    fn member(&mut self, member: &Member<'_, 't>, shape: Shape) -> Option<String> {
        let mut out = String::new();
        for attribute in &member.attributes {
            out.push_str(attribute);
            out.push_str(&shape.break_line());
        }
        let name = member.name;
        let Some(value) = &member.value else {
            return Some(out + name);
        };
        let separator = if name == ".." { "" } else { ": " };
        let room = shape.after(name.len() + separator.len())?;
        if let Some(value) = self.expression(value, room) {
            out.reserve(name.len() + separator.len() + value.len());
            out.extend([name, separator, &value]);
            return Some(out);
        }
        let room = shape.deeper();
        let value = self.expression(value, room)?;
        Some(format!("{out}{name}:{}{value}", room.break_line()))
    }

    /// `|names| body`
    fn closure(&mut self, head: &str, body: &Expr<'_, 't>, shape: Shape) -> Option<String> {
        let room = shape.after(width(head) + 1)?;
        if let Kind::Block(words, inside) = &body.kind {
            let alone = words
                .is_empty()
                .then(|| unit::only_value(self, inside))
                .flatten();
            return match alone {
                Some(value) => self.short_closure(head, &value, room),
                None => Some(format!("{head} {}", self.expression(body, room)?)),
            };
        }
        self.short_closure(head, body, room)
    }

    /// On one line, or with a block around its value.
    fn short_closure(&mut self, head: &str, body: &Expr<'_, 't>, room: Shape) -> Option<String> {
        if let Some(text) = self.expression(body, room)
            && (!has_break(&text) || may_be_long(body))
        {
            return Some(format!("{head} {text}"));
        }
        let is_never_in_block = match &body.kind {
            Kind::Call(..) => true,
            Kind::Chain(_, tries, links) => match links.last() {
                Some(link) => link.tries > 0 || link.arguments.is_none() && link.name != ".await",
                None => *tries > 0,
            },
            _ => false,
        };
        if is_never_in_block {
            return None;
        }
        let nested = room.deeper();
        let text = self.expression(body, nested)?;
        let (inner, outer) = (nested.break_line(), room.break_line());
        Some(format!("{head} {{{inner}{text}{outer}}}"))
    }
}

/// `name::<Type>` with the type on a line of its own.
fn generics(path: &str, shape: Shape) -> Option<String> {
    let (name, ty) = path.strip_suffix('>')?.split_once("::<")?;
    let nested = shape.deeper();
    let is_one = !ty.contains(',') && width(ty) < nested.width;
    let (inner, outer) = (nested.break_line(), shape.break_line());
    is_one.then(|| format!("{name}::<{inner}{ty},{outer}>"))
}

/// Whether the value of a closure may take several lines without a block.
fn may_be_long(body: &Expr<'_, '_>) -> bool {
    match &body.kind {
        Kind::Control(word, ..) => word == "match",
        Kind::Block(..) | Kind::Struct(..) => true,
        Kind::Prefix(_, value) => may_be_long(value),
        Kind::Chain(first, _, links) => links.is_empty() && may_be_long(first),
        _ => false,
    }
}

/// The room left of a line for what ends a statement.
pub(super) fn statement(indent: usize, end: usize) -> Shape {
    Shape {
        indent,
        offset: 0,
        width: (MAX - end).saturating_sub(indent),
    }
}
