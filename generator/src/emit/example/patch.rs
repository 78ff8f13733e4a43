//! Shows a JSON Patch (RFC 6902) in each form that the document takes.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Expr;

use super::choice::Choice;
use super::program::{Mode, Program, settings, settings_doc};
use super::site::Site;
use super::value;
use crate::emit::ident::joined;
use crate::emit::{field, ident, route, syntax};
use crate::format::EmittedFile;
use crate::ir::{
    Api, BodyKind, Field, JsonPatch, Literal, Operation, Shape, Struct, TypeId, TypeRef, Types,
};
use crate::names::RustIdent;

/// The forms that a body of operations can have.
pub(super) struct Patch<'a> {
    operation: TypeId,
    /// Whether the bare list is one.
    bare: bool,
    /// The struct around the list, and its field.
    wrapped: Option<(TypeId, &'a Struct, &'a Field)>,
}

impl<'a> Patch<'a> {
    /// The forms of an operation's body, if it is a JSON Patch that can be shown.
    pub(super) fn of(api: &'a Api, operation: &'a Operation) -> Option<Self> {
        let types = &api.types;
        let body = operation.body.as_ref().filter(|body| body.required)?;
        let BodyKind::Json(ty) = &body.kind else {
            return None;
        };
        let alternatives: Vec<&TypeRef> = match named(types, ty) {
            Some((_, Shape::Union(union))) => {
                union.variants.iter().map(|variant| &variant.ty).collect()
            }
            _ => vec![ty],
        };
        let bare = alternatives.iter().find_map(|ty| list(types, ty));
        let wrapped = alternatives.iter().find_map(|ty| wrapper(types, ty));
        let operation = bare.or(wrapped.map(|(_, _, _, operation)| operation))?;
        Some(Self {
            operation,
            bare: bare.is_some(),
            wrapped: wrapped.map(|(id, shape, field, _)| (id, shape, field)),
        })
    }
}

