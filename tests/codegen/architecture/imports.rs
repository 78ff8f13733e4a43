//! Which file may import which: circles, and the table of the layers.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use super::code;
use super::graph::Graph;
use super::is_any;
use super::layers::LAYERS;

/// The roots of the library and of the program, which are lists of modules.
const ROOTS: &[&str] = &["lib", "main"];

/// Files that name each other are read together: nobody keeps more than these in mind.
const LARGEST_CIRCLE: usize = 8;

/// What the generator imports; parsed once for all tests.
struct Generator {
    graph: Graph,
    /// The path of each file, and what it names.
    names: Vec<(String, BTreeSet<String>)>,
}

fn generator() -> &'static Generator {
    static GENERATOR: OnceLock<Generator> = OnceLock::new();
    GENERATOR.get_or_init(|| {
        let code = code::below("generator/src");
        let graph = Graph::of(&code);
        let names = code.into_iter().map(|file| (file.path, file.names));
        Generator {
            graph,
            names: names.collect(),
        }
    })
}

#[test]
fn layers_import_only_those_that_the_table_allows() {
    let found = generator().graph.between_rooms();
    for (index, layer) in LAYERS.iter().enumerate() {
        for other in layer.imports {
            let is_earlier = LAYERS[..index].iter().any(|layer| layer.name == *other);
            assert!(
                is_earlier,
                "`{other}` is not above `{}` in the table",
                layer.name
            );
        }
        let imports = found.get(layer.name).cloned().unwrap_or_default();
        let allowed: BTreeSet<&str> = layer.imports.iter().copied().collect();
        assert_eq!(
            imports, allowed,
            "what `{}` imports, and what it may",
            layer.name
        );
    }
    let is_listed =
        |room: &&&str| ROOTS.contains(*room) || LAYERS.iter().any(|layer| layer.name == **room);
    let missing: Vec<&&str> = found.keys().filter(|room| !is_listed(room)).collect();
    assert!(missing.is_empty(), "the table has no row for {missing:?}");
}

#[test]
fn layers_do_not_name_what_they_must_not_know() {
    for layer in LAYERS {
        let is_in = |path: &str| {
            let rest = path.strip_prefix(layer.name);
            rest.is_some_and(|rest| rest.starts_with(['/', '.']))
        };
        let files = generator().names.iter().filter(|(path, _)| is_in(path));
        let mut count = 0;
        for (path, names) in files {
            let names = names.iter();
            let broken: Vec<&String> = names.filter(|name| is_any(name, layer.forbidden)).collect();
            assert!(broken.is_empty(), "{path} may not name {broken:?}");
            count += 1;
        }
        assert_ne!(count, 0, "there is no layer `{}`", layer.name);
    }
}

#[test]
fn no_top_level_modules_import_each_other() {
    let circles = generator().graph.circles_of_rooms();
    assert!(circles.is_empty(), "these import each other: {circles:?}");
}

#[test]
fn no_circle_of_files_is_large() {
    let graph = &generator().graph;
    let circles = graph.circles();
    let largest = circles.first().map_or(0, Vec::len);
    assert!(
        largest <= LARGEST_CIRCLE,
        "there is a circle of {largest} files:\n{}",
        graph.among(&circles[0])
    );
}

/// A name that a module imports for itself alone is taken from where it is defined, so that an
/// import says what it needs.
#[test]
fn nobody_takes_what_another_module_only_imports() {
    let borrowed = &generator().graph.borrowed;
    assert!(borrowed.is_empty(), "{borrowed:#?}");
}

/// Of a small crate: every way of naming something of another file, and what looks like one.
#[test]
fn imports_are_followed_to_the_file_that_defines_a_name() {
    let files = [
        ("lib.rs", "mod a; mod b; pub use b::inner::Deep as Renamed;"),
        (
            "a.rs",
            "use crate::Renamed; use super::b; fn f() { b::inner::call(); }",
        ),
        (
            "b/mod.rs",
            "mod inner; mod leaf; mod user; pub use inner::*; fn own() {}",
        ),
        (
            "b/inner.rs",
            "pub struct Deep; pub fn call() {} kinds! { enum Made {} }",
        ),
        (
            "b/leaf.rs",
            "use std::fmt; fn f() { quote!(crate::a::f()); }",
        ),
        (
            "b/user.rs",
            "use super::leaf::{self, f as renamed}; fn g() { vec![super::Made, super::own()]; }",
        ),
    ];
    let files = files.map(|(path, text)| code::parse(path, text));
    let graph = Graph::of(&files);
    let edges = graph.edges.keys();
    let found: Vec<(&str, &str)> = edges
        .map(|(from, to)| (files[*from].path.as_str(), files[*to].path.as_str()))
        .collect();
    let expected = [
        ("a.rs", "b/inner.rs"),
        ("b/user.rs", "b/mod.rs"),
        ("b/user.rs", "b/inner.rs"),
        ("b/user.rs", "b/leaf.rs"),
    ];
    assert_eq!(BTreeSet::from_iter(found), BTreeSet::from(expected));
}

#[test]
fn borrowed_names_are_found() {
    let files = [
        ("lib.rs", "mod a; mod b;"),
        (
            "a/mod.rs",
            "mod c; use crate::b::B; pub use crate::b::D; use c::c; fn own() {}",
        ),
        ("a/c.rs", "use super::{B, D, c, own}; pub fn c() {}"),
        (
            "b.rs",
            "pub struct B; pub struct D; fn f() { crate::a::B; }",
        ),
    ];
    let graph = Graph::of(&files.map(|(path, text)| code::parse(path, text)));
    let found = graph.borrowed.iter();
    let found: Vec<_> = found
        .map(|(file, path)| (file.as_str(), path.as_str()))
        .collect();
    let expected = [("a/c.rs", "super::B"), ("b.rs", "crate::a::B")];
    assert_eq!(found, expected);
}

#[test]
fn circles_are_found() {
    let files = [
        ("a/mod.rs", "use crate::b::B; pub struct A;"),
        ("b.rs", "pub struct B; fn f() -> crate::c::C { todo!() }"),
        ("c.rs", "pub use crate::a::A; pub struct C(A);"),
        ("d.rs", "use crate::c::A;"),
        ("lib.rs", "mod a; mod b; mod c; mod d;"),
    ];
    let graph = Graph::of(&files.map(|(path, text)| code::parse(path, text)));
    assert_eq!(graph.circles(), [[0, 1, 2]]);
    let mut rooms = graph.circles_of_rooms().remove(0);
    rooms.sort_unstable();
    assert_eq!(rooms, ["a", "b", "c"]);
}
