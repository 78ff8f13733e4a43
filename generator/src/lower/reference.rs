//! Follows references to parameters, responses, bodies and headers.
//!
//! The bundle guarantees that references resolve; one that does not is
//! reported all the same, because a library user can hand in any document.

use super::context::Context;
use crate::diagnostic::{Code, Reported};
use crate::source::Pointer;
use indexmap::IndexMap;
use openapiv3::{Components, Header, Parameter, ReferenceOr, RequestBody, Response};

/// The chain of references that is followed before it is called a cycle.
const LONGEST_CHAIN: usize = 32;

/// A parameter, and where it stands.
pub(super) fn parameter<'d>(
    context: &mut Context<'d>,
    parameter: &'d ReferenceOr<Parameter>,
    at: &Pointer,
) -> Result<(&'d Parameter, Pointer), Reported> {
    follow(context, parameter, at, "parameters", |components| {
        &components.parameters
    })
}

/// A request body, and where it stands.
pub(super) fn request_body<'d>(
    context: &mut Context<'d>,
    body: &'d ReferenceOr<RequestBody>,
    at: &Pointer,
) -> Result<(&'d RequestBody, Pointer), Reported> {
    follow(context, body, at, "requestBodies", |components| {
        &components.request_bodies
    })
}

/// A response, and where it stands.
pub(super) fn response<'d>(
    context: &mut Context<'d>,
    response: &'d ReferenceOr<Response>,
    at: &Pointer,
) -> Result<(&'d Response, Pointer), Reported> {
    follow(context, response, at, "responses", |components| {
        &components.responses
    })
}

/// A header, and where it stands.
pub(super) fn header<'d>(
    context: &mut Context<'d>,
    header: &'d ReferenceOr<Header>,
    at: &Pointer,
) -> Result<(&'d Header, Pointer), Reported> {
    follow(context, header, at, "headers", |components| {
        &components.headers
    })
}

fn follow<'d, T>(
    context: &mut Context<'d>,
    start: &'d ReferenceOr<T>,
    at: &Pointer,
    kind: &str,
    members: fn(&'d Components) -> &'d IndexMap<String, ReferenceOr<T>>,
) -> Result<(&'d T, Pointer), Reported> {
    let (mut current, mut here) = (start, at.clone());
    for _ in 0..LONGEST_CHAIN {
        let reference = match current {
            ReferenceOr::Item(item) => return Ok((item, here)),
            ReferenceOr::Reference { reference } => reference,
        };
        let name = reference
            .strip_prefix("#/components/")
            .and_then(|rest| rest.strip_prefix(kind));
        let name = name.and_then(|rest| rest.strip_prefix('/'));
        let components = context.document.api.components.as_ref();
        match name
            .zip(components)
            .and_then(|(name, all)| members(all).get_key_value(name))
        {
            Some((name, next)) => {
                current = next;
                here = Pointer::root().child("components").child(kind).child(name);
            }
            None => {
                let message = format!("nothing at `{reference}`");
                let at = here.child("$ref");
                return Err(context.defect(Code::UnresolvedReference, &at, message));
            }
        }
    }
    Err(context.defect(
        Code::ReferenceCycle,
        at,
        "this reference leads back to itself",
    ))
}
