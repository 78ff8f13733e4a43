//! Turns tokens into text the way people write it: `Vec<Option<Box<Pet>>>`.
//!
//! The printer of files would do it too, but takes ten times as long for a line.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

/// Prints tokens on one line.
pub(super) fn spell(tokens: TokenStream) -> String {
    let mut text = String::new();
    write(tokens, &mut text);
    // A list may end with a comma, a line does not.
    text.truncate(text.trim_end_matches(", ").len());
    text
}

fn write(tokens: TokenStream, text: &mut String) {
    let mut joined = false;
    for token in tokens {
        match token {
            TokenTree::Group(group) => {
                let (open, close) = delimiters(group.delimiter());
                text.push_str(open);
                write(group.stream(), text);
                if text.ends_with(", ") {
                    text.truncate(text.len() - 2);
                }
                text.push_str(close);
                joined = false;
            }
            TokenTree::Punct(punct) => {
                let character = punct.as_char();
                punctuation(character, punct.spacing(), joined, text);
                joined = punct.spacing() == Spacing::Joint;
            }
            other => {
                separate(text);
                text.push_str(&other.to_string());
                joined = false;
            }
        }
    }
}

/// A space between two words.
fn separate(text: &mut String) {
    let is_word =
        |last: char| last.is_alphanumeric() || matches!(last, '_' | '"' | ')' | ']' | '>');
    if text.ends_with(is_word) {
        text.push(' ');
    }
}

fn punctuation(character: char, spacing: Spacing, joined: bool, text: &mut String) {
    match character {
        ',' => text.push_str(", "),
        ';' => text.push_str("; "),
        ':' if joined || spacing == Spacing::Joint => text.push(':'),
        ':' => text.push_str(": "),
        '-' if spacing == Spacing::Joint => text.push_str(" -"),
        '>' if text.ends_with(" -") => text.push_str("> "),
        '=' => text.push_str(" = "),
        '+' => text.push_str(" + "),
        '&' | '\'' => {
            separate(text);
            text.push(character);
        }
        other => text.push(other),
    }
}

fn delimiters(delimiter: Delimiter) -> (&'static str, &'static str) {
    match delimiter {
        Delimiter::Parenthesis => ("(", ")"),
        Delimiter::Bracket => ("[", "]"),
        Delimiter::Brace => (" { ", " }"),
        Delimiter::None => ("", ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signatures_read_as_people_write_them() {
        for text in [
            "fn new(name: impl Into<String>, age: i64) -> Self",
            "fn get(&self) -> Request<v1::GetPet, M>",
            "fn read<'a>(text: &'a str) -> Result<Self, Error>",
            "BTreeMap<String, Vec<Option<Box<models::Pet>>>>",
            "impl<const N: usize> From<[Pet; N]>",
            "fn with(mut self, f: impl Fn(u8) -> u8 + Send) -> Self",
            "fn at(&mut self, path: &str)",
        ] {
            let tokens: TokenStream = text.parse().expect("tokens");
            assert_eq!(spell(tokens), text);
        }
    }

    #[test]
    fn a_line_does_not_end_with_a_comma() {
        let tokens: TokenStream = "fn of<H>() -> H where H: Read,".parse().expect("tokens");
        assert_eq!(spell(tokens), "fn of<H>() -> H where H: Read");
    }
}
