//! Turns JSON values into the Rust that a caller writes for them.

use proc_macro2::{Ident, Literal as Token};
use quote::quote;
use syn::Expr;

use super::site::Site;
use super::{json_value, patch};
use crate::emit::ident::joined;
use crate::emit::{argument, constructor, field, ident, literal, syntax};
use crate::ir::{
    Access, BodyKind, EnumBase, Field, Literal, Operation, Parameter, Presence, Primitive, Shape,
    Struct, TypeId, TypeRef, Types,
};

/// The parameters that the caller must give; none where one of them can't be shown.
pub(super) fn arguments(site: &Site<'_>, operation: &Operation) -> Option<Vec<Expr>> {
    let given = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.is_argument());
    given
        .map(|parameter| of_parameter(site, parameter))
        .collect()
}

fn of_parameter(site: &Site<'_>, parameter: &Parameter) -> Option<Expr> {
    let shown = parameter.example.as_ref();
    let value = json_value::of(&site.api.types, &parameter.ty, shown)?;
    argument(site, &parameter.ty, &value)
}

/// The body, where the caller must give one; none where it can't be shown.
pub(super) fn body(site: &Site<'_>, operation: &Operation) -> Option<Option<Expr>> {
    let Some(body) = operation.body.as_ref().filter(|body| body.required) else {
        return Some(None);
    };
    let (BodyKind::Json(ty) | BodyKind::Form { ty, .. }) = &body.kind else {
        return None;
    };
    let value = json_value::of(&site.api.types, ty, body.example.as_ref())?;
    match body.choice {
        // What converts into an enum of bodies is what converts into the first one.
        Some(_) => within(site, ty, &value).map(Some),
        None => argument(site, ty, &value).map(Some),
    }
}

/// What converts into the type: `"text"` for a `String`.
pub(super) fn argument(site: &Site<'_>, ty: &TypeRef, value: &Literal) -> Option<Expr> {
    let types = &site.api.types;
    match (types.resolve(ty), value) {
        (TypeRef::Primitive(primitive), Literal::String(text)) if primitive.is_text() => {
            Some(syntax::text(text))
        }
        (TypeRef::Object, Literal::Object(members)) => Some(free_form(site, members)),
        (TypeRef::Json, Literal::String(text)) => Some(syntax::text(text)),
        (TypeRef::List(element), Literal::List(items)) if takes_any(types, element, items) => {
            let items = items.iter().map(|item| listed(site, element, item));
            Some(syntax::array(items.collect::<Option<Vec<_>>>()?))
        }
        (TypeRef::Map(element), Literal::Object(members)) if !members.is_empty() => {
            let values = members
                .iter()
                .map(|(_, value)| within(site, element, value));
            let values = values.collect::<Option<Vec<_>>>()?;
            Some(array_of_pairs(
                members.iter().map(|(name, _)| name).zip(values),
            ))
        }
        (TypeRef::Named { id, .. }, value) => match (&types.get(*id).shape, value) {
            (Shape::Enum(shape), value) if is_scalar_of(shape.base, value) => Some(scalar(value)),
            (Shape::Struct(shape), value) => object(site, *id, shape, value),
            _ => None,
        },
        _ => exact(site, ty, value),
    }
}

/// Whether an argument for these is anything that can be gone through.
fn takes_any(types: &Types, element: &TypeRef, items: &[Literal]) -> bool {
    !items.is_empty() && !argument::is_patch(types, element)
}

/// An element of such a list.
fn listed(site: &Site<'_>, element: &TypeRef, value: &Literal) -> Option<Expr> {
    match argument::converts(&site.api.types, element) {
        true => argument(site, element, value),
        false => exact(site, element, value),
    }
}

/// A value of a map, which is taken by `Into`.
fn within(site: &Site<'_>, ty: &TypeRef, value: &Literal) -> Option<Expr> {
    match site.api.types.resolve(ty) {
        TypeRef::List(_) | TypeRef::Map(_) | TypeRef::Object => exact(site, ty, value),
        _ => argument(site, ty, value),
    }
}

