//! Turns objects into structs and the code that reads and writes them.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::{Attribute, Expr, FieldValue, Item, ItemImpl, Stmt};

use super::doc::{self, DocComment};
use super::ident::joined;
use super::scope::Scope;
use super::syntax::{self, Function, Receiver};
use super::{
    alias, constructor, debug, deprecation, field, ident, json_patch, markdown, parts, types,
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
    items.push(model(scope, &name, shape));
    items.extend(debug::of_struct(scope, &name, shape));
    items.push(syntax::invocation(scope.runtime("model"), &name));
    items
}

/// `pub struct Pet { pub name: String, pub rest: Map<String, Value> }`
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
    DocComment::of(&field.doc, &format!("The property {wire_name}."))
        .block(notes.lines().map(str::to_owned))
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

/// `pub rest: Map<String, Value>`
fn rest(scope: &Scope<'_>, shape: &Struct) -> syn::Field {
    let (words, ty) = match &shape.rest {
        Rest::Json => (
            " Properties that the document does not declare, and `null` of those that it declares as not nullable.",
            types::object(scope),
        ),
        Rest::Typed(element) => (
            " Every other property, by name.",
            types::map(scope, element),
        ),
    };
    syntax::field(vec![syntax::doc(words)], ident(&shape.rest_ident), ty)
}

/// `impl Model for Pet { … }`
fn model(scope: &Scope<'_>, name: &Ident, shape: &Struct) -> Item {
    let model = scope.runtime("Model");
    let reader = scope.runtime("ObjectReader");
    let error = scope.runtime("JsonError");
    let writer = scope.runtime("ObjectWriter");
    let object_argument = |ty| (joined("object"), syntax::mutable(syntax::named(ty)));
    let read = Function {
        attributes: Vec::new(),
        visibility: syntax::private(),
        name: joined("read"),
        receiver: Receiver::None,
        arguments: vec![object_argument(reader)],
        output: syntax::generic(
            joined("Result"),
            [syntax::itself_type(), syntax::named(error)],
        ),
        body: read(scope, shape),
    };
    let write = Function {
        attributes: Vec::new(),
        visibility: syntax::private(),
        name: joined("write"),
        receiver: Receiver::Borrowed,
        arguments: vec![object_argument(writer)],
        output: syntax::unit(),
        body: write(scope, shape),
    };
    let members = vec![read.member(), write.member()];
    let of = syntax::named(name.clone());
    Item::Impl(ItemImpl {
        attrs: deprecation::expect(field::has_deprecated(shape))
            .into_iter()
            .collect(),
        ..syntax::block(Some(model), of, members)
    })
}

/// `Ok(Self { name: object.required("name")?, rest: object.rest() })`
fn read(scope: &Scope<'_>, shape: &Struct) -> Vec<Stmt> {
    let rest = match shape.rest {
        Rest::Json => syntax::method(object(), "rest", []),
        Rest::Typed(_) => syntax::tried(syntax::method(object(), "typed_rest", [])),
    };
    let rest = syntax::assigned(ident(&shape.rest_ident), rest);
    let (mut statements, fields) = if shape.fields.len() < parts::MANY {
        let fields = shape.fields.iter().map(|field| read_field(scope, field));
        (Vec::new(), fields.collect())
    } else {
        let fields = shape.fields.iter();
        let fields = fields.map(|field| (ident(&field.ident), read_in_part(scope, field)));
        parts::read(scope, fields.collect())
    };
    let record = syntax::record(joined("Self"), fields.into_iter().chain([rest]));
    statements.push(syntax::value(syntax::call(joined("Ok"), [record])));
    statements
}

/// `object.optional::<String>("name")?`: nothing else says which type it is.
fn read_in_part(scope: &Scope<'_>, field: &Field) -> TokenStream {
    let read = joined(method(scope, field));
    let wire_name = field.wire_name.as_str();
    if read == "optional_json" {
        return quote!(object.#read(#wire_name)?);
    }
    let ty = types::ty(scope, &field.ty);
    quote!(object.#read::<#ty>(#wire_name)?)
}

/// `name: object.optional("name")?`
fn read_field(scope: &Scope<'_>, field: &Field) -> FieldValue {
    let wire_name = syntax::text(field.wire_name.as_str());
    let read = syntax::method(object(), method(scope, field), [wire_name]);
    syntax::assigned(ident(&field.ident), syntax::tried(read))
}

/// `object.required("name", &self.name); object.rest(&self.rest);`
fn write(scope: &Scope<'_>, shape: &Struct) -> Vec<Stmt> {
    let fields = shape.fields.iter().map(|field| write_field(scope, field));
    let method = match shape.rest {
        Rest::Json => "rest",
        Rest::Typed(_) => "typed_rest",
    };
    let rest = syntax::method(object(), method, [of_self(ident(&shape.rest_ident))]);
    fields.chain([rest]).map(syntax::done).collect()
}

/// `object.read_only().optional("name", &self.name)`
fn write_field(scope: &Scope<'_>, field: &Field) -> Expr {
    let writer = match field.access {
        Access::ReadOnly => syntax::method(object(), "read_only", []),
        Access::ReadWrite | Access::WriteOnly => object(),
    };
    let wire_name = syntax::text(field.wire_name.as_str());
    let value = of_self(ident(&field.ident));
    syntax::method(writer, method(scope, field), [wire_name, value])
}

/// `object`
fn object() -> Expr {
    syntax::name(joined("object"))
}

/// `&self.name`
fn of_self(name: Ident) -> Expr {
    syntax::reference(syntax::member(syntax::itself(), name))
}

/// The reader's and writer's method for this presence.
fn method(scope: &Scope<'_>, field: &Field) -> &'static str {
    match field::presence(scope, field) {
        Presence::Required => "required",
        Presence::Optional if field::is_json(scope, field) => "optional_json",
        Presence::Optional => "optional",
        Presence::Nullable => "nullable",
        Presence::OptionalNullable => "optional_nullable",
    }
}
