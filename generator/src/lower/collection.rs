//! Finds the paths under which a service keeps things: `/pets` and `/pets/{id}`.

use std::collections::BTreeMap;

use foldhash::{HashMap, HashMapExt as _};

use crate::ir::{
    Access, Body, BodyKind, Collection, Field, Method, Operation, ParameterPlace, Payload,
    Primitive, Resource, Shape, Struct, TypeId, TypeRef, Types, WireName,
};

/// Every pair of paths whose last part names one thing, where that can be read,
/// and where there is a list of them or a way to make one.
pub(super) fn find(types: &Types, resources: &[Resource]) -> Vec<Collection> {
    let operations: Vec<&Operation> = resources
        .iter()
        .flat_map(|resource| &resource.operations)
        .collect();
    let all = Paths::of(&operations);
    let gets = operations
        .iter()
        .filter(|found| found.method == Method::Get);
    gets.filter_map(|get| collection(types, &all, get))
        .collect()
}

/// The operations by their paths.
struct Paths<'o> {
    /// The first of each path and method.
    first: HashMap<(&'o str, Method), &'o Operation>,
    /// Those with PATCH, with their places in the document.
    patches: BTreeMap<&'o str, Vec<(usize, &'o Operation)>>,
}

impl<'o> Paths<'o> {
    fn of(operations: &[&'o Operation]) -> Self {
        let mut first = HashMap::new();
        let mut patches: BTreeMap<&str, Vec<_>> = BTreeMap::new();
        for (index, operation) in operations.iter().enumerate() {
            let path = operation.path.as_str();
            first.entry((path, operation.method)).or_insert(*operation);
            if operation.method == Method::Patch {
                patches.entry(path).or_default().push((index, *operation));
            }
        }
        Self { first, patches }
    }

    fn on(&self, path: &str, method: Method) -> Option<&'o Operation> {
        self.first.get(&(path, method)).copied()
    }

    /// Those with PATCH on a path and below it, in document order.
    fn patches_from(&self, path: &str) -> Vec<&'o Operation> {
        let below = format!("{path}/");
        let deeper = self.patches.range(below.as_str()..);
        let deeper = deeper.take_while(|(other, _)| other.starts_with(&below));
        let deeper = deeper.flat_map(|(_, found)| found);
        let mut found: Vec<_> = self.patches.get(path).into_iter().flatten().collect();
        found.extend(deeper);
        found.sort_by_key(|(index, _)| *index);
        found.into_iter().map(|(_, operation)| *operation).collect()
    }
}

fn collection(types: &Types, all: &Paths<'_>, get: &Operation) -> Option<Collection> {
    let (path, parameter) = get.path.rsplit_once('/')?;
    let parameter = parameter.strip_prefix('{')?.strip_suffix('}')?;
    let (item, shape) = returned(types, get)?;
    let id = id_of(types, shape, parameter)?;
    let on = |path: &str, method: Method| all.on(path, method);
    let name = |operation: &Operation| operation.id.clone();
    let gives_item = |operation: &&Operation| is_item(types, operation, item);
    let list = on(path, Method::Get).filter(|found| lists(types, found, item));
    let create = on(path, Method::Post)
        .filter(|found| takes_json(found) && gives_item(found) && needs_no_more(found, get, 0));
    if list.is_none() && create.is_none() {
        return None;
    }
    let put = on(&get.path, Method::Put).filter(|found| takes_json(found));
    let put = put.filter(|found| gives_item(found) || is_empty(found));
    let patches = all.patches_from(&get.path).into_iter().filter(|found| {
        let on_item = found.path == get.path;
        let gives = gives_item(found) || (on_item && is_empty(found));
        needs_no_more(found, get, 1) && takes_json(found) && gives
    });
    Some(Collection {
        path: path.to_owned(),
        item_path: get.path.clone(),
        item,
        id,
        server_set: server_set(types, shape, [create, put]),
        list: list.map(name),
        create: create.map(name),
        get: get.id.clone(),
        put: put.map(name),
        patch: patches.map(name).collect(),
        delete: on(&get.path, Method::Delete).map(name),
    })
}

/// Whether a path has the item's parameters, or one less, and no other.
fn needs_no_more(operation: &Operation, get: &Operation, own: usize) -> bool {
    let count = |operation: &Operation| {
        let parameters = operation.parameters.iter();
        parameters
            .filter(|parameter| parameter.place == ParameterPlace::Path)
            .count()
    };
    count(operation) + 1 == count(get) + own
}

/// The struct that is an operation's only success.
fn returned<'t>(types: &'t Types, operation: &Operation) -> Option<(TypeId, &'t Struct)> {
    let TypeRef::Named { id, .. } = types.resolve(operation.output().json()?) else {
        return None;
    };
    match &types.get(*id).shape {
        Shape::Struct(shape) => Some((*id, shape)),
        _ => None,
    }
}

fn is_item(types: &Types, operation: &Operation, item: TypeId) -> bool {
    returned(types, operation).is_some_and(|(id, _)| id == item)
}

fn is_empty(operation: &Operation) -> bool {
    operation.output().payload() == Some(&Payload::Empty)
}

fn lists(types: &Types, operation: &Operation, item: TypeId) -> bool {
    let Some(TypeRef::List(element)) = operation.output().json().map(|ty| types.resolve(ty)) else {
        return false;
    };
    matches!(types.resolve(element), TypeRef::Named { id, .. } if *id == item)
}

fn takes_json(operation: &Operation) -> bool {
    let json = |body: &Body| matches!(body.kind, BodyKind::Json(_));
    operation.body.as_ref().is_some_and(json)
}

/// What is readOnly in a thing, or in what is sent for it.
fn server_set(types: &Types, item: &Struct, sent: [Option<&Operation>; 2]) -> Vec<WireName> {
    let sent = sent
        .into_iter()
        .flatten()
        .filter_map(|operation| sent_shape(types, operation));
    let mut names: Vec<WireName> = Vec::new();
    for shape in std::iter::once(item).chain(sent) {
        let fields = shape.fields.iter();
        for field in fields.filter(|field| field.access == Access::ReadOnly) {
            if !names.contains(&field.wire_name) {
                names.push(field.wire_name.clone());
            }
        }
    }
    names
}

/// The struct that an operation sends.
fn sent_shape<'t>(types: &'t Types, operation: &Operation) -> Option<&'t Struct> {
    let BodyKind::Json(ty) = &operation.body.as_ref()?.kind else {
        return None;
    };
    let TypeRef::Named { id, .. } = types.resolve(ty) else {
        return None;
    };
    match &types.get(*id).shape {
        Shape::Struct(shape) => Some(shape),
        _ => None,
    }
}

/// The property that is called like the path's parameter, or `id`.
fn id_of(types: &Types, shape: &Struct, parameter: &str) -> Option<WireName> {
    let named = |name: &str| {
        let is_id = |field: &&Field| field.wire_name.as_str() == name && is_plain(types, &field.ty);
        shape.fields.iter().find(is_id)
    };
    let found = named(parameter).or_else(|| named("id"))?;
    Some(found.wire_name.clone())
}

fn is_plain(types: &Types, ty: &TypeRef) -> bool {
    use Primitive::{I32, I64, U32, U64};
    match types.resolve(ty) {
        TypeRef::Primitive(I32 | I64 | U32 | U64) => true,
        TypeRef::Primitive(primitive) => primitive.is_text(),
        _ => false,
    }
}
