//! Turns the operations of one tag into their part of the table: a file, or several where
//! they are very many.

use proc_macro2::{Ident, Literal as Token, TokenStream};
use quote::quote;
use syn::{Expr, Item};

use super::entry::Entry;
use super::{body, parameter, response};
use crate::emit::file::rust_file;
use crate::emit::ident::joined;
use crate::emit::pieces::{self, file_name};
use crate::emit::scope::Scope;
use crate::emit::{Job, header, ident, syntax};
use crate::format::{Code, EmittedFile};
use crate::ir::{Api, Operation, Resource, SHARED};
use crate::names::Namespace;

/// `src/v2025/metadata/pets.rs`, and the files of its pieces where it has very many
/// operations.
pub(super) fn files<'a>(api: &'a Api, resource: &'a Resource) -> impl Iterator<Item = Job<'a>> {
    pieces::files(
        api,
        resource,
        move |own| file(api, resource, own),
        move |pieces| outline(api, resource, pieces),
        move |operations| piece(api, resource, operations),
    )
}

/// `pub(super) static OPERATIONS: &[OperationMetadata] = &[…];`
fn file(api: &Api, resource: &Resource, own: &[Operation]) -> EmittedFile {
    let scope = Scope::of_metadata(api);
    let entries = Entries::of(&scope, own);
    let all = list(&scope, with_shared(api, resource, entries.entries));
    let module = ident(&resource.module);
    let types = match own {
        [] => TokenStream::new(),
        _ => quote!(use super::super::#module as operations;),
    };
    let code = Code::default()
        .quoted(types)
        .with(scope.use_items())
        .with([all])
        .with(entries.shared);
    rust_file(path(api, resource, ""), header::of_api(api), code)
}

/// `mod get_pet; pub(super) static OPERATIONS: &[OperationMetadata] = &[get_pet::GET_PET, …];`
fn outline(api: &Api, resource: &Resource, pieces: &[&[Operation]]) -> EmittedFile {
    let scope = Scope::of_metadata(api);
    let modules = pieces
        .iter()
        .map(|piece| syntax::module(None, file_name(piece)));
    let entries = pieces.iter().flat_map(|piece| {
        let entry = |operation| syntax::name(syntax::path([file_name(piece), constant(operation)]));
        piece.iter().map(entry)
    });
    let all = list(&scope, with_shared(api, resource, entries));
    let code = Code::default()
        .with(modules)
        .with(scope.use_items())
        .with([all]);
    rust_file(path(api, resource, ""), header::of_api(api), code)
}

/// `src/v2025/metadata/pets/get_pet.rs`: `pub(super) static GET_PET: OperationMetadata = …;`
fn piece(api: &Api, resource: &Resource, operations: &[Operation]) -> EmittedFile {
    let scope = Scope::of_metadata_piece(api);
    let ty = scope.runtime("OperationMetadata");
    let Entries { entries, shared } = Entries::of(&scope, operations);
    let statics = operations.iter().zip(entries).map(|(operation, entry)| {
        let (name, ty) = (constant(operation), syntax::named(ty.clone()));
        Item::Static(syntax::static_item(syntax::of_parent(), name, ty, entry))
    });
    let statics: Vec<Item> = statics.collect();
    let module = ident(&resource.module);
    let code = Code::default()
        .quoted(quote!(use super::super::super::#module as operations;))
        .with(scope.use_items())
        .with(statics)
        .with(shared);
    let path = path(api, resource, &format!("/{}", file_name(operations)));
    rust_file(path, header::of_api(api), code)
}

/// `GET_PET`
fn constant(operation: &Operation) -> Ident {
    joined(&operation.ident.as_str().to_uppercase())
}

fn path(api: &Api, resource: &Resource, below: &str) -> String {
    let (api, resource) = (api.folder(), resource.module.as_str());
    format!("src/{api}/metadata/{resource}{below}.rs")
}

/// All operations of a resource, where these entries are those that are in this module:
/// `crate::shared::metadata::pets::OPERATIONS[0]` for each of the others.
fn with_shared(
    api: &Api,
    resource: &Resource,
    entries: impl IntoIterator<Item = Expr>,
) -> Vec<Expr> {
    let mut entries = entries.into_iter();
    let module = resource.module.as_str();
    let operations = resource.operations.iter();
    let all = operations.filter_map(|operation| match api.shared_place(resource, operation) {
        Some(place) if !api.is_shared => {
            let list = ["crate", SHARED, "metadata", module, "OPERATIONS"].map(joined);
            let list = syntax::name(syntax::path(list));
            let place = Token::usize_unsuffixed(place);
            Some(syntax::parsed(quote!(#list[#place])))
        }
        _ => entries.next(),
    });
    all.collect()
}

fn list(scope: &Scope<'_>, entries: impl IntoIterator<Item = Expr>) -> Item {
    let ty = syntax::named(scope.runtime("OperationMetadata"));
    let visibility = match scope.api().is_shared {
        true => syntax::of_crate(),
        false => syntax::of_parent(),
    };
    let (name, value) = (joined("OPERATIONS"), syntax::slice(entries));
    Item::Static(syntax::static_item(
        visibility,
        name,
        syntax::slice_type(ty),
        value,
    ))
}

/// What a file says of its operations.
struct Entries {
    /// One for each.
    entries: Vec<Expr>,
    /// What several of them have.
    shared: Vec<Item>,
}

impl Entries {
    fn of(scope: &Scope<'_>, operations: &[Operation]) -> Self {
        let mut names = Namespace::reserving(&["operations"]);
        // In a piece each operation is a constant.
        for operation in operations {
            names.claim(operation.ident.clone());
        }
        let parameters = parameter::Shared::of(operations, &mut names);
        let mut errors = response::Shared::default();
        let mut entries = Vec::new();
        for operation in operations {
            let entry = entry(scope, operation, &parameters, &mut errors, &mut names);
            entries.push(entry);
        }
        let mut shared = parameters.items(scope);
        shared.extend(errors.items(scope));
        Self { entries, shared }
    }
}

/// `OperationMetadata::of::<operations::PutPet>("put-pet").summary("Change a pet")…`
fn entry<'r>(
    scope: &Scope<'_>,
    operation: &'r Operation,
    parameters: &parameter::Shared<'r>,
    errors: &mut response::Shared<'r>,
    names: &mut Namespace,
) -> Expr {
    let name = syntax::path([joined("operations"), ident(&operation.type_ident)]);
    let of = syntax::with_type("of", syntax::named(name));
    let of = syntax::below(scope.runtime("OperationMetadata"), of);
    let parameters = parameters.list(scope, &operation.parameters);
    Entry(syntax::call(of, [syntax::text(&command(operation))]))
        .words("summary", operation.doc.summary.as_deref())
        .words("text", operation.doc.text.as_deref())
        .mark("deprecated", operation.deprecated)
        .list("parameters", parameters)
        .with("body", body::body(scope, operation))
        .list("successes", response::successes(scope, operation))
        .with("errors", errors.of(operation, names))
        .0
}

/// `put-pet`
fn command(operation: &Operation) -> String {
    let name = operation.ident.as_str().trim_matches('_');
    name.replace('_', "-")
}
