//! Turns an API into the table that the mock server and the command-line client work from.

mod body;
mod collection;
mod entry;
mod operation;
mod parameter;
mod response;
mod schemas;

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;
use syn::Path;

use super::doc::DocComment;
use super::file::rust_file;
use super::ident::joined;
use super::{Job, feature, header, ident, syntax};
use crate::format::{Code, EmittedFile};
use crate::ir::{Api, Resource, SHARED};

/// The features of which each needs the table.
pub(super) fn condition() -> TokenStream {
    quote!(#[cfg(any(feature = "cli", feature = "mock"))])
}

/// `metadata/mod.rs`, files for each resource, and one of schemas.
pub(super) fn files(api: &Api) -> impl Iterator<Item = Job<'_>> {
    std::iter::once(Job::one(move || root(api))).chain(own(api))
}

/// The files that APIs bring to the module that they share.
pub(super) fn shared(parts: &[Api]) -> impl Iterator<Item = Job<'_>> {
    let root = has_shared(parts).then(|| Job::one(move || shared_root(parts)));
    root.into_iter().chain(parts.iter().flat_map(own))
}

/// Whether the shared module has a table.
pub(super) fn has_shared(parts: &[Api]) -> bool {
    let has_table = |api: &Api| !api.shared.operations.is_empty() || api.shared.schemas;
    parts.iter().any(has_table)
}

/// The files of the resources and schemas that are in this module.
fn own(api: &Api) -> impl Iterator<Item = Job<'_>> {
    let schemas = api.has_schemas();
    let schemas = schemas.then(|| Job::one(move || schemas::file(api)));
    listed(api)
        .flat_map(move |resource| operation::files(api, resource))
        .chain(schemas)
}

/// The resources with a list of operations in this module: all that do not have the very
/// list of the shared module.
fn listed(api: &Api) -> impl Iterator<Item = &Resource> {
    let resources = match api.is_shared {
        true => api.own_resources(),
        false => &api.resources,
    };
    let has_list = |resource: &&Resource| api.is_shared || !api.shares_whole(resource);
    resources.iter().filter(has_list)
}

/// `pub(crate) mod pets;` for each resource of the shared module.
fn shared_root(parts: &[Api]) -> EmittedFile {
    let resources = parts.iter().flat_map(|api| api.shared.operations.keys());
    let modules: BTreeSet<&str> = resources.map(String::as_str).collect();
    let modules = modules.into_iter().map(joined);
    let docs = "Metadata of each operation, for the features `cli` and `mock`.";
    let code = Code::about(&DocComment::default().block([docs.to_owned()]))
        .quoted(quote!(#(pub(crate) mod #modules;)*));
    let path = format!("src/{SHARED}/metadata/mod.rs");
    rust_file(path, header::of_api(&parts[0]), code)
}

/// `pub(crate) static API: ApiMetadata = ApiMetadata { … };`
fn root(api: &Api) -> EmittedFile {
    let scope = super::scope::Scope::of_api(api, []);
    let modules = listed(api).map(|resource| {
        let condition = feature::condition(resource.feature.as_ref());
        syntax::module(condition, ident(&resource.module))
    });
    let ty = scope.runtime("ApiMetadata");
    let module = api.module.as_str();
    let resources = resources(&scope, api);
    let collections = collection::list(&scope, api);
    let schemas = match api.has_schemas() {
        true => "schemas.json".to_owned(),
        false => format!("../../{SHARED}/metadata/schemas.json"),
    };
    let uses = scope.use_items();
    let path = format!("src/{module}/metadata/mod.rs");
    let tokens = quote! {
        #[doc = " The whole API."]
        pub(crate) static API: #ty = #ty {
            module: #module,
            description: &super::client::API,
            resources: #resources,
            collections: #collections,
            #[cfg(feature = "mock")]
            schemas: include_str!(#schemas),
        };
    };
    let docs = "Metadata of each operation, for the features `cli` and `mock`.";
    let docs = DocComment::default().block([docs.to_owned()]);
    let code = Code::about(&docs).with(modules).with(uses).quoted(tokens);
    rust_file(path, header::of_api(api), code)
}

/// `&[ResourceMetadata { tag: "Pets", text: "", operations: pets::OPERATIONS }]`
fn resources(scope: &super::scope::Scope<'_>, api: &Api) -> TokenStream {
    if api.resources.is_empty() {
        return quote!(&[]);
    }
    // An import is unused where no resource is on.
    let ty = match api.resources.iter().any(|found| found.feature.is_none()) {
        true => scope.runtime("ResourceMetadata"),
        false => syntax::parsed(quote!(crate::runtime::ResourceMetadata)),
    };
    let entries = api.resources.iter().map(|resource| {
        let path = api.shares_whole(resource).then(|| {
            let shared = joined(SHARED);
            quote!(crate::#shared::metadata::)
        });
        entry(&ty, resource, path)
    });
    quote!(&[#(#entries),*])
}

fn entry(ty: &Path, resource: &Resource, path: Option<TokenStream>) -> TokenStream {
    let condition = feature::condition(resource.feature.as_ref());
    let (tag, module) = (&resource.tag, ident(&resource.module));
    let words = resource.doc.text.as_deref().unwrap_or_default();
    let words = syntax::quoted(words.trim());
    quote!(#condition #ty { tag: #tag, text: #words, operations: #path #module::OPERATIONS })
}