/// The type itself: `"text".to_owned()` for a `String`.
fn exact(site: &Site<'_>, ty: &TypeRef, value: &Literal) -> Option<Expr> {
    let types = &site.api.types;
    match (types.resolve(ty), value) {
        (TypeRef::Primitive(primitive), value) => exact_primitive(site, *primitive, value),
        (TypeRef::Nullable(_), Literal::Null) => Some(constructor::none()),
        (TypeRef::Nullable(inner), value) => {
            let inner = exact(site, inner, value)?;
            Some(some(inner))
        }
        (TypeRef::List(element), Literal::List(items)) if !items.is_empty() => {
            let items: Option<Vec<_>> = items
                .iter()
                .map(|item| exact(site, element, item))
                .collect();
            let items = items?;
            Some(syntax::parsed(quote!(vec![#(#items),*])))
        }
        (TypeRef::Tuple(elements), Literal::List(items)) if elements.len() == items.len() => {
            let pairs = elements.iter().zip(items);
            let items: Option<Vec<_>> = pairs.map(|(ty, item)| exact(site, ty, item)).collect();
            let items = items?;
            Some(syntax::parsed(quote!((#(#items,)*))))
        }
        (TypeRef::Map(element), Literal::Object(members)) if !members.is_empty() => {
            let values = members.iter().map(|(_, value)| exact(site, element, value));
            let values = values.collect::<Option<Vec<_>>>()?;
            let names = members.iter().map(|(name, _)| owned(name));
            let from = ["std", "collections", "BTreeMap", "from"].map(joined);
            Some(pairs(from, names.zip(values)))
        }
        (TypeRef::Object, Literal::Object(members)) => Some(json_object(site, members)),
        (TypeRef::Json, value) => Some(json(site, value)),
        (TypeRef::Named { id, boxed }, value) => {
            let value = exact_named(site, *id, value)?;
            Some(if *boxed {
                syntax::call_of(joined("Box"), "new", [value])
            } else {
                value
            })
        }
        _ => None,
    }
}

fn exact_named(site: &Site<'_>, id: TypeId, value: &Literal) -> Option<Expr> {
    let name = ident(&site.api.types.get(id).name);
    match (&site.api.types.get(id).shape, value) {
        (Shape::Enum(shape), value) if is_scalar_of(shape.base, value) => {
            let from = site.of_model(name, "from");
            Some(syntax::call(from, [scalar(value)]))
        }
        (Shape::Struct(shape), value) => object(site, id, shape, value),
        _ => None,
    }
}

/// Whether an enum converts from a literal of this value.
fn is_scalar_of(base: EnumBase, value: &Literal) -> bool {
    match (base, value) {
        (EnumBase::Text, Literal::String(_)) => true,
        (EnumBase::Integer, Literal::Number(text)) => text.parse::<i64>().is_ok(),
        _ => false,
    }
}

fn exact_primitive(site: &Site<'_>, primitive: Primitive, value: &Literal) -> Option<Expr> {
    match (primitive, value) {
        (Primitive::String, Literal::String(text)) => Some(owned(text)),
        (Primitive::Bool, Literal::Bool(value)) => Some(syntax::truth(*value)),
        (Primitive::F32 | Primitive::F64, Literal::Number(text)) => {
            let token = Token::f64_unsuffixed(text.parse().ok().filter(|n: &f64| n.is_finite())?);
            Some(syntax::literal(token))
        }
        (Primitive::U64, Literal::Number(text)) => {
            let token = Token::u64_unsuffixed(text.parse().ok()?);
            Some(syntax::literal(token))
        }
        (_, Literal::Number(text)) => {
            let token = Token::i64_unsuffixed(text.parse().ok()?);
            Some(syntax::literal(token))
        }
        (primitive, Literal::String(text)) if primitive.is_text() => {
            let name = crate::emit::primitive::name(primitive);
            let from = ["runtime", name, "from"].map(joined);
            let from = syntax::path(std::iter::once(site.krate()).chain(from));
            Some(syntax::call(from, [syntax::text(text)]))
        }
        _ => None,
    }
}

/// `[("a", "b")]`, or `[("a", json!(1))]` where not all values are texts.
fn free_form(site: &Site<'_>, members: &[(String, Literal)]) -> Expr {
    let is_text = |(_, value): &(String, Literal)| matches!(value, Literal::String(_));
    if members.is_empty() {
        let krate = site.krate();
        return syntax::parsed(quote!(#krate::serde_json::json!({})));
    }
    let are_texts = members.iter().all(is_text);
    array_of_pairs(members.iter().map(|(name, value)| match value {
        Literal::String(text) if are_texts => (name, syntax::text(text)),
        other => (name, json(site, other)),
    }))
}

/// `[("a", value)]`
fn array_of_pairs<'n>(pairs: impl Iterator<Item = (&'n String, Expr)>) -> Expr {
    let pairs = pairs.map(|(name, value)| syntax::tuple([syntax::text(name), value]));
    syntax::array(pairs)
}

/// `pets::serde_json::Map::from_iter([("a".to_owned(), json!(1))])`
fn json_object(site: &Site<'_>, members: &[(String, Literal)]) -> Expr {
    if members.is_empty() {
        let new = ["serde_json", "Map", "new"].map(joined);
        let new = std::iter::once(site.krate()).chain(new);
        return syntax::call(syntax::path(new), []);
    }
    let members = members
        .iter()
        .map(|(name, value)| (owned(name), json(site, value)));
    let from = ["serde_json", "Map", "from_iter"].map(joined);
    pairs(std::iter::once(site.krate()).chain(from), members)
}

/// `from([("a".to_owned(), 1)])`
fn pairs(
    from: impl IntoIterator<Item = Ident>,
    pairs: impl IntoIterator<Item = (Expr, Expr)>,
) -> Expr {
    let pairs = pairs
        .into_iter()
        .map(|(name, value)| syntax::tuple([name, value]));
    syntax::call(syntax::path(from), [syntax::array(pairs)])
}

/// `pets::serde_json::json!(1)`: a program that this is pasted into need not depend on it.
fn json(site: &Site<'_>, value: &Literal) -> Expr {
    let json = ["serde_json", "json"].map(joined);
    let json = syntax::path(std::iter::once(site.krate()).chain(json));
    syntax::expanded(json, literal::tokens(value))
}

/// What an enum converts from.
fn scalar(value: &Literal) -> Expr {
    match value {
        Literal::String(text) => syntax::text(text),
        other => syntax::parsed(literal::tokens(other)),
    }
}

/// `"text".to_owned()`
fn owned(text: &str) -> Expr {
    syntax::method(syntax::text(text), "to_owned", [])
}

/// `Some(value)`
fn some(value: Expr) -> Expr {
    constructor::present(Presence::Optional, value)
}

/// `models::Pet::new("Tom").with_age(3)`
pub(super) fn object(site: &Site<'_>, id: TypeId, shape: &Struct, value: &Literal) -> Option<Expr> {
    let def = site.api.types.get(id);
    if def.deprecated {
        return None;
    }
    if let Some(change) = patch::shown(site, id, shape, value) {
        return Some(change);
    }
    let name = ident(&def.name);
    let mut arguments = Vec::new();
    let mut nulls = Vec::new();
    for field in shape
        .fields
        .iter()
        .filter(|field| field::is_argument(field))
    {
        let shown = value.member(field.wire_name.as_str());
        let is_null = shown == Some(&Literal::Null)
            && field::presence(&site.scope, field) == Presence::Nullable;
        if is_null {
            nulls.push(constructor::null_setter_name(&site.scope, shape, field)?);
        }
        arguments.push(of_field(site, field, shown.filter(|_| !is_null))?);
    }
    let new = syntax::call(site.of_model(name, "new"), arguments);
    let start = nulls
        .iter()
        .fold(new, |object, setter| syntax::method(object, setter, []));
    Some(shape.fields.iter().fold(start, |object, field| {
        let shown = value.member(field.wire_name.as_str());
        match shown.and_then(|shown| set(site, field, shown)) {
            Some((setter, value)) => syntax::method(object, &setter, [value]),
            None => object,
        }
    }))
}

/// What `new` takes for a field.
fn of_field(site: &Site<'_>, field: &Field, shown: Option<&Literal>) -> Option<Expr> {
    let value = match shown {
        Some(shown) => shown.clone(),
        None => json_value::of_field(&site.api.types, field)?,
    };
    argument(site, &field.ty, &value)
}

/// `with_age` and `3`
fn set(site: &Site<'_>, field: &Field, value: &Literal) -> Option<(String, Expr)> {
    let is_settable = !field::is_argument(field)
        && field.access != Access::ReadOnly
        && !field.deprecated
        && *value != Literal::Null;
    let value = is_settable.then(|| argument(site, &field.ty, value))??;
    let setter = format!("with_{}", field.ident.as_str().trim_matches('_'));
    Some((setter, value))
}
