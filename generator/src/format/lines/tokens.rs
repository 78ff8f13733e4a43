//! Turns the printer's text into tokens in nested groups, and groups into text on one line.
//!
//! May not know: what the tokens mean.

/// A token, or a group in brackets with what stands in it.
#[derive(Debug)]
pub(super) struct Tree<'t> {
    /// The token, or the opening bracket.
    pub(super) text: &'t str,
    /// What stands in the brackets; none for a token.
    pub(super) inside: Option<Vec<Tree<'t>>>,
    /// What was between it and the token before.
    pub(super) gap: Gap,
    /// Where it begins and ends in the text.
    pub(super) start: usize,
    pub(super) end: usize,
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

    /// What stands in it, where it is a group with this bracket.
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

    /// Whether it takes more than one line whatever is done.
    fn has_line_break(&self) -> bool {
        self.inside.is_none() && (self.text.starts_with("//") || self.text.contains('\n'))
    }
}

/// The trees of a text; none where it is not what the printer writes.
pub(super) fn trees(text: &str) -> Option<Vec<Tree<'_>>> {
    let mut open: Vec<(Tree<'_>, Vec<Tree<'_>>)> = Vec::new();
    let mut trees = Vec::new();
    let mut gap = Gap::Line {
        indent: 0,
        blank: false,
    };
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let white = rest.len() - rest.trim_start_matches([' ', '\n']).len();
        if white > 0 {
            let white = &rest[..white];
            gap = match white.rfind('\n') {
                Some(last) => Gap::Line {
                    indent: white.len() - last - 1,
                    blank: white[..last].contains('\n'),
                },
                None => Gap::Space,
            };
            at += white.len();
            continue;
        }
        let length = length(rest)?;
        let token = Tree {
            text: &rest[..length],
            inside: None,
            gap: std::mem::replace(&mut gap, Gap::None),
            start: at,
            end: at + length,
        };
        at += length;
        match token.text {
            "(" | "[" | "{" => open.push((token, std::mem::take(&mut trees))),
            ")" | "]" | "}" => {
                let (mut group, before) = open.pop()?;
                if group.close() != token.text {
                    return None;
                }
                group.inside = Some(std::mem::replace(&mut trees, before));
                group.end = token.end;
                trees.push(group);
            }
            _ => trees.push(token),
        }
    }
    open.is_empty().then_some(trees)
}

/// How many bytes the first token has.
fn length(rest: &str) -> Option<usize> {
    let first = rest.chars().next()?;
    let word = |rest: &str| {
        rest.find(|c: char| !c.is_alphanumeric() && c != '_')
            .unwrap_or(rest.len())
    };
    if rest.starts_with("//") {
        return Some(rest.find('\n').unwrap_or(rest.len()));
    }
    let prefix = ["br", "cr", "r", "b", "c"].into_iter().find(|prefix| {
        let rest = rest.strip_prefix(prefix).unwrap_or_default();
        rest.starts_with('"')
            || prefix.ends_with('r') && rest.trim_start_matches('#').starts_with('"')
    });
    if let Some(prefix) = prefix.filter(|prefix| prefix.ends_with('r')) {
        let hashes = rest[prefix.len()..]
            .bytes()
            .take_while(|byte| *byte == b'#')
            .count();
        let end = format!("\"{}", "#".repeat(hashes));
        let begin = prefix.len() + hashes + 1;
        return Some(begin + rest[begin..].find(&end)? + end.len());
    }
    let prefix = prefix.unwrap_or_default().len();
    if rest[prefix..].starts_with('"') {
        return quoted(&rest[prefix..], '"').map(|length| prefix + length);
    }
    if first == '\'' {
        // A lifetime has no quote behind its first letter.
        let mut letters = rest.chars().skip(1);
        let (letter, after) = (letters.next()?, letters.next());
        return if letter == '\\' || after == Some('\'') {
            quoted(rest, '\'')
        } else {
            Some(1 + word(&rest[1..]))
        };
    }
    if first.is_ascii_digit() {
        // `1.5`, but not `0.field` of `self.0.field`.
        let digits = word(rest);
        let fraction = rest[digits..].strip_prefix('.').map_or(0, |rest| {
            let is_number = rest.starts_with(|c: char| c.is_ascii_digit());
            if is_number { 1 + word(rest) } else { 0 }
        });
        return Some(digits + fraction);
    }
    if first.is_alphanumeric() || first == '_' {
        return Some(word(rest));
    }
    let pairs = [
        "::", "=>", "->", "..", "==", "!=", "<=", ">=", "&&", "||", "+=", "-=",
    ];
    match pairs.into_iter().find(|pair| rest.starts_with(pair)) {
        Some(pair) => Some(pair.len()),
        None => Some(first.len_utf8()),
    }
}

/// A text between quotes.
fn quoted(rest: &str, quote: char) -> Option<usize> {
    let mut is_escaped = false;
    for (at, letter) in rest.char_indices().skip(1) {
        match letter {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            _ if letter == quote => return Some(at + 1),
            _ => {}
        }
    }
    None
}

/// The trees on one line; none where a comment or a literal has a line break.
pub(super) fn flat(trees: &[Tree<'_>]) -> Option<String> {
    let mut out = String::new();
    put(trees, &mut out)?;
    Some(out)
}

fn put(trees: &[Tree<'_>], out: &mut String) -> Option<()> {
    for (index, tree) in trees.iter().enumerate() {
        if tree.has_line_break() {
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