/// `examples/patch.rs`
pub(super) fn file(choice: &Choice<'_>) -> Option<EmittedFile> {
    let (shown, patch) = choice.patch.as_ref()?;
    let settings = settings(choice);
    let send = send(&choice.site, shown, patch)?;
    let program = Program {
        path: "patch",
        docs: vec![
            format!(
                "Changes single properties by a JSON Patch (RFC 6902): {}.",
                route::code(shown)
            ),
            settings_doc(choice),
        ],
        root: &["Config"],
        mode: Mode::Async,
        items: TokenStream::new(),
        statements: quote! {
            let client = Client::new(#settings)?;
            #send
        },
    };
    Some(program.file(choice))
}

/// The patch, and a call for each form.
pub(super) fn send(site: &Site<'_>, shown: &Operation, patch: &Patch<'_>) -> Option<TokenStream> {
    let def = site.api.types.get(patch.operation);
    let name = ident(&def.name);
    let (path, value) = replacement(site, Some(shown), patch.operation)?;
    let mut calls = Vec::new();
    if patch.bare {
        calls.push(call(
            site,
            shown,
            &quote!([replace.clone()]),
            "the bare list",
        )?);
    }
    if let Some((id, shape, field)) = patch.wrapped {
        let body = wrap(site, id, shape, field, &quote!(replace.clone()))?;
        calls.push(call(site, shown, &body, "the list in an object")?);
    }
    Some(quote! {
        let replace = models::#name::replace(#path, #value);
        #(#calls)*
    })
}

/// `client.patch_pet("1", [models::Change::replace("/name", "Tom")])`, in the bare
/// form where there is one.
pub(super) fn single(site: &Site<'_>, shown: &Operation, patch: &Patch<'_>) -> Option<TokenStream> {
    let name = ident(&site.api.types.get(patch.operation).name);
    let (path, value) = replacement(site, Some(shown), patch.operation)?;
    let replace = site.of_model(name, "replace");
    let change = quote!(#replace(#path, #value));
    let body = match patch.wrapped {
        Some((id, shape, field)) if !patch.bare => wrap(site, id, shape, field, &change)?,
        _ => quote!([#change]),
    };
    let arguments = value::arguments(site, shown)?;
    let method = ident(&shown.ident);
    Some(quote!(client.#method(#(#arguments,)* #body)))
}

/// `let response = client.patch_pet("1", [replace.clone()]).send().await?; println!(…);`
fn call(site: &Site<'_>, shown: &Operation, body: &TokenStream, form: &str) -> Option<TokenStream> {
    let arguments = value::arguments(site, shown)?;
    let method = ident(&shown.ident);
    let text = format!("{form}: {{}}");
    Some(quote! {
        let response = client.#method(#(#arguments,)* #body).send().await?;
        println!(#text, response.status());
    })
}

/// `models::Patch::new().with_operations(vec![replace.clone()])`
fn wrap(
    site: &Site<'_>,
    id: TypeId,
    shape: &Struct,
    field: &Field,
    change: &TokenStream,
) -> Option<TokenStream> {
    let name = ident(&site.api.types.get(id).name);
    let needed = shape
        .fields
        .iter()
        .filter(|field| field::is_argument(field));
    let list = quote!(vec![#change]);
    match (needed.count(), field::is_argument(field)) {
        (1, true) => {
            let new = site.of_model(name, "new");
            Some(quote!(#new(#list)))
        }
        (0, false) => {
            let setter = joined(&format!("with_{}", field.ident.as_str().trim_matches('_')));
            let new = site.of_model(name, "new");
            Some(quote!(#new().#setter(#list)))
        }
        _ => None,
    }
}

/// `models::Change::replace("/name", "New name")`, for a type that is an operation of a patch.
pub(super) fn change(site: &Site<'_>, id: TypeId, shape: &Struct) -> Option<TokenStream> {
    shape.json_patch.as_ref().filter(|patch| replaces(patch))?;
    let (path, value) = replacement(site, None, id)?;
    let replace = site.of_model(ident(&site.api.types.get(id).name), "replace");
    Some(quote!(#replace(#path, #value)))
}

/// `models::Change::replace("/name", "Tom")`, for an operation of a patch that the document shows.
pub(super) fn shown(site: &Site<'_>, id: TypeId, shape: &Struct, value: &Literal) -> Option<Expr> {
    let patch = shape.json_patch.as_ref().filter(|patch| replaces(patch))?;
    let (Literal::String(op), Literal::String(path)) = (value.member("op")?, value.member("path")?)
    else {
        return None;
    };
    let has_function = |ops: &Vec<(String, RustIdent)>| ops.iter().any(|(name, _)| name == op);
    let is_function = matches!(op.as_str(), "add" | "replace" | "test")
        && patch.ops.as_ref().is_none_or(has_function);
    let mut fields = shape.fields.iter();
    let field = fields.find(|field| field.wire_name.as_str() == "value")?;
    let given = value::argument(site, &field.ty, value.member("value")?)?;
    let function = is_function.then(|| site.of_model(ident(&site.api.types.get(id).name), op))?;
    Some(syntax::call(function, [syntax::text(path), given]))
}

/// What `replace` takes: the path and value that the document shows, or plain ones.
fn replacement(site: &Site<'_>, shown: Option<&Operation>, id: TypeId) -> Option<(String, Expr)> {
    let Shape::Struct(shape) = &site.api.types.get(id).shape else {
        return None;
    };
    let body = shown.and_then(|shown| shown.body.as_ref());
    let first = body.and_then(|body| match &body.example {
        Some(Literal::List(items)) => items.first(),
        _ => None,
    });
    let first = first.filter(|operation| operation.member("op") == Some(&text("replace")));
    let path = match first.and_then(|operation| operation.member("path")) {
        Some(Literal::String(path)) => path.clone(),
        _ => "/name".to_owned(),
    };
    let value = first.and_then(|operation| operation.member("value"));
    let value = value.cloned().unwrap_or_else(|| text("New name"));
    let field = shape
        .fields
        .iter()
        .find(|field| field.wire_name.as_str() == "value")?;
    Some((path, value::argument(site, &field.ty, &value)?))
}

fn text(text: &str) -> Literal {
    Literal::String(text.to_owned())
}

fn named<'t>(types: &'t Types, ty: &'t TypeRef) -> Option<(TypeId, &'t Shape)> {
    match types.resolve(ty) {
        TypeRef::Named { id, .. } => Some((*id, &types.get(*id).shape)),
        _ => None,
    }
}

/// The operation of a bare list of operations that can replace something.
fn list(types: &Types, ty: &TypeRef) -> Option<TypeId> {
    let TypeRef::List(element) = types.resolve(ty) else {
        return None;
    };
    let (id, Shape::Struct(shape)) = named(types, element)? else {
        return None;
    };
    shape
        .json_patch
        .as_ref()
        .filter(|patch| replaces(patch))
        .map(|_| id)
}

fn replaces(patch: &JsonPatch) -> bool {
    let ops = patch.ops.as_ref();
    let has_replace = ops.is_none_or(|ops| ops.iter().any(|(name, _)| name == "replace"));
    patch.has_value && has_replace
}

/// The struct, the field with the list, and the operation.
fn wrapper<'t>(
    types: &'t Types,
    ty: &'t TypeRef,
) -> Option<(TypeId, &'t Struct, &'t Field, TypeId)> {
    let (id, Shape::Struct(shape)) = named(types, ty)? else {
        return None;
    };
    let mut fields = shape.fields.iter();
    fields.find_map(|field| Some((id, shape, field, list(types, &field.ty)?)))
}
