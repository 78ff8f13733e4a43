//! Turns two public APIs into the lines that differ, and what each difference
//! means to code that was written against the old one.

use super::shared::flat;
use crate::public_api::{Item, PublicApi};

/// What a difference means to code that was written against the old public API
/// (the Cargo Book, "SemVer Compatibility").
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Effect {
    /// It sees no difference.
    None,
    /// There is more to use, or a lint has something to say.
    Addition,
    /// It may not compile.
    Breaking,
}

/// One public item that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// The path that identifies it.
    pub(super) path: String,
    /// As it was; none where it is new.
    pub(super) before: Option<String>,
    /// As it is; none where it is gone.
    pub(super) after: Option<String>,
    /// What that means.
    pub(super) effect: Effect,
}

/// Every item that differs, sorted by path.
pub(super) fn compare(old: &PublicApi, new: &PublicApi) -> Vec<Line> {
    let (old, new) = (flat(old, new), flat(new, old));
    let removed = old
        .iter()
        .filter(|(path, _)| !new.contains_key(*path))
        .map(|(path, item)| line(path, Some(item), None));
    let rest = new.iter().filter_map(|(path, item)| {
        let before = old.get(path);
        (before != Some(item)).then(|| line(path, before, Some(item)))
    });
    let mut lines: Vec<Line> = removed.chain(rest).collect();
    lines.sort_by(|one, other| one.path.cmp(&other.path));
    lines
}

fn line(path: &str, before: Option<&Item>, after: Option<&Item>) -> Line {
    Line {
        path: path.to_owned(),
        before: before.map(Item::to_string),
        after: after.map(Item::to_string),
        effect: effect(before, after),
    }
}

/// Structs and enums are `#[non_exhaustive]`, so that whatever is new is an addition.
fn effect(before: Option<&Item>, after: Option<&Item>) -> Effect {
    let (Some(before), Some(after)) = (before, after) else {
        return if before.is_some() {
            Effect::Breaking
        } else {
            Effect::Addition
        };
    };
    let is_same = unnamed(&before.signature) == unnamed(&after.signature);
    if !is_same || !before.traits.is_subset(&after.traits) {
        Effect::Breaking
    } else if before.traits != after.traits || after.deprecated {
        Effect::Addition
    } else {
        Effect::None
    }
}

/// The signature of a function without the names of its arguments, which are
/// not part of the interface; any other signature as it is.
fn unnamed(signature: &str) -> String {
    let Some((before, arguments, after)) = arguments(signature) else {
        return signature.to_owned();
    };
    let types = pieces(arguments).into_iter().map(|argument| {
        let named = argument.split_once(": ");
        let is_name = |text: &str| {
            text.chars()
                .all(|c| c.is_alphanumeric() || "_#".contains(c))
        };
        named.map_or(
            argument,
            |(name, ty)| {
                if is_name(name.trim()) { ty } else { argument }
            },
        )
    });
    let types: Vec<&str> = types.map(str::trim).collect();
    format!("{before}{}{after}", types.join(", "))
}

/// What is before, in and after the parentheses of a function's arguments.
fn arguments(signature: &str) -> Option<(&str, &str, &str)> {
    let name = signature.find("fn ")?;
    let mut brackets = Brackets::default();
    let mut start = None;
    for (at, c) in signature.char_indices().skip_while(|(at, _)| *at < name) {
        if c == '(' && brackets.depth == 0 {
            start = Some(at + 1);
        }
        brackets.step(c);
        if let Some(start) = start
            && c == ')'
            && brackets.depth == 0
        {
            return Some((&signature[..start], &signature[start..at], &signature[at..]));
        }
    }
    None
}

/// The parts between commas that are in no brackets.
fn pieces(text: &str) -> Vec<&str> {
    let mut brackets = Brackets::default();
    let is_end = |c: char| {
        brackets.step(c);
        c == ',' && brackets.depth == 0
    };
    text.split(is_end).collect()
}

/// How deep a place is in brackets of any kind.
#[derive(Default)]
struct Brackets {
    depth: usize,
    before: char,
}

impl Brackets {
    fn step(&mut self, c: char) {
        let is_arrow = self.before == '-' && c == '>';
        match c {
            '(' | '[' | '<' | '{' => self.depth += 1,
            ')' | ']' | '}' => self.depth = self.depth.saturating_sub(1),
            '>' if !is_arrow => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        self.before = c;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_arguments_are_no_part_of_a_signature() {
        for (one, other, is_same) in [
            (
                "pub fn a::B::f(&self, x: u8)",
                "pub fn a::B::f(&self, y: u8)",
                true,
            ),
            (
                "pub fn f(x: u8, y: &str) -> X",
                "pub fn f(y: u8, x: &str) -> X",
                true,
            ),
            ("pub fn f(x: u8)", "pub fn f(x: u16)", false),
            ("pub fn f(x: u8)", "pub fn g(x: u8)", false),
            ("pub fn f(x: u8)", "pub fn f()", false),
            ("pub fn f(x: u8, y: u8)", "pub fn f(x: u8)", false),
            (
                "pub fn f(x: M<A, B>, y: u8)",
                "pub fn f(a: M<A, B>, b: u8)",
                true,
            ),
            ("pub fn f(x: M<A, B>)", "pub fn f(x: M<A, C>)", false),
            (
                "pub fn f<F: Fn(u8) -> u8>(x: F)",
                "pub fn f<F: Fn(u8) -> u8>(y: F)",
                true,
            ),
            (
                "pub fn f<F: Fn(u8) -> u8>(x: F)",
                "pub fn f<F: Fn(u16) -> u8>(x: F)",
                false,
            ),
            ("pub fn f(x: a::B)", "pub fn f(x: c::B)", false),
            ("pub a::B::x: u8", "pub a::B::y: u8", false),
        ] {
            assert_eq!(unnamed(one) == unnamed(other), is_same, "{one} {other}");
        }
    }
}
