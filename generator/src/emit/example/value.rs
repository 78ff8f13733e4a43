//! Turns JSON values into the Rust that a caller writes for them.
//!
//! May not know: which example they stand in.

use proc_macro2::{Literal as Token, TokenStream};
use quote::quote;

use super::sample;
use super::site::Site;
use crate::emit::{constructor, ident, joined, literal, structure};
use crate::ir::{
    Access, BodyKind, EnumBase, Field, Literal, Operation, Parameter, Presence, Primitive, Shape,
    Struct, TypeId, TypeRef,
};

/// The parameters that the caller must give; none where one of them can't be shown.
pub(super) fn arguments(site: &Site<'_>, operation: &Operation) -> Option<Vec<TokenStream>> {
    let given = operation
        .parameters
        .iter()
        .filter(|parameter| parameter.is_argument());
    given
        .map(|parameter| of_parameter(site, parameter))
        .collect()
}

fn of_parameter(site: &Site<'_>, parameter: &Parameter) -> Option<TokenStream> {
    let shown = parameter.example.as_ref();
    let value = sample::of(&site.api.types, &parameter.ty, shown)?;
    argument(site, &parameter.ty, &value)
}

/// The body, where the caller must give one; none where it can't be shown.
pub(super) fn body(site: &Site<'_>, operation: &Operation) -> Option<Option<TokenStream>> {
    let Some(body) = operation.body.as_ref().filter(|body| body.required) else {
        return Some(None);
    };
    let (BodyKind::Json(ty) | BodyKind::Form { ty, .. }) = &body.kind else {
        return None;
    };
    let value = sample::of(&site.api.types, ty, body.example.as_ref())?;
    argument(site, ty, &value).map(Some)
}

