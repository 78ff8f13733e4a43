//! Which types are made of which, and which of them responses hold.

use super::{ErrorEnum, Operation, Payload, Resource, Rest, Shape, TypeId, TypeRef, Types};

impl Types {
    /// Which types can be reached from these, through anything; by their index.
    pub fn reached<'t>(&self, roots: impl Iterator<Item = &'t TypeRef>) -> Vec<bool> {
        let mut found = vec![false; self.len()];
        let mut next: Vec<TypeId> = roots.flat_map(TypeRef::named_types).collect();
        while let Some(id) = next.pop() {
            if !std::mem::replace(&mut found[id.index()], true) {
                let parts = self.get(id).shape.parts().into_iter();
                next.extend(parts.flat_map(TypeRef::named_types));
            }
        }
        found
    }

    /// Which types responses and their headers hold, and what the API sends on its own; by their
    /// index.
    pub fn received<'t>(
        &self,
        resources: &'t [Resource],
        errors: &'t [ErrorEnum],
        webhooks: impl IntoIterator<Item = &'t TypeRef>,
    ) -> Vec<bool> {
        let operations = || resources.iter().flat_map(|resource| &resource.operations);
        let of_errors = errors.iter().flat_map(ErrorEnum::payloads);
        let responses = operations()
            .flat_map(Operation::payloads)
            .chain(of_errors)
            .filter_map(Payload::ty);
        let headers = operations().filter_map(|operation| operation.headers.as_ref());
        let headers = headers.chain(errors.iter().filter_map(|error| error.headers.as_ref()));
        let headers = headers.flat_map(|headers| headers.headers.iter().map(|header| &header.ty));
        self.reached(responses.chain(headers).chain(webhooks))
    }
}

impl Shape {
    /// The types that it is made of.
    pub fn parts(&self) -> Vec<&TypeRef> {
        match self {
            Self::Alias(ty) => vec![ty],
            Self::Enum(_) => Vec::new(),
            Self::Union(union) => union.variants.iter().map(|variant| &variant.ty).collect(),
            Self::Struct(structure) => {
                let rest = match &structure.rest {
                    Rest::Json => None,
                    Rest::Typed(ty) => Some(ty),
                };
                structure
                    .fields
                    .iter()
                    .map(|field| &field.ty)
                    .chain(rest)
                    .collect()
            }
        }
    }
}

impl TypeRef {
    /// The named types in it.
    pub fn named_types(&self) -> Vec<TypeId> {
        match self {
            Self::Named { id, .. } => vec![*id],
            Self::List(inner) | Self::Map(inner) | Self::Nullable(inner) => inner.named_types(),
            Self::Tuple(elements) => elements.iter().flat_map(Self::named_types).collect(),
            Self::Primitive(_) | Self::Object | Self::Json => Vec::new(),
        }
    }
}
