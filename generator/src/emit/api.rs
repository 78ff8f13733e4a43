//! Turns one API into the files of its module.
//!
//! May not know: the other APIs of the crate.

use proc_macro2::TokenStream;
use quote::quote;

use super::doc::DocComment;
use super::markdown::Headings;
use super::{
    Code, EmittedFile, client, details, error, feature, header, mock, models, resource, rust_file,
};
use crate::ir::{Api, Feature};

/// Everything below `src/<module>/`.
pub(super) fn files(api: &Api) -> impl Iterator<Item = EmittedFile> + use<'_> {
    let resources = api.resources.iter();
    [module, client::file]
        .into_iter()
        .map(move |file| file(api))
        .chain(error::files(api))
        .chain(models::files(api))
        .chain(resources.map(move |resource| resource::file(api, resource)))
        .chain(details::files(api))
        .chain(mock::of_api(api))
}

/// `pub mod errors; pub mod models; pub mod pets; pub use client::Client;`
fn module(api: &Api) -> EmittedFile {
    let docs = docs(api);
    let shared = [
        ("errors", api.errors.is_empty()),
        ("models", api.types.is_empty()),
    ];
    let shared = shared.into_iter().filter(|(_, is_empty)| !is_empty);
    let resources = api.resources.iter();
    let mut modules: Vec<(&str, Option<&Feature>)> = resources
        .map(|found| (found.module.as_str(), found.feature.as_ref()))
        .chain(shared.map(|(name, _)| (name, None)))
        .collect();
    modules.sort();
    let modules: TokenStream = modules
        .into_iter()
        .map(|(name, feature)| {
            let name = super::joined(name);
            let condition = feature::condition(feature);
            quote!(#condition pub mod #name;)
        })
        .collect();
    let path = format!("src/{}/mod.rs", api.module.as_str());
    let details = details::condition();
    let mock = mock::of_api(api).map(|_| {
        let condition = mock::condition();
        quote!(#condition mod mock;)
    });
    let tokens =
        quote!(mod client; #details pub(crate) mod details; #mock #modules pub use client::Client;);
    rust_file(path, header::of_api(api), Code::about(&docs).quoted(tokens))
}

fn docs(api: &Api) -> DocComment {
    let resources = api.resources.iter().map(|resource| {
        let module = resource.module.as_str();
        vec![format!("[`mod@{module}`]")]
    });
    DocComment::default()
        .block([format!("{}.", client::title(api))])
        .words(&api.doc, Headings::Lowered)
        .section("Resources", resources.collect())
}
