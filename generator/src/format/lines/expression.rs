//! Turns the tokens of an expression into its parts, as far as it has a form whose lines are
//! broken by rules: calls, chains, lists, literals of structs, closures, blocks.

use std::borrow::Cow;

use super::rewrite::USUAL;
use super::tokens::{Gap, Tree, flat, parts, source};

/// An expression.
#[derive(Debug)]
pub(super) struct Expr<'s, 't> {
    /// Its place among all that were read, which stands for it.
    pub(super) id: usize,
    /// As it was printed.
    pub(super) source: &'t str,
    /// How wide it is where it is [plain].
    pub(super) plain: Option<usize>,
    pub(super) kind: Kind<'s, 't>,
}

#[derive(Debug)]
pub(super) enum Kind<'s, 't> {
    /// A literal or path.
    Text(Cow<'t, str>),
    /// `#[cfg(test)] value`, an attribute a line.
    Attributed(Vec<Cow<'t, str>>, Box<Expr<'s, 't>>),
    /// `&mut value`
    Prefix(&'static str, Box<Expr<'s, 't>>),
    /// `callee(arguments)`
    Call(Box<Expr<'s, 't>>, Vec<Expr<'s, 't>>),
    /// `name!(arguments)`
    Macro(Cow<'t, str>, &'t str, Vec<Expr<'s, 't>>),
    /// `first?.link.link`, with how many `?` follow the first.
    Chain(Box<Expr<'s, 't>>, usize, Vec<Link<'s, 't>>),
    /// `[values]`
    Array(Vec<Expr<'s, 't>>),
    /// `(values)`
    Tuple(Vec<Expr<'s, 't>>),
    /// `(value)`
    Paren(Box<Expr<'s, 't>>),
    /// `Path { fields }`
    Struct(Cow<'t, str>, Vec<Member<'s, 't>>),
    /// `|names| body`
    Closure(Cow<'t, str>, Box<Expr<'s, 't>>),
    /// A block with what is before it: `async { … }`.
    Block(Cow<'t, str>, &'s [Tree<'t>]),
    /// `match value { arms }`, `for name in values { … }`
    Control(Cow<'t, str>, Box<Expr<'s, 't>>, &'s [Tree<'t>]),
}

/// `.method(arguments)?`, `.field` or `.await`
#[derive(Debug)]
pub(super) struct Link<'s, 't> {
    pub(super) id: usize,
    /// With the dot and generics.
    pub(super) name: Cow<'t, str>,
    pub(super) arguments: Option<Vec<Expr<'s, 't>>>,
    /// How many `?` follow.
    pub(super) tries: usize,
}

/// A field of a literal.
#[derive(Debug)]
pub(super) struct Member<'s, 't> {
    /// Its attributes, one a line.
    pub(super) attributes: Vec<Cow<'t, str>>,
    /// Its name, or `..`.
    pub(super) name: &'t str,
    pub(super) value: Option<Expr<'s, 't>>,
}

/// Reads expressions, and counts them.
#[derive(Default)]
pub(super) struct Reader {
    count: usize,
}

/// Words before a block or a value that make another thing of an expression.
const KEYWORDS: [&str; 12] = [
    "as", "break", "continue", "dyn", "else", "in", "let", "move", "mut", "ref", "return", "where",
];

impl Reader {
    /// The expression that all of these tokens are; none where it has another form.
    pub(super) fn expression<'s, 't>(&mut self, trees: &'s [Tree<'t>]) -> Option<Expr<'s, 't>> {
        let (first, rest) = trees.split_first()?;
        if first.is("#") {
            let (attributes, rest) = attributes(trees)?;
            let value = Box::new(self.expression(rest)?);
            return Some(self.made(trees, Kind::Attributed(attributes, value)));
        }
        let prefix = match first.text {
            _ if first.inside.is_some() => None,
            "&" if rest.first().is_some_and(|next| next.is("mut")) => Some(("&mut ", &rest[1..])),
            "&" => Some(("&", rest)),
            "*" => Some(("*", rest)),
            "!" => Some(("!", rest)),
            "-" => Some(("-", rest)),
            _ => None,
        };
        if let Some((prefix, rest)) = prefix {
            let value = Box::new(self.expression(rest)?);
            return Some(self.made(trees, Kind::Prefix(prefix, value)));
        }
        if first.is("|") || first.is("||") || first.is("async") || first.is("move") {
            return self.closure(trees);
        }
        if first.is("match") || first.is("if") || first.is("for") || first.is("while") {
            return self.control(trees);
        }
        let (first, rest) = self.primary(trees)?;
        self.postfix(trees, first, rest)
    }

    fn made<'s, 't>(&mut self, trees: &'s [Tree<'t>], kind: Kind<'s, 't>) -> Expr<'s, 't> {
        let source = source(trees);
        let is_text = matches!(kind, Kind::Text(_));
        Expr {
            id: self.next_id(),
            source,
            plain: if is_text { None } else { plain(source) },
            kind,
        }
    }

    fn next_id(&mut self) -> usize {
        self.count += 1;
        self.count - 1
    }

    /// Expressions between commas.
    fn list<'s, 't>(&mut self, trees: &'s [Tree<'t>]) -> Option<Vec<Expr<'s, 't>>> {
        parts(trees)
            .into_iter()
            .map(|part| self.expression(part))
            .collect()
    }

    /// What a chain can begin with, and what follows.
    fn primary<'s, 't>(&mut self, trees: &'s [Tree<'t>]) -> Option<(Expr<'s, 't>, &'s [Tree<'t>])> {
        let (first, rest) = trees.split_first()?;
        let kind = match (first.text, &first.inside) {
            ("[", Some(inside)) if inside.iter().any(|tree| tree.is(";")) => {
                Kind::Text(flat(&trees[..1])?)
            }
            ("[", Some(inside)) => Kind::Array(self.list(inside)?),
            ("(", Some(inside)) => {
                let is_tuple = inside.is_empty() || inside.iter().any(|tree| tree.is(","));
                match is_tuple {
                    true => Kind::Tuple(self.list(inside)?),
                    false => Kind::Paren(Box::new(self.expression(inside)?)),
                }
            }
            ("{", Some(inside)) => Kind::Block(Cow::Borrowed(""), inside),
            _ if is_literal(first.text) => Kind::Text(flat(&trees[..1])?),
            _ => return self.path(trees),
        };
        Some((self.made(&trees[..1], kind), rest))
    }

    /// A path, and what makes a call, literal or macro of it.
    fn path<'s, 't>(&mut self, trees: &'s [Tree<'t>]) -> Option<(Expr<'s, 't>, &'s [Tree<'t>])> {
        let length = path_length(trees);
        let (path, rest) = trees.split_at(length);
        if length == 0 || KEYWORDS.contains(&path[0].text) {
            return None;
        }
        let name = flat(path)?;
        let next = rest.first();
        if next.is_some_and(|next| next.is("!")) {
            let group = rest.get(1)?;
            let arguments = self.list(group.inside.as_deref()?)?;
            let kind = Kind::Macro(flat(&trees[..=length])?, group.text, arguments);
            return Some((self.made(&trees[..length + 2], kind), &rest[2..]));
        }
        if let Some(members) = next.and_then(|next| next.group("{")) {
            let members: Option<Vec<_>> = parts(members)
                .into_iter()
                .map(|part| self.member(part))
                .collect();
            let kind = Kind::Struct(name, members?);
            return Some((self.made(&trees[..=length], kind), &rest[1..]));
        }
        let path = self.made(path, Kind::Text(name));
        match next.and_then(|next| next.group("(")) {
            Some(arguments) => {
                let arguments = self.list(arguments)?;
                let kind = Kind::Call(Box::new(path), arguments);
                Some((self.made(&trees[..=length], kind), &rest[1..]))
            }
            None => Some((path, rest)),
        }
    }

    /// `#[cfg(test)] name: value`
    fn member<'s, 't>(&mut self, trees: &'s [Tree<'t>]) -> Option<Member<'s, 't>> {
        let (attributes, trees) = attributes(trees)?;
        let (first, rest) = trees.split_first()?;
        let (name, value) = match rest.split_first() {
            _ if first.is("..") => ("..", Some(self.expression(rest)?)),
            None => (first.text, None),
            Some((colon, value)) if colon.is(":") => (first.text, Some(self.expression(value)?)),
            Some(_) => return None,
        };
        Some(Member {
            attributes,
            name,
            value,
        })
    }

    /// Calls, fields and `?` behind an expression.
    fn postfix<'s, 't>(
        &mut self,
        trees: &'s [Tree<'t>],
        first: Expr<'s, 't>,
        mut rest: &'s [Tree<'t>],
    ) -> Option<Expr<'s, 't>> {
        let mut tries = 0;
        let mut links: Vec<Link<'s, 't>> = Vec::new();
        while let Some((next, after)) = rest.split_first() {
            if next.is("?") {
                match links.last_mut() {
                    Some(link) => link.tries += 1,
                    None => tries += 1,
                }
                rest = after;
            } else if next.is(".") {
                let generics = generics_length(after.get(1..)?);
                let (name, after) = rest.split_at(2 + generics);
                let group = after.first().and_then(|next| next.group("("));
                let arguments = match group {
                    Some(arguments) => Some(self.list(arguments)?),
                    None => None,
                };
                rest = &after[usize::from(group.is_some())..];
                links.push(Link {
                    id: self.next_id(),
                    name: flat(name)?,
                    arguments,
                    tries: 0,
                });
            } else {
                return None;
            }
        }
        match (tries, links.is_empty()) {
            (0, true) => Some(first),
            _ => Some(self.made(trees, Kind::Chain(Box::new(first), tries, links))),
        }
    }

    /// `async move |names| body`
    fn closure<'s, 't>(&mut self, trees: &'s [Tree<'t>]) -> Option<Expr<'s, 't>> {
        let begin = trees.iter().position(|tree| tree.is("|") || tree.is("||"));
        let Some(begin) = begin.filter(|begin| *begin <= 2) else {
            return self.block(trees);
        };
        let end = match trees[begin].is("||") {
            true => begin,
            false => begin + 1 + trees[begin + 1..].iter().position(|tree| tree.is("|"))?,
        };
        let head = flat(&trees[..=end])?;
        let body = Box::new(self.expression(&trees[end + 1..])?);
        Some(self.made(trees, Kind::Closure(head, body)))
    }

    /// `async { … }`: words, and a block that ends the expression.
    fn block<'s, 't>(&mut self, trees: &'s [Tree<'t>]) -> Option<Expr<'s, 't>> {
        let (block, head) = trees.split_last()?;
        let inside = block.group("{")?;
        if head.iter().any(|tree| tree.inside.is_some()) {
            return None;
        }
        Some(self.made(trees, Kind::Block(flat(head)?, inside)))
    }

    /// `match value { … }`, where only the value can take several lines.
    fn control<'s, 't>(&mut self, trees: &'s [Tree<'t>]) -> Option<Expr<'s, 't>> {
        let (block, head) = trees.split_last()?;
        let inside = block.group("{")?;
        let (words, value) = self.control_head(head)?;
        let kind = Kind::Control(words, Box::new(value), inside);
        Some(self.made(trees, kind))
    }

    /// `match value`: the words, and the value.
    pub(super) fn control_head<'s, 't>(
        &mut self,
        head: &'s [Tree<'t>],
    ) -> Option<(Cow<'t, str>, Expr<'s, 't>)> {
        let begin = match head.first()?.text {
            "for" => head.iter().position(|tree| tree.is("in"))?,
            _ if head.get(1)?.is("let") => head.iter().position(|tree| tree.is("="))?,
            _ => 0,
        };
        let value = self.expression(&head[begin + 1..])?;
        Some((flat(&head[..=begin])?, value))
    }
}

