//! Turns an API's types into a page.

use super::Holders;
use crate::emit::doc::{self, DocComment};
use crate::emit::scope::{MODELS_PAGE, Scope, page_link};
use crate::emit::usage::Usages;
use crate::emit::{markdown, structure, type_doc};
use crate::format::EmittedFile;
use crate::ir::{Api, Doc, Enum, Field, Package, Presence, Shape, Struct, TypeDef, TypeId, Union};

/// Whether types of the API are in its module.
pub(super) fn is_needed(api: &Api) -> bool {
    own(api).next().is_some()
}

fn own(api: &Api) -> impl Iterator<Item = (TypeId, &TypeDef)> {
    let types = api.types.iter();
    types.filter(|(_, def)| api.has_models(&def.file))
}

/// `docs/v2025/models.md`; for the module `shared`, with what each of several APIs brings.
pub(super) fn page(package: &Package, apis: &[&Api]) -> Option<EmittedFile> {
    let folder = apis.first()?.folder();
    let scopes = apis
        .iter()
        .map(|api| (Scope::of_page(api, MODELS_PAGE), Usages::of(api)));
    let scopes: Vec<_> = scopes.collect();
    let all = scopes.iter().flat_map(|(scope, usages)| {
        let own = own(scope.api());
        own.map(move |(id, def)| (scope, usages.get(id), def))
    });
    let all: Vec<_> = all.collect();
    let names = all.iter().map(|(_, _, def)| def.name.as_str());
    let names = names.map(|name| page_link(MODELS_PAGE, MODELS_PAGE, name));
    let is_shared = apis[0].is_shared;
    let of = Holders::of(package, |api| is_shared && !api.shared.models.is_empty());
    let start = DocComment::default()
        .block([format!("# Models of `{folder}`")])
        .block([super::TO_INDEX.to_owned()])
        .maybe(of.sentence())
        .list(names);
    let comment = all.iter().fold(start, |comment, (scope, usage, def)| {
        let has = |api: &Api| is_shared && api.shared.models.contains(def.file.as_str());
        comment
            .block([format!("## `{}`", def.name.as_str())])
            .maybe(Holders::of(package, has).unless(&of))
            .block([usage.described(scope, type_doc::of(def)).text()])
            .block([parts(scope, def).text()])
    });
    let path = format!("{folder}/{MODELS_PAGE}");
    (!all.is_empty()).then(|| super::page(package, &path, &comment))
}

/// What the type is made of.
fn parts(scope: &Scope<'_>, def: &TypeDef) -> DocComment {
    let comment = DocComment::default();
    match &def.shape {
        Shape::Struct(shape) => comment.items(properties(scope, shape)),
        Shape::Enum(shape) => comment.items(values(shape)),
        Shape::Union(shape) => comment.items(alternatives(scope, shape)),
        Shape::Alias(target) => {
            let target = doc::type_in_words(scope, target);
            comment.block([format!("Another name for {target}.")])
        }
    }
}

/// ``- `name` (`String`, required): What people call it.``
fn properties(scope: &Scope<'_>, shape: &Struct) -> Vec<String> {
    let property = |field: &Field| {
        let name = markdown::code(field.wire_name.as_str());
        let ty = doc::type_in_words(scope, &field.ty);
        let presence = presence(field.presence);
        let label = format!("{name} ({ty}, {presence})");
        doc::item_with(&label, &field.doc, structure::notes(field))
    };
    if shape.fields.is_empty() {
        return vec!["Any properties.".to_owned()];
    }
    shape.fields.iter().map(property).collect()
}

fn presence(presence: Presence) -> &'static str {
    match presence {
        Presence::Required => "required",
        Presence::Optional => "optional",
        Presence::Nullable => "required, may be `null`",
        Presence::OptionalNullable => "optional, may be `null`",
    }
}

fn values(shape: &Enum) -> Vec<String> {
    let values = shape.values.iter().map(|value| {
        let words = Doc {
            text: value.text.clone(),
            ..Doc::default()
        };
        doc::item(&markdown::code(&value.value.plain()), &words)
    });
    let other = "Any other value, which is kept as it is.".to_owned();
    values.chain([other]).collect()
}

fn alternatives(scope: &Scope<'_>, shape: &Union) -> Vec<String> {
    let variants = shape.variants.iter().map(|variant| {
        let ty = doc::type_in_words(scope, &variant.ty);
        doc::item(&ty, &variant.doc)
    });
    let other = "Anything else, which is kept as it is.".to_owned();
    variants.chain([other]).collect()
}
