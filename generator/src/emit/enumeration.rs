//! Turns lists of known values into enums that keep the others too.

use proc_macro2::Ident;
use quote::quote;
use syn::{Arm, Attribute, Expr, Item, Type, Variant};

use super::doc::{self, DocComment};
use super::ident::joined;
use super::scope::Scope;
use super::syntax::{self, Function, Receiver};
use super::{alias, ident, literal, markdown, types};
use crate::ir::{Doc, Enum, EnumBase, EnumValue, Literal, TypeDef};

/// The enum and everything that belongs to it.
pub(super) fn items(
    scope: &Scope<'_>,
    about: Vec<Attribute>,
    def: &TypeDef,
    shape: &Enum,
) -> Vec<Item> {
    let name = ident(&def.name);
    let conversions = scope.runtime(match shape.base {
        EnumBase::Text => "string_enum",
        EnumBase::Integer => "integer_enum",
        EnumBase::Json => "value_enum",
    });
    vec![
        definition(scope, about, def, shape),
        implementation(scope, &name, shape),
        syntax::invocation(conversions, quote!(#name)),
    ]
}

/// `pub enum Sort { Ascending, Descending, Unknown(String) }`
fn definition(scope: &Scope<'_>, about: Vec<Attribute>, def: &TypeDef, shape: &Enum) -> Item {
    let name = ident(&def.name);
    let derives = match shape.base {
        EnumBase::Integer => ["Clone", "Copy", "Debug", "PartialEq", "Eq", "Hash"].as_slice(),
        EnumBase::Text | EnumBase::Json => &["Clone", "Debug", "PartialEq", "Eq", "Hash"],
    };
    let derives = syntax::derive(derives.iter().copied());
    let values = shape.values.iter();
    let known = values.map(|value| variant(scope, value));
    let unlisted = scope.words("A value that the document does not list.");
    let held = Some(held(scope, shape.base));
    let fallback = syntax::variant(unlisted.into_iter().collect(), ident(&shape.fallback), held);
    let attributes = about.into_iter().chain([derives]);
    syntax::enumeration(attributes, name, known.chain([fallback]))
}

/// What the fallback holds.
fn held(scope: &Scope<'_>, base: EnumBase) -> Type {
    match base {
        EnumBase::Text => types::text(),
        EnumBase::Integer => syntax::named(joined("i64")),
        EnumBase::Json => types::json(scope),
    }
}

/// `Ascending`
fn variant(scope: &Scope<'_>, value: &EnumValue) -> Variant {
    let code = markdown::code(&value.value.plain());
    let words = Doc {
        text: value.text.clone(),
        ..Doc::default()
    };
    let docs = scope.comment(&DocComment::default().block([doc::item(&code, &words)]));
    let alias = match &value.value {
        Literal::String(text) => alias::attribute(value.ident.as_str(), [text.as_str()]),
        _ => None,
    };
    let attributes = docs.into_iter().chain(alias);
    syntax::variant(attributes.collect(), ident(&value.ident), None)
}

/// `impl StringEnum for Sort { … }`
fn implementation(scope: &Scope<'_>, name: &Ident, shape: &Enum) -> Item {
    let held = held(scope, shape.base);
    let (of, function, output) = match shape.base {
        EnumBase::Text => {
            let text = syntax::named(joined("str"));
            ("StringEnum", "as_str", syntax::borrowed(text))
        }
        EnumBase::Integer => ("IntegerEnum", "number", held.clone()),
        EnumBase::Json => ("ValueEnum", "value", held.clone()),
    };
    let variants = shape.values.iter().map(|value| ident(&value.ident));
    let known = variants.map(|name| syntax::name(syntax::of_self(name)));
    let of_known = syntax::static_slice(syntax::itself_type());
    let unknown = syntax::name(syntax::of_self(ident(&shape.fallback)));
    let of_unknown = syntax::function_type(held, syntax::itself_type());
    let function = Function {
        attributes: Vec::new(),
        visibility: syntax::private(),
        name: joined(function),
        receiver: Receiver::Borrowed,
        arguments: Vec::new(),
        output,
        body: vec![syntax::value(syntax::cases(arms(scope, shape)))],
    };
    let members = vec![
        syntax::constant("KNOWN", of_known, syntax::slice(known)),
        syntax::constant("UNKNOWN", of_unknown, unknown),
        function.member(),
    ];
    let block = syntax::block(
        Some(scope.runtime(of)),
        syntax::named(name.clone()),
        members,
    );
    Item::Impl(block)
}

/// `Self::Ascending => "asc"` and `Self::Unknown(text) => text`
fn arms(scope: &Scope<'_>, shape: &Enum) -> impl Iterator<Item = Arm> {
    let values = shape.values.iter();
    let known = values.map(move |value| {
        let written = written(scope, shape.base, &value.value);
        syntax::arm(ident(&value.ident), written)
    });
    let (name, written): (_, fn(Expr) -> Expr) = match shape.base {
        EnumBase::Text => ("text", |held| held),
        EnumBase::Integer => ("number", syntax::pointee),
        EnumBase::Json => ("value", |held| syntax::method(held, "clone", [])),
    };
    let held = written(syntax::name(joined(name)));
    let unknown = syntax::arm_with(ident(&shape.fallback), joined(name), held);
    known.chain([unknown])
}

/// A known value as an expression.
fn written(scope: &Scope<'_>, base: EnumBase, value: &Literal) -> Expr {
    match (base, value) {
        (EnumBase::Text, Literal::String(text)) => syntax::text(text),
        (EnumBase::Text, _) => syntax::parsed(literal::tokens(value)),
        (EnumBase::Integer, _) => syntax::parsed(literal::whole(value)),
        (EnumBase::Json, Literal::Null | Literal::List(_) | Literal::Object(_)) => {
            syntax::parsed(literal::expression(scope, value))
        }
        (EnumBase::Json, Literal::Bool(_) | Literal::Number(_) | Literal::String(_)) => {
            let (json, tokens) = (types::json(scope), literal::expression(scope, value));
            syntax::parsed(quote!(#json::from(#tokens)))
        }
    }
}
