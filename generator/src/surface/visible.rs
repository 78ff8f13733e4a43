//! Turns the tokens of a file into those that can be seen from elsewhere: no
//! words, no bodies. Parsing is most of what reading a surface costs, and most
//! of a file is words and bodies.
//!
//! May not know: what the items are called.

use std::iter::Peekable;

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree, token_stream};

/// What braces hold, which depends on the keyword of the item.
#[derive(Clone, Copy)]
enum Braces {
    /// Fields or variants.
    Parts,
    /// Functions with bodies.
    Members,
    /// Nothing to see.
    Body,
}

/// The tokens of a file without documentation and bodies.
pub(super) fn visible(tokens: TokenStream) -> TokenStream {
    let mut item = None;
    without_words(tokens, |token| {
        match &token {
            TokenTree::Ident(word) if item.is_none() => item = braces(&word.to_string()),
            TokenTree::Punct(punct) if punct.as_char() == ';' => item = None,
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                if let Some(braces) = item.take() {
                    return inside(group, braces);
                }
            }
            _ => {}
        }
        token
    })
}

fn braces(keyword: &str) -> Option<Braces> {
    match keyword {
        "struct" | "enum" => Some(Braces::Parts),
        "impl" | "trait" => Some(Braces::Members),
        "fn" => Some(Braces::Body),
        _ => None,
    }
}

fn inside(group: &Group, braces: Braces) -> TokenTree {
    match braces {
        Braces::Parts => group_of(group, without_words(group.stream(), |token| token)),
        Braces::Members => group_of(group, without_words(group.stream(), without_body)),
        Braces::Body => group_of(group, TokenStream::new()),
    }
}

fn without_body(token: TokenTree) -> TokenTree {
    match &token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
            inside(group, Braces::Body)
        }
        _ => token,
    }
}

fn group_of(group: &Group, tokens: TokenStream) -> TokenTree {
    TokenTree::Group(Group::new(group.delimiter(), tokens))
}

/// The tokens without documentation, each changed on its way.
fn without_words(
    tokens: TokenStream,
    mut change: impl FnMut(TokenTree) -> TokenTree,
) -> TokenStream {
    let mut tokens = tokens.into_iter().peekable();
    let mut kept = Vec::new();
    while let Some(token) = tokens.next() {
        let is_hash = matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '#');
        if is_hash && skips_words(&mut tokens) {
            continue;
        }
        kept.push(change(token));
    }
    kept.into_iter().collect()
}

/// Steps over `[doc = "…"]` or `![doc = "…"]`; not over `[doc(hidden)]`.
fn skips_words(tokens: &mut Peekable<token_stream::IntoIter>) -> bool {
    let is_inner = matches!(tokens.peek(), Some(TokenTree::Punct(punct)) if punct.as_char() == '!');
    if is_inner {
        // No attribute of a whole file changes what can be seen of it.
        tokens.next();
        tokens.next();
        return true;
    }
    let are_words = matches!(tokens.peek(), Some(TokenTree::Group(group)) if is_text(group));
    if are_words {
        tokens.next();
    }
    are_words
}

/// `doc = "…"`
fn is_text(attribute: &Group) -> bool {
    let mut tokens = attribute.stream().into_iter();
    let is_doc = matches!(tokens.next(), Some(TokenTree::Ident(name)) if name == "doc");
    is_doc && matches!(tokens.next(), Some(TokenTree::Punct(_)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_bodies_are_left_out_and_nothing_else() {
        let cases = [
            ("#![doc = \"File.\"] pub mod a;", "pub mod a;"),
            (
                "#[doc = \"A.\"] #[non_exhaustive] pub struct A { #[doc = \"b\"] pub b: u8 }",
                "#[non_exhaustive] pub struct A { pub b: u8 }",
            ),
            (
                "#[doc(hidden)] pub use a::{B, C}; pub enum D { #[doc = \"E\"] E(A) }",
                "#[doc(hidden)] pub use a::{B, C}; pub enum D { E(A) }",
            ),
            (
                "impl A { #[doc = \"x\"] pub fn x(&self, f: impl Fn()) -> u8 { if y { 1 } } type T = (); }",
                "impl A { pub fn x(&self, f: impl Fn()) -> u8 {} type T = (); }",
            ),
            (
                "pub fn x() -> impl Fn() { || {} } pub const C: S = S { a: 1 };",
                "pub fn x() -> impl Fn() {} pub const C: S = S { a: 1 };",
            ),
        ];
        let tokens = |text: &str| text.parse::<TokenStream>().expect("tokens");
        for (text, expected) in cases {
            let found = visible(tokens(text)).to_string();
            assert_eq!(found, tokens(expected).to_string());
        }
    }
}
