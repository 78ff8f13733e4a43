//! Turns the emitted files into the crate's tree of modules.
//!
//! May not know: what the items are.

use std::borrow::Borrow;
use std::collections::{BTreeMap, BTreeSet};

use quote::ToTokens;
use syn::{Item, UseTree, Visibility};

use super::expand::expanded;
use crate::emit::{Content, EmittedFile};

/// The way to a module or an item from the crate's root.
pub(super) type Way = Vec<String>;

/// One module.
#[derive(Default)]
pub(super) struct Module {
    /// What stands in it.
    pub(super) items: Vec<Item>,
    /// Its modules, and whether they are public.
    pub(super) children: BTreeMap<String, bool>,
    /// What a name means that it imports.
    pub(super) imports: BTreeMap<String, Way>,
    /// What it exports under a name.
    pub(super) exports: BTreeMap<String, Way>,
    /// The names it defines.
    pub(super) definitions: BTreeSet<String>,
}

/// Every module by its way.
pub(super) type Modules = BTreeMap<Way, Module>;

/// Reads every Rust file of a crate.
pub(super) fn modules<F: Borrow<EmittedFile>>(files: impl IntoIterator<Item = F>) -> Modules {
    let mut modules = Modules::new();
    for file in files {
        let file = file.borrow();
        if let (Some(way), Some(syntax)) = (way(&file.path), syntax(&file.content)) {
            let items = expanded(syntax.items).into_iter();
            let items = items.filter_map(outline).collect();
            modules.insert(way.clone(), module(&way, items));
        }
    }
    modules
}

/// An item without what nobody outside sees: bodies are most of a file.
fn outline(item: Item) -> Option<Item> {
    match item {
        Item::Static(_) => None,
        Item::Impl(mut block) => {
            let is_trait = block.trait_.is_some();
            block
                .items
                .retain(|member| !is_trait || matches!(member, syn::ImplItem::Type(_)));
            for member in &mut block.items {
                if let syn::ImplItem::Fn(function) = member {
                    function.block.stmts = Vec::new();
                }
            }
            Some(Item::Impl(block))
        }
        other => Some(other),
    }
}

/// `src/v1/models/mod.rs` is `v1::models`.
fn way(path: &str) -> Option<Way> {
    let path = path.strip_prefix("src/")?.strip_suffix(".rs")?;
    let mut way: Way = path.split('/').map(str::to_owned).collect();
    if matches!(way.last().map(String::as_str), Some("mod" | "lib")) {
        way.pop();
    }
    Some(way)
}

fn syntax(content: &Content) -> Option<syn::File> {
    match content {
        Content::Rust(tokens) => syn::parse2(tokens.clone()).ok(),
        Content::Text(text) => syn::parse_file(text).ok(),
    }
}

fn module(way: &Way, items: Vec<Item>) -> Module {
    let mut module = Module::default();
    for item in &items {
        match item {
            Item::Mod(child) => {
                let name = child.ident.to_string();
                module.children.insert(name, is_public(&child.vis));
            }
            // What is hidden from the documentation is nobody's to use.
            Item::Use(line) if is_hidden(&line.attrs) => {}
            Item::Use(line) => {
                let names = if is_public(&line.vis) {
                    &mut module.exports
                } else {
                    &mut module.imports
                };
                leaves(&line.tree, way, &[], names);
            }
            other => module.definitions.extend(defined(other)),
        }
    }
    module.items = items;
    module
}

/// `use super::{errors, models as m};` as name and way.
fn leaves(tree: &UseTree, from: &Way, before: &[String], names: &mut BTreeMap<String, Way>) {
    let with = |name: &syn::Ident| [before, &[name.to_string()]].concat();
    match tree {
        UseTree::Path(path) => leaves(&path.tree, from, &with(&path.ident), names),
        UseTree::Group(group) => group
            .items
            .iter()
            .for_each(|tree| leaves(tree, from, before, names)),
        UseTree::Name(name) => {
            names.insert(name.ident.to_string(), absolute(from, &with(&name.ident)));
        }
        UseTree::Rename(name) => {
            names.insert(name.rename.to_string(), absolute(from, &with(&name.ident)));
        }
        UseTree::Glob(_) => {}
    }
}

/// A path as it is written in a module, from the crate's root.
pub(super) fn absolute(from: &Way, path: &[String]) -> Way {
    let mut way = from.clone();
    for (index, part) in path.iter().enumerate() {
        match part.as_str() {
            "crate" => way.clear(),
            "self" => {}
            "super" => drop(way.pop()),
            _ => {
                way.extend(path[index..].iter().cloned());
                break;
            }
        }
    }
    way
}

/// The name that a public item defines.
fn defined(item: &Item) -> Option<String> {
    let (visibility, name) = match item {
        Item::Struct(item) => (&item.vis, &item.ident),
        Item::Enum(item) => (&item.vis, &item.ident),
        Item::Type(item) => (&item.vis, &item.ident),
        Item::Trait(item) => (&item.vis, &item.ident),
        Item::Fn(item) => (&item.vis, &item.sig.ident),
        Item::Const(item) => (&item.vis, &item.ident),
        _ => return None,
    };
    is_public(visibility).then(|| name.to_string())
}

pub(super) fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

pub(super) fn is_hidden(attributes: &[syn::Attribute]) -> bool {
    let hides = |attribute: &syn::Attribute| {
        attribute.path().is_ident("doc")
            && attribute
                .meta
                .to_token_stream()
                .to_string()
                .contains("hidden")
    };
    attributes.iter().any(hides)
}
