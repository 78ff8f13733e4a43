//! Turns the files of a crate into its tree of modules, and a path in the code into the file
//! that defines what it names.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{TokenStream, TokenTree};

use super::code::Code;

/// A path in the code, from its first segment on.
pub(super) type Segments = Vec<String>;

/// Every module of a crate by its path from the crate's root, which is the empty one.
/// The library and the program beside it have the same root.
pub(super) struct Modules(BTreeMap<Segments, Module>);

#[derive(Default)]
struct Module {
    /// Items that are defined here, with the file that they are in.
    items: BTreeMap<String, usize>,
    /// Names that `use` brings in, each with the paths that it stands for.
    imports: BTreeMap<String, Vec<Segments>>,
    /// Those of them that the module does not export.
    private: BTreeSet<String>,
    /// Modules and enums of which `use` brings in everything.
    globs: Vec<Segments>,
}

/// What a path leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// A module, by its path.
    Module(Segments),
    /// An item, by the index of its file.
    Item(usize),
}

/// One name that a `use` brings in.
pub(super) struct Import {
    /// What it is called here; `None` for all names of a module.
    pub(super) name: Option<String>,
    /// What it stands for.
    pub(super) path: Segments,
}

impl Modules {
    /// The tree of these files.
    pub(super) fn of(files: &[Code]) -> Self {
        let mut modules = BTreeMap::new();
        for (index, file) in files.iter().enumerate() {
            add(
                &mut modules,
                &module_of(&file.path),
                index,
                &file.syntax.items,
            );
        }
        Self(modules)
    }

    /// What a path in a module leads to, through every re-export; `None` for what other
    /// crates define, and for variables.
    pub(super) fn target(&self, module: &[String], path: &[String]) -> Option<Target> {
        self.walk(module, path, &mut BTreeSet::new())
    }

    /// Whether a path takes a name from a module that only imports it itself: it could name
    /// the module that defines it.
    pub(super) fn is_borrowed(&self, module: &[String], path: &[String]) -> bool {
        let Some((name, parent)) = path.split_last() else {
            return false;
        };
        let Some(Target::Module(lender)) = self.target(module, parent) else {
            return false;
        };
        let child = [lender.as_slice(), std::slice::from_ref(name)].concat();
        let found = &self.0[&lender];
        lender != module
            && found.private.contains(name)
            && !found.items.contains_key(name)
            && !self.0.contains_key(&child)
    }

    /// `seen` is the way to here: imports may lead in a circle.
    fn walk(
        &self,
        module: &[String],
        path: &[String],
        seen: &mut BTreeSet<(Segments, Segments)>,
    ) -> Option<Target> {
        let step = (module.to_vec(), path.to_vec());
        if !seen.insert(step.clone()) {
            return None;
        }
        let target = self.step(module, path, seen);
        seen.remove(&step);
        target
    }

    fn step(
        &self,
        module: &[String],
        path: &[String],
        seen: &mut BTreeSet<(Segments, Segments)>,
    ) -> Option<Target> {
        let (first, rest) = path.split_first()?;
        let start = match first.as_str() {
            "crate" | "$crate" | "simgen" => Some(Vec::new()),
            "self" => Some(module.to_vec()),
            "super" => Some(module[..module.len().checked_sub(1)?].to_vec()),
            _ => None,
        };
        match start {
            Some(start) if rest.is_empty() => Some(Target::Module(start)),
            Some(start) => self.walk(&start, rest, seen),
            None => self.found(module, first, rest, seen),
        }
    }

    /// The last segment of a path means an item where a module has the same name, any other
    /// segment the module.
    fn found(
        &self,
        module: &[String],
        name: &str,
        rest: &[String],
        seen: &mut BTreeSet<(Segments, Segments)>,
    ) -> Option<Target> {
        let here = self.0.get(module)?;
        let child = [module, &[name.to_owned()]].concat();
        let is_module = self.0.contains_key(&child);
        if is_module && !rest.is_empty() {
            return self.walk(&child, rest, seen);
        }
        if let Some(file) = here.items.get(name) {
            return Some(Target::Item(*file));
        }
        // `use quote::quote` stands for another crate.
        let imports = here.imports.get(name).into_iter().flatten();
        let own = imports.filter(|path| path[0] != name || self.0.contains_key(&child));
        let mut targets: Vec<Target> = own
            .filter_map(|path| self.walk(module, &[path, rest].concat(), seen))
            .collect();
        for glob in &here.globs {
            if let Some(Target::Module(whole)) = self.walk(module, glob, seen) {
                targets.extend(self.found(&whole, name, rest, seen));
            }
        }
        let item = targets.iter().find(|to| matches!(to, Target::Item(_)));
        let module = is_module.then_some(Target::Module(child));
        item.or(targets.first()).cloned().or(module)
    }
}

