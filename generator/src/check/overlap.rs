//! Whether what is written as one type is read as another one.

use foldhash::{HashMap, HashSet, HashSetExt as _};

use crate::ir::{
    EnumBase, Field, Presence, Primitive, Rest, Shape, Struct, TypeId, TypeRef, Types,
};

/// So many pairs of types are compared for one response; what is left is taken to overlap.
const MOST_COMPARED: usize = 500;

/// Whether every value of `narrow` decodes as `wide`. Where that hangs on an optional
/// property, those values count that have it.
pub(super) fn takes(types: &Types, wide: &TypeRef, narrow: &TypeRef) -> bool {
    let mut overlap = Overlap {
        types,
        seen: HashSet::new(),
        left: MOST_COMPARED,
    };
    overlap.variant_takes(wide, narrow)
}

struct Overlap<'t> {
    types: &'t Types,
    /// Pairs that are being compared, or have been.
    seen: HashSet<(TypeId, TypeId)>,
    /// How many more pairs are compared: types may lead in circles.
    left: usize,
}

impl Overlap<'_> {
    /// A variant that is a union itself takes what one of its own variants takes.
    fn variant_takes(&mut self, wide: &TypeRef, narrow: &TypeRef) -> bool {
        let types = self.types;
        let Some(left) = self.left.checked_sub(1) else {
            return true;
        };
        self.left = left;
        match types.resolve(wide) {
            TypeRef::Named { id, .. } if let Shape::Union(union) = &types.get(*id).shape => {
                let mut variants = union.variants.iter();
                variants.any(|variant| self.variant_takes(&variant.ty, narrow))
            }
            wide => self.takes(wide, narrow),
        }
    }

    fn takes(&mut self, wide: &TypeRef, narrow: &TypeRef) -> bool {
        use TypeRef::{Json, List, Map, Named, Nullable, Object, Tuple};
        let types = self.types;
        let Some(left) = self.left.checked_sub(1) else {
            return true;
        };
        self.left = left;
        match (types.resolve(wide), types.resolve(narrow)) {
            (Json, _) => true,
            // `null` belongs to neither of them.
            (Nullable(wide), narrow) => self.takes(wide, narrow),
            (wide, Nullable(narrow)) => self.takes(wide, narrow),
            (wide, Named { id, .. }) if let Shape::Union(union) = &types.get(*id).shape => {
                let mut variants = union.variants.iter();
                variants.all(|variant| self.takes(wide, &variant.ty))
            }
            (Named { id, .. }, narrow) => self.shape_takes(*id, narrow),
            (TypeRef::Primitive(wide), narrow) => primitive_takes(types, *wide, narrow),
            (List(wide), List(narrow)) | (Map(wide), Map(narrow)) => self.takes(wide, narrow),
            (Tuple(wide), Tuple(narrow)) => {
                let mut pairs = wide.iter().zip(narrow);
                wide.len() == narrow.len() && pairs.all(|(wide, narrow)| self.takes(wide, narrow))
            }
            (List(wide), Tuple(narrow)) => narrow.iter().all(|narrow| self.takes(wide, narrow)),
            (Object, Object | Map(_)) => true,
            (Object, Named { id, .. }) => matches!(types.get(*id).shape, Shape::Struct(_)),
            (Map(wide), Object) => self.takes(wide, &Json),
            (Map(wide), Named { id, .. }) => match &types.get(*id).shape {
                Shape::Struct(shape) => {
                    let mut fields = shape.fields.iter();
                    fields.all(|field| self.takes(wide, &field.ty))
                }
                _ => false,
            },
            _ => false,
        }
    }

    fn shape_takes(&mut self, wide: TypeId, narrow: &TypeRef) -> bool {
        let types = self.types;
        match (&types.get(wide).shape, narrow) {
            // A union keeps what fits none of its types, and an enum what it does not list.
            (Shape::Union(_), _) => true,
            (Shape::Enum(shape), narrow) => match shape.base {
                EnumBase::Text => primitive_takes(types, Primitive::String, narrow),
                EnumBase::Integer => primitive_takes(types, Primitive::I64, narrow),
                EnumBase::Json => true,
            },
            (Shape::Struct(_), TypeRef::Object) => true,
            (Shape::Struct(shape), TypeRef::Map(narrow)) => {
                let mut fields = shape.fields.iter();
                fields.all(|field| self.takes(&field.ty, narrow))
            }
            (Shape::Struct(shape), TypeRef::Named { id, .. }) => match &types.get(*id).shape {
                Shape::Struct(narrow) => {
                    !self.seen.insert((wide, *id)) || self.struct_takes(shape, narrow)
                }
                _ => false,
            },
            _ => false,
        }
    }

    fn struct_takes(&mut self, wide: &Struct, narrow: &Struct) -> bool {
        let name = |field: &'_ Field| field.wire_name.as_str().to_owned();
        let of_narrow: HashMap<String, &Field> = narrow
            .fields
            .iter()
            .map(|field| (name(field), field))
            .collect();
        let is_there = |field: &Field| {
            let found = of_narrow.get(field.wire_name.as_str());
            !is_required(field) || found.is_some_and(|found| is_required(found))
        };
        if !wide.fields.iter().all(is_there) {
            return false;
        }
        let of_wide: HashMap<String, &Field> = wide
            .fields
            .iter()
            .map(|field| (name(field), field))
            .collect();
        narrow.fields.iter().all(|field| {
            match (of_wide.get(field.wire_name.as_str()), &wide.rest) {
                (Some(found), _) => self.takes(&found.ty, &field.ty),
                (None, Rest::Typed(rest)) => self.takes(rest, &field.ty),
                (None, Rest::Json) => true,
            }
        })
    }
}

fn is_required(field: &Field) -> bool {
    matches!(field.presence, Presence::Required | Presence::Nullable)
}

/// Formats are texts that are not checked; what is too large for an integer is no such one.
fn primitive_takes(types: &Types, wide: Primitive, narrow: &TypeRef) -> bool {
    use Primitive::{Bool, F32, F64, File, I32, I64, U32, U64};
    let narrow = match narrow {
        TypeRef::Primitive(primitive) => *primitive,
        TypeRef::Named { id, .. } => match &types.get(*id).shape {
            Shape::Enum(shape) => match shape.base {
                EnumBase::Text => Primitive::String,
                EnumBase::Integer => I32,
                EnumBase::Json => return false,
            },
            _ => return false,
        },
        _ => return false,
    };
    let is_text = |primitive: Primitive| primitive.is_text() || primitive == File;
    match wide {
        Bool => narrow == Bool,
        F32 | F64 => matches!(narrow, F32 | F64 | I32 | I64 | U32 | U64),
        I32 => narrow == I32,
        I64 => matches!(narrow, I32 | I64 | U32 | U64),
        U32 => narrow == U32,
        U64 => matches!(narrow, U32 | U64),
        wide => is_text(wide) && is_text(narrow),
    }
}
