//! Which public traits of the runtime programs implement, and that all others are sealed.

use std::collections::BTreeSet;

use syn::{Item, TypeParamBound, UseTree, Visibility};

use super::code;

/// What programs implement: tokens, transports, and what tests put in place of the computer.
const OPEN: &[&str] = &[
    "Body",
    "Clock",
    "Environment",
    "Jitter",
    "TokenSource",
    "Transport",
    "WebhookHeaders",
];

#[test]
fn programs_implement_no_trait_of_the_runtime_but_those_that_are_for_them() {
    let code = code::below("generator/runtime/src");
    let list = code.iter().find(|file| file.path == "lib.rs");
    let mut public = BTreeSet::new();
    for item in &list.expect("the list of public names").syntax.items {
        if let Item::Use(list) = item
            && matches!(list.vis, Visibility::Public(_))
        {
            add_names(&list.tree, &mut public);
        }
    }
    let items = code.iter().flat_map(|file| &file.syntax.items);
    let traits = items.filter_map(|item| match item {
        Item::Trait(found) if public.contains(&found.ident.to_string()) => Some(found),
        _ => None,
    });
    let is_open = |found: &&syn::ItemTrait| {
        let mut bounds = found.supertraits.iter();
        !bounds.any(|bound| {
            matches!(bound, TypeParamBound::Trait(bound)
                if bound.path.is_ident("Sealed") || bound.path.is_ident("SettingSources"))
        })
    };
    let open: BTreeSet<String> = traits
        .filter(is_open)
        .map(|found| found.ident.to_string())
        .collect();
    let expected: BTreeSet<String> = OPEN.iter().map(|name| (*name).to_owned()).collect();
    assert_eq!(open, expected);
}

/// The names that a `use` brings.
fn add_names(tree: &UseTree, names: &mut BTreeSet<String>) {
    match tree {
        UseTree::Path(path) => add_names(&path.tree, names),
        UseTree::Name(name) => {
            names.insert(name.ident.to_string());
        }
        UseTree::Group(group) => group.items.iter().for_each(|tree| add_names(tree, names)),
        UseTree::Rename(_) | UseTree::Glob(_) => {}
    }
}
