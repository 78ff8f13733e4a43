//! Turns fields into the functions that make a struct and change it.
//!
//! May not know: how a struct is read and written.

use syn::{Expr, ImplItem, Item};

use super::argument::{self, Argument};
use super::doc;
use super::scope::Scope;
use super::syntax::{self, Function, Receiver};
use super::{ident, joined, structure, types};
use crate::ir::{Access, Field, Presence, Rest, Struct, TypeDef};

/// `impl Pet { pub fn new(…) -> Self; pub fn with_tag(self, …) -> Self }`
pub(super) fn block(scope: &Scope<'_>, def: &TypeDef, shape: &Struct) -> Item {
    let new = new(scope, def, shape);
    let setters = shape
        .fields
        .iter()
        .filter(|field| !is_argument(field) && field.access != Access::ReadOnly)
        .map(|field| setter(scope, field));
    let functions = std::iter::once(new).chain(setters).collect();
    let of = syntax::named(ident(&def.name));
    Item::Impl(syntax::block(None, of, functions))
}

/// Whether a value can't be made without this field.
pub(super) fn is_argument(field: &Field) -> bool {
    matches!(field.presence, Presence::Required | Presence::Nullable)
}

/// `pub fn new(name: impl Into<String>) -> Self { … }`
fn new(scope: &Scope<'_>, def: &TypeDef, shape: &Struct) -> ImplItem {
    let needed: Vec<_> = shape
        .fields
        .iter()
        .filter(|field| is_argument(field))
        .collect();
    let expect = argument::expect_many(needed.len());
    let docs = syntax::doc(&new_doc(def, &needed));
    let arguments = needed.iter().map(|field| {
        let ty = argument(scope, field).ty;
        (ident(&field.ident), ty)
    });
    let value = if structure::is_default(shape) {
        syntax::call_of(joined("Self"), "default", [])
    } else {
        new_value(scope, shape)
    };
    let function = Function {
        attributes: std::iter::once(docs).chain(expect).collect(),
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
        format!(" Creates {article} `{name}` without properties.")
    } else {
        format!(" Creates {article} `{name}` from its required properties.")
    }
}

/// `Self { name: name.into(), tag: None, rest: Map::new() }`
fn new_value(scope: &Scope<'_>, shape: &Struct) -> Expr {
    let fields = shape.fields.iter().map(|field| {
        let value = if is_argument(field) {
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

/// `Map::new()`
pub(super) fn empty_rest(scope: &Scope<'_>, shape: &Struct) -> Expr {
    let map = match shape.rest {
        Rest::Json => scope.import("serde_json", "Map"),
        Rest::Typed(_) => scope.import("std::collections", "BTreeMap"),
    };
    syntax::call_of(map, "new", [])
}

/// What `new` takes for a field: an option is given as one, so that a `null`
/// is always the caller's choice.
pub(super) fn argument(scope: &Scope<'_>, field: &Field) -> Argument {
    let name = ident(&field.ident);
    match structure::presence(scope, field) {
        Presence::Nullable => Argument {
            ty: types::with_presence(scope, &field.ty, Presence::Nullable),
            value: syntax::name(name),
        },
        _ => argument::argument(scope, &name, &field.ty),
    }
}

/// `pub fn with_tag(mut self, value: impl Into<String>) -> Self { self.tag = Some(value.into()); self }`
fn setter(scope: &Scope<'_>, field: &Field) -> ImplItem {
    let name = field.ident.as_str();
    let argument = argument::argument(scope, &joined("value"), &field.ty);
    let value = present(structure::presence(scope, field), argument.value);
    let set = syntax::assignment(syntax::member(syntax::itself(), ident(&field.ident)), value);
    let words = format!(" Sets [`{name}`](Self::{name}).");
    let deprecated = doc::deprecated_attribute(field.deprecated);
    let attributes = [syntax::doc(&words), syntax::marked("must_use")];
    let function = Function {
        attributes: attributes.into_iter().chain(deprecated).collect(),
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
