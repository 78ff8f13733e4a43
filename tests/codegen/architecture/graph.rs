//! Turns the files of a crate into the graph of its imports: which file uses what which other
//! file defines.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use petgraph::algo::tarjan_scc;
use petgraph::graphmap::DiGraphMap;
use proc_macro2::{TokenStream, TokenTree};
use syn::visit::Visit;

use super::code::Code;
use super::modules::{Modules, Segments, Target, imports, module_of};

/// Macros whose tokens are code that is emitted.
const QUOTING: &[&str] = &["quote", "quote_spanned", "parse_quote"];

/// Which file uses what of which other file.
pub(super) struct Graph {
    /// The paths of all files, below the crate's folder of sources.
    pub(super) files: Vec<String>,
    /// By indices of two files: what the first one names of the second one.
    pub(super) edges: BTreeMap<(usize, usize), BTreeSet<String>>,
    /// Files, and paths in them that lead through the private import of another module.
    pub(super) borrowed: Vec<(String, String)>,
}

impl Graph {
    /// The graph of all files that [`below`](super::code::below) found for a crate.
    pub(super) fn of(files: &[Code]) -> Self {
        let modules = Modules::of(files);
        let mut edges = BTreeMap::<_, BTreeSet<String>>::new();
        let mut borrowed = Vec::new();
        for (index, file) in files.iter().enumerate() {
            let module = module_of(&file.path);
            for path in paths(file) {
                if modules.is_borrowed(&module, &path) {
                    borrowed.push((file.path.clone(), path.join("::")));
                }
                if let Some(Target::Item(other)) = modules.target(&module, &path)
                    && other != index
                {
                    let name = path.last().cloned().unwrap_or_default();
                    edges.entry((index, other)).or_default().insert(name);
                }
            }
        }
        Self {
            files: files.iter().map(|file| file.path.clone()).collect(),
            edges,
            borrowed,
        }
    }

    /// The top-level module of each file.
    pub(super) fn rooms(&self) -> Vec<&str> {
        let first = |path: &'_ str| path.find(['/', '.']).unwrap_or(path.len());
        self.files.iter().map(|path| &path[..first(path)]).collect()
    }

    /// What each top-level module imports.
    pub(super) fn between_rooms(&self) -> BTreeMap<&str, BTreeSet<&str>> {
        let rooms = self.rooms();
        let mut found = BTreeMap::<_, BTreeSet<_>>::new();
        for room in &rooms {
            found.entry(*room).or_default();
        }
        for (from, to) in self.edges.keys() {
            if rooms[*from] != rooms[*to] {
                found.entry(rooms[*from]).or_default().insert(rooms[*to]);
            }
        }
        found
    }

    /// Circles of top-level modules, as lists of their names.
    pub(super) fn circles_of_rooms(&self) -> Vec<Vec<&str>> {
        let rooms = self.rooms();
        let edges = self
            .edges
            .keys()
            .map(|(from, to)| (rooms[*from], rooms[*to]));
        let graph = DiGraphMap::<&str, ()>::from_edges(edges);
        let mut circles = tarjan_scc(&graph);
        circles.retain(|circle| circle.len() > 1);
        circles
    }

    /// Circles of files, as lists of their indices, the largest one first.
    pub(super) fn circles(&self) -> Vec<Vec<usize>> {
        let graph = DiGraphMap::<usize, ()>::from_edges(self.edges.keys());
        let mut circles = tarjan_scc(&graph);
        circles.retain(|circle| circle.len() > 1);
        for circle in &mut circles {
            circle.sort_unstable();
        }
        circles.sort_by_key(|circle| std::cmp::Reverse(circle.len()));
        circles
    }

    /// The imports among these files, one a line.
    pub(super) fn among(&self, files: &[usize]) -> String {
        let mut text = String::new();
        for ((from, to), names) in &self.edges {
            if files.contains(from) && files.contains(to) {
                let names: Vec<&str> = names.iter().map(String::as_str).collect();
                let (from, to) = (&self.files[*from], &self.files[*to]);
                let _ = writeln!(text, "  {from} -> {to}: {}", names.join(", "));
            }
        }
        text
    }
}

/// Every path in a file, wherever it is: those of `use`, of types and of expressions, and
/// those in the tokens of macros that do not quote. What a file exports for others is no
/// import of its own.
pub(super) fn paths(file: &Code) -> BTreeSet<Segments> {
    struct Paths(BTreeSet<Segments>);
    impl<'ast> Visit<'ast> for Paths {
        fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
            if matches!(item.vis, syn::Visibility::Inherited) {
                self.0
                    .extend(imports(&item.tree).into_iter().map(|import| import.path));
            }
        }

        fn visit_path(&mut self, path: &'ast syn::Path) {
            let segments = path.segments.iter();
            self.0
                .insert(segments.map(|segment| segment.ident.to_string()).collect());
            syn::visit::visit_path(self, path);
        }

        fn visit_visibility(&mut self, _: &'ast syn::Visibility) {}

        fn visit_attribute(&mut self, _: &'ast syn::Attribute) {}

        fn visit_macro(&mut self, call: &'ast syn::Macro) {
            syn::visit::visit_path(self, &call.path);
            self.visit_path(&call.path);
            let name = call.path.segments.last().map(|last| last.ident.to_string());
            if !name.is_some_and(|name| QUOTING.contains(&name.as_str())) {
                in_tokens(call.tokens.clone(), &mut self.0);
            }
        }
    }
    let mut paths = Paths(BTreeSet::new());
    paths.visit_file(&file.syntax);
    paths.0
}

/// The paths in tokens that are not parsed: names with `::` between them.
fn in_tokens(tokens: TokenStream, found: &mut BTreeSet<Segments>) {
    let mut path = Segments::new();
    let mut colons = 0;
    let mut is_quoting = false;
    for token in tokens {
        match token {
            TokenTree::Ident(name) => {
                if colons != 2 {
                    found.insert(std::mem::take(&mut path));
                }
                path.push(name.to_string());
                colons = 0;
            }
            TokenTree::Punct(mark) if mark.as_char() == ':' => colons += 1,
            TokenTree::Punct(mark) => {
                let last = path.last().map(String::as_str).unwrap_or_default();
                is_quoting = mark.as_char() == '!' && QUOTING.contains(&last);
                found.insert(std::mem::take(&mut path));
                colons = 0;
                continue;
            }
            TokenTree::Group(group) => {
                found.insert(std::mem::take(&mut path));
                colons = 0;
                if !is_quoting {
                    in_tokens(group.stream(), found);
                }
            }
            TokenTree::Literal(_) => colons = 0,
        }
        is_quoting = false;
    }
    found.insert(path);
}
