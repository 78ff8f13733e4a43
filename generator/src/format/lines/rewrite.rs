//! Breaks the lines of expressions.
//!
//! What fits stays on one line, unless it is a long chain, list or call: those are broken from
//! 60 characters on, as rustfmt does. An expression that fits nowhere is none, and its statement
//! stays as it was.
//!
//! May not know: what stands around an expression.

use std::collections::BTreeMap;

use super::chain::is_extendable;
use super::expression::{Expr, Kind, Member, Reader};
use super::list::{List, Tactic, written};
use super::shape::{MAX, Shape, TAB, lines, width};
use super::tokens::Tree;
use super::unit;

/// How wide the parts of a call, a list or a chain may be on one line.
pub(super) const USUAL: usize = 60;

/// How wide the fields of a literal may be on one line.
const FIELDS: usize = 18;

/// Writes expressions, and knows what became of those that are tried again.
pub(super) struct Rewriter<'t> {
    /// The whole text.
    pub(super) text: &'t str,
    pub(super) reader: Reader,
    /// Whether chains that take several lines are not wanted.
    pub(super) one_line_chain: bool,
    /// Whether no comma may be added, as within a macro.
    is_in_macro: bool,
    pub(super) known: BTreeMap<(usize, Shape, bool), Option<String>>,
}

impl<'t> Rewriter<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            text,
            reader: Reader::default(),
            one_line_chain: false,
            is_in_macro: false,
            known: BTreeMap::new(),
        }
    }

    /// Forgets what became of expressions.
    pub(super) fn forget(&mut self) {
        self.known.clear();
    }

    /// An expression, its further lines with all their spaces; none where it does not fit.
    pub(super) fn expression(&mut self, item: &Expr<'_, '_>, shape: Shape) -> Option<String> {
        if let Kind::Text(text) = &item.kind {
            let fits = text.ends_with(['"', '#']) || width(text) <= shape.width;
            return if fits {
                Some(text.clone())
            } else {
                generics(text, shape)
            };
        }
        let key = (item.id, shape, self.one_line_chain);
        if let Some(known) = self.known.get(&key) {
            return known.clone();
        }
        let text = self.kind(item, shape);
        self.known.insert(key, text.clone());
        text
    }

    fn kind(&mut self, item: &Expr<'_, '_>, shape: Shape) -> Option<String> {
        match &item.kind {
            Kind::Text(text) => Some(text.clone()),
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
    fn block(&mut self, head: String, inside: &[Tree<'_>], shape: Shape) -> String {
        if inside.is_empty() {
            return head + "{}";
        }
        let mut out = head + "{\n";
        unit::block(self, inside, shape.indent + TAB, &mut out);
        out.extend([&" ".repeat(shape.indent), "}"]);
        out
    }

    /// `match value { … }`; below a value of several lines the block begins on its own.
    fn control(
        &mut self,
        word: &str,
        value: &Expr<'_, '_>,
        inside: &[Tree<'_>],
        shape: Shape,
    ) -> Option<String> {
        let room = shape.after(width(word) + 1)?.before(2)?;
        let value = self.expression(value, room)?;
        let is_apart = value.contains('\n') && !is_extendable(&value);
        let space = if is_apart {
            shape.break_line()
        } else {
            " ".to_owned()
        };
        Some(self.block(format!("{word} {value}{space}"), inside, shape))
    }

    pub(super) fn call(
        &mut self,
        callee: &str,
        arguments: &[Expr<'_, '_>],
        shape: Shape,
    ) -> Option<String> {
        self.bracketed(callee, arguments, ("(", ")"), shape)
    }

    fn bracketed(
        &mut self,
        callee: &str,
        items: &[Expr<'_, '_>],
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
        arguments: &[Expr<'_, '_>],
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
        members: &[Member<'_, '_>],
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
        let line = rows.join(", ");
        if !line.contains('\n') && width(&line) <= room {
            return Some(format!("{path} {{ {line} }}"));
        }
        let has_base = members.last().is_some_and(|member| member.name == "..");
        let comma = !has_base && !self.is_in_macro;
        let fields = written(&rows, Tactic::Vertical, nested, comma);
        let (inner, outer) = (nested.break_line(), shape.break_line());
        Some(format!("{path} {{{inner}{fields}{outer}}}"))
    }

    fn member(&mut self, member: &Member<'_, '_>, shape: Shape) -> Option<String> {
        let mut out = String::new();
        for attribute in &member.attributes {
            out.extend([attribute, shape.break_line().as_str()]);
        }
        let name = &member.name;
        let Some(value) = &member.value else {
            return Some(out + name);
        };
        let separator = if name == ".." { "" } else { ": " };
        let room = shape.after(name.len() + separator.len())?;
        if let Some(value) = self.expression(value, room) {
            return Some(format!("{out}{name}{separator}{value}"));
        }
        let room = shape.deeper();
        let value = self.expression(value, room)?;
        Some(format!("{out}{name}:{}{value}", room.break_line()))
    }

    /// `|names| body`
    fn closure(&mut self, head: &str, body: &Expr<'_, '_>, shape: Shape) -> Option<String> {
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
    fn short_closure(&mut self, head: &str, body: &Expr<'_, '_>, room: Shape) -> Option<String> {
        if let Some(text) = self.expression(body, room)
            && (!text.contains('\n') || may_be_long(body))
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

    /// What follows `=` or `:` with the space or line break before it.
    pub(super) fn right_side(
        &mut self,
        value: &Expr<'_, '_>,
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
            .filter(|text| !text.contains('\n') && width(text) <= room.width)
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

/// `name::<Type>` with the type on a line of its own.
fn generics(path: &str, shape: Shape) -> Option<String> {
    let (name, ty) = path.strip_suffix('>')?.split_once("::<")?;
    let nested = shape.deeper();
    let is_one = !ty.contains(',') && width(ty) < nested.width;
    let (inner, outer) = (nested.break_line(), shape.break_line());
    is_one.then(|| format!("{name}::<{inner}{ty},{outer}>"))
}

/// Whether a text on the next line is better than one that begins on this.
pub(super) fn is_better(below: &str, beside: &str) -> bool {
    let opens =
        |text: &str, open: char| text.lines().next().is_some_and(|line| line.ends_with(open));
    !below.contains('\n')
        || lines(beside) > lines(below) + 1
        || ['(', '{', '[']
            .into_iter()
            .any(|open| opens(beside, open) && !opens(below, open))
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
