//! Turns an API's types into a page.
//!
//! May not know: which operation sends or gives them.

use crate::emit::doc::{self, DocComment};
use crate::emit::scope::{MODELS_PAGE, Scope, page_link};
use crate::emit::{EmittedFile, markdown, models, structure};
use crate::ir::{Api, Doc, Enum, Field, Package, Presence, Shape, Struct, TypeDef, Union};

/// Whether types of the API stand in its module.
pub(super) fn is_needed(api: &Api) -> bool {
    own(api).next().is_some()
}

fn own(api: &Api) -> impl Iterator<Item = &TypeDef> {
    let types = api.types.iter().map(|(_, def)| def);
    types.filter(|def| api.has_models(&def.file))
}

/// `docs/v2025/models.md`
pub(super) fn page(package: &Package, api: &Api) -> EmittedFile {
    let scope = Scope::of_page(api, MODELS_PAGE);
    let folder = api.folder();
    let names = own(api);
    let names = names.map(|def| page_link(MODELS_PAGE, MODELS_PAGE, def.name.as_str()));
    let of = match api.is_shared {
        true => super::holds_for(package, |api| !api.shared.models.is_empty()),
        false => None,
    };
    let start = DocComment::default()
        .block([format!("# Models of `{folder}`")])
        .maybe(of)
        .list(names);
    let comment = own(api).fold(start, |comment, def| {
        comment
            .block([format!("## `{}`", def.name.as_str())])
            .block([models::type_doc(def).text()])
            .block([parts(&scope, def).text()])
    });
    super::page(package, &format!("{folder}/{MODELS_PAGE}"), &comment)
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
fn properties(scope: &Scope<'_>, shape: &Struct) -> Vec<Vec<String>> {
    let property = |field: &Field| {
        let name = markdown::code(field.wire_name.as_str());
        let ty = doc::type_in_words(scope, &field.ty);
        let presence = presence(field.presence);
        let label = format!("{name} ({ty}, {presence})");
        doc::item_with(&label, &field.doc, structure::notes(field))
    };
    if shape.fields.is_empty() {
        return vec![vec!["Any properties.".to_owned()]];
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

fn values(shape: &Enum) -> Vec<Vec<String>> {
    let values = shape.values.iter().map(|value| {
        let words = Doc {
            text: value.text.clone(),
            ..Doc::default()
        };
        doc::item(&markdown::code(&value.value.plain()), &words)
    });
    let other = "Any other value, which is kept as it is.".to_owned();
    values.chain([vec![other]]).collect()
}

fn alternatives(scope: &Scope<'_>, shape: &Union) -> Vec<Vec<String>> {
    let variants = shape.variants.iter().map(|variant| {
        let ty = doc::type_in_words(scope, &variant.ty);
        doc::item(&ty, &variant.doc)
    });
    let other = "Anything else, which is kept as it is.".to_owned();
    variants.chain([vec![other]]).collect()
}
