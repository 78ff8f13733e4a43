//! Gives the types of one schema several files where they are too many for one.

use indexmap::IndexMap;

use super::context::Context;
use crate::ir::{Shape, TypeDef, TypeId};
use crate::names::{RustIdent, number_of};

/// So many fields and variants are in one file, but for those of a single type.
const MOST: usize = 3_000;

/// From so many on, a type begins a file if its name says so: where a document
/// grows by one type, few files change.
const USUAL: usize = 1_000;

/// One name in so many begins a file.
const BEGINS: u32 = 16;

/// The first types of each file stay in it; the others are in files that are
/// called as the first type there.
pub(super) fn split(context: &mut Context<'_>) {
    let mut files: IndexMap<RustIdent, Vec<TypeId>> = IndexMap::new();
    for (id, def) in context.types.iter() {
        files.entry(def.file.clone()).or_default().push(id);
    }
    for (file, types) in files {
        if types.len() > 1 {
            split_file(context, file, &types);
        }
    }
}

fn split_file(context: &mut Context<'_>, mut file: RustIdent, types: &[TypeId]) {
    let mut size = 0;
    for id in types {
        let def = context.types.get(*id);
        let own = size_of(def);
        let begins = || number_of(def.name.as_str()).is_multiple_of(BEGINS);
        if size > 0 && (size + own > MOST || (size > USUAL && begins())) {
            let name = def.name.to_string();
            file = context.new_file(&name);
            size = 0;
        }
        size += own;
        context.types.get_mut(*id).file = file.clone();
    }
}

fn size_of(def: &TypeDef) -> usize {
    1 + match &def.shape {
        Shape::Struct(shape) => shape.fields.len(),
        Shape::Enum(shape) => shape.values.len(),
        Shape::Union(shape) => shape.variants.len(),
        Shape::Alias(_) => 0,
    }
}
