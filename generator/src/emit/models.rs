//! Turns an API's named types into the files of `models`.

use std::collections::BTreeMap;
use std::sync::Arc;

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::{Attribute, Item};

use super::doc::DocComment;
use super::file::rust_file;
use super::ident::joined;
use super::scope::Scope;
use super::usage::{Usage, Usages};
use super::{
    Job, alias, conversion, doc, enumeration, example, feature, header, ident, structure, syntax,
    type_doc, types, union,
};
use crate::format::{Code, EmittedFile};
use crate::ir::{Api, Feature, SHARED, Shape, TypeDef, TypeId, TypeRef};
use crate::names::RustIdent;

/// `models/mod.rs` and a file per schema; nothing where there are no types.
pub(super) fn files(api: &Api) -> impl Iterator<Item = Job<'_>> {
    let groups = groups(api);
    let module = (!groups.is_empty()).then(|| Job::one(move || module(&[api])));
    module.into_iter().chain(of_groups(api, groups))
}

/// A file for each schema that is not in the shared module.
fn of_groups<'a>(api: &'a Api, groups: Groups<'a>) -> impl Iterator<Item = Job<'a>> {
    let own = groups.into_iter().filter(|(name, _)| api.has_models(name));
    let usages = Arc::new(Usages::of(api));
    own.map(move |(name, types)| {
        let usages = Arc::clone(&usages);
        Job::one(move || file(api, name, &types, &usages))
    })
}

/// The files of models that APIs bring to the module that they share.
pub(super) fn shared(parts: &[Api]) -> impl Iterator<Item = Job<'_>> {
    let has_models = parts.iter().any(|api| !api.shared.models.is_empty());
    let module = || Job::one(move || module(&parts.iter().collect::<Vec<_>>()));
    let module = has_models.then(module);
    let own = parts.iter().flat_map(|api| of_groups(api, groups(api)));
    module.into_iter().chain(own)
}

/// The types of each file, in document order.
type Groups<'a> = BTreeMap<&'a RustIdent, Vec<TypeId>>;

fn groups(api: &Api) -> Groups<'_> {
    let mut groups = Groups::new();
    for (id, def) in api.types.iter() {
        groups.entry(&def.file).or_default().push(id);
    }
    groups
}

/// `mod pet; pub use pet::{Pet, PetKind};`, and what is in the shared module.
fn module(apis: &[&Api]) -> EmittedFile {
    let docs = DocComment::default()
        .block(["The types of requests and responses, one file for each schema.".to_owned()]);
    let mut modules = BTreeMap::new();
    let mut exports = BTreeMap::new();
    for api in apis {
        for (name, types) in groups(api) {
            if api.has_models(name) {
                modules.insert(name, syntax::module(condition(api, name), ident(name)));
                exports.insert(name, export(api, name, &types));
            }
        }
    }
    let elsewhere = apis.iter().flat_map(|api| elsewhere(api));
    let path = format!("src/{}/models/mod.rs", apis[0].folder());
    rust_file(
        path,
        header::of_api(apis[0]),
        Code::about(&docs)
            .with(modules.into_values())
            .with(elsewhere)
            .with(exports.into_values()),
    )
}

/// What turns a file on.
fn condition(api: &Api, file: &RustIdent) -> Option<Attribute> {
    feature::condition(api.model_features.get(file).into_iter().flatten())
}

/// `pub use pet::{Pet, PetKind};`
fn export(api: &Api, file: &RustIdent, types: &[TypeId]) -> Item {
    let names = names(api, types);
    syntax::export(condition(api, file), ident(file), names)
}

fn names(api: &Api, types: &[TypeId]) -> Vec<Ident> {
    let mut names: Vec<_> = types.iter().map(|id| &api.types.get(*id).name).collect();
    names.sort();
    names.into_iter().map(ident).collect()
}

/// `pub use crate::shared::models::{Pet, PetKind};`, one for each feature.
fn elsewhere(api: &Api) -> Vec<Item> {
    if api.is_shared {
        return Vec::new();
    }
    let mut by_features: BTreeMap<Vec<&Feature>, Vec<TypeId>> = BTreeMap::new();
    for (name, types) in groups(api) {
        if !api.has_models(name) {
            let features = api.model_features.get(name).into_iter().flatten();
            by_features
                .entry(features.collect())
                .or_default()
                .extend(types);
        }
    }
    let path = ["crate", SHARED, "models"].map(joined);
    let lines = by_features.into_iter().map(|(features, types)| {
        let condition = feature::condition(features);
        syntax::export_inline(condition, path.clone(), names(api, &types))
    });
    lines.collect()
}

fn file(api: &Api, name: &RustIdent, types: &[TypeId], usages: &Usages<'_>) -> EmittedFile {
    let scope = Scope::of_models(api, name, types);
    let items: Vec<Item> = types
        .iter()
        .flat_map(|id| items(&scope, *id, api.types.get(*id), usages.get(*id)))
        .collect();
    let path = format!("src/{}/models/{}.rs", api.folder(), name.as_str());
    let code = scope.code(&DocComment::default(), items);
    rust_file(path, header::of_api(api), code)
}

/// A type and everything that belongs to it.
fn items(scope: &Scope<'_>, id: TypeId, def: &TypeDef, usage: &Usage<'_>) -> Vec<Item> {
    let about = about(scope, id, def, usage);
    match &def.shape {
        Shape::Struct(shape) => {
            let mut items = structure::items(scope, about, def, shape);
            items.extend(syntax::items(conversion::items(scope, id, shape)));
            items
        }
        Shape::Enum(shape) => enumeration::items(scope, about, def, shape),
        Shape::Union(shape) => union::items(scope, about, id, def, shape),
        Shape::Alias(target) => syntax::items(other_name(scope, &about, def, target)),
    }
}

/// What is said of a type: the document's words, which calls take and give it, how one is
/// made, and the name that it has in the document.
fn about(scope: &Scope<'_>, id: TypeId, def: &TypeDef, usage: &Usage<'_>) -> Vec<Attribute> {
    let default = match &def.shape {
        Shape::Enum(shape) => doc::default(shape.default.as_ref()),
        _ => None,
    };
    let docs = usage.described(scope, type_doc::of(def).maybe(default));
    let example = usage
        .is_sent
        .then(|| example::model::lines(scope.api(), id));
    let example = example.flatten().map(|lines| doc::fenced("", lines));
    let docs = scope.comment(&docs.blocks("Example", example));
    let alias = alias::attribute(def.name.as_str(), def.origin.schema.as_deref());
    docs.into_iter().chain(alias).collect()
}

/// `pub type Tags = Vec<String>;`
fn other_name(
    scope: &Scope<'_>,
    about: &[Attribute],
    def: &TypeDef,
    target: &TypeRef,
) -> TokenStream {
    let name = ident(&def.name);
    let target = types::ty(scope, target);
    quote!(#(#about)* pub type #name = #target;)
}
