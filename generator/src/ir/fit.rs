//! Whether what a document shows is a value of the type that it shows it for.

use super::{EnumBase, Field, Literal, Presence, Primitive, Shape, TypeRef, Types};

impl Types {
    /// Whether a value decodes as a type; a document's examples need not.
    pub fn fits(&self, ty: &TypeRef, value: &Literal) -> bool {
        match (self.resolve(ty), value) {
            (TypeRef::Primitive(primitive), value) => primitive.fits(value),
            (TypeRef::Nullable(_), Literal::Null) | (TypeRef::Json, _) => true,
            (TypeRef::Nullable(inner), value) => self.fits(inner, value),
            (TypeRef::List(element), Literal::List(items)) => {
                items.iter().all(|item| self.fits(element, item))
            }
            (TypeRef::Tuple(elements), Literal::List(items)) => {
                let mut pairs = elements.iter().zip(items);
                elements.len() == items.len() && pairs.all(|(ty, item)| self.fits(ty, item))
            }
            (TypeRef::Map(element), Literal::Object(members)) => {
                members.iter().all(|(_, value)| self.fits(element, value))
            }
            (TypeRef::Object, Literal::Object(_)) => true,
            (TypeRef::Named { id, .. }, value) => self.fits_shape(&self.get(*id).shape, value),
            _ => false,
        }
    }

    /// Whether a property can have a value, or be left out where there is none.
    pub fn fits_field(&self, field: &Field, value: Option<&Literal>) -> bool {
        match (value, field.presence) {
            (Some(Literal::Null), presence) => presence != Presence::Required,
            (Some(value), _) => self.fits(&field.ty, value),
            (None, presence) => matches!(presence, Presence::Optional | Presence::OptionalNullable),
        }
    }

    fn fits_shape(&self, shape: &Shape, value: &Literal) -> bool {
        match (shape, value) {
            (Shape::Struct(shape), Literal::Object(_)) => shape
                .fields
                .iter()
                .all(|field| self.fits_field(field, value.member(field.wire_name.as_str()))),
            (Shape::Enum(shape), value) => match shape.base {
                EnumBase::Text => matches!(value, Literal::String(_)),
                EnumBase::Integer => Primitive::I64.fits(value),
                EnumBase::Json => true,
            },
            // A union keeps what fits none of its types.
            (Shape::Union(_), _) => true,
            _ => false,
        }
    }
}

impl Primitive {
    fn fits(self, value: &Literal) -> bool {
        match (self, value) {
            (primitive, Literal::String(_)) => primitive.is_text(),
            (Self::Bool, Literal::Bool(_)) => true,
            (Self::I32, Literal::Number(text)) => text.parse::<i32>().is_ok(),
            (Self::I64, Literal::Number(text)) => text.parse::<i64>().is_ok(),
            (Self::U32, Literal::Number(text)) => text.parse::<u32>().is_ok(),
            (Self::U64, Literal::Number(text)) => text.parse::<u64>().is_ok(),
            (Self::F32 | Self::F64, Literal::Number(text)) => {
                text.parse::<f64>().is_ok_and(f64::is_finite)
            }
            _ => false,
        }
    }
}

impl Literal {
    /// A member of an object.
    pub fn member(&self, name: &str) -> Option<&Self> {
        let Self::Object(members) = self else {
            return None;
        };
        let found = members.iter().find(|(other, _)| other == name);
        found.map(|(_, value)| value)
    }
}
