//! Turns what several APIs have in common into a module of its own, from which each of
//! them exports it: a type that two versions share is one type.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::quote;

use super::doc::DocComment;
use super::file::rust_file;
use super::ident::joined;
use super::{Job, debug, error, header, metadata, mock, models, reply, resource};
use crate::format::{Code, EmittedFile};
use crate::ir::{Api, SHARED};

/// Everything below `src/shared/`; nothing where nothing is shared.
pub(super) fn files(parts: &[Api]) -> impl Iterator<Item = Job<'_>> {
    let root = (!parts.is_empty()).then(|| Job::one(move || module(parts)));
    let resources = parts.iter().flat_map(|api| {
        let own = api.own_resources().iter();
        own.flat_map(|resource| resource::files(api, resource))
    });
    root.into_iter()
        .chain(error::shared(parts))
        .chain(models::shared(parts))
        .chain(resources)
        .chain(metadata::shared(parts))
        .chain([Job::some(move || reply::shared(parts))])
}

/// `pub(crate) mod errors; pub(crate) mod models; pub(crate) mod pets;`
fn module(parts: &[Api]) -> EmittedFile {
    let has = |is_there: fn(&Api) -> bool| parts.iter().any(is_there);
    let fixed = [
        ("errors", has(|api| !api.shared.errors.is_empty())),
        ("models", has(|api| !api.shared.models.is_empty())),
    ];
    let fixed = fixed.into_iter().filter(|(_, is_there)| *is_there);
    let resources = parts.iter().flat_map(|api| api.shared.operations.keys());
    let modules = fixed
        .map(|(name, _)| name)
        .chain(resources.map(String::as_str))
        .map(|name| (name, module_named(name)));
    let metadata = metadata::has_shared(parts).then(|| {
        let condition = metadata::condition();
        ("metadata", quote!(#condition pub(crate) mod metadata;))
    });
    let mock = parts.iter().any(reply::is_needed).then(|| {
        let condition = mock::condition();
        ("mock", quote!(#condition mod mock;))
    });
    let modules: BTreeMap<&str, TokenStream> = modules.chain(metadata).chain(mock).collect();
    let modules = modules.values();
    let names: BTreeSet<&String> = parts.iter().flat_map(|api| &api.sensitive).collect();
    let is_named = parts.iter().any(debug::names_sensitive);
    let sensitive = is_named.then(|| {
        let name = joined(debug::SENSITIVE);
        let names = names.into_iter();
        quote! {
            #[doc = " The names of all properties that may hold secrets."]
            static #name: &[&str] = &[#(#names),*];
        }
    });
    let docs = "Items that several modules have in common; each of them re-exports them.";
    let code = Code::about(&DocComment::default().block([docs.to_owned()]))
        .quoted(quote!(#(#modules)* #sensitive));
    rust_file(
        format!("src/{SHARED}/mod.rs"),
        header::of_api(&parts[0]),
        code,
    )
}

/// `pub(crate) mod pets;`
fn module_named(name: &str) -> TokenStream {
    let name = joined(name);
    quote!(pub(crate) mod #name;)
}
