//! Turns a Schema Object (OpenAPI 3.0.3 §4.7.24) into a type: decides what
//! kind of type it is, and leaves each kind to its own file.

use foldhash::{HashSet, HashSetExt as _};

use super::all_of::merged;
use super::combine::{combined, distributed};
use super::context::{Context, schema_pointer};
use super::facets::{Additional, Facets, JsonType};
use super::naming::Naming;
use super::node::{Node, NodeKind};
use super::nullable::is_nullable;
use super::{array, doc, enumeration, primitive, structure, union};
use crate::diagnostic::Code;
use crate::ir::{EnumBase, Shape, TypeId, TypeRef};
use crate::openapi::Schema;
use crate::source::Pointer;

/// The type of a schema where it is used.
#[derive(Clone, Debug)]
pub(super) struct Slot {
    pub(super) ty: TypeRef,
    /// Whether `null` is a value beside those of the type.
    pub(super) nullable: bool,
}

/// Lowers every component schema into the type reserved for it.
pub(super) fn components(context: &mut Context<'_>) {
    for (name, schema) in context.schemas().collect::<Vec<_>>() {
        let id = context
            .component(name)
            .expect("every component was reserved");
        let node = Node::new(schema, schema_pointer(name));
        let naming = Naming {
            words: name.to_owned(),
            file: context.types.get(id).file.clone(),
        };
        component(context, id, name, &node, &naming);
    }
}

fn component<'d>(
    context: &mut Context<'d>,
    id: TypeId,
    name: &str,
    node: &Node<'d>,
    naming: &Naming,
) {
    // An `allOf` of one inline schema is that schema.
    if let Some(same) =
        sole_part(node).filter(|same| !matches!(same.schema, NodeKind::Reference(_)))
    {
        component(context, id, name, &same, naming);
        let own = doc::node(node, None);
        if !own.is_empty() {
            context.types.get_mut(id).doc = own;
        }
        return;
    }
    let facets = facets(context, node);
    let key = context.types.get(id).origin.key.clone();
    let shape = match inheritance(context, name, node) {
        Some(variants) => {
            let discriminator = node.data().and_then(Schema::discriminator);
            let facets = Facets {
                discriminator,
                ..Facets::default()
            };
            shape(
                context,
                Definition::Union(variants),
                node,
                &facets,
                &key,
                naming,
            )
        }
        None => match classify(context, node, &facets) {
            Kind::Defined(definition) => shape(context, definition, node, &facets, &key, naming),
            _ => Shape::Alias(lower(context, node, naming).ty),
        },
    };
    describe(context, id, node, &facets);
    context.types.get_mut(id).shape = shape;
}

/// The types that a component stands for where its discriminator has no
/// `oneOf`: those whose `allOf` names it, directly or through others.
fn inheritance<'d>(context: &Context<'d>, name: &str, node: &Node<'d>) -> Option<Vec<Node<'d>>> {
    node.data()?.discriminator()?;
    let own = node.facets();
    if !own.one_of.is_empty() || !own.any_of.is_empty() {
        return None;
    }
    let mut found: HashSet<&str> = HashSet::new();
    let mut next = context.children.get(name).cloned().unwrap_or_default();
    while let Some(child) = next.pop() {
        if child != name && found.insert(child) {
            next.extend(context.children.get(child).into_iter().flatten());
        }
    }
    // The document lists them in no order of its own.
    let mut found: Vec<&str> = found.into_iter().collect();
    found.sort_unstable();
    let variants: Vec<Node<'d>> = found
        .into_iter()
        .map(|child| context.reference_to(child))
        .collect();
    (!variants.is_empty()).then_some(variants)
}

/// Lowers a schema where it is used. What can't be lowered becomes any JSON,
/// and a diagnostic says so.
pub(super) fn lower<'d>(context: &mut Context<'d>, node: &Node<'d>, naming: &Naming) -> Slot {
    if let NodeKind::Reference(name) = node.schema {
        return named(context, name, &node.at);
    }
    let nullable = is_nullable(node, &context.nullable);
    if let Some(same) = sole_part(node) {
        let slot = lower(context, &same, naming);
        return Slot {
            nullable: nullable || slot.nullable,
            ty: slot.ty,
        };
    }
    if let Some(id) = context.known(node) {
        return Slot {
            ty: TypeRef::named(id),
            nullable,
        };
    }
    let Ok(()) = context.enter(&node.at) else {
        return Slot {
            ty: TypeRef::Json,
            nullable: false,
        };
    };
    let slot = inline(context, node, naming);
    context.leave();
    Slot {
        nullable: nullable || slot.nullable,
        ty: slot.ty,
    }
}

