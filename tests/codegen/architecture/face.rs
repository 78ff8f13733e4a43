//! What the generator's library makes public: few names, and one hidden module for its own
//! program, tests and benchmarks.

use quote::ToTokens;
use syn::{Item, UseTree, Visibility};

use super::code;

/// How many names fit on the first page of the library's documentation.
const MOST: usize = 60;

#[test]
fn the_library_has_few_public_names_and_hides_the_rest() {
    let code = code::below("generator/src");
    let list = code.iter().find(|file| file.path == "lib.rs");
    let list = syn::parse_file(&list.expect("the list of names").text).expect("it is Rust");
    let mut names = 0;
    for item in &list.items {
        match item {
            Item::Use(list) if matches!(list.vis, Visibility::Public(_)) => {
                names += count(&list.tree);
            }
            Item::Mod(module) if matches!(module.vis, Visibility::Public(_)) => {
                let mut attributes = module.attrs.iter();
                let is_hidden = |attribute: &syn::Attribute| {
                    attribute.to_token_stream().to_string().contains("hidden")
                };
                assert!(attributes.any(is_hidden), "`{}` is shown", module.ident);
            }
            _ => {}
        }
    }
    assert!(names > 0, "no names were found");
    assert!(names < MOST, "{names} public names");
}

/// How many names a `use` brings; as many as anybody likes where it brings all.
fn count(tree: &UseTree) -> usize {
    match tree {
        UseTree::Path(path) => count(&path.tree),
        UseTree::Name(_) | UseTree::Rename(_) => 1,
        UseTree::Group(group) => group.items.iter().map(count).sum(),
        UseTree::Glob(_) => MOST,
    }
}
