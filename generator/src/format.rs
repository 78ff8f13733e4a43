//! Turns one emitted file into text: tokens into syntax, blank lines between
//! items, the printer, the header.
//!
//! May not know: what an operation is. Each file is formatted by itself, so
//! the caller may spread files over threads.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{File, ImplItem, Item, Visibility};

use crate::GeneratedFile;
use crate::emit::{Content, EmittedFile, LINE_BREAK};

/// Formats one file.
///
/// # Panics
///
/// Where the emitter made tokens that are not Rust: a bug of simgen, never of
/// a document, because everything a document says is in literals by now.
pub fn file(file: EmittedFile) -> GeneratedFile {
    with_syntax(file).0
}

/// Formats one file, and hands out the syntax that was printed where it was
/// emitted as Rust, so that nobody has to parse it again.
///
/// # Panics
///
/// As [`file()`].
pub fn with_syntax(file: EmittedFile) -> (GeneratedFile, Option<File>) {
    let (body, syntax) = match file.content {
        Content::Rust(tokens) => {
            let syntax = syn::parse2(tokens).expect("the emitter writes Rust items");
            let syntax = spaced(syntax);
            (broken_docs(&prettyplease::unparse(&syntax)), Some(syntax))
        }
        Content::Text(text) => (text, None),
    };
    let text = match (file.header.is_empty(), body.is_empty()) {
        (true, _) => body,
        (false, true) => format!("{}\n", file.header),
        (false, false) => format!("{}\n\n{body}", file.header),
    };
    let path = file.path;
    (GeneratedFile { path, text }, syntax)
}

/// Blank lines between items, and between the functions of a block.
fn spaced(mut syntax: File) -> File {
    for item in &mut syntax.items {
        if let Item::Impl(block) = item {
            let members = std::mem::take(&mut block.items);
            block.items = separate(members, blank_member, members_stay_together);
        }
    }
    syntax.items = separate(syntax.items, blank_item, items_stay_together);
    if !syntax.attrs.is_empty() && !syntax.items.is_empty() {
        syntax.items.insert(0, blank_item());
    }
    syntax
}

/// Formats what stands in a function, as the lines of an example in a comment.
///
/// # Panics
///
/// Where the tokens are not statements: a bug of simgen, as above.
pub(crate) fn statements(tokens: TokenStream) -> Vec<String> {
    let function = quote!(fn example() { #tokens });
    let syntax = syn::parse2(function).expect("the emitter writes statements");
    let text = prettyplease::unparse(&syntax);
    let lines = text.lines().skip(1).map(|line| line.strip_prefix("    "));
    lines.flatten().map(str::to_owned).collect()
}

/// Breaks comments at [`LINE_BREAK`]: `/// one␟ two` becomes two lines.
fn broken_docs(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for line in text.split_inclusive('\n') {
        let mut parts = line.split(LINE_BREAK);
        let first = parts.next().unwrap_or_default();
        out.push_str(first);
        let marker = first
            .find("//")
            .and_then(|at| first.get(..at + "///".len()));
        for part in parts {
            out.extend(["\n", marker.unwrap_or_default(), part]);
        }
    }
    out
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
