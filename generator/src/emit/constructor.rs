//! Turns fields into the functions that make a struct and change it.

use syn::{Expr, ImplItem, Item, ItemImpl};

use super::argument::{self, Argument};
use super::ident::joined;
use super::scope::Scope;
use super::syntax::{self, Function, Receiver};
use super::{deprecation, field, ident};
use crate::ir::{Access, Field, Presence, Rest, Struct, TypeDef};

/// `impl Pet { pub fn new(…) -> Self; pub fn with_tag(self, …) -> Self }`
pub(super) fn block(scope: &Scope<'_>, def: &TypeDef, shape: &Struct) -> Item {
    let new = new(scope, def, shape);
    let setters = shape
        .fields
        .iter()
        .filter(|field| has_setter(field))
        .map(|field| setter(scope, field));
    let arguments = shape
        .fields
        .iter()
        .filter(|field| field::is_argument(field));
    let nulls = arguments.filter_map(|field| null_setter(scope, shape, field));
    let functions = std::iter::once(new).chain(nulls).chain(setters).collect();
    let of = syntax::named(ident(&def.name));
    let expect = deprecation::expect(names_deprecated(shape));
    Item::Impl(ItemImpl {
        attrs: expect.into_iter().collect(),
        ..syntax::block(None, of, functions)
    })
}

/// Whether these functions name a deprecated field: a literal has all of them.
fn names_deprecated(shape: &Struct) -> bool {
    let has_literal = !field::is_default(shape);
    let mut fields = shape.fields.iter().filter(|field| field.deprecated);
    fields.any(|field| has_literal || has_setter(field))
}

/// Whether there is a function that sets this field.
fn has_setter(field: &Field) -> bool {
    !field::is_argument(field) && field.access != Access::ReadOnly
}

/// `pub fn new(name: impl Into<String>) -> Self { … }`
fn new(scope: &Scope<'_>, def: &TypeDef, shape: &Struct) -> ImplItem {
    let needed: Vec<_> = shape
        .fields
        .iter()
        .filter(|field| field::is_argument(field))
        .collect();
    let expect = argument::expect_many(needed.len());
    let docs = scope.words(&new_doc(def, &needed));
    let arguments = needed.iter().map(|field| {
        let ty = argument(scope, field).ty;
        (ident(&field.ident), ty)
    });
    let value = if field::is_default(shape) {
        syntax::call_of(joined("Self"), "default", [])
    } else {
        new_value(scope, shape)
    };
    let function = Function {
        attributes: docs.into_iter().chain(expect).collect(),
        visibility: syntax::public(),
        name: joined("new"),
        receiver: Receiver::None,
        arguments: arguments.collect(),
        output: syntax::itself_type(),
        body: vec![syntax::value(value)],
    };
    function.member()
}

fn new_doc(def: &TypeDef, arguments: &[&Field]) -> String {
    let name = def.name.as_str();
    let article = match name.starts_with(['A', 'E', 'I', 'O']) {
        true => "an",
        false => "a",
    };
    if arguments.is_empty() {
        format!("Creates {article} `{name}` without properties.")
    } else {
        format!("Creates {article} `{name}` from its required properties.")
    }
}

/// `Self { name: name.into(), tag: None, rest: UndeclaredProperties::new() }`
fn new_value(scope: &Scope<'_>, shape: &Struct) -> Expr {
    let fields = shape.fields.iter().map(|field| {
        let value = if field::is_argument(field) {
            argument(scope, field).value
        } else {
            none()
        };
        syntax::assigned(ident(&field.ident), value)
    });
    let rest = syntax::assigned(ident(&shape.rest_ident), empty_rest(scope, shape));
    syntax::record(joined("Self"), fields.chain([rest]))
}

/// `None`
pub(super) fn none() -> Expr {
    syntax::name(joined("None"))
}

/// `UndeclaredProperties::new()`
pub(super) fn empty_rest(scope: &Scope<'_>, shape: &Struct) -> Expr {
    let map = match shape.rest {
        Rest::Json => scope.runtime("UndeclaredProperties"),
        Rest::Typed(_) => scope.import("std::collections", "BTreeMap"),
    };
    syntax::call_of(map, "new", [])
}

/// What `new` takes for a field: the value, also where the document allows `null`, for which
/// there is a function of its own.
pub(super) fn argument(scope: &Scope<'_>, field: &Field) -> Argument {
    let Argument { ty, value } = argument::argument(scope, &ident(&field.ident), &field.ty);
    let value = present(field::presence(scope, field), value);
    Argument { ty, value }
}

/// `pub fn with_null_name(mut self) -> Self { self.name = None; self }`, for a property that must
/// be there and may be `null`.
fn null_setter(scope: &Scope<'_>, shape: &Struct, field: &Field) -> Option<ImplItem> {
    let name = null_setter_name(scope, shape, field)?;
    let place = syntax::member(syntax::itself(), ident(&field.ident));
    let set = syntax::assignment(place, none());
    let words = format!("Sets [`{0}`](Self::{0}) to `null`.", field.ident.as_str());
    let deprecated = deprecation::attribute(field.deprecated, &field.doc);
    let attributes = scope.words(&words).into_iter();
    let attributes = attributes.chain([syntax::marked("must_use")]);
    let function = Function {
        attributes: attributes.chain(deprecated).collect(),
        visibility: syntax::public(),
        name: joined(&name),
        receiver: Receiver::Mutable,
        arguments: Vec::new(),
        output: syntax::itself_type(),
        body: vec![syntax::done(set), syntax::value(syntax::itself())],
    };
    Some(function.member())
}

/// `with_null_name`; none where another property has this function.
pub(super) fn null_setter_name(scope: &Scope<'_>, shape: &Struct, field: &Field) -> Option<String> {
    let name = format!("null_{}", field.ident.as_str().trim_matches('_'));
    let is_nullable = field::presence(scope, field) == Presence::Nullable;
    let mut others = shape.fields.iter().map(|field| field.ident.as_str());
    let is_free = others.all(|other| other.trim_matches('_') != name);
    (is_nullable && is_free).then(|| format!("with_{name}"))
}

/// `pub fn with_tag(mut self, value: impl Into<String>) -> Self { self.tag = Some(value.into()); self }`
fn setter(scope: &Scope<'_>, field: &Field) -> ImplItem {
    let name = field.ident.as_str();
    let argument = argument::argument(scope, &joined("value"), &field.ty);
    let value = present(field::presence(scope, field), argument.value);
    let set = syntax::assignment(syntax::member(syntax::itself(), ident(&field.ident)), value);
    let words = ["Sets [`", name, "`](Self::", name, ")."].concat();
    let deprecated = deprecation::attribute(field.deprecated, &field.doc);
    let attributes = scope.words(&words).into_iter();
    let attributes = attributes.chain([syntax::marked("must_use")]);
    let function = Function {
        attributes: attributes.chain(deprecated).collect(),
        visibility: syntax::public(),
        name: joined(&format!("with_{}", name.trim_matches('_'))),
        receiver: Receiver::Mutable,
        arguments: vec![(joined("value"), argument.ty)],
        output: syntax::itself_type(),
        body: vec![syntax::done(set), syntax::value(syntax::itself())],
    };
    function.member()
}

/// `Some(value)`, as deep as the presence asks for.
pub(super) fn present(presence: Presence, value: Expr) -> Expr {
    let some = |value| syntax::call(joined("Some"), [value]);
    match presence {
        Presence::Required => value,
        Presence::Optional | Presence::Nullable => some(value),
        Presence::OptionalNullable => some(some(value)),
    }
}
