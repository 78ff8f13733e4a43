//! Turns an API into the table that the double of the service and the client
//! for the shell work from.
//!
//! May not know: what either does with it.

mod answer;
mod body;
mod collection;
mod operation;
mod parameter;
mod schemas;

use proc_macro2::TokenStream;
use quote::quote;
use syn::Path;

use super::doc::DocComment;
use super::{Code, EmittedFile, feature, header, ident, rust_file, syntax};
use crate::ir::{Api, Resource};

/// The features of which each needs the table.
pub(super) fn condition() -> TokenStream {
    quote!(#[cfg(any(feature = "cli", feature = "mock"))])
}

/// `details/mod.rs`, files for each resource, and one of schemas.
pub(super) fn files(api: &Api) -> impl Iterator<Item = EmittedFile> + use<'_> {
    let resources = api.resources.iter();
    std::iter::once_with(move || root(api))
        .chain(resources.flat_map(move |resource| operation::files(api, resource)))
        .chain(std::iter::once_with(move || schemas::file(api)))
}

/// `pub(crate) static API: ApiDetails = ApiDetails { … };`
fn root(api: &Api) -> EmittedFile {
    let scope = super::scope::Scope::of_api(api, []);
    let modules = api.resources.iter().map(|resource| {
        let condition = feature::condition(resource.feature.as_ref());
        syntax::module(condition, ident(&resource.module))
    });
    let ty = scope.runtime("ApiDetails");
    let module = api.module.as_str();
    let resources = resources(&scope, api);
    let collections = collection::list(&scope, api);
    let uses = scope.use_items();
    let path = format!("src/{module}/details/mod.rs");
    let tokens = quote! {
        #[doc = " The whole API."]
        pub(crate) static API: #ty = #ty {
            module: #module,
            description: &super::client::API,
            resources: #resources,
            collections: #collections,
            #[cfg(feature = "mock")]
            schemas: include_str!("schemas.json"),
        };
    };
    let docs = "What the document says of each operation, for the features `cli` and `mock`.";
    let docs = DocComment::default().block([docs.to_owned()]);
    let code = Code::about(&docs).with(modules).with(uses).quoted(tokens);
    rust_file(path, header::of_api(api), code)
}

/// `&[ResourceDetails { tag: "Pets", text: "", operations: pets::OPERATIONS }]`
fn resources(scope: &super::scope::Scope<'_>, api: &Api) -> TokenStream {
    if api.resources.is_empty() {
        return quote!(&[]);
    }
    // An import is unused where no resource is on.
    let ty = match api.resources.iter().any(|found| found.feature.is_none()) {
        true => scope.runtime("ResourceDetails"),
        false => syntax::parsed(quote!(crate::runtime::ResourceDetails)),
    };
    let entries = api.resources.iter().map(|resource| entry(&ty, resource));
    quote!(&[#(#entries),*])
}

fn entry(ty: &Path, resource: &Resource) -> TokenStream {
    let condition = feature::condition(resource.feature.as_ref());
    let (tag, module) = (&resource.tag, ident(&resource.module));
    let words = resource.doc.text.as_deref().unwrap_or_default().trim();
    quote!(#condition #ty { tag: #tag, text: #words, operations: #module::OPERATIONS })
}
