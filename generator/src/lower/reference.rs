//! Follows references to parameters, responses, bodies and headers.
//!
//! The bundle guarantees that references resolve; one that does not is
//! reported all the same, because a library user can hand in any document.

use indexmap::IndexMap;
use openapiv3::{Components, Header, Parameter, ReferenceOr, RequestBody, Response};

use super::context::Context;
use crate::diagnostic::{Code, Reported};
use crate::source::Pointer;

/// The chain of references that is followed before it is called a cycle.
const LONGEST_CHAIN: usize = 32;

/// A parameter, and where it is.
pub(super) fn parameter<'d>(
    context: &mut Context<'d>,
    parameter: &'d ReferenceOr<Parameter>,
    at: &Pointer,
) -> Result<(&'d Parameter, Pointer), Reported> {
    follow(context, parameter, at, "parameters", |components| {
        &components.parameters
    })
}

/// A request body, and where it is.
pub(super) fn request_body<'d>(
    context: &mut Context<'d>,
    body: &'d ReferenceOr<RequestBody>,
    at: &Pointer,
) -> Result<(&'d RequestBody, Pointer), Reported> {
    follow(context, body, at, "requestBodies", |components| {
        &components.request_bodies
    })
}

/// A response, and where it is.
pub(super) fn response<'d>(
    context: &mut Context<'d>,
    response: &'d ReferenceOr<Response>,
    at: &Pointer,
) -> Result<(&'d Response, Pointer), Reported> {
    follow(context, response, at, "responses", |components| {
        &components.responses
    })
}

/// A header, and where it is.
pub(super) fn header<'d>(
    context: &mut Context<'d>,
    header: &'d ReferenceOr<Header>,
    at: &Pointer,
) -> Result<(&'d Header, Pointer), Reported> {
    follow(context, header, at, "headers", |components| {
        &components.headers
    })
}

/// The components of one kind.
type Named<'d, T> = &'d IndexMap<String, ReferenceOr<T>>;

fn follow<'d, T>(
    context: &mut Context<'d>,
    start: &'d ReferenceOr<T>,
    at: &Pointer,
    kind: &str,
    members: fn(&'d Components) -> Named<'d, T>,
) -> Result<(&'d T, Pointer), Reported> {
    let components = context.document.api.components.as_ref();
    let place = |name: &str| Pointer::root().child("components").child(kind).child(name);
    match target(start, kind, components.map(members)) {
        Ok((found, name)) => Ok((found, name.map_or_else(|| at.clone(), place))),
        Err(Lost::Nowhere { reference, within }) => {
            let message = format!("nothing at `{reference}`");
            let at = within.map_or_else(|| at.clone(), place).child("$ref");
            Err(context.defect(Code::UnresolvedReference, &at, message))
        }
        Err(Lost::Circle) => Err(context.defect(
            Code::ReferenceCycle,
            at,
            "this reference leads back to itself",
        )),
    }
}

/// Why a reference leads to nothing.
#[derive(Debug)]
pub(super) enum Lost<'d> {
    /// There is nothing where this one leads, which is in a component or at the start.
    Nowhere {
        reference: &'d str,
        within: Option<&'d str>,
    },
    /// It leads back to itself.
    Circle,
}

/// What something is or refers to, with the name of the component that it is then.
pub(super) fn target<'d, T>(
    start: &'d ReferenceOr<T>,
    kind: &str,
    named: Option<Named<'d, T>>,
) -> Result<(&'d T, Option<&'d str>), Lost<'d>> {
    let (mut current, mut within) = (start, None);
    for _ in 0..LONGEST_CHAIN {
        let reference = match current {
            ReferenceOr::Item(item) => return Ok((item, within)),
            ReferenceOr::Reference { reference } => reference.as_str(),
        };
        let name = reference
            .strip_prefix("#/components/")
            .and_then(|rest| rest.strip_prefix(kind))
            .and_then(|rest| rest.strip_prefix('/'));
        let next = name.zip(named);
        let (name, next) = next
            .and_then(|(name, named)| named.get_key_value(name))
            .ok_or(Lost::Nowhere { reference, within })?;
        (current, within) = (next, Some(name.as_str()));
    }
    Err(Lost::Circle)
}
