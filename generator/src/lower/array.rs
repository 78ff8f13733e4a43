//! Turns arrays into lists and tuples.

use super::context::Context;
use super::facets::Facets;
use super::naming::Naming;
use super::schema::element;
use crate::ir::TypeRef;

/// A list; of any JSON where nothing is said of its elements.
pub(super) fn list<'d>(context: &mut Context<'d>, facets: &Facets<'d>, naming: &Naming) -> TypeRef {
    let items = match &facets.items {
        Some(items) => element(context, items, &naming.part("Item")),
        None => TypeRef::Json,
    };
    TypeRef::List(Box::new(items))
}

/// A list, where an element is any JSON: nobody knows how such a one is shown safely.
pub(super) fn tuple<'d>(
    context: &mut Context<'d>,
    facets: &Facets<'d>,
    naming: &Naming,
) -> TypeRef {
    let elements = facets.elements.iter().enumerate();
    let elements: Vec<TypeRef> = elements
        .map(|(index, node)| element(context, node, &naming.part(&format!("Item {}", index + 1))))
        .collect();
    match elements.iter().any(|ty| is_open(context, ty)) {
        true => TypeRef::List(Box::new(TypeRef::Json)),
        false => TypeRef::Tuple(elements),
    }
}

/// Whether there may be names in a type that the document does not know.
fn is_open(context: &Context<'_>, ty: &TypeRef) -> bool {
    match context.types.resolve(ty) {
        TypeRef::Json | TypeRef::Object | TypeRef::Map(_) => true,
        TypeRef::List(inner) | TypeRef::Nullable(inner) => is_open(context, inner),
        TypeRef::Tuple(elements) => elements.iter().any(|ty| is_open(context, ty)),
        TypeRef::Primitive(_) | TypeRef::Named { .. } => false,
    }
}