/// What converts into the type: `"text"` for a `String`.
pub(super) fn argument(site: &Site<'_>, ty: &TypeRef, value: &Literal) -> Option<TokenStream> {
    let types = &site.api.types;
    match (types.resolve(ty), value) {
        (TypeRef::Primitive(primitive), Literal::String(text)) if primitive.is_text() => {
            Some(quote!(#text))
        }
        (TypeRef::Named { id, .. }, value) => match (&types.get(*id).shape, value) {
            (Shape::Enum(shape), value) if is_scalar_of(shape.base, value) => {
                Some(literal::tokens(value))
            }
            (Shape::Struct(shape), value) => object(site, *id, shape, value),
            _ => None,
        },
        _ => exact(site, ty, value),
    }
}

/// The type itself: `"text".to_owned()` for a `String`.
fn exact(site: &Site<'_>, ty: &TypeRef, value: &Literal) -> Option<TokenStream> {
    let types = &site.api.types;
    match (types.resolve(ty), value) {
        (TypeRef::Primitive(primitive), value) => exact_primitive(site, *primitive, value),
        (TypeRef::Nullable(_), Literal::Null) => Some(quote!(None)),
        (TypeRef::Nullable(inner), value) => {
            let inner = exact(site, inner, value)?;
            Some(quote!(Some(#inner)))
        }
        (TypeRef::List(element), Literal::List(items)) if !items.is_empty() => {
            let items: Option<Vec<_>> = items
                .iter()
                .map(|item| exact(site, element, item))
                .collect();
            let items = items?;
            Some(quote!(vec![#(#items),*]))
        }
        (TypeRef::Map(element), Literal::Object(members)) if !members.is_empty() => {
            let values = members.iter().map(|(_, value)| exact(site, element, value));
            let values = values.collect::<Option<Vec<_>>>()?;
            let names = members.iter().map(|(name, _)| name);
            Some(quote!(std::collections::BTreeMap::from([#((#names.to_owned(), #values)),*])))
        }
        (TypeRef::Object, Literal::Object(members)) => Some(json_object(members)),
        (TypeRef::Json, value) => {
            let value = literal::tokens(value);
            Some(quote!(serde_json::json!(#value)))
        }
        (TypeRef::Named { id, boxed }, value) => {
            let value = exact_named(site, *id, value)?;
            Some(if *boxed {
                quote!(Box::new(#value))
            } else {
                value
            })
        }
        _ => None,
    }
}

fn exact_named(site: &Site<'_>, id: TypeId, value: &Literal) -> Option<TokenStream> {
    let name = ident(&site.api.types.get(id).name);
    match (&site.api.types.get(id).shape, value) {
        (Shape::Enum(shape), value) if is_scalar_of(shape.base, value) => {
            let value = literal::tokens(value);
            Some(quote!(models::#name::from(#value)))
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

fn exact_primitive(site: &Site<'_>, primitive: Primitive, value: &Literal) -> Option<TokenStream> {
    match (primitive, value) {
        (Primitive::String, Literal::String(text)) => Some(quote!(#text.to_owned())),
        (Primitive::Bool, Literal::Bool(value)) => Some(quote!(#value)),
        (Primitive::F32 | Primitive::F64, Literal::Number(text)) => {
            let token = Token::f64_unsuffixed(text.parse().ok().filter(|n: &f64| n.is_finite())?);
            Some(quote!(#token))
        }
        (Primitive::U64, Literal::Number(text)) => {
            let token = Token::u64_unsuffixed(text.parse().ok()?);
            Some(quote!(#token))
        }
        (_, Literal::Number(text)) => {
            let token = Token::i64_unsuffixed(text.parse().ok()?);
            Some(quote!(#token))
        }
        (primitive, Literal::String(text)) if primitive.is_text() => {
            let krate = site.krate();
            let name = joined(crate::emit::types::primitive_name(primitive));
            Some(quote!(#krate::runtime::#name::from(#text)))
        }
        _ => None,
    }
}

/// `serde_json::Map::from_iter([("a".to_owned(), json!(1))])`
fn json_object(members: &[(String, Literal)]) -> TokenStream {
    if members.is_empty() {
        return quote!(serde_json::Map::new());
    }
    let names = members.iter().map(|(name, _)| name);
    let values = members.iter().map(|(_, value)| literal::tokens(value));
    quote!(serde_json::Map::from_iter([#((#names.to_owned(), serde_json::json!(#values))),*]))
}

/// `models::Pet::new("Tom").with_age(3)`
fn object(site: &Site<'_>, id: TypeId, shape: &Struct, value: &Literal) -> Option<TokenStream> {
    let def = site.api.types.get(id);
    if def.deprecated {
        return None;
    }
    let name = ident(&def.name);
    let mut arguments = Vec::new();
    for field in shape
        .fields
        .iter()
        .filter(|field| constructor::is_argument(field))
    {
        arguments.push(of_field(
            site,
            field,
            value.member(field.wire_name.as_str()),
        )?);
    }
    let setters = shape
        .fields
        .iter()
        .filter_map(|field| setter(site, field, value.member(field.wire_name.as_str())?));
    Some(quote!(models::#name::new(#(#arguments),*) #(#setters)*))
}

/// What `new` takes for a field.
fn of_field(site: &Site<'_>, field: &Field, shown: Option<&Literal>) -> Option<TokenStream> {
    let value = match shown {
        Some(shown) => shown.clone(),
        None => sample::of_field(&site.api.types, field)?,
    };
    match (structure::presence(&site.scope, field), &value) {
        (Presence::Nullable, Literal::Null) => Some(quote!(None)),
        (Presence::Nullable, value) => {
            let value = exact(site, &field.ty, value)?;
            Some(quote!(Some(#value)))
        }
        (_, value) => argument(site, &field.ty, value),
    }
}

/// `.with_age(3)`
fn setter(site: &Site<'_>, field: &Field, value: &Literal) -> Option<TokenStream> {
    let is_settable = !constructor::is_argument(field)
        && field.access != Access::ReadOnly
        && !field.deprecated
        && *value != Literal::Null;
    let value = is_settable.then(|| argument(site, &field.ty, value))??;
    let setter = joined(&format!("with_{}", field.ident.as_str().trim_matches('_')));
    Some(quote!(.#setter(#value)))
}
