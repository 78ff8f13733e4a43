//! Turns a type into a JSON value that it can hold.

use crate::ir::{Field, Literal, Presence, Primitive, Shape, Struct, TypeRef, Types};

/// How deep values are made before they are given up: a type may contain itself.
const DEPTH: usize = 8;

/// What the document shows, where the type can hold it; else a value made of what
/// the document shows of its parts. None where there is no telling.
pub(crate) fn of(types: &Types, ty: &TypeRef, shown: Option<&Literal>) -> Option<Literal> {
    match shown {
        Some(shown) if types.fits(ty, shown) => Some(shown.clone()),
        _ => made(types, ty, DEPTH),
    }
}

/// A field's value.
pub(crate) fn of_field(types: &Types, field: &Field) -> Option<Literal> {
    field_at(types, field, DEPTH)
}

fn field_at(types: &Types, field: &Field, depth: usize) -> Option<Literal> {
    match &field.example {
        Some(shown) if types.fits(&field.ty, shown) => Some(shown.clone()),
        _ => made(types, &field.ty, depth),
    }
}

fn made(types: &Types, ty: &TypeRef, depth: usize) -> Option<Literal> {
    let depth = depth.checked_sub(1)?;
    Some(match types.resolve(ty) {
        TypeRef::Primitive(primitive) => return primitive_value(*primitive),
        TypeRef::Nullable(inner) => made(types, inner, depth)?,
        TypeRef::List(element) => Literal::List(vec![made(types, element, depth)?]),
        TypeRef::Tuple(elements) => {
            let elements = elements.iter().map(|element| made(types, element, depth));
            Literal::List(elements.collect::<Option<Vec<_>>>()?)
        }
        TypeRef::Map(element) => {
            Literal::Object(vec![("name".to_owned(), made(types, element, depth)?)])
        }
        TypeRef::Object => Literal::Object(Vec::new()),
        TypeRef::Json => Literal::String("value".to_owned()),
        TypeRef::Named { id, .. } => match &types.get(*id).shape {
            Shape::Struct(shape) => return object(types, shape, depth),
            Shape::Enum(shape) => shape.values.first()?.value.clone(),
            Shape::Union(_) | Shape::Alias(_) => return None,
        },
    })
}

/// What must be there, and what the document shows of the rest.
fn object(types: &Types, shape: &Struct, depth: usize) -> Option<Literal> {
    let mut members = Vec::new();
    for field in &shape.fields {
        let is_needed = matches!(field.presence, Presence::Required | Presence::Nullable);
        if is_needed || field.example.is_some() {
            let value = field_at(types, field, depth)?;
            members.push((field.wire_name.as_str().to_owned(), value));
        }
    }
    Some(Literal::Object(members))
}

fn primitive_value(primitive: Primitive) -> Option<Literal> {
    Some(match primitive {
        Primitive::String => Literal::String("text".to_owned()),
        Primitive::Bool => Literal::Bool(true),
        Primitive::I32 | Primitive::I64 | Primitive::U32 | Primitive::U64 => {
            Literal::Number("1".to_owned())
        }
        Primitive::F32 | Primitive::F64 => Literal::Number("1.5".to_owned()),
        Primitive::Timestamp => Literal::String("2024-01-17T18:45:25Z".to_owned()),
        Primitive::Date => Literal::String("2024-01-17".to_owned()),
        Primitive::Duration => Literal::String("PT1H".to_owned()),
        Primitive::Uuid => Literal::String("67e55044-10b1-426f-9247-bb680e5fe0c8".to_owned()),
        Primitive::Uri => Literal::String("https://example.com/".to_owned()),
        Primitive::Base64 => Literal::String("dGV4dA==".to_owned()),
        Primitive::File => return None,
    })
}
