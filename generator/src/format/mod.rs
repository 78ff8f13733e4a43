//! Turns one emitted file into text: blank lines between items, the printer, line breaks
//! where rustfmt has them, the words of comments, the header.
//!
//! May not know: what an operation is. Each file is formatted by itself, so
//! the caller may spread files over threads.

mod lines;

use proc_macro2::TokenStream;
use syn::{Attribute, File, ImplItem, Item, ItemFn, Stmt, Visibility};

use crate::GeneratedFile;
use crate::emit::{COMMENT, Code, Content, EmittedFile};

/// Formats one file.
pub fn file(file: EmittedFile) -> GeneratedFile {
    with_items(file).0
}

/// Formats one file, and hands out the items that were printed where it is
/// Rust, so that nobody has to parse it again.
pub fn with_items(file: EmittedFile) -> (GeneratedFile, Option<Vec<Item>>) {
    let (body, items) = match file.content {
        Content::Rust(code) => {
            let (text, items) = printed(code);
            (text, Some(items))
        }
        Content::Text(text) => (text, None),
    };
    let text = match (file.header.is_empty(), body.is_empty()) {
        (true, _) => body,
        (false, true) => format!("{}\n", file.header),
        (false, false) => format!("{}\n\n{body}", file.header),
    };
    let path = file.path;
    (GeneratedFile { path, text }, items)
}

/// The text of a file of Rust, and the items as they were printed.
fn printed(code: Code) -> (String, Vec<Item>) {
    let mut items = spaced(code.items);
    if !code.attributes.is_empty() {
        items.insert(0, blank_item());
    }
    let syntax = file_of(code.attributes, items);
    let items = lines::broken(&prettyplease::unparse(&syntax));
    let mut text = String::with_capacity(items.len() * 2);
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

/// Writes the items with the texts of their comments.
fn put_in(out: &mut String, items: &str, comments: &[String]) {
    for line in items.split_inclusive('\n') {
        match marked(line) {
            Some((start, number)) => comment(out, start, &comments[number]),
            None => out.push_str(line),
        }
    }
}

/// `    ///#17` is the mark of text 17, and `    ///` what its lines start with.
/// In a text that looks like one, something stands before it.
fn marked(line: &str) -> Option<(&str, usize)> {
    let words = line.trim_start_matches(' ').strip_prefix("///")?;
    let number = words.strip_prefix(COMMENT)?.trim_end();
    let start = &line[..line.len() - words.len()];
    Some((start, number.parse().expect("a mark ends with its number")))
}

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

/// Formats what stands in a function, as the lines of an example in a comment.
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
        assert_eq!(printed(code).0, text);
    }
}