fn inline<'d>(context: &mut Context<'d>, node: &Node<'d>, naming: &Naming) -> Slot {
    let facets = facets(context, node);
    let ty = match classify(context, node, &facets) {
        Kind::Same(same) => return lower(context, &same, naming),
        Kind::Defined(definition) => define(context, node, &facets, naming, |context| {
            shape(context, definition, node, &facets, &node.key(), naming)
        }),
        Kind::List => array::list(context, &facets, naming),
        Kind::Tuple => array::tuple(context, &facets, naming),
        Kind::Map(values) => {
            TypeRef::Map(Box::new(element(context, &values, &naming.part("Value"))))
        }
        Kind::Object => TypeRef::Object,
        Kind::Primitive => primitive::primitive(&facets).map_or(TypeRef::Json, TypeRef::Primitive),
        Kind::Json => TypeRef::Json,
    };
    Slot {
        ty,
        nullable: false,
    }
}

/// The type of a list's items or a map's values.
pub(super) fn element<'d>(context: &mut Context<'d>, node: &Node<'d>, naming: &Naming) -> TypeRef {
    let slot = lower(context, node, naming);
    match slot {
        Slot {
            ty: TypeRef::Json, ..
        }
        | Slot {
            nullable: false, ..
        } => slot.ty,
        Slot { ty, nullable: true } => TypeRef::Nullable(Box::new(ty)),
    }
}

/// The type of a reference to a component.
fn named(context: &mut Context<'_>, name: &str, at: &Pointer) -> Slot {
    let Some(id) = context.component(name) else {
        context.defect(
            Code::UnresolvedReference,
            at,
            format!("no schema is called `{name}`"),
        );
        return Slot {
            ty: TypeRef::Json,
            nullable: false,
        };
    };
    Slot {
        ty: TypeRef::named(id),
        nullable: context.nullable.contains(name),
    }
}

/// Adds an inline type. The name is taken before its parts ask for theirs,
/// and a part that contains the whole again finds it.
fn define<'d>(
    context: &mut Context<'d>,
    node: &Node<'d>,
    facets: &Facets<'d>,
    naming: &Naming,
    shape: impl FnOnce(&mut Context<'d>) -> Shape,
) -> TypeRef {
    let id = context.declare(naming, node);
    describe(context, id, node, facets);
    let shape = shape(context);
    context.types.get_mut(id).shape = shape;
    TypeRef::named(id)
}

fn describe(context: &mut Context<'_>, id: TypeId, node: &Node<'_>, facets: &Facets<'_>) {
    let def = context.types.get_mut(id);
    def.doc = doc::node(node, Some(facets));
    def.deprecated = node.data().is_some_and(|data| data.is("deprecated"));
}

/// The merged facets; nothing where a defect was reported.
fn facets<'d>(context: &mut Context<'d>, node: &Node<'d>) -> Facets<'d> {
    if node.data().is_some_and(Schema::is_defect) {
        skipped(context, node);
        return Facets::default();
    }
    merged(context, node).unwrap_or_else(|_reported| {
        skipped(context, node);
        Facets::default()
    })
}

fn skipped(context: &mut Context<'_>, node: &Node<'_>) {
    let place = context.place(&node.at);
    let message = "this schema is typed as any JSON because of the defect in it";
    context
        .diagnostics
        .skipped(Code::SkippedSchema, place, message);
}

