//! Turns files into the crate's tree of modules, in outline.

use std::collections::{BTreeMap, BTreeSet};

use syn::{Item, UseTree};

use super::expand::expanded;
use super::outline::{is_hidden, is_public, outline};

/// The way to a module or an item from the crate's root.
pub(super) type Way = Vec<String>;

/// One module.
#[derive(Default)]
pub(super) struct Module {
    /// What is in it.
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

/// Adds a file of the crate to its modules; one that is not part of the library
/// is left out.
pub(super) fn add(modules: &mut Modules, path: &str, items: Vec<syn::Item>) {
    if let Some(way) = way(path) {
        let items = expanded(items).into_iter();
        let items = items.filter_map(outline).collect();
        let module = module(&way, items);
        modules.insert(way, module);
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

fn module(way: &Way, items: Vec<Item>) -> Module {
    let mut module = Module::default();
    for item in &items {
        match item {
            Item::Mod(child) => {
                let name = child.ident.to_string();
                let is_shown = is_public(&child.vis) && !is_hidden(&child.attrs);
                module.children.insert(name, is_shown);
            }
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
    let name = match item {
        Item::Struct(item) => &item.ident,
        Item::Enum(item) => &item.ident,
        Item::Type(item) => &item.ident,
        Item::Trait(item) => &item.ident,
        Item::Fn(item) => &item.sig.ident,
        Item::Const(item) => &item.ident,
        Item::Static(item) => &item.ident,
        _ => return None,
    };
    Some(name.to_string())
}
