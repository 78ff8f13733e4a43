//! Named types, and references to types.

use super::{Doc, Enum, Primitive, Struct, Union};
use crate::names::RustIdent;
use crate::source::Place;

/// Every named type of one API. Indexed by [`TypeId`]; the order is the
/// document's, components first.
#[derive(Clone, Debug, Default)]
pub struct Types(Vec<TypeDef>);

/// The index of a named type in [`Types`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TypeId(u32);

/// One named type.
#[derive(Clone, Debug)]
pub struct TypeDef {
    /// Its name, unique in the API.
    pub name: RustIdent,
    /// The file it is in, below `models`: that of the schema or operation
    /// it was found in, so an inline schema is beside its owner.
    pub file: RustIdent,
    /// What the document says of it.
    pub doc: Doc,
    /// What it is made of.
    pub shape: Shape,
    /// Marked `deprecated`.
    pub deprecated: bool,
    /// Whether `Eq` and `Hash` can be derived: no part is a float or any JSON.
    pub is_eq: bool,
    /// Where it is in the document.
    pub origin: Origin,
}

/// Where something came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The component's name, if it is a named component schema.
    pub schema: Option<String>,
    /// What identifies it in its document, whichever file that part is in.
    pub key: String,
    /// File and JSON pointer.
    pub place: Place,
}

/// What a named type is made of.
#[derive(Clone, Debug)]
pub enum Shape {
    /// An object with declared properties.
    Struct(Struct),
    /// A value out of a list.
    Enum(Enum),
    /// One of several types.
    Union(Union),
    /// Another name for a type.
    Alias(TypeRef),
}

/// Longer tuples have no `Debug` in Rust.
pub const LONGEST_TUPLE: usize = 12;

/// The type of a field, parameter, body or element.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum TypeRef {
    /// A value without parts.
    Primitive(Primitive),
    /// A named type; boxed where it would otherwise contain itself.
    Named {
        /// Which one.
        id: TypeId,
        /// Behind a `Box`.
        boxed: bool,
    },
    /// A JSON array.
    List(Box<TypeRef>),
    /// A JSON array with so many elements, each of a type of its own. At most
    /// [`LONGEST_TUPLE`].
    Tuple(Vec<TypeRef>),
    /// A JSON object with arbitrary names.
    Map(Box<TypeRef>),
    /// `null` is a value: elements of lists and maps. Fields use
    /// [`Presence`](super::Presence) instead.
    Nullable(Box<TypeRef>),
    /// A JSON object with arbitrary names and values.
    Object,
    /// Any JSON value, `null` included.
    Json,
}

impl Types {
    /// Adds a type and gives its index.
    pub fn push(&mut self, def: TypeDef) -> TypeId {
        let id = TypeId(u32::try_from(self.0.len()).expect("fewer than 2^32 types"));
        self.0.push(def);
        id
    }

    /// The type with this index.
    pub fn get(&self, id: TypeId) -> &TypeDef {
        &self.0[id.index()]
    }

    /// The type whose [`TypeId::index`] this is, if there is one.
    pub fn at(&self, index: usize) -> Option<&TypeDef> {
        self.0.get(index)
    }

    /// The type with this index, to change it.
    pub fn get_mut(&mut self, id: TypeId) -> &mut TypeDef {
        &mut self.0[id.index()]
    }

    /// All types in order.
    pub fn iter(&self) -> impl Iterator<Item = (TypeId, &TypeDef)> {
        (0..).map(TypeId).zip(&self.0)
    }

    /// Every index in order.
    pub fn ids(&self) -> impl Iterator<Item = TypeId> + use<> {
        (0..u32::try_from(self.0.len()).expect("fewer than 2^32 types")).map(TypeId)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether `Eq` and `Hash` hold for a type that is not a field's: JSON
    /// values have both, floats have neither.
    pub fn is_eq(&self, ty: &TypeRef) -> bool {
        match self.resolve(ty) {
            TypeRef::Primitive(primitive) => primitive.is_eq(),
            TypeRef::Named { id, .. } => self.get(*id).is_eq,
            TypeRef::List(inner) | TypeRef::Map(inner) | TypeRef::Nullable(inner) => {
                self.is_eq(inner)
            }
            TypeRef::Tuple(elements) => elements.iter().all(|element| self.is_eq(element)),
            TypeRef::Object | TypeRef::Json => true,
        }
    }

    /// Follows aliases to a type that is not one.
    pub fn resolve<'t>(&'t self, mut ty: &'t TypeRef) -> &'t TypeRef {
        while let TypeRef::Named { id, .. } = ty {
            match &self.get(*id).shape {
                Shape::Alias(target) => ty = target,
                _ => break,
            }
        }
        ty
    }
}

impl TypeId {
    /// Its position in [`Types`].
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl TypeRef {
    /// A named type, not boxed.
    pub fn named(id: TypeId) -> Self {
        Self::Named { id, boxed: false }
    }
}
