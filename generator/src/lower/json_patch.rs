//! Finds the operation objects of JSON Patch bodies (RFC 6902 §4).

use crate::ir::{
    BodyKind, EnumBase, JsonPatch, Primitive, Resource, Shape, Struct, TypeId, TypeRef, Types,
};
use crate::names::RustIdent;

/// RFC 6902 §8.2 registers it.
const MEDIA_TYPE: &str = "application/json-patch+json";

/// Marks every struct with `op` and `path` in a JSON Patch body.
pub(super) fn mark(types: &mut Types, resources: &[Resource]) {
    let bodies = resources
        .iter()
        .flat_map(|resource| &resource.operations)
        .filter_map(|operation| operation.body.as_ref());
    let contents = bodies.flat_map(|body| {
        let others = body.choice.iter().flat_map(|choice| &choice.others);
        let others = others.map(|other| (&other.media_type, &other.kind));
        std::iter::once((&body.media_type, &body.kind)).chain(others)
    });
    let mut next: Vec<TypeId> = contents
        .filter(|(media_type, _)| media_type.starts_with(MEDIA_TYPE))
        .flat_map(|(_, kind)| match kind {
            BodyKind::Json(ty) => ty.named_types(),
            _ => Vec::new(),
        })
        .collect();
    let mut seen = vec![false; types.len()];
    while let Some(id) = next.pop() {
        if std::mem::replace(&mut seen[id.index()], true) {
            continue;
        }
        let found = match &types.get(id).shape {
            Shape::Struct(structure) => operation_object(types, structure),
            _ => None,
        };
        match (found, &mut types.get_mut(id).shape) {
            (Some(found), Shape::Struct(structure)) => structure.json_patch = Some(found),
            (_, shape) => next.extend(shape.parts().into_iter().flat_map(TypeRef::named_types)),
        }
    }
}

fn operation_object(types: &Types, structure: &Struct) -> Option<JsonPatch> {
    let field = |name: &str| {
        structure
            .fields
            .iter()
            .find(|f| f.wire_name.as_str() == name)
    };
    let is_text = |ty: &TypeRef| *types.resolve(ty) == TypeRef::Primitive(Primitive::String);
    let (op, path) = (field("op")?, field("path")?);
    if !is_text(&path.ty) || field("from").is_some_and(|from| !is_text(&from.ty)) {
        return None;
    }
    let ops = match types.resolve(&op.ty) {
        TypeRef::Primitive(Primitive::String) => None,
        TypeRef::Named { id, .. } => Some(enum_ops(types, *id)?),
        _ => return None,
    };
    // The constructors take any JSON; a document that narrows `value` narrows them away.
    let has_value = field("value").is_some_and(|value| *types.resolve(&value.ty) == TypeRef::Json);
    Some(JsonPatch {
        ops,
        has_from: field("from").is_some(),
        has_value,
    })
}

fn enum_ops(types: &Types, id: TypeId) -> Option<Vec<(String, RustIdent)>> {
    match &types.get(id).shape {
        Shape::Enum(shape) if shape.base == EnumBase::Text => {
            let idents = shape.values.iter().map(|value| value.ident.clone());
            Some(shape.texts().map(str::to_owned).zip(idents).collect())
        }
        _ => None,
    }
}
