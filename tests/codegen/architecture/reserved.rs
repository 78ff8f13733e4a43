//! The lists of names in `generator/src/names/reserved.rs` are complete.

use std::collections::BTreeSet;

use proc_macro2::{TokenStream, TokenTree};
use simgen::internal::names::{MODEL_IMPORTS, PRELUDE, REQUEST_METHODS};

use super::code;
use crate::fixtures;

#[test]
fn every_name_that_models_import_is_listed() {
    let mut missing = BTreeSet::new();
    for case in fixtures::accepted() {
        let (_, generated) = case.generate();
        let files = generated.files.iter();
        let models = files.filter(|file| file.path.starts_with("src/api/models/"));
        for file in models.filter(|file| !file.path.ends_with("/mod.rs")) {
            missing.extend(foreign_types(&file.text));
        }
    }
    missing.retain(|name| !MODEL_IMPORTS.contains(&name.as_str()));
    missing.retain(|name| !PRELUDE.contains(&name.as_str()));
    assert!(missing.is_empty(), "MODEL_IMPORTS lacks {missing:?}");
}

#[test]
fn every_method_of_a_request_is_listed() {
    let mut missing = BTreeSet::new();
    for file in code::below("generator/runtime/src") {
        for item in &file.syntax.items {
            if let syn::Item::Macro(call) = item
                && let Some(name) = &call.ident
                && name.to_string().ends_with("operation")
            {
                functions(call.mac.tokens.clone(), &mut missing);
            }
        }
    }
    assert!(missing.remove("send"), "no methods were found");
    assert!(REQUEST_METHODS.contains(&"send"));
    missing.retain(|name| !REQUEST_METHODS.contains(&name.as_str()));
    // Parameters whose names begin so are called something else.
    missing.retain(|name| !name.starts_with("with_"));
    // That of `Debug`, which nobody calls as a method.
    missing.remove("fmt");
    assert!(missing.is_empty(), "REQUEST_METHODS lacks {missing:?}");
}

/// Types that a file imports from elsewhere than its API.
fn foreign_types(text: &str) -> BTreeSet<String> {
    let syntax = syn::parse_file(text).expect("the emitter writes Rust");
    let mut found = BTreeSet::new();
    for item in &syntax.items {
        if let syn::Item::Use(item) = item {
            code::imported(&item.tree, "", &mut found);
        }
    }
    let foreign = found.iter().filter(|path| !path.starts_with("super::"));
    foreign
        .filter_map(|path| path.rsplit("::").next())
        .filter(|name| name.starts_with(char::is_uppercase))
        .map(str::to_owned)
        .collect()
}

/// The names of the functions in a macro.
fn functions(tokens: TokenStream, found: &mut BTreeSet<String>) {
    let mut is_next = false;
    for token in tokens {
        if let TokenTree::Ident(name) = &token
            && is_next
        {
            found.insert(name.to_string());
        }
        is_next = matches!(&token, TokenTree::Ident(word) if word == "fn");
        if let TokenTree::Group(group) = token {
            functions(group.stream(), found);
        }
    }
}
