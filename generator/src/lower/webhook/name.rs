//! Finds the requests that an API sends, and what each is called: two operations may have callbacks of
//! one name, which are one event only where both send the same.

use indexmap::IndexMap;
use openapiv3::{MediaType, Operation, ReferenceOr, RequestBody};

use super::super::context::Context;
use super::super::media;
use super::super::reference;
use crate::openapi::Webhook;
use crate::source::Pointer;

/// One request as it is in the document.
pub(super) struct Site<'d> {
    /// What the event is called, unlike all others.
    pub(super) name: String,
    pub(super) webhook: &'d Webhook,
    /// The operations whose callback it is.
    pub(super) senders: Vec<String>,
    pub(super) declared: &'d Operation,
    pub(super) at: Pointer,
}

/// Every request, in document order.
pub(super) fn sites<'d>(context: &Context<'d>) -> Vec<Site<'d>> {
    let mut by_name: IndexMap<&str, Vec<Site<'d>>> = IndexMap::new();
    let document = context.document;
    for webhook in &document.webhooks {
        let requests: Vec<_> = webhook.item.operations.iter().collect();
        // What only asks whether somebody is there says nothing.
        let has_body = |operation: &Operation| operation.request_body.is_some();
        let any_body = requests.iter().any(|(_, operation)| has_body(operation));
        for (method, declared) in requests {
            if any_body && !has_body(declared) {
                continue;
            }
            let site = Site {
                name: webhook.name.clone(),
                webhook,
                senders: webhook.senders.clone(),
                declared,
                at: webhook.at.child(method),
            };
            let all = by_name.entry(&webhook.name).or_default();
            match all.iter_mut().find(|other| is_same(context, other, &site)) {
                Some(same) => same.senders.extend(site.senders),
                None => all.push(site),
            }
        }
    }
    let named = by_name.into_values().flat_map(told_apart);
    let mut sites: Vec<Site<'d>> = named.collect();
    for site in &mut sites {
        site.senders.dedup();
    }
    sites
}

/// Requests of one name: all but the first are called by their operation too.
fn told_apart(sites: Vec<Site<'_>>) -> Vec<Site<'_>> {
    let mut taken: Vec<String> = Vec::new();
    let named = sites.into_iter().map(|mut site| {
        let sender = site.senders.first();
        let qualified = sender.map(|sender| format!("{sender}.{}", site.name));
        let mut number = 1;
        while taken.contains(&site.name) {
            site.name = match &qualified {
                Some(qualified) if number == 1 => qualified.clone(),
                Some(qualified) => format!("{qualified}.{number}"),
                None => format!("{}.{}", site.webhook.name, number + 1),
            };
            number += 1;
        }
        taken.push(site.name.clone());
        site
    });
    named.collect()
}

/// Whether two requests have the same content.
fn is_same(context: &Context<'_>, one: &Site<'_>, other: &Site<'_>) -> bool {
    let schemas = &context.document.schemas;
    let [Some(one), Some(other)] = [one, other].map(|site| content(context, site)) else {
        return false;
    };
    let pairs = one.iter().zip(other);
    let mut same = pairs.map(|((one, media), (name, other))| {
        one == name && media::is_same(schemas, media.schema.as_ref(), other.schema.as_ref())
    });
    one.len() == other.len() && same.all(|same| same)
}

fn content<'d>(context: &Context<'d>, site: &Site<'d>) -> Option<&'d IndexMap<String, MediaType>> {
    let body: &ReferenceOr<RequestBody> = site.declared.request_body.as_ref()?;
    let components = context.document.api.components.as_ref();
    let bodies = components.map(|components| &components.request_bodies);
    let (body, _) = reference::target(body, "requestBodies", bodies).ok()?;
    Some(&body.content)
}