/// What kind of type a schema becomes.
enum Kind<'d> {
    /// The type of another schema: this one adds nothing but words.
    Same(Node<'d>),
    /// One that has a name and a definition.
    Defined(Definition<'d>),
    List,
    Tuple,
    Map(Node<'d>),
    Object,
    Primitive,
    Json,
}

/// What kind of definition a type has.
enum Definition<'d> {
    Struct,
    Enum(EnumBase),
    Union(Vec<Node<'d>>),
}

/// Lowers a definition. The key says what earlier runs called its members.
fn shape<'d>(
    context: &mut Context<'d>,
    definition: Definition<'d>,
    node: &Node<'d>,
    facets: &Facets<'d>,
    key: &str,
    naming: &Naming,
) -> Shape {
    match definition {
        Definition::Struct => Shape::Struct(structure::lower(context, facets, key, naming)),
        Definition::Enum(base) => {
            let known = context.known.members.get(key);
            Shape::Enum(enumeration::lower(facets, base, node.data(), known))
        }
        Definition::Union(alternatives) => {
            let facets = Facets {
                one_of: alternatives,
                ..facets.clone()
            };
            Shape::Union(union::lower(context, &facets, key, naming))
        }
    }
}

fn classify<'d>(context: &mut Context<'d>, node: &Node<'d>, facets: &Facets<'d>) -> Kind<'d> {
    if let Some(kind) = alternatives(context, facets, &node.at) {
        return kind;
    }
    if let Some(base) = enumeration::base(facets) {
        return Kind::Defined(Definition::Enum(base));
    }
    match facets.kind {
        Some(JsonType::Array) | None if !facets.elements.is_empty() => Kind::Tuple,
        Some(JsonType::Array) => Kind::List,
        None if facets.items.is_some() => Kind::List,
        _ if facets.is_object() => object(facets),
        Some(_) => Kind::Primitive,
        None if facets.values.is_some() => Kind::Primitive,
        None => Kind::Json,
    }
}

fn object<'d>(facets: &Facets<'d>) -> Kind<'d> {
    if !facets.properties.is_empty() {
        return Kind::Defined(Definition::Struct);
    }
    match &facets.additional {
        Additional::Typed(values) if !values.facets().is_empty() => Kind::Map(values.clone()),
        _ => Kind::Object,
    }
}

/// The only member of an `allOf` that says anything about values, where the
/// schema itself says nothing.
fn sole_part<'d>(node: &Node<'d>) -> Option<Node<'d>> {
    let mut own = match &node.schema {
        _ if node.plain().is_some() => return None,
        NodeKind::Item(schema) if schema.discriminator().is_some() => return None,
        _ => node.facets(),
    };
    let mut members = std::mem::take(&mut own.all_of);
    members.retain(|member| !member.facets().is_empty());
    (own.is_empty() && members.len() == 1).then(|| members.remove(0))
}

/// `oneOf` and `anyOf`, with what is beside them.
fn alternatives<'d>(
    context: &mut Context<'d>,
    facets: &Facets<'d>,
    at: &Pointer,
) -> Option<Kind<'d>> {
    let mut kept = combined(context, facets.one_of.clone(), facets.any_of.clone(), at);
    kept.retain(|alternative| !is_null(context, alternative) && !only_constrains(alternative));
    if kept.is_empty() {
        return None;
    }
    let base = Facets {
        one_of: Vec::new(),
        any_of: Vec::new(),
        discriminator: None,
        constraints: Vec::new(),
        ..facets.clone()
    };
    let has_own_members = !base.properties.is_empty()
        || !base.required.is_empty()
        || base.values.is_some()
        || base.items.is_some()
        || !base.elements.is_empty();
    if has_own_members {
        kept = distributed(context, base, kept, at);
    }
    Some(if kept.len() == 1 {
        Kind::Same(kept.remove(0))
    } else {
        Kind::Defined(Definition::Union(kept))
    })
}

/// `{enum: [null]}`, and what stands for it where optional values are written as
/// `anyOf`: `{nullable: true}`, and a nullable object that may have no property.
fn is_null<'d>(context: &Context<'d>, node: &Node<'d>) -> bool {
    let component = match node.schema {
        NodeKind::Reference(name) => context.schema(name),
        _ => None,
    };
    let node = component.as_ref().unwrap_or(node);
    let facets = node.facets();
    let is_nullable = node.data().is_some_and(|data| data.is("nullable")) || facets.lists_null;
    (is_nullable && (facets.is_empty() || facets.is_empty_object()))
        || (facets.lists_null && facets.values.is_some_and(|values| values.is_empty()))
}

/// An alternative that only requires properties declared beside it: it
/// restricts values, it is not a type of its own.
fn only_constrains(node: &Node<'_>) -> bool {
    let facets = node.facets();
    let says_nothing_else = Facets {
        required: Default::default(),
        ..facets.clone()
    }
    .is_empty();
    !facets.required.is_empty()
        && (says_nothing_else || facets.is_object())
        && facets.properties.is_empty()
        && facets.all_of.is_empty()
        && facets.one_of.is_empty()
        && facets.any_of.is_empty()
        && matches!(facets.additional, Additional::Unsaid)
}
