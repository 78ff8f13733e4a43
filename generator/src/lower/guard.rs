//! Fills in what needs every type's shape: how a union's variants are told apart.

use foldhash::{HashMap, HashSet, HashSetExt as _};

use crate::ir::{
    Discriminator, Enum, EnumBase, Guard, Presence, Primitive, Shape, TypeId, TypeRef, Types,
    Union, WireName,
};

/// A reference chain longer than this is a cycle; its guard is [`Guard::Any`].
const LONGEST_CHAIN: u8 = 8;

/// Computes every union's guards, and a discriminator where the variants have
/// one that the document does not name.
pub(super) fn fill(types: &mut Types) {
    let unions: Vec<_> = types
        .iter()
        .filter_map(|(id, def)| match &def.shape {
            Shape::Union(union) => Some((id, union.clone())),
            _ => None,
        })
        .collect();
    let mut known = Known::default();
    for (id, mut union) in unions {
        for variant in &mut union.variants {
            variant.guard = guard(types, &mut known, &variant.ty, 0);
        }
        let had_discriminator = union.discriminator.is_some();
        match union.discriminator.clone() {
            Some(found) => take_only_values(types, &mut union, &found.wire_name),
            None => infer_discriminator(types, &mut union),
        }
        if had_discriminator != union.discriminator.is_some() {
            known.clear();
        }
        types.get_mut(id).shape = Shape::Union(union);
    }
}

/// The guards of unions without discriminator at each depth: unions of unions may
/// lead to one of them in very many ways.
type Known = HashMap<(TypeId, u8), Guard>;

/// What a JSON value must look like to be of this type.
fn guard(types: &Types, known: &mut Known, ty: &TypeRef, depth: u8) -> Guard {
    if depth > LONGEST_CHAIN {
        return Guard::Any;
    }
    match ty {
        TypeRef::Primitive(primitive) => primitive_guard(*primitive),
        TypeRef::List(_) | TypeRef::Tuple(_) => Guard::Array,
        TypeRef::Map(_) | TypeRef::Object => Guard::Object(Vec::new()),
        TypeRef::Nullable(_) | TypeRef::Json => Guard::Any,
        TypeRef::Named { id, .. } => match &types.get(*id).shape {
            Shape::Alias(target) => guard(types, known, target, depth + 1),
            Shape::Enum(shape) => enum_guard(shape),
            Shape::Struct(structure) => Guard::Object(
                structure
                    .fields
                    .iter()
                    .filter(|field| {
                        matches!(field.presence, Presence::Required | Presence::Nullable)
                    })
                    .map(|field| field.wire_name.clone())
                    .collect(),
            ),
            Shape::Union(union) => match &union.discriminator {
                Some(tag) => Guard::Object(vec![tag.wire_name.clone()]),
                None => {
                    if let Some(found) = known.get(&(*id, depth)) {
                        return found.clone();
                    }
                    let variants = union.variants.iter();
                    let found = shared(variants.map(|v| guard(types, known, &v.ty, depth + 1)));
                    known.insert((*id, depth), found.clone());
                    found
                }
            },
        },
    }
}

fn enum_guard(shape: &Enum) -> Guard {
    match shape.base {
        EnumBase::Text => Guard::OneOf(shape.texts().map(str::to_owned).collect()),
        EnumBase::Integer => Guard::OneOfIntegers(shape.integers().collect()),
        EnumBase::Json => Guard::Any,
    }
}

fn primitive_guard(primitive: Primitive) -> Guard {
    match primitive {
        Primitive::Bool => Guard::Bool,
        Primitive::I32 | Primitive::I64 | Primitive::U32 | Primitive::U64 => Guard::Integer,
        Primitive::F32 | Primitive::F64 => Guard::Number,
        Primitive::String
        | Primitive::Timestamp
        | Primitive::Date
        | Primitive::Duration
        | Primitive::Uuid
        | Primitive::Uri
        | Primitive::Base64
        | Primitive::File => Guard::String,
    }
}

/// The one guard that all alternatives of an inner union have, if there is one.
fn shared(mut guards: impl Iterator<Item = Guard>) -> Guard {
    let Some(first) = guards.next() else {
        return Guard::Any;
    };
    if guards.all(|guard| guard == first) {
        first
    } else {
        Guard::Any
    }
}

/// Where every variant is a struct with an enum of its own under the
/// same property, and no value belongs to two of them, that property tells
/// them apart as well as a declared discriminator would.
fn infer_discriminator(types: &Types, union: &mut Union) {
    let Some(first) = union.variants.first() else {
        return;
    };
    let candidates: Vec<WireName> = tagged_fields(types, &first.ty)
        .map(|(name, _)| name)
        .collect();
    for candidate in candidates {
        let tags: Option<Vec<Vec<String>>> = union
            .variants
            .iter()
            .map(|variant| {
                tagged_fields(types, &variant.ty)
                    .find(|(name, _)| *name == candidate)
                    .map(|(_, values)| values)
            })
            .collect();
        let Some(tags) = tags else { continue };
        let mut seen = HashSet::new();
        if union.variants.len() > 1 && tags.iter().flatten().all(|tag| seen.insert(tag.clone())) {
            for (variant, tags) in union.variants.iter_mut().zip(tags) {
                variant.tags = tags;
            }
            union.discriminator = Some(Discriminator {
                wire_name: candidate,
            });
            return;
        }
    }
}

/// A variant that nothing maps goes by its schema's name, unless its property lists
/// values and that is none of them: then it can only be told by these.
fn take_only_values(types: &Types, union: &mut Union, name: &WireName) {
    let mut all: Vec<Vec<String>> = Vec::new();
    for variant in &union.variants {
        let mut fields = tagged_fields(types, &variant.ty);
        let listed = fields.find(|(found, _)| found == name);
        let listed = listed.map(|(_, values)| values).unwrap_or_default();
        let is_possible = |tag: &String| listed.is_empty() || listed.contains(tag);
        all.push(match variant.tags.iter().any(is_possible) {
            true => variant.tags.clone(),
            false => listed,
        });
    }
    let mut seen = HashSet::new();
    if all.iter().flatten().all(|tag| seen.insert(tag.clone())) {
        for (variant, tags) in union.variants.iter_mut().zip(all) {
            variant.tags = tags;
        }
    }
}

/// The required properties whose type is an enum, with their values.
fn tagged_fields<'t>(
    types: &'t Types,
    ty: &'t TypeRef,
) -> impl Iterator<Item = (WireName, Vec<String>)> + 't {
    let fields = match types.resolve(ty) {
        TypeRef::Named { id, .. } => match &types.get(*id).shape {
            Shape::Struct(structure) => structure.fields.as_slice(),
            _ => &[],
        },
        _ => &[],
    };
    fields
        .iter()
        .filter(|field| field.presence == Presence::Required)
        .filter_map(
            |field| match guard(types, &mut Known::default(), &field.ty, 0) {
                Guard::OneOf(values) => Some((field.wire_name.clone(), values)),
                Guard::OneOfIntegers(values) => {
                    let values = values.iter().map(ToString::to_string).collect();
                    Some((field.wire_name.clone(), values))
                }
                _ => None,
            },
        )
}
