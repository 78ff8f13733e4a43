//! Turns one API into the files of its module.

use quote::quote;

use super::doc::DocComment;
use super::file::rust_file;
use super::ident::joined;
use super::markdown::Headings;
use super::{
    Job, client, error, feature, header, metadata, mock, models, reply, resource, syntax, webhook,
};
use crate::format::{Code, EmittedFile};
use crate::ir::{Api, Feature};

/// Everything below `src/<module>/`.
pub(super) fn files(api: &Api) -> impl Iterator<Item = Job<'_>> {
    let resources = api.resources.iter();
    [module, client::file]
        .into_iter()
        .map(move |file| Job::one(move || file(api)))
        .chain([
            Job::some(move || reply::of_api(api)),
            Job::some(move || webhook::file(api)),
        ])
        .chain(error::files(api))
        .chain(resources.flat_map(move |resource| resource::files(api, resource)))
        .chain(metadata::files(api))
        // The smallest at last, so that no thread waits long for another one.
        .chain(models::files(api))
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
        .chain(
            api.webhooks
                .iter()
                .map(|found| (found.module.as_str(), found.feature.as_ref())),
        )
        .collect();
    modules.sort();
    let modules = modules
        .into_iter()
        .map(|(name, feature)| syntax::public_module(feature::condition(feature), joined(name)));
    let path = format!("src/{}/mod.rs", api.module.as_str());
    let metadata = metadata::condition();
    let mock = reply::is_needed(api).then(|| {
        let condition = mock::condition();
        quote!(#condition mod mock;)
    });
    let code = Code::about(&docs)
        .quoted(quote!(mod client; #metadata pub(crate) mod metadata; #mock))
        .with(modules)
        .with([syntax::export(None, joined("client"), [joined("Client")])])
        .with(error::alias(api));
    rust_file(path, header::of_api(api), code)
}

fn docs(api: &Api) -> DocComment {
    let resources = api.resources.iter().map(|resource| {
        let module = resource.module.as_str();
        format!("[`mod@{module}`]")
    });
    DocComment::default()
        .block([format!("{}.", client::title(api))])
        .words(&api.doc, Headings::Lowered)
        .section("Resources", resources.collect())
        .maybe(api.webhooks.as_ref().map(|webhooks| {
            let module = &webhooks.module;
            format!("What the API sends on its own is in [`mod@{module}`].")
        }))
}
