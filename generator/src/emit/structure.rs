//! Turns objects into structs and the code that reads and writes them.

use proc_macro2::{Delimiter, Group, Ident, TokenStream};
use quote::quote;
use syn::{Attribute, Item};

use super::doc::{self, DocComment};
use super::ident::joined;
use super::scope::Scope;
use super::{
    alias, constructor, debug, deprecation, field, ident, json_patch, markdown, syntax, types,
};
use crate::ir::{Access, Field, Presence, Rest, Struct, TypeDef};

/// The struct and everything that belongs to it.
pub(super) fn items(
    scope: &Scope<'_>,
    about: Vec<Attribute>,
    def: &TypeDef,
    shape: &Struct,
) -> Vec<Item> {
    let name = ident(&def.name);
    let mut items = vec![
        definition(scope, about, def, shape),
        constructor::block(scope, def, shape),
    ];
    items.extend(syntax::items(json_patch::block(scope, def, shape)));
    items.extend(debug::of_struct(scope, &name, shape));
    items.push(model(scope, &name, shape));
    items
}

/// `pub struct Pet { pub name: String, pub rest: UndeclaredProperties }`
fn definition(
    scope: &Scope<'_>,
    mut attributes: Vec<Attribute>,
    def: &TypeDef,
    shape: &Struct,
) -> Item {
    let derives = syntax::derive(derives(scope, def, shape));
    attributes.extend([derives, syntax::marked("non_exhaustive")]);
    let fields = shape.fields.iter().map(|field| self::field(scope, field));
    let fields = syntax::fields(fields.chain([rest(scope, shape)]));
    syntax::structure(attributes, ident(&def.name), fields)
}

/// `Clone, Debug, PartialEq`, and what every part allows.
fn derives(scope: &Scope<'_>, def: &TypeDef, shape: &Struct) -> Vec<&'static str> {
    let rest_is_eq = match &shape.rest {
        Rest::Json => true,
        Rest::Typed(ty) => scope.types().is_eq(ty),
    };
    let mut derives = vec!["Clone"];
    if debug::is_derived(scope, shape) {
        derives.push("Debug");
    }
    if field::is_default(shape) {
        derives.push("Default");
    }
    derives.push("PartialEq");
    if def.is_eq && rest_is_eq {
        derives.push("Eq");
        derives.push("Hash");
    }
    derives
}

/// `pub name: Option<String>`
fn field(scope: &Scope<'_>, field: &Field) -> syn::Field {
    let docs = scope.comment(&field_doc(field));
    let ty = types::with_presence(scope, &field.ty, field::presence(scope, field));
    let deprecated = deprecation::attribute(field.deprecated, &field.doc);
    let alias = alias::attribute(field.ident.as_str(), [field.wire_name.as_str()]);
    let attributes = docs.into_iter().chain(alias).chain(deprecated).collect();
    syntax::field(attributes, ident(&field.ident), ty)
}

/// What is said of a property.
fn field_doc(field: &Field) -> DocComment {
    let wire_name = markdown::code(field.wire_name.as_str());
    let notes: Vec<_> = own_notes(field).collect();
    let notes = notes.join(" ");
    DocComment::of(&field.doc, &format!("The property {wire_name}.")).block(notes.lines())
}

/// What is worth knowing of a property beside the document's words.
pub(super) fn notes(field: &Field) -> Vec<String> {
    let deprecated = deprecation::sentence(field.deprecated);
    deprecated.into_iter().chain(own_notes(field)).collect()
}

/// The same without what its attributes say.
fn own_notes(field: &Field) -> impl Iterator<Item = String> {
    let notes = [
        doc::access(field.access),
        doc::default(field.default.as_ref()),
    ];
    notes.into_iter().flatten()
}

/// `pub rest: UndeclaredProperties`
fn rest(scope: &Scope<'_>, shape: &Struct) -> syn::Field {
    let (words, ty) = match &shape.rest {
        Rest::Json => (
            "Properties that the document does not declare, and `null` of those that it declares as not nullable.",
            syntax::named(scope.runtime("UndeclaredProperties")),
        ),
        Rest::Typed(element) => ("Every other property, by name.", types::map(scope, element)),
    };
    let docs = scope.words(words).into_iter().collect();
    syntax::field(docs, ident(&shape.rest_ident), ty)
}

/// `model!(Pet { name: required("name"), tag: optional("tag"), ..rest });`
fn model(scope: &Scope<'_>, name: &Ident, shape: &Struct) -> Item {
    // What is quoted is copied, except what is in a group.
    let fields = shape.fields.iter().map(|field| property(scope, field));
    let mut fields: TokenStream = fields.collect();
    let rest = ident(&shape.rest_ident);
    fields.extend(quote!(..#rest));
    let fields = Group::new(Delimiter::Brace, fields);
    let deprecated = field::has_deprecated(shape).then(|| quote!(, deprecated));
    let tokens = quote!(#name #fields #deprecated);
    syntax::invocation(scope.runtime("model"), tokens)
}

/// `name: optional("name", read_only),`
fn property(scope: &Scope<'_>, field: &Field) -> TokenStream {
    let name = ident(&field.ident);
    let wire_name = syntax::quoted(field.wire_name.as_str());
    let presence = joined(presence(scope, field));
    let access = match field.access {
        Access::ReadOnly => quote!(, read_only),
        Access::ReadWrite | Access::WriteOnly => TokenStream::new(),
    };
    quote!(#name: #presence(#wire_name #access),)
}

/// What the runtime calls this presence.
fn presence(scope: &Scope<'_>, field: &Field) -> &'static str {
    match field::presence(scope, field) {
        Presence::Required => "required",
        Presence::Optional if field::is_json(scope, field) => "optional_json",
        Presence::Optional => "optional",
        Presence::Nullable => "nullable",
        Presence::OptionalNullable => "optional_nullable",
    }
}
