//! Turns one emitted file into text: blank lines between items, the printer, line breaks
//! where rustfmt has them, the words of comments, the header.
//!
//! Must not know: what an operation is. Each file is formatted by itself, so
//! the caller may spread files over threads.

mod file;
mod lines;

use memchr::memmem;
use proc_macro2::TokenStream;
use syn::{Attribute, File, ImplItem, Item, ItemFn, Stmt, Visibility};

use crate::generated_file::GeneratedFile;

pub(crate) use file::COMMENT;
pub use file::{Code, Content, EmittedFile};

/// Formats one file.
pub fn file(file: EmittedFile) -> GeneratedFile {
    with_items(file).0
}

/// Formats one file, and hands out the items that were printed where it is
/// Rust, so that nobody has to parse it again.
pub fn with_items(file: EmittedFile) -> (GeneratedFile, Option<Vec<Item>>) {
    let (text, items) = match file.content {
        Content::Rust(code) => {
            let (text, items) = printed(&file.header, code);
            (text, Some(items))
        }
        Content::Text(text) if file.header.is_empty() => (text, None),
        Content::Text(text) => {
            let mut out = headed(&file.header, text.is_empty(), text.len());
            out.push_str(&text);
            (out, None)
        }
    };
    let path = file.path;
    (GeneratedFile { path, text }, items)
}

/// The beginning of a file, with room for the rest.
fn headed(header: &str, is_rest_empty: bool, room: usize) -> String {
    let mut out = String::with_capacity(header.len() + 2 + room);
    out.push_str(header);
    out.push_str(match (header.is_empty(), is_rest_empty) {
        (true, _) => "",
        (false, true) => "\n",
        (false, false) => "\n\n",
    });
    out
}

/// The text of a file of Rust, and the items as they were printed.
fn printed(header: &str, code: Code) -> (String, Vec<Item>) {
    let mut items = spaced(code.items);
    if !code.attributes.is_empty() {
        items.insert(0, blank_item());
    }
    let syntax = file_of(code.attributes, items);
    let items = lines::broken(&prettyplease::unparse(&syntax));
    // The texts stay in memory until the crate is written, so they have hardly more room than
    // they need.
    let comments: usize = code
        .comments
        .iter()
        .map(|text| text.len() * 9 / 8 + 16)
        .sum();
    let room = items.len() + comments + code.docs.len() * 9 / 8 + 16;
    let is_empty = items.is_empty() && code.docs.is_empty();
    let mut text = headed(header, is_empty, room);
    comment(&mut text, "//!", &code.docs);
    if !code.docs.is_empty() && !items.is_empty() {
        text.push('\n');
    }
    put_in(&mut text, &items, &code.comments);
    (text, syntax.items)
}

fn file_of(attrs: Vec<Attribute>, items: Vec<Item>) -> File {
    File {
        shebang: None,
        frontmatter: None,
        attrs,
        items,
    }
}

/// Writes the items with the texts of their comments. `    ///#17` is the mark of text 17, and
/// `    ///` what its lines start with. In a text that looks like one, something is before it.
fn put_in(out: &mut String, items: &str, comments: &[String]) {
    let mut rest = items;
    let mut at = 0;
    while let Some(found) = memmem::find(&rest.as_bytes()[at..], MARK.as_bytes()) {
        let mark = at + found;
        let begin = rest[..mark].trim_end_matches(' ').len();
        let is_first = begin == 0 || rest.as_bytes()[begin - 1] == b'\n';
        at = mark + MARK.len();
        if !is_first {
            continue;
        }
        let (number, after) = rest[at..].split_once('\n').unwrap_or((&rest[at..], ""));
        let number: usize = number
            .trim_end()
            .parse()
            .expect("a mark ends with its number");
        out.push_str(&rest[..begin]);
        comment(out, &rest[begin..at - COMMENT.len()], &comments[number]);
        (rest, at) = (after, 0);
    }
    out.push_str(rest);
}

/// What a mark begins with.
const MARK: &str = "///#";

/// Writes each line of a comment below this start.
fn comment(out: &mut String, start: &str, text: &str) {
    for line in text.lines() {
        let line = line.trim_end();
        out.push_str(start);
        if !line.is_empty() {
            out.extend([" ", line]);
        }
        out.push('\n');
    }
}

/// Blank lines between items, and between the functions of a block.
fn spaced(mut items: Vec<Item>) -> Vec<Item> {
    for item in &mut items {
        if let Item::Impl(block) = item {
            let members = std::mem::take(&mut block.items);
            block.items = separate(members, blank_member, members_stay_together);
        }
    }
    separate(items, blank_item, items_stay_together)
}

/// Formats what is in a function, as the lines of an example in a comment.
pub(crate) fn statements(statements: Vec<Stmt>) -> Vec<String> {
    let mut function: ItemFn = syn::parse_quote!(
        fn example() {}
    );
    function.block.stmts = statements;
    let text = prettyplease::unparse(&file_of(Vec::new(), vec![Item::Fn(function)]));
    let text = lines::broken(&text);
    let lines = text.lines().skip(1).map(|line| line.strip_prefix("    "));
    lines.flatten().map(str::to_owned).collect()
}

/// The printer has no notion of blank lines; an empty item prints as one.
fn separate<T>(items: Vec<T>, blank: fn() -> T, together: fn(&T, &T) -> bool) -> Vec<T> {
    let mut spaced = Vec::with_capacity(items.len() * 2);
    for item in items {
        if spaced.last().is_some_and(|above| !together(above, &item)) {
            spaced.push(blank());
        }
        spaced.push(item);
    }
    spaced
}

fn blank_item() -> Item {
    Item::Verbatim(TokenStream::new())
}

fn blank_member() -> ImplItem {
    ImplItem::Verbatim(TokenStream::new())
}

/// Imports form a block, and so do declarations of modules.
fn items_stay_together(above: &Item, below: &Item) -> bool {
    match (above, below) {
        (Item::Use(above), Item::Use(below)) => is_public(&above.vis) == is_public(&below.vis),
        (Item::Mod(above), Item::Mod(below)) => is_public(&above.vis) == is_public(&below.vis),
        _ => false,
    }
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// `type Output = …; type Error = …;`
fn members_stay_together(above: &ImplItem, below: &ImplItem) -> bool {
    matches!((above, below), (ImplItem::Type(_), ImplItem::Type(_)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_becomes_its_words_and_a_text_that_looks_like_one_stays() {
        let syntax: File = syn::parse_quote! {
            #[doc = "#0"]
            pub struct Pet {
                #[doc = "#1"]
                pub name: String,
            }
            const LOOKS: [&str; 2] = ["///#0", "\n///#1\n"];
        };
        let code = Code {
            docs: "All of it.\n\nAnd more.".to_owned(),
            attributes: vec![syn::parse_quote!(#![cfg_attr(docsrs, feature(doc_cfg))])],
            items: syntax.items,
            comments: vec![
                "A pet.\n\n# Names  \n`///#1`".to_owned(),
                "Its name.".to_owned(),
            ],
        };
        let text = "\
//! All of it.
//!
//! And more.

#![cfg_attr(docsrs, feature(doc_cfg))]

/// A pet.
///
/// # Names
/// `///#1`
pub struct Pet {
    /// Its name.
    pub name: String,
}

const LOOKS: [&str; 2] = [\"///#0\", \"\\n///#1\\n\"];
";
        assert_eq!(printed("", code).0, text);
    }
}
