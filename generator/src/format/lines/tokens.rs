//! Turns the printer's text into tokens in nested groups, and groups into text on one line.

use std::borrow::Cow;

use super::shape::has_break;

/// A token, or a group in brackets with what is in it.
#[derive(Debug)]
pub(super) struct Tree<'t> {
    /// The token, or the opening bracket.
    pub(super) text: &'t str,
    /// What is in the brackets; none for a token.
    pub(super) inside: Option<Vec<Tree<'t>>>,
    /// What was between it and the token before.
    pub(super) gap: Gap,
    /// The text from where it begins.
    from: &'t str,
    /// How many bytes of that it has, with what is in it.
    length: usize,
}

/// What separates a token from the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    None,
    Space,
    /// A line break, and this many spaces.
    Line {
        indent: usize,
        blank: bool,
    },
}

impl<'t> Tree<'t> {
    /// Whether it is this token.
    pub(super) fn is(&self, text: &str) -> bool {
        self.inside.is_none() && self.text == text
    }

    /// What is in it, where it is a group with this bracket.
    pub(super) fn group(&self, open: &str) -> Option<&[Tree<'t>]> {
        self.inside.as_deref().filter(|_| self.text == open)
    }

    /// The bracket that ends the group.
    pub(super) fn close(&self) -> &'static str {
        match self.text {
            "(" => ")",
            "[" => "]",
            _ => "}",
        }
    }

    /// A name, keyword or number.
    pub(super) fn is_word(&self) -> bool {
        let mut letters = self.text.chars();
        self.inside.is_none()
            && letters
                .next()
                .is_some_and(|c| c.is_alphanumeric() || c == '_')
    }

    fn is_comment(&self) -> bool {
        self.inside.is_none() && self.text.starts_with("//")
    }
}

/// Most groups have fewer tokens.
const USUAL: usize = 8;

/// The text of trees that are beside each other, as it was printed.
pub(super) fn source<'t>(trees: &[Tree<'t>]) -> &'t str {
    let (Some(first), Some(last)) = (trees.first(), trees.last()) else {
        return "";
    };
    let before_last = first.from.len() - last.from.len();
    &first.from[..before_last + last.length]
}

/// The trees of a text that follows a gap; none where it is not what the printer writes.
pub(super) fn trees(text: &str, mut gap: Gap) -> Option<Vec<Tree<'_>>> {
    let mut open: Vec<(Tree<'_>, Vec<Tree<'_>>)> = Vec::new();
    let mut trees = Vec::with_capacity(USUAL);
    let mut rest = text;
    loop {
        let (white, from) = white_space(rest);
        gap = white.unwrap_or(gap);
        if from.is_empty() {
            return open.is_empty().then_some(trees);
        }
        let length = length(from)?;
        let token = Tree {
            text: &from[..length],
            inside: None,
            gap: std::mem::replace(&mut gap, Gap::None),
            from,
            length,
        };
        rest = &from[length..];
        match token.text {
            "(" | "[" | "{" => {
                let inside = Vec::with_capacity(USUAL);
                open.push((token, std::mem::replace(&mut trees, inside)));
            }
            ")" | "]" | "}" => {
                let (mut group, before) = open.pop()?;
                if group.close() != token.text {
                    return None;
                }
                group.inside = Some(std::mem::replace(&mut trees, before));
                group.length = group.from.len() - rest.len();
                trees.push(group);
            }
            _ => trees.push(token),
        }
    }
}

/// The spaces and line breaks at the beginning, where there are any, and what follows.
fn white_space(text: &str) -> (Option<Gap>, &str) {
    let (mut spaces, mut breaks, mut length) = (0, 0, 0);
    for byte in text.bytes() {
        match byte {
            b' ' => spaces += 1,
            b'\n' => (spaces, breaks) = (0, breaks + 1),
            _ => break,
        }
        length += 1;
    }
    let gap = match (length, breaks) {
        (0, _) => None,
        (_, 0) => Some(Gap::Space),
        _ => Some(Gap::Line {
            indent: spaces,
            blank: breaks > 1,
        }),
    };
    (gap, &text[length..])
}

/// How many bytes the first token has.
fn length(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    match bytes[0] {
        b'/' if bytes.get(1) == Some(&b'/') => Some(rest.find('\n').unwrap_or(rest.len())),
        b'"' => quoted(rest, b'"'),
        b'\'' => {
            // A lifetime has no quote behind its first letter.
            let mut letters = rest.chars().skip(1);
            let (letter, after) = (letters.next()?, letters.next());
            if letter == '\\' || after == Some('\'') {
                quoted(rest, b'\'')
            } else {
                Some(1 + word(&rest[1..]))
            }
        }
        b'b' | b'c' | b'r' => literal(rest).unwrap_or_else(|| Some(word(rest))),
        b'0'..=b'9' => Some(number(rest)),
        b'_' | b'a'..=b'z' | b'A'..=b'Z' => Some(word(rest)),
        first if first.is_ascii() => {
            let is_pair = match bytes.get(1) {
                Some(b'=') => matches!(first, b'=' | b'!' | b'<' | b'>' | b'+' | b'-'),
                Some(b'>') => matches!(first, b'=' | b'-'),
                Some(second @ (b':' | b'.' | b'&' | b'|')) => *second == first,
                _ => false,
            };
            Some(if is_pair { 2 } else { 1 })
        }
        _ => match word(rest) {
            0 => rest.chars().next().map(char::len_utf8),
            length => Some(length),
        },
    }
}