/// The path of a file's module.
pub(super) fn module_of(path: &str) -> Segments {
    let parts = path.trim_end_matches(".rs").split('/').map(str::to_owned);
    parts
        .filter(|part| !["mod", "lib", "main"].contains(&part.as_str()))
        .collect()
}

fn add(
    modules: &mut BTreeMap<Segments, Module>,
    path: &[String],
    file: usize,
    items: &[syn::Item],
) {
    modules.entry(path.to_vec()).or_default();
    for item in items {
        let here = modules.get_mut(path).expect("it was just put there");
        match item {
            syn::Item::Use(item) => {
                for import in imports(&item.tree) {
                    if let (Some(name), syn::Visibility::Inherited) = (&import.name, &item.vis) {
                        here.private.insert(name.clone());
                    }
                    match import.name {
                        Some(name) => here.imports.entry(name).or_default().push(import.path),
                        None => here.globs.push(import.path),
                    }
                }
            }
            syn::Item::Mod(module) => {
                if let Some((_, items)) = &module.content {
                    let inner = [path, &[module.ident.to_string()]].concat();
                    add(modules, &inner, file, items);
                }
            }
            item => {
                for name in names_of(item) {
                    here.items.insert(name, file);
                }
            }
        }
    }
}

/// What an item defines. A macro, and a call of one, define whatever they have a keyword for.
fn names_of(item: &syn::Item) -> Vec<String> {
    let name = match item {
        syn::Item::Const(item) => &item.ident,
        syn::Item::Enum(item) => &item.ident,
        syn::Item::Fn(item) => &item.sig.ident,
        syn::Item::Macro(item) => {
            let mut names = Vec::from_iter(item.ident.as_ref().map(syn::Ident::to_string));
            defined_in(item.mac.tokens.clone(), &mut names);
            return names;
        }
        syn::Item::Static(item) => &item.ident,
        syn::Item::Struct(item) => &item.ident,
        syn::Item::Trait(item) => &item.ident,
        syn::Item::Type(item) => &item.ident,
        syn::Item::Union(item) => &item.ident,
        _ => return Vec::new(),
    };
    vec![name.to_string()]
}

fn defined_in(tokens: TokenStream, names: &mut Vec<String>) {
    let mut is_next = false;
    for token in tokens {
        match token {
            TokenTree::Ident(word) if is_next => {
                names.push(word.to_string());
                is_next = false;
            }
            TokenTree::Ident(word) => {
                let keywords = ["const", "enum", "fn", "static", "struct", "trait", "type"];
                is_next = keywords.iter().any(|keyword| word == keyword);
            }
            TokenTree::Group(group) => defined_in(group.stream(), names),
            _ => is_next = false,
        }
    }
}

/// The names that a `use` brings in.
pub(super) fn imports(tree: &syn::UseTree) -> Vec<Import> {
    let mut found = Vec::new();
    collect(tree, &[], &mut found);
    found
}

fn collect(tree: &syn::UseTree, before: &[String], found: &mut Vec<Import>) {
    let below = |name: &syn::Ident| match name == "self" {
        true => before.to_vec(),
        false => [before, &[name.to_string()]].concat(),
    };
    let mut add = |name: Option<String>, path| found.push(Import { name, path });
    match tree {
        syn::UseTree::Path(path) => {
            let before = [before, &[path.ident.to_string()]].concat();
            collect(&path.tree, &before, found);
        }
        syn::UseTree::Group(group) => {
            for tree in &group.items {
                collect(tree, before, found);
            }
        }
        syn::UseTree::Name(name) => {
            let path = below(&name.ident);
            add(path.last().cloned(), path);
        }
        syn::UseTree::Rename(name) => add(Some(name.rename.to_string()), below(&name.ident)),
        syn::UseTree::Glob(_) => add(None, before.to_vec()),
    }
}
