//! Turns the tokens of an expression into its parts, as far as it has a form whose lines are
//! broken by rules: calls, chains, lists, literals of structs, closures, blocks.
//!
//! May not know: where lines are broken.

use super::tokens::{Gap, Tree, flat, parts};

/// An expression.
#[derive(Debug)]
pub(super) struct Expr<'s, 't> {
    /// Its place among all that were read, which stands for it.
    pub(super) id: usize,
    pub(super) kind: Kind<'s, 't>,
}

#[derive(Debug)]
pub(super) enum Kind<'s, 't> {
    /// A literal or path.
    Text(String),
    /// `#[cfg(test)] value`, an attribute a line.
    Attributed(Vec<String>, Box<Expr<'s, 't>>),
    /// `&mut value`
    Prefix(&'static str, Box<Expr<'s, 't>>),
    /// `callee(arguments)`
    Call(Box<Expr<'s, 't>>, Vec<Expr<'s, 't>>),
    /// `name!(arguments)`
    Macro(String, &'t str, Vec<Expr<'s, 't>>),
    /// `first?.link.link`, with how many `?` follow the first.
    Chain(Box<Expr<'s, 't>>, usize, Vec<Link<'s, 't>>),
    /// `[values]`
    Array(Vec<Expr<'s, 't>>),
    /// `(values)`
    Tuple(Vec<Expr<'s, 't>>),
    /// `(value)`
    Paren(Box<Expr<'s, 't>>),
    /// `Path { fields }`
    Struct(String, Vec<Member<'s, 't>>),
    /// `|names| body`
    Closure(String, Box<Expr<'s, 't>>),
    /// A block with what stands before it: `async { … }`.
    Block(String, &'s [Tree<'t>]),
    /// `match value { arms }`, `for name in values { … }`
    Control(String, Box<Expr<'s, 't>>, &'s [Tree<'t>]),
}

/// `.method(arguments)?`, `.field` or `.await`
#[derive(Debug)]
pub(super) struct Link<'s, 't> {
    pub(super) id: usize,
    /// With the dot and generics.
    pub(super) name: String,
    pub(super) arguments: Option<Vec<Expr<'s, 't>>>,
    /// How many `?` follow.
    pub(super) tries: usize,
}

/// A field of a literal.
#[derive(Debug)]
pub(super) struct Member<'s, 't> {
    /// Its attributes, one a line.
    pub(super) attributes: Vec<String>,
    /// Its name, or `..`.
    pub(super) name: String,
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
            return Some(self.made(Kind::Attributed(attributes, value)));
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
            return Some(self.made(Kind::Prefix(prefix, value)));
        }
        if first.is("|") || first.is("||") || first.is("async") || first.is("move") {
            return self.closure(trees);
        }
        if first.is("match") || first.is("if") || first.is("for") || first.is("while") {
            return self.control(trees);
        }
        let (parent, rest) = self.primary(trees)?;
        self.postfix(parent, rest)
    }

    fn made<'s, 't>(&mut self, kind: Kind<'s, 't>) -> Expr<'s, 't> {
        self.count += 1;
        Expr {
            id: self.count,
            kind,
        }
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
            ("{", Some(inside)) => Kind::Block(String::new(), inside),
            _ if is_literal(first.text) => Kind::Text(flat(&trees[..1])?),
            _ => return self.path(trees),
        };
        Some((self.made(kind), rest))
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
            let kind = Kind::Macro(format!("{name}!"), group.text, arguments);
            return Some((self.made(kind), &rest[2..]));
        }
        if let Some(members) = next.and_then(|next| next.group("{")) {
            let members: Option<Vec<_>> = parts(members)
                .into_iter()
                .map(|part| self.member(part))
                .collect();
            return Some((self.made(Kind::Struct(name, members?)), &rest[1..]));
        }
        let path = self.made(Kind::Text(name));
        match next.and_then(|next| next.group("(")) {
            Some(arguments) => {
                let arguments = self.list(arguments)?;
                Some((self.made(Kind::Call(Box::new(path), arguments)), &rest[1..]))
            }
            None => Some((path, rest)),
        }
    }

    /// `#[cfg(test)] name: value`
    fn member<'s, 't>(&mut self, trees: &'s [Tree<'t>]) -> Option<Member<'s, 't>> {
        let (attributes, trees) = attributes(trees)?;
        let (first, rest) = trees.split_first()?;
        let (name, value) = match rest.split_first() {
            _ if first.is("..") => ("..".to_owned(), Some(self.expression(rest)?)),
            None => (first.text.to_owned(), None),
            Some((colon, value)) if colon.is(":") => {
                (first.text.to_owned(), Some(self.expression(value)?))
            }
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
                let (name, after) = after.split_at(1 + generics);
                let group = after.first().and_then(|next| next.group("("));
                let arguments = match group {
                    Some(arguments) => Some(self.list(arguments)?),
                    None => None,
                };
                rest = &after[usize::from(group.is_some())..];
                self.count += 1;
                links.push(Link {
                    id: self.count,
                    name: format!(".{}", flat(name)?),
                    arguments,
                    tries: 0,
                });
            } else {
                return None;
            }
        }
        match (tries, links.is_empty()) {
            (0, true) => Some(first),
            _ => Some(self.made(Kind::Chain(Box::new(first), tries, links))),
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
        Some(self.made(Kind::Closure(head, body)))
    }

    /// `async { … }`: words, and a block that ends the expression.
    fn block<'s, 't>(&mut self, trees: &'s [Tree<'t>]) -> Option<Expr<'s, 't>> {
        let (block, head) = trees.split_last()?;
        let inside = block.group("{")?;
        if head.iter().any(|tree| tree.inside.is_some()) {
            return None;
        }
        Some(self.made(Kind::Block(flat(head)?, inside)))
    }

    /// `match value { … }`, where only the value can take several lines.
    fn control<'s, 't>(&mut self, trees: &'s [Tree<'t>]) -> Option<Expr<'s, 't>> {
        let (block, head) = trees.split_last()?;
        let inside = block.group("{")?;
        let begin = match head[0].text {
            "for" => head.iter().position(|tree| tree.is("in"))?,
            _ if head.get(1)?.is("let") => head.iter().position(|tree| tree.is("="))?,
            _ => 0,
        };
        let value = Box::new(self.expression(&head[begin + 1..])?);
        Some(self.made(Kind::Control(flat(&head[..=begin])?, value, inside)))
    }
}

/// The attributes that the tokens begin with, and what follows.
fn attributes<'s, 't>(mut trees: &'s [Tree<'t>]) -> Option<(Vec<String>, &'s [Tree<'t>])> {
    let mut attributes = Vec::new();
    while trees.first().is_some_and(|first| first.is("#")) {
        attributes.push(flat(trees.get(..2)?)?);
        trees = &trees[2..];
    }
    Some((attributes, trees))
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
