//! Finds what PUT takes and GET does not give, and what can go over all the same.
//!
//! May not know: how a conversion is written.

use crate::ir::{
    Access, BodyKind, Conversion, EnumBase, Field, Guard, Method, Operation, Output, Payload,
    Presence, Primitive, Resource, Shape, Step, Struct, TypeId, TypeRef, Types, WireName,
};
use std::collections::{HashMap, HashSet};

/// One for each pair of types, from the first path that has it.
pub(super) fn find(types: &Types, resources: &[Resource]) -> Vec<Conversion> {
    let operations = || resources.iter().flat_map(|resource| &resource.operations);
    let mut gets: HashMap<&str, &Operation> = HashMap::new();
    for get in operations().filter(|get| get.method == Method::Get) {
        gets.entry(&get.path).or_insert(get);
    }
    let mut pairs = HashSet::new();
    let mut found: Vec<Conversion> = Vec::new();
    for put in operations().filter(|operation| operation.method == Method::Put) {
        let get = gets.get(put.path.as_str());
        let pair = get.and_then(|get| Some((answered(types, get)?, sent(types, put)?)));
        let Some((from, to)) = pair.filter(|(from, to)| from != to) else {
            continue;
        };
        if pairs.insert((from, to)) {
            found.extend(conversion(types, &put.path, from, to));
        }
    }
    found
}

fn conversion(types: &Types, path: &str, from: TypeId, to: TypeId) -> Option<Conversion> {
    let (source, target) = (shape(types, from)?, shape(types, to)?);
    let partners = source.fields.iter();
    let partners: HashMap<&WireName, &Field> =
        partners.map(|field| (&field.wire_name, field)).collect();
    let steps = target.fields.iter().map(|field| {
        let partner = partners.get(&field.wire_name).copied();
        (field.wire_name.clone(), step(types, field, partner))
    });
    let steps: Vec<(WireName, Step)> = steps.collect();
    if !steps.iter().any(|(_, step)| *step == Step::Same) {
        return None;
    }
    let taken = steps.iter();
    let taken = taken.filter(|(_, step)| matches!(step, Step::Same | Step::Like));
    let taken: HashSet<&WireName> = taken.map(|(name, _)| name).collect();
    let left = source.fields.iter();
    let left = left.filter(|field| !taken.contains(&field.wire_name));
    Some(Conversion {
        path: path.to_owned(),
        from,
        to,
        rest: source.rest == target.rest,
        left: left.map(|field| field.wire_name.clone()).collect(),
        steps,
    })
}

fn step(types: &Types, field: &Field, partner: Option<&Field>) -> Step {
    let is_needed = matches!(
        presence(types, field),
        Presence::Required | Presence::Nullable
    );
    let read_only = |field: &Field| field.access == Access::ReadOnly;
    match partner {
        Some(from) if !is_needed && (read_only(from) || read_only(field)) => Step::ServerSet,
        None if !is_needed && read_only(field) => Step::ServerSet,
        Some(from) if agree(types, &from.ty, &field.ty) && fills(types, from, field) => Step::Same,
        _ if is_needed => Step::Given,
        Some(from) if is_like(types, &from.ty, &field.ty) => Step::Like,
        _ => Step::Undeclared,
    }
}

/// Whether what may be absent or null in one may be so in the other. Where null has no
/// place, it becomes absent.
fn fills(types: &Types, from: &Field, to: &Field) -> bool {
    presence(types, to) != Presence::Required || presence(types, from) == Presence::Required
}

/// The presence, `null` counted as a value where any JSON is one.
fn presence(types: &Types, field: &Field) -> Presence {
    let is_json = *types.resolve(&field.ty) == TypeRef::Json;
    match (is_json, field.presence) {
        (true, Presence::Nullable) => Presence::Required,
        (true, Presence::OptionalNullable) => Presence::Optional,
        (_, presence) => presence,
    }
}

/// Whether two types are one to rustc.
fn agree(types: &Types, one: &TypeRef, other: &TypeRef) -> bool {
    match (types.resolve(one), types.resolve(other)) {
        (TypeRef::List(one), TypeRef::List(other))
        | (TypeRef::Map(one), TypeRef::Map(other))
        | (TypeRef::Nullable(one), TypeRef::Nullable(other)) => agree(types, one, other),
        (one, other) => one == other,
    }
}

/// Whether two types can have JSON in common.
fn is_like(types: &Types, one: &TypeRef, other: &TypeRef) -> bool {
    match (types.resolve(one), types.resolve(other)) {
        (TypeRef::List(one), TypeRef::List(other)) => is_like(types, one, other),
        (one, other) => match (kind(types, one), kind(types, other)) {
            (Some(one), Some(other)) => one == other,
            _ => true,
        },
    }
}

/// The JSON type; none where there may be several.
fn kind(types: &Types, ty: &TypeRef) -> Option<Guard> {
    Some(match types.resolve(ty) {
        TypeRef::Primitive(Primitive::Bool) => Guard::Bool,
        TypeRef::Primitive(
            Primitive::I32
            | Primitive::I64
            | Primitive::U32
            | Primitive::U64
            | Primitive::F32
            | Primitive::F64,
        ) => Guard::Number,
        TypeRef::Primitive(_) => Guard::String,
        TypeRef::List(_) => Guard::Array,
        TypeRef::Map(_) | TypeRef::Object => Guard::Object(Vec::new()),
        TypeRef::Nullable(_) | TypeRef::Json => return None,
        TypeRef::Named { id, .. } => match &types.get(*id).shape {
            Shape::Struct(_) => Guard::Object(Vec::new()),
            Shape::Enum(shape) => match shape.base {
                EnumBase::Text => Guard::String,
                EnumBase::Integer => Guard::Number,
                EnumBase::Json => return None,
            },
            Shape::Union(_) | Shape::Alias(_) => return None,
        },
    })
}

fn answered(types: &Types, operation: &Operation) -> Option<TypeId> {
    let Output::One {
        payload: Payload::Json(ty),
        ..
    } = &operation.output
    else {
        return None;
    };
    named(types, ty)
}

fn sent(types: &Types, operation: &Operation) -> Option<TypeId> {
    match &operation.body.as_ref()?.kind {
        BodyKind::Json(ty) => named(types, ty),
        _ => None,
    }
}

fn named(types: &Types, ty: &TypeRef) -> Option<TypeId> {
    match types.resolve(ty) {
        TypeRef::Named { id, .. } => Some(*id),
        _ => None,
    }
}

fn shape(types: &Types, id: TypeId) -> Option<&Struct> {
    match &types.get(id).shape {
        Shape::Struct(shape) => Some(shape),
        _ => None,
    }
}
