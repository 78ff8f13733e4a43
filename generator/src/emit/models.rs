//! Turns an API's named types into the files of `models`.
//!
//! May not know: what the types are made of.

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Attribute, Item};

use super::doc::{self, DocComment};
use super::scope::Scope;
use super::{
    Code, EmittedFile, conversion, enumeration, feature, header, ident, rust_file, structure,
    syntax, types, union,
};
use crate::ir::{Api, Shape, TypeDef, TypeId, TypeRef};
use crate::names::RustIdent;

/// `models/mod.rs` and a file per schema; nothing where there are no types.
pub(super) fn files(api: &Api) -> impl Iterator<Item = EmittedFile> + use<'_> {
    let groups = groups(api);
    let module = (!groups.is_empty()).then(|| module(api, &groups));
    let files = groups
        .into_iter()
        .map(move |(name, types)| file(api, name, &types));
    module.into_iter().chain(files)
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

/// `mod pet; pub use pet::{Pet, PetKind};`
fn module(api: &Api, groups: &Groups<'_>) -> EmittedFile {
    let docs = DocComment::default()
        .block(["The types that go over the wire, one file a schema.".to_owned()]);
    let modules = groups
        .keys()
        .map(|name| syntax::module(condition(api, name), ident(name)));
    let exports = groups.iter().map(|(name, types)| export(api, name, types));
    let path = format!("src/{}/models/mod.rs", api.module.as_str());
    rust_file(
        path,
        header::of_api(api),
        Code::about(&docs).with(modules).with(exports),
    )
}

/// What turns a file on.
fn condition(api: &Api, file: &RustIdent) -> Option<Attribute> {
    feature::condition(api.model_features.get(file).into_iter().flatten())
}

/// `pub use pet::{Pet, PetKind};`
fn export(api: &Api, file: &RustIdent, types: &[TypeId]) -> Item {
    let mut names: Vec<_> = types.iter().map(|id| &api.types.get(*id).name).collect();
    names.sort();
    let names = names.into_iter().map(ident);
    syntax::export(condition(api, file), ident(file), names)
}

fn file(api: &Api, name: &RustIdent, types: &[TypeId]) -> EmittedFile {
    let scope = Scope::of_models(api, name, types);
    let items: Vec<Item> = types
        .iter()
        .flat_map(|id| items(&scope, *id, api.types.get(*id)))
        .collect();
    let path = format!("src/{}/models/{}.rs", api.module.as_str(), name.as_str());
    let code = scope.code(&DocComment::default(), items);
    rust_file(path, header::of_api(api), code)
}

/// A type and everything that belongs to it.
fn items(scope: &Scope<'_>, id: TypeId, def: &TypeDef) -> Vec<Item> {
    match &def.shape {
        Shape::Struct(shape) => {
            let mut items = structure::items(scope, def, shape);
            items.extend(syntax::items(conversion::items(scope, id, shape)));
            items
        }
        Shape::Enum(shape) => enumeration::items(scope, def, shape),
        Shape::Union(shape) => syntax::items(union::items(scope, id, def, shape)),
        Shape::Alias(target) => syntax::items(alias(scope, def, target)),
    }
}

/// `pub type Tags = Vec<String>;`
fn alias(scope: &Scope<'_>, def: &TypeDef, target: &TypeRef) -> TokenStream {
    let docs = scope.comment(&type_doc(def));
    let name = ident(&def.name);
    let target = types::ty(scope, target);
    quote!(#docs pub type #name = #target;)
}

/// What is said of a named type, whatever its shape.
pub(super) fn type_doc(def: &TypeDef) -> DocComment {
    let otherwise = match &def.origin.schema {
        Some(schema) => format!("The schema {}.", super::markdown::code(schema)),
        None => format!(
            "Part of the models in {}.",
            super::markdown::code(def.file.as_str())
        ),
    };
    DocComment::of(&def.doc, &otherwise).maybe(doc::deprecated(def.deprecated))
}
