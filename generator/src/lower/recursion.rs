//! Fills in what follows from how types contain each other: boxes where a
//! type would contain itself, and which types have a total equality.

use petgraph::algo::kosaraju_scc;
use petgraph::graph::{Graph, NodeIndex};

use crate::ir::{Doc, Guard, Shape, TypeId, TypeRef, Types, Union, Variant};
use crate::names;

/// Boxes every field and variant through which a type contains itself by
/// value. Lists and maps are indirections already.
pub(super) fn box_cycles(types: &mut Types) {
    let components = strongly_connected(types, held);
    for id in types.ids().collect::<Vec<_>>() {
        let in_cycle = |target: TypeId| components[target.index()] == components[id.index()];
        match &mut types.get_mut(id).shape {
            Shape::Struct(structure) => {
                for field in &mut structure.fields {
                    box_within(&mut field.ty, &in_cycle);
                }
            }
            Shape::Union(union) => {
                for variant in &mut union.variants {
                    box_within(&mut variant.ty, &in_cycle);
                }
            }
            Shape::Alias(_) | Shape::Enum(_) => {}
        }
    }
}

fn box_within(ty: &mut TypeRef, in_cycle: &impl Fn(TypeId) -> bool) {
    match ty {
        TypeRef::Named { id, boxed } => *boxed = in_cycle(*id),
        TypeRef::Nullable(inner) => box_within(inner, in_cycle),
        TypeRef::Tuple(elements) => {
            for element in elements {
                box_within(element, in_cycle);
            }
        }
        _ => {}
    }
}

/// Marks the types of which every part has a total equality. Each that has none
/// takes it from those that hold it, so that every type is asked once for each part.
pub(super) fn mark_eq(types: &mut Types) {
    let mut is_eq = vec![true; types.len()];
    let mut holders: Vec<Vec<TypeId>> = vec![Vec::new(); types.len()];
    let mut next = Vec::new();
    for (id, def) in types.iter() {
        for part in def.shape.parts() {
            for named in part.named_types() {
                holders[named.index()].push(id);
            }
            if is_eq[id.index()] && !plain_is_eq(part) {
                is_eq[id.index()] = false;
                next.push(id);
            }
        }
    }
    while let Some(id) = next.pop() {
        for holder in std::mem::take(&mut holders[id.index()]) {
            if std::mem::replace(&mut is_eq[holder.index()], false) {
                next.push(holder);
            }
        }
    }
    for (id, is_eq) in types.ids().collect::<Vec<_>>().into_iter().zip(is_eq) {
        types.get_mut(id).is_eq = is_eq;
    }
}

/// Whether a type that holds none with a name has a total equality.
fn plain_is_eq(ty: &TypeRef) -> bool {
    match ty {
        TypeRef::Primitive(primitive) => primitive.is_eq(),
        TypeRef::List(inner) | TypeRef::Map(inner) | TypeRef::Nullable(inner) => plain_is_eq(inner),
        TypeRef::Tuple(elements) => elements.iter().all(plain_is_eq),
        TypeRef::Named { .. } | TypeRef::Object | TypeRef::Json => true,
    }
}

/// The types that this one holds by value.
fn held(shape: &Shape) -> Vec<TypeId> {
    fn targets(ty: &TypeRef) -> Vec<TypeId> {
        match ty {
            TypeRef::Named { id, .. } => vec![*id],
            TypeRef::Nullable(inner) => targets(inner),
            TypeRef::Tuple(elements) => elements.iter().flat_map(targets).collect(),
            _ => Vec::new(),
        }
    }
    match shape {
        Shape::Alias(ty) => targets(ty),
        Shape::Enum(_) => Vec::new(),
        Shape::Struct(structure) => structure
            .fields
            .iter()
            .flat_map(|field| targets(&field.ty))
            .collect(),
        Shape::Union(union) => union
            .variants
            .iter()
            .flat_map(|variant| targets(&variant.ty))
            .collect(),
    }
}

/// Where one of the types that refer to each other by name only is an alias
/// of itself (`type Tree = Vec<Tree>`), which Rust refuses, it becomes a union
/// of one.
pub(super) fn break_alias_cycles(types: &mut Types) {
    let component = strongly_connected(types, aliased);
    let looping: Vec<TypeId> = types
        .ids()
        .filter(|id| {
            aliased(&types.get(*id).shape)
                .iter()
                .any(|target| component[target.index()] == component[id.index()])
        })
        .collect();
    for id in looping {
        let Shape::Alias(ty) = types.get(id).shape.clone() else {
            continue;
        };
        let variant = Variant {
            ident: names::type_name("Value"),
            ty,
            tags: Vec::new(),
            guard: Guard::Any,
            doc: Doc::default(),
        };
        let fallback = names::type_name("Unknown");
        types.get_mut(id).shape = Shape::Union(Union {
            discriminator: None,
            variants: vec![variant],
            fallback,
        });
    }
}

/// The types that an alias names, however deep.
fn aliased(shape: &Shape) -> Vec<TypeId> {
    match shape {
        Shape::Alias(ty) => ty.named_types(),
        _ => Vec::new(),
    }
}

/// A number per type, equal for types that reach each other. Kosaraju's
/// algorithm, because it does not recurse: chains of types can be long.
fn strongly_connected(types: &Types, edges: fn(&Shape) -> Vec<TypeId>) -> Vec<usize> {
    let mut graph = Graph::<(), ()>::new();
    let nodes: Vec<NodeIndex> = types.ids().map(|_| graph.add_node(())).collect();
    for (id, def) in types.iter() {
        for target in edges(&def.shape) {
            graph.add_edge(nodes[id.index()], nodes[target.index()], ());
        }
    }
    let mut component = vec![0; types.len()];
    for (number, members) in kosaraju_scc(&graph).into_iter().enumerate() {
        for member in members {
            component[member.index()] = number;
        }
    }
    component
}
