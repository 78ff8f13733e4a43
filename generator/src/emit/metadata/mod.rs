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
use syn::{Expr, FieldValue, Item, ItemStatic, Path};

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
    let description = syntax::path(["super", "client", "API"].map(joined));
    let schemas = syntax::expanded(joined("include_str").into(), quote!(#schemas));
    let schemas = FieldValue {
        attrs: vec![syntax::list("cfg", quote!(feature = "mock"))],
        ..syntax::assigned(joined("schemas"), schemas)
    };
    let fields = fields([
        ("module", syntax::text(module)),
        ("description", syntax::reference(syntax::name(description))),
        ("resources", resources),
        ("collections", syntax::parsed(collections)),
    ]);
    let table = syntax::record(ty.clone(), fields.into_iter().chain([schemas]));
    let (name, ty) = (joined("API"), syntax::named(ty));
    let table = Item::Static(ItemStatic {
        attrs: vec![syntax::doc(" The whole API.")],
        ..syntax::static_item(syntax::of_crate(), name, ty, table)
    });
    let docs = "Metadata of each operation, for the features `cli` and `mock`.";
    let docs = DocComment::default().block([docs.to_owned()]);
    let code = Code::about(&docs).with(modules).with(uses).with([table]);
    rust_file(path, header::of_api(api), code)
}

/// `&[ResourceMetadata { tag: "Pets", text: "", operations: pets::OPERATIONS }]`
fn resources(scope: &super::scope::Scope<'_>, api: &Api) -> Expr {
    if api.resources.is_empty() {
        return syntax::slice([]);
    }
    // An import is unused where no resource is on.
    let ty = match api.resources.iter().any(|found| found.feature.is_none()) {
        true => scope.runtime("ResourceMetadata"),
        false => syntax::path(["crate", "runtime", "ResourceMetadata"].map(joined)),
    };
    let shared = ["crate", SHARED, "metadata"].as_slice();
    syntax::slice(api.resources.iter().map(|resource| {
        let path = if api.shares_whole(resource) {
            shared
        } else {
            &[]
        };
        entry(ty.clone(), resource, path)
    }))
}

/// `ResourceMetadata { tag: "Pets", text: "", operations: pets::OPERATIONS }`
fn entry(ty: Path, resource: &Resource, path: &[&str]) -> Expr {
    let module = ident(&resource.module);
    let path = path.iter().copied().map(joined);
    let operations = syntax::path(path.chain([module, joined("OPERATIONS")]));
    let words = resource.doc.text.as_deref().unwrap_or_default();
    let fields = fields([
        ("tag", syntax::text(&resource.tag)),
        ("text", syntax::text(words.trim())),
        ("operations", syntax::name(operations)),
    ]);
    let mut entry = syntax::record(ty, fields);
    if let Expr::Struct(record) = &mut entry {
        let condition = feature::condition(resource.feature.as_ref());
        record.attrs.extend(condition);
    }
    entry
}

/// `tag: "Pets", text: ""`
fn fields<const N: usize>(fields: [(&str, Expr); N]) -> [FieldValue; N] {
    fields.map(|(name, value)| syntax::assigned(joined(name), value))
}
