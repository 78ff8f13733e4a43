//! The lists of names in `generator/src/names/reserved.rs` are complete.

use std::collections::BTreeSet;

use simgen::names::{MODEL_IMPORTS, PRELUDE, REQUEST_METHODS};

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
            if let syn::Item::Impl(block) = item {
                missing.extend(request_methods(block));
            }
        }
    }
    assert!(missing.contains("send"), "no methods were found");
    missing.retain(|name| !REQUEST_METHODS.contains(&name.as_str()));
    // Parameters whose names begin so are called something else.
    missing.retain(|name| !name.starts_with("with_"));
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

/// The methods that `x.method()` may mean where `x` is a request.
fn request_methods(block: &syn::ItemImpl) -> Vec<String> {
    use quote::ToTokens;
    let of = block.self_ty.to_token_stream().to_string();
    if !of.starts_with("Request <") {
        return Vec::new();
    }
    let of_a_trait = block
        .trait_
        .as_ref()
        .map(|(path, _)| path.to_token_stream().to_string());
    if of_a_trait.is_some_and(|path| path.contains("Debug")) {
        return Vec::new();
    }
    let methods = block.items.iter().filter_map(|item| match item {
        syn::ImplItem::Fn(method) => Some(method),
        _ => None,
    });
    let public = methods.filter(|method| {
        block.trait_.is_some() || matches!(method.vis, syn::Visibility::Public(_))
    });
    public.map(|method| method.sig.ident.to_string()).collect()
}
