//! Turns the tree of modules into what is public, and under which path.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};
use std::iter::once;

use syn::visit_mut::VisitMut;

use super::modules::{Module, Modules, Way, absolute};

/// The module of the support code that every crate has.
const RUNTIME: &str = "runtime";

/// What is public.
pub(super) struct Paths<'m> {
    /// Paths are looked up for each name in a signature, and never listed in this order.
    modules: HashMap<&'m [String], &'m Module>,
    /// Where an item is defined, and the path by which users name it.
    public: HashMap<Way, Way>,
    /// Further paths: alias and target.
    pub(super) aliases: Vec<(Way, Way)>,
    /// The runtime is not among the files: what is imported from it is public.
    is_partial: bool,
    /// Public modules.
    pub(super) modules_public: Vec<Way>,
}

impl<'m> Paths<'m> {
    /// Walks from the root through what is public.
    pub(super) fn new(modules: &'m Modules) -> Self {
        let mut paths = Self {
            is_partial: !modules.contains_key([RUNTIME.to_owned()].as_slice()),
            modules: modules
                .iter()
                .map(|(way, module)| (way.as_slice(), module))
                .collect(),
            public: HashMap::new(),
            aliases: Vec::new(),
            modules_public: Vec::new(),
        };
        paths.enter(&Way::new());
        for way in paths.modules_public.clone() {
            paths.export(&way);
        }
        paths
    }

    fn enter(&mut self, way: &Way) {
        let Some(module) = self.modules.get(way.as_slice()).copied() else {
            return;
        };
        self.modules_public.push(way.clone());
        for name in &module.definitions {
            let item = below(way, name);
            self.public.insert(item.clone(), item);
        }
        for (name, is_public) in &module.children {
            if *is_public {
                self.enter(&below(way, name));
            }
        }
    }

    fn export(&mut self, way: &Way) {
        let Some(module) = self.modules.get(way.as_slice()).copied() else {
            return;
        };
        for (name, target) in &module.exports {
            let alias = below(way, name);
            let target = self.definition(target.clone());
            match self.public.entry(target) {
                Entry::Occupied(known) => self.aliases.push((alias, known.key().clone())),
                Entry::Vacant(free) => drop(free.insert(alias)),
            }
        }
    }

    /// Follows exports of other modules to where something is defined.
    fn definition(&self, way: Way) -> Way {
        let Some((name, module)) = way.split_last() else {
            return way;
        };
        match self.modules.get(module) {
            Some(found) if !found.definitions.contains(name) => match found.exports.get(name) {
                // `pub use serde_json;` means a crate, not itself.
                Some(next) if *next != way => self.definition(next.clone()),
                _ => way,
            },
            _ => way,
        }
    }

    /// What users name otherwise than by where it is defined: by that, and how.
    pub(super) fn exported(&self) -> BTreeMap<String, String> {
        let renamed = self.public.iter().filter(|(own, public)| own != public);
        let spelled = renamed.map(|(own, public)| (own.join("::"), public.join("::")));
        spelled.collect()
    }

    /// The path by which users name what is defined there.
    pub(super) fn public(&self, definition: &Way) -> Option<Way> {
        let known = self.public.get(definition).cloned();
        known.or_else(|| {
            self.is_taken_for_public(definition)
                .then(|| definition.clone())
        })
    }

    fn is_taken_for_public(&self, definition: &Way) -> bool {
        self.is_partial && definition.first().is_some_and(|first| first == RUNTIME)
    }

    /// The path by which users name what a path means where it is; none for what
    /// the crate does not define, or keeps to itself.
    pub(super) fn resolve(&self, from: &Way, path: &syn::Path) -> Option<Way> {
        let module = self.modules.get(from.as_slice())?;
        let mut parts = path
            .segments
            .iter()
            .map(|segment| segment.ident.to_string());
        let first = parts.next()?;
        let way = if let Some(import) = module.imports.get(&first) {
            import.iter().cloned().chain(parts).collect()
        } else if module.definitions.contains(&first) || is_relative(&first) {
            let parts: Way = once(first).chain(parts).collect();
            absolute(from, &parts)
        } else if module.children.contains_key(&first) {
            from.iter()
                .cloned()
                .chain(once(first))
                .chain(parts)
                .collect()
        } else {
            return None;
        };
        self.public(&self.definition(way))
    }

    /// Rewrites the paths of a signature so that they do not depend on what
    /// the file imports: `models::Pet`, `errors::PetsError`, `Timestamp`.
    pub(super) fn shorten<'p>(&'p self, from: &'p Way) -> Shorten<'p> {
        Shorten { paths: self, from }
    }
}

/// Rewrites paths.
pub(super) struct Shorten<'p> {
    paths: &'p Paths<'p>,
    from: &'p Way,
}

impl VisitMut for Shorten<'_> {
    fn visit_path_mut(&mut self, path: &mut syn::Path) {
        syn::visit_mut::visit_path_mut(self, path);
        let kept = match self.paths.resolve(self.from, path) {
            Some(public) => match public.as_slice() {
                [.., module, _] if module == "models" || module == "errors" => {
                    let module = syn::Ident::new(module, proc_macro2::Span::call_site());
                    Some(syn::PathSegment::from(module))
                }
                _ => None,
            },
            None if path.segments.len() > 1 && is_relative(&first(path)) => None,
            // Macros write whole paths, whatever is imported where they are called.
            None if path.leading_colon.is_some() => None,
            None => return,
        };
        let last = path.segments.last().cloned();
        path.leading_colon = None;
        path.segments = kept.into_iter().chain(last).collect();
    }
}

fn first(path: &syn::Path) -> String {
    let first = path.segments.first();
    first.map_or_else(String::new, |segment| segment.ident.to_string())
}

fn is_relative(part: &str) -> bool {
    matches!(part, "crate" | "self" | "super")
}

fn below(way: &Way, name: &str) -> Way {
    [way.as_slice(), &[name.to_owned()]].concat()
}
