//! Turns one API into the files of its module.
//!
//! May not know: the other APIs of the crate.

use proc_macro2::TokenStream;
use quote::quote;

use super::doc::DocComment;
use super::markdown::Headings;
use super::{EmittedFile, client, error, header, ident, models, resource, rust_file};
use crate::ir::{Api, Resource};

/// Everything below `src/<module>/`.
pub(super) fn files(api: &Api) -> impl Iterator<Item = EmittedFile> + use<'_> {
    let resources = api.resources.iter();
    [module, client::file]
        .into_iter()
        .map(move |file| file(api))
        .chain(error::file(api))
        .chain(models::files(api))
        .chain(resources.map(move |resource| resource::file(api, resource)))
}

/// `pub mod errors; pub mod models; pub mod pets; pub use client::Client;`
fn module(api: &Api) -> EmittedFile {
    let docs = docs(api).inner();
    let mut modules: Vec<String> = api.resources.iter().map(module_name).collect();
    modules.extend((!api.errors.is_empty()).then(|| "errors".to_owned()));
    modules.extend((!api.types.is_empty()).then(|| "models".to_owned()));
    modules.sort();
    let modules: TokenStream = modules
        .iter()
        .map(|name| {
            let name = super::joined(name);
            quote!(pub mod #name;)
        })
        .collect();
    let path = format!("src/{}/mod.rs", api.module.as_str());
    let tokens = quote!(#docs mod client; #modules pub use client::Client;);
    rust_file(path, header::of_api(api), tokens)
}

fn module_name(resource: &Resource) -> String {
    ident(&resource.module).to_string()
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