/// Attributes, and what follows.
type Attributed<'s, 't> = (Vec<Cow<'t, str>>, &'s [Tree<'t>]);

/// The attributes that the tokens begin with, and what follows.
fn attributes<'s, 't>(mut trees: &'s [Tree<'t>]) -> Option<Attributed<'s, 't>> {
    let mut attributes = Vec::new();
    while trees.first().is_some_and(|first| first.is("#")) {
        attributes.push(flat(trees.get(..2)?)?);
        trees = &trees[2..];
    }
    Some((attributes, trees))
}

/// How wide an expression is that is printed as every rule would write it: on one line, with no
/// block, attribute or literal of a struct, and nothing wider than parts may be. None for others.
pub(super) fn plain(source: &str) -> Option<usize> {
    if source.len() > USUAL {
        return None;
    }
    let mut before = b' ';
    for byte in source.bytes() {
        let is_apart = byte == b' ' && matches!(before, b'-' | b'&' | b'*' | b'!');
        if is_apart || matches!(byte, b'\n' | b'{' | b'#') {
            return None;
        }
        before = byte;
    }
    // Room for the last ones is asked for twice.
    let tries = source.len() - source.trim_end_matches('?').len();
    Some(source.len() + tries).filter(|width| *width <= USUAL)
}

pub(super) fn is_literal(text: &str) -> bool {
    let is_quoted =
        text.ends_with('"') || text.ends_with('#') && text.contains('"') || text.ends_with('\'');
    is_quoted || text.starts_with(|first: char| first.is_ascii_digit())
}

/// How many tokens the path has that they begin with: `Type::<A>::name`.
fn path_length(trees: &[Tree<'_>]) -> usize {
    let mut length = 0;
    if trees.first().is_some_and(|first| first.is("::")) {
        length = 1;
    }
    while trees.get(length).is_some_and(Tree::is_word) {
        length += 1;
        let rest = &trees[length..];
        length += generics_length(rest);
        match trees.get(length) {
            Some(next) if next.is("::") && next.gap == Gap::None => length += 1,
            _ => break,
        }
    }
    length
}

/// `::<A, B>`
fn generics_length(trees: &[Tree<'_>]) -> usize {
    match trees {
        [colons, open, ..] if colons.is("::") && open.is("<") => {
            let mut depth = 0;
            for (index, tree) in trees.iter().enumerate() {
                if tree.is("<") {
                    depth += 1;
                } else if tree.is(">") {
                    depth -= 1;
                    if depth == 0 {
                        return index + 1;
                    }
                }
            }
            0
        }
        _ => 0,
    }
}
