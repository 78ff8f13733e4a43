//! Finds what PUT takes and GET does not give, and what can go over all the same.
//!
//! Must not know: how a conversion is written.

use foldhash::{HashMap, HashMapExt as _, HashSet};

use crate::ir::{
    Access, BodyKind, Conversion, EnumBase, Field, Guard, Method, Operation, Presence, Primitive,
    Resource, Route, Shape, Step, Struct, TypeId, TypeRef, Types, WireName,
};

/// One for each pair of types, with the paths that have it.
pub(super) fn find(types: &Types, resources: &[Resource]) -> Vec<Conversion> {
    let operations = || resources.iter().flat_map(|resource| &resource.operations);
    let with = |method: Method| {
        let mut found: HashMap<&str, &Operation> = HashMap::new();
        for operation in operations().filter(|operation| operation.method == method) {
            found.entry(&operation.path).or_insert(operation);
        }
        found
    };
    let (gets, patches) = (with(Method::Get), with(Method::Patch));
    // Where each pair is among those that are found; nothing where it makes none.
    let mut pairs: HashMap<(TypeId, TypeId), Option<usize>> = HashMap::new();
    let mut found: Vec<Conversion> = Vec::new();
    for put in operations().filter(|operation| operation.method == Method::Put) {
        let get = gets.get(put.path.as_str());
        let pair = get.and_then(|get| Some((get, returned(types, get)?, sent(types, put)?)));
        let Some((get, from, to)) = pair.filter(|(_, from, to)| from != to) else {
            continue;
        };
        let index = *pairs.entry((from, to)).or_insert_with(|| {
            found.extend(conversion(types, from, to));
            found
                .iter()
                .rposition(|last| (last.from, last.to) == (from, to))
        });
        if let Some(index) = index {
            let patch = patches.get(put.path.as_str());
            found[index].routes.push(Route {
                get: get.id.clone(),
                put: put.id.clone(),
                patch: patch.map(|patch| patch.id.clone()),
            });
        }
    }
    found
}

/// What becomes of each property, without the paths.
fn conversion(types: &Types, from: TypeId, to: TypeId) -> Option<Conversion> {
    let (source, target) = (shape(types, from)?, shape(types, to)?);
    let counterparts = source.fields.iter();
    let counterparts: HashMap<&WireName, &Field> = counterparts
        .map(|field| (&field.wire_name, field))
        .collect();
    let steps = target.fields.iter().map(|field| {
        let counterpart = counterparts.get(&field.wire_name).copied();
        (field.wire_name.clone(), step(types, field, counterpart))
    });
    let steps: Vec<(WireName, Step)> = steps.collect();
    if !steps.iter().any(|(_, step)| *step == Step::Same) {
        return None;
    }
    let taken = steps.iter();
    let taken = taken.filter(|(_, step)| matches!(step, Step::Same | Step::Like));
    let taken: HashSet<&WireName> = taken.map(|(name, _)| name).collect();
    let left = source.fields.iter();
    let left: Vec<_> = left
        .filter(|field| !taken.contains(&field.wire_name))
        .collect();
    let is_set_anew = |field: &&&Field| {
        let mut steps = steps.iter();
        let set = |step: &Step| matches!(step, Step::ServerSet | Step::Given);
        field.access == Access::ReadOnly
            || steps.any(|(name, step)| *name == field.wire_name && set(step))
    };
    let lost = left.iter().filter(|field| !is_set_anew(field));
    let nulls = target.fields.iter().filter(|field| {
        let from = counterparts.get(&field.wire_name);
        taken.contains(&field.wire_name) && from.is_some_and(|from| loses_null(types, from, field))
    });
    Some(Conversion {
        routes: Vec::new(),
        from,
        to,
        rest: source.rest == target.rest,
        lost: lost.map(|field| field.wire_name.clone()).collect(),
        left: left.iter().map(|field| field.wire_name.clone()).collect(),
        nulls: nulls.map(|field| field.wire_name.clone()).collect(),
        steps,
    })
}

fn step(types: &Types, field: &Field, counterpart: Option<&Field>) -> Step {
    let is_needed = matches!(
        presence(types, field),
        Presence::Required | Presence::Nullable
    );
    let read_only = |field: &Field| field.access == Access::ReadOnly;
    match counterpart {
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

/// Whether the document allows `null` in one and not in the other.
fn loses_null(types: &Types, from: &Field, to: &Field) -> bool {
    let has_null = |field| {
        matches!(
            presence(types, field),
            Presence::Nullable | Presence::OptionalNullable
        )
    };
    has_null(from) && !has_null(to) && *types.resolve(&to.ty) != TypeRef::Json
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
        (TypeRef::Tuple(one), TypeRef::Tuple(other)) => {
            let mut pairs = one.iter().zip(other);
            one.len() == other.len() && pairs.all(|(one, other)| agree(types, one, other))
        }
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
        TypeRef::List(_) | TypeRef::Tuple(_) => Guard::Array,
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

fn returned(types: &Types, operation: &Operation) -> Option<TypeId> {
    named(types, operation.output().json()?)
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
