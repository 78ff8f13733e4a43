//! Turns a Rust file into the names that it uses, its tests aside.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::visit::Visit;
use syn::visit_mut::VisitMut;

use crate::project;

/// One source file.
pub(crate) struct Code {
    /// Below the folder it was read from, `/` between its parts.
    pub(crate) path: String,
    /// Its text.
    pub(crate) text: String,
    /// Its syntax, without tests and docs.
    pub(crate) syntax: syn::File,
    /// Every path it names: `crate::ir::Api`, `quote`, `self::x`.
    pub(crate) names: BTreeSet<String>,
}

/// Every Rust file below a folder of the project, files of tests left out.
pub(crate) fn below(folder: &str) -> Vec<Code> {
    let folder = project::root().join(folder);
    let files = project::files_below(&folder).into_iter();
    let rust = files.filter(|path| path.extension().is_some_and(|kind| kind == "rs"));
    let mut code: Vec<Code> = rust.map(|path| read(&folder, &path)).collect();
    let tests: Vec<String> = code.iter().flat_map(test_files).collect();
    code.retain(|code| !tests.iter().any(|test| code.path.starts_with(test)));
    assert!(!code.is_empty(), "{folder:?} has no Rust files");
    code
}

fn read(folder: &Path, path: &Path) -> Code {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{path:?}: {error}"));
    let path = path.strip_prefix(folder).unwrap_or(path);
    parse(&path.to_string_lossy().replace('\\', "/"), &text)
}

/// A file of this path and text.
pub(super) fn parse(path: &str, text: &str) -> Code {
    let mut syntax = syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}"));
    WithoutTests.visit_file_mut(&mut syntax);
    Code {
        path: path.to_owned(),
        names: names(&syntax),
        text: text.to_owned(),
        syntax,
    }
}

/// The files that a file declares with `#[cfg(test)] mod x;`.
fn test_files(code: &Code) -> Vec<String> {
    let syntax = syn::parse_file(&code.text).expect("it was parsed before");
    let stem = code.path.trim_end_matches(".rs");
    let folder = stem.trim_end_matches("mod").trim_end_matches("lib");
    let modules = syntax.items.iter().filter_map(|item| match item {
        syn::Item::Mod(module) if is_test(&module.attrs) => Some(module.ident.to_string()),
        _ => None,
    });
    let folder = folder.trim_end_matches('/');
    let separator = if folder.is_empty() { "" } else { "/" };
    modules
        .flat_map(|name| ["", ".rs", "/"].map(|end| format!("{folder}{separator}{name}{end}")))
        .filter(|path| path.ends_with(".rs") || path.ends_with('/'))
        .collect()
}

fn is_test(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let text = attribute.to_token_stream().to_string();
        text.contains("cfg") && text.contains("test") || attribute.path().is_ident("test")
    })
}

fn names(syntax: &syn::File) -> BTreeSet<String> {
    struct Uses(BTreeSet<String>);
    impl Visit<'_> for Uses {
        fn visit_item_use(&mut self, item: &syn::ItemUse) {
            imported(&item.tree, "", &mut self.0);
        }
    }
    let mut uses = Uses(BTreeSet::new());
    uses.visit_file(syntax);
    let mut words = Vec::new();
    flatten(syntax.to_token_stream(), &mut words);
    let mut path = String::new();
    for (index, word) in words.iter().enumerate() {
        let continues = word == "::" || index > 0 && words[index - 1] == "::";
        if !continues && !path.is_empty() {
            uses.0.insert(std::mem::take(&mut path));
        }
        path += word;
    }
    uses.0.insert(path);
    uses.0
}

/// The full paths of one `use`.
pub(crate) fn imported(tree: &syn::UseTree, before: &str, found: &mut BTreeSet<String>) {
    match tree {
        syn::UseTree::Path(path) => {
            imported(&path.tree, &format!("{before}{}::", path.ident), found);
        }
        syn::UseTree::Group(group) => {
            for tree in &group.items {
                imported(tree, before, found);
            }
        }
        syn::UseTree::Name(name) => drop(found.insert(format!("{before}{}", name.ident))),
        syn::UseTree::Rename(name) => drop(found.insert(format!("{before}{}", name.ident))),
        syn::UseTree::Glob(_) => drop(found.insert(format!("{before}*"))),
    }
}

/// Identifiers and `::`, with everything else as a full stop.
fn flatten(tokens: TokenStream, words: &mut Vec<String>) {
    for token in tokens {
        match token {
            TokenTree::Ident(ident) if words.last().is_some_and(|last| last == "$") => {
                words.push(format!("${ident}"));
            }
            TokenTree::Ident(ident) => words.push(ident.to_string()),
            TokenTree::Group(group) => {
                words.push(".".to_owned());
                flatten(group.stream(), words);
                words.push(".".to_owned());
            }
            TokenTree::Punct(punct) if punct.as_char() == ':' => {
                if words.last().is_some_and(|last| last == ":") {
                    words.pop();
                    words.push("::".to_owned());
                } else {
                    words.push(":".to_owned());
                }
            }
            TokenTree::Punct(punct) if punct.as_char() == '$' => words.push("$".to_owned()),
            TokenTree::Punct(_) | TokenTree::Literal(_) => words.push(".".to_owned()),
        }
    }
}

/// Takes away `#[cfg(test)]` items and docs.
struct WithoutTests;

impl VisitMut for WithoutTests {
    fn visit_file_mut(&mut self, file: &mut syn::File) {
        file.attrs.clear();
        syn::visit_mut::visit_file_mut(self, file);
        file.items.retain(|item| match item {
            syn::Item::Mod(module) => !is_test(&module.attrs),
            syn::Item::Impl(block) => !is_test(&block.attrs),
            syn::Item::Fn(function) => !is_test(&function.attrs),
            syn::Item::Use(item) => !is_test(&item.attrs),
            _ => true,
        });
    }

    fn visit_attributes_mut(&mut self, attributes: &mut Vec<syn::Attribute>) {
        attributes.retain(|attribute| !attribute.path().is_ident("doc"));
    }
}
