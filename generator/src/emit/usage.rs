//! Turns the operations of an API into what they do with each of its types: which calls take
//! it, which give it, and which other types hold it.
//!
//! It is made once for all types, and from the API that a type is emitted from: what it says
//! is no part of a type that decides whether several APIs share it.

use super::doc::DocComment;
use super::scope::Scope;
use crate::ir::{Api, ErrorEnum, Operation, Payload, Resource, TypeId, TypeRef};

/// So many links are shown of each kind.
const MOST: usize = 10;

/// What an API does with each of its types, by their index.
pub(super) struct Usages<'a>(Vec<Usage<'a>>);

/// What an API does with one type.
#[derive(Clone, Default)]
pub(super) struct Usage<'a> {
    taken_by: Vec<Call<'a>>,
    given_by: Vec<Call<'a>>,
    /// Whether errors have it as their body. Which ones is said there alone: a further status at
    /// one operation gives it errors of its own, and would change the page of each body.
    is_error: bool,
    part_of: Vec<TypeId>,
    /// Whether a request can hold it.
    pub(super) is_sent: bool,
}

/// An operation, and the resource that it is in.
type Call<'a> = (&'a Resource, &'a Operation);

impl<'a> Usages<'a> {
    pub(super) fn of(api: &'a Api) -> Self {
        let mut usages = Self(vec![Usage::default(); api.types.len()]);
        let mut sent = Vec::new();
        for resource in &api.resources {
            for operation in &resource.operations {
                let taken = taken(operation);
                usages.note((resource, operation), &taken, |usage| &mut usage.taken_by);
                sent.extend(taken);
                let given = json(operation.payloads());
                usages.note((resource, operation), &given, |usage| &mut usage.given_by);
            }
        }
        let bodies = json(api.errors.iter().flat_map(ErrorEnum::payloads));
        for id in bodies.into_iter().flat_map(TypeRef::named_types) {
            usages.at(id).is_error = true;
        }
        for (whole, def) in api.types.iter() {
            let parts = def.shape.parts().into_iter();
            for part in parts.flat_map(TypeRef::named_types) {
                let known = &mut usages.at(part).part_of;
                if part != whole && known.last() != Some(&whole) {
                    known.push(whole);
                }
            }
        }
        // Not in the order of the schemas, which changes nothing else.
        for usage in &mut usages.0 {
            let name = |id: &TypeId| api.types.get(*id).name.as_str();
            usage
                .part_of
                .sort_by(|one, other| name(one).cmp(name(other)));
        }
        let reached = api.types.reached(sent.into_iter());
        for (usage, is_sent) in usages.0.iter_mut().zip(reached) {
            usage.is_sent = is_sent;
        }
        usages
    }

    /// What is done with one type.
    pub(super) fn get(&self, id: TypeId) -> &Usage<'a> {
        &self.0[id.index()]
    }

    fn at(&mut self, id: TypeId) -> &mut Usage<'a> {
        &mut self.0[id.index()]
    }

    /// Adds a call to the types in the heart of these.
    fn note(
        &mut self,
        call: Call<'a>,
        types: &[&TypeRef],
        list: for<'u> fn(&'u mut Usage<'a>) -> &'u mut Vec<Call<'a>>,
    ) {
        for id in types.iter().flat_map(|ty| ty.named_types()) {
            let known = list(self.at(id));
            let is_last = known
                .last()
                .is_some_and(|(_, last)| std::ptr::eq(*last, call.1));
            if !is_last {
                known.push(call);
            }
        }
    }
}

/// What an operation takes, in its parameters and its body.
fn taken(operation: &Operation) -> Vec<&TypeRef> {
    let parameters = operation.parameters.iter().map(|parameter| &parameter.ty);
    let bodies = operation.body.iter().flat_map(|body| body.types());
    parameters.chain(bodies).collect()
}

/// What is JSON of these, or of their items.
fn json<'a>(payloads: impl Iterator<Item = &'a Payload>) -> Vec<&'a TypeRef> {
    payloads.filter_map(Payload::ty).collect()
}

impl Usage<'_> {
    /// Adds lists of links.
    pub(super) fn described(&self, scope: &Scope<'_>, comment: DocComment) -> DocComment {
        let calls = |calls: &[Call<'_>]| {
            listed(calls, |(resource, operation)| {
                scope.link_to_operation(resource, operation)
            })
        };
        let errors = self.is_error.then(|| scope.link_to_errors());
        let wholes = listed(&self.part_of, |id| scope.link_to_elsewhere(*id));
        let lines = [
            ("Taken by", calls(&self.taken_by)),
            ("Given by", calls(&self.given_by)),
            ("Body of", errors),
            ("Part of", wholes),
        ];
        let lines = lines.into_iter();
        comment.list(lines.filter_map(|(words, links)| Some(format!("{words}: {}.", links?))))
    }
}

/// The first links, and how many more there are.
fn listed<T>(all: &[T], link: impl Fn(&T) -> String) -> Option<String> {
    let links: Vec<_> = all.iter().take(MOST).map(link).collect();
    let more = match all.len().saturating_sub(MOST) {
        0 => String::new(),
        more => format!(", and {more} more"),
    };
    (!links.is_empty()).then(|| links.join(", ") + &more)
}

#[cfg(test)]
mod tests {
    use super::listed;

    #[test]
    fn what_very_many_calls_take_is_linked_to_some_of_them() {
        let list = |count: u8| listed(&(0..count).collect::<Vec<_>>(), u8::to_string);
        assert_eq!(list(0), None);
        assert_eq!(list(2).as_deref(), Some("0, 1"));
        assert_eq!(list(10).as_deref(), Some("0, 1, 2, 3, 4, 5, 6, 7, 8, 9"));
        let many = Some("0, 1, 2, 3, 4, 5, 6, 7, 8, 9, and 2 more");
        assert_eq!(list(12).as_deref(), many);
    }
}