/// A word, or what is left of one.
fn word(rest: &str) -> usize {
    let is_plain = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    let plain = rest.bytes().take_while(is_plain).count();
    match rest.as_bytes().get(plain) {
        Some(byte) if !byte.is_ascii() => rest
            .find(|c: char| !c.is_alphanumeric() && c != '_')
            .unwrap_or(rest.len()),
        _ => plain,
    }
}

/// `1.5`, but not `0.field` of `self.0.field`.
fn number(rest: &str) -> usize {
    let digits = word(rest);
    match rest.as_bytes()[digits..] {
        [b'.', b'0'..=b'9', ..] => digits + 1 + word(&rest[digits + 1..]),
        _ => digits,
    }
}

/// A text with letters before its quote; none where there is no text, and none within
/// where it has no end.
fn literal(rest: &str) -> Option<Option<usize>> {
    let prefixes = ["br", "cr", "r", "b", "c"];
    let (prefix, after) = prefixes.into_iter().find_map(|prefix| {
        let after = rest.strip_prefix(prefix)?;
        let is_raw = prefix.ends_with('r');
        let quote = if is_raw {
            after.trim_start_matches('#')
        } else {
            after
        };
        quote.starts_with('"').then_some((prefix, after))
    })?;
    if !prefix.ends_with('r') {
        return Some(quoted(after, b'"').map(|length| prefix.len() + length));
    }
    let hashes = after.bytes().take_while(|byte| *byte == b'#').count();
    let end = format!("\"{}", "#".repeat(hashes));
    let begin = prefix.len() + hashes + 1;
    let length = rest[begin..].find(&end);
    Some(length.map(|length| begin + length + end.len()))
}

/// A text between quotes.
fn quoted(rest: &str, quote: u8) -> Option<usize> {
    let mut is_escaped = false;
    for (at, byte) in rest.bytes().enumerate().skip(1) {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' => is_escaped = true,
            _ if byte == quote => return Some(at + 1),
            _ => {}
        }
    }
    None
}

/// The trees on one line; none where a comment or a literal has a line break.
pub(super) fn flat<'t>(trees: &[Tree<'t>]) -> Option<Cow<'t, str>> {
    let text = source(trees);
    if !has_break(text) {
        // A comment goes on to the end of its line.
        return (!trees.iter().any(Tree::is_comment)).then_some(Cow::Borrowed(text));
    }
    let mut out = String::with_capacity(text.len());
    put(trees, &mut out)?;
    Some(Cow::Owned(out))
}

fn put(trees: &[Tree<'_>], out: &mut String) -> Option<()> {
    for (index, tree) in trees.iter().enumerate() {
        let is_broken = tree.inside.is_none() && has_break(tree.text);
        if is_broken || tree.is_comment() {
            return None;
        }
        let next = trees.get(index + 1);
        let ends_generics = |next: &Tree<'_>| next.is(">") && matches!(next.gap, Gap::Line { .. });
        if tree.is(",") && next.is_some_and(ends_generics) {
            continue;
        }
        let before = index.checked_sub(1).map(|before| &trees[before]);
        let is_apart = match tree.gap {
            Gap::None => false,
            Gap::Space => true,
            Gap::Line { .. } => {
                !tree.is(".") && !tree.is(">") && !before.is_some_and(|before| before.is("<"))
            }
        };
        if is_apart && before.is_some() {
            out.push(' ');
        }
        out.push_str(tree.text);
        let Some(inside) = &tree.inside else { continue };
        let inside = match inside.split_last() {
            Some((last, others)) if last.is(",") && !is_singleton(tree, others) => others,
            _ => inside,
        };
        let space = if tree.text == "{" && !inside.is_empty() {
            " "
        } else {
            ""
        };
        out.push_str(space);
        put(inside, out)?;
        out.push_str(space);
        out.push_str(tree.close());
    }
    Some(())
}

/// `(value,)`, whose comma makes it a tuple.
fn is_singleton(tree: &Tree<'_>, others: &[Tree<'_>]) -> bool {
    tree.text == "("
        && matches!(tree.gap, Gap::Space | Gap::Line { .. })
        && !others.iter().any(|tree| tree.is(","))
        && matches!(others.first().map(|first| first.gap), Some(Gap::None))
}

/// The parts between commas, without those in brackets or generics.
pub(super) fn parts<'s, 't>(trees: &'s [Tree<'t>]) -> Vec<&'s [Tree<'t>]> {
    let mut parts = Vec::new();
    let mut depth = 0_usize;
    let mut begin = 0;
    for (index, tree) in trees.iter().enumerate() {
        if tree.is("<") {
            depth += 1;
        } else if tree.is(">") {
            depth = depth.saturating_sub(1);
        } else if tree.is(",") && depth == 0 {
            parts.push(&trees[begin..index]);
            begin = index + 1;
        }
    }
    if begin < trees.len() {
        parts.push(&trees[begin..]);
    }
    parts
}
