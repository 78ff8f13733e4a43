//! Turns `allOf` into one list of facets: what all its members say together.
//!
//! May not know: names. Follows OpenAPI 3.0.3 §4.7.24: every member must
//! hold, so requirements add up and types narrow.

use super::context::Context;
use super::facets::{Additional, Facets, JsonType};
use super::node::{Node, NodeKind};
use crate::diagnostic::{Code, Reported};
use crate::source::Pointer;
use serde_json::Value;
use std::rc::Rc;

/// More combinations of alternatives than this are no longer a type that
/// anyone would want to match on.
const MOST_COMBINATIONS: usize = 64;

/// The facets of a node with its `allOf` folded in, references followed.
pub(super) fn merged<'d>(
    context: &mut Context<'d>,
    node: &Node<'d>,
) -> Result<Facets<'d>, Reported> {
    let mut path = component_at(context, &node.at).into_iter().collect();
    fold(context, node.facets(), &node.at, &mut path)
}

/// The component that stands at this pointer; nothing for a schema inside of one.
fn component_at<'d>(context: &Context<'d>, at: &Pointer) -> Option<&'d str> {
    let name = at.as_str().strip_prefix("/components/schemas/")?;
    context.schema_key(name)
}

fn fold<'d>(
    context: &mut Context<'d>,
    mut facets: Facets<'d>,
    at: &Pointer,
    path: &mut Vec<&'d str>,
) -> Result<Facets<'d>, Reported> {
    let members = std::mem::take(&mut facets.all_of);
    if members.is_empty() {
        return Ok(facets);
    }
    // The members come first, so that inherited properties stand before own ones.
    let mut whole = Facets::default();
    for member in members {
        let depth = path.len();
        let inner = match member.schema {
            NodeKind::Reference(name) => {
                if path.contains(&name) {
                    let message = format!("`{name}` contains itself through `allOf`");
                    let at = member.at.child("$ref");
                    return Err(context.defect(Code::ReferenceCycle, &at, message));
                }
                path.push(name);
                context.follow(name, &member.at)?
            }
            _ => member,
        };
        let mut part = fold(context, inner.facets(), &inner.at, path)?;
        without_own_children(&mut part, path);
        path.truncate(depth);
        add(context, &mut whole, part, at);
    }
    let discriminator = facets.discriminator;
    add(context, &mut whole, facets, at);
    whole.discriminator = discriminator;
    Ok(whole)
}

/// A parent's discriminator and alternatives tell its children apart; what a
/// child takes from its parent are the properties.
fn without_own_children(part: &mut Facets<'_>, path: &[&str]) {
    part.discriminator = None;
    for alternatives in [&mut part.one_of, &mut part.any_of] {
        let leads_back = alternatives.iter().any(|alternative| {
            matches!(alternative.schema, NodeKind::Reference(name) if path.contains(&name))
        });
        if leads_back {
            alternatives.clear();
        }
    }
}

/// Narrows `whole` by what `part` says.
fn add<'d>(context: &mut Context<'d>, whole: &mut Facets<'d>, part: Facets<'d>, at: &Pointer) {
    whole.kind = kind(context, whole.kind, part.kind, at);
    whole.format = whole.format.take().or(part.format);
    whole.values = values(whole.values.take(), part.values);
    whole.labels.extend(part.labels);
    whole.lists_null |= part.lists_null;
    for (name, node) in part.properties {
        match whole.properties.get_mut(name) {
            None => {
                whole.properties.insert(name, node);
            }
            Some(known) => *known = Node::both(known.clone(), node),
        }
    }
    whole.required.extend(part.required);
    whole.additional = match (std::mem::take(&mut whole.additional), part.additional) {
        (typed @ Additional::Typed(_), _) | (_, typed @ Additional::Typed(_)) => typed,
        (Additional::Forbidden, _) | (_, Additional::Forbidden) => Additional::Forbidden,
        (Additional::Allowed, _) | (_, Additional::Allowed) => Additional::Allowed,
        _ => Additional::Unsaid,
    };
    whole.items = match (whole.items.take(), part.items) {
        (Some(first), Some(second)) => Some(Node::both(first, second)),
        (first, second) => first.or(second),
    };
    whole.one_of = combined(context, std::mem::take(&mut whole.one_of), part.one_of, at);
    whole.any_of = combined(context, std::mem::take(&mut whole.any_of), part.any_of, at);
    whole.constraints.extend(part.constraints);
}

/// Alternatives that must both hold: one of each, together.
pub(super) fn combined<'d>(
    context: &mut Context<'d>,
    first: Vec<Node<'d>>,
    second: Vec<Node<'d>>,
    at: &Pointer,
) -> Vec<Node<'d>> {
    if first.is_empty() || second.is_empty() {
        return if first.is_empty() { second } else { first };
    }
    if first.len() * second.len() > MOST_COMBINATIONS {
        let message = "the alternatives combine to too many types; only the first list is used";
        context.warning(Code::Unsupported, at, message);
        return first;
    }
    first
        .iter()
        .flat_map(|a| second.iter().map(|b| Node::both(a.clone(), b.clone())))
        .collect()
}

/// Every alternative together with what its owner says beside them. An
/// alternative whose `allOf` names the owner says it already.
pub(super) fn distributed<'d>(
    context: &Context<'d>,
    base: Facets<'d>,
    alternatives: Vec<Node<'d>>,
    owner: &Pointer,
) -> Vec<Node<'d>> {
    let children = component_at(context, owner).and_then(|name| context.children.get(name));
    let base = Rc::new(base);
    alternatives
        .into_iter()
        .map(|alternative| {
            if let NodeKind::Reference(name) = alternative.schema
                && children.is_some_and(|known| known.contains(&name))
            {
                return alternative;
            }
            let schema = NodeKind::Facets(Rc::clone(&base));
            Node::both(
                Node {
                    schema,
                    at: alternative.at.clone(),
                },
                alternative,
            )
        })
        .collect()
}

fn kind(
    context: &mut Context<'_>,
    whole: Option<JsonType>,
    part: Option<JsonType>,
    at: &Pointer,
) -> Option<JsonType> {
    match (whole, part) {
        (None, kind) | (kind, None) => kind,
        (Some(a), Some(b)) if a == b => whole,
        (Some(JsonType::Number), Some(JsonType::Integer))
        | (Some(JsonType::Integer), Some(JsonType::Number)) => Some(JsonType::Integer),
        (Some(a), Some(b)) => {
            let [a, b] = [a, b].map(|kind| format!("{kind:?}").to_lowercase());
            let message = format!("the parts of this `allOf` are {a} and {b}: no value is both");
            context.warning(Code::ConflictingAllOf, at, message);
            whole
        }
    }
}

/// Values that both lists allow; where they share none, the later one is meant.
fn values(whole: Option<Vec<Value>>, part: Option<Vec<Value>>) -> Option<Vec<Value>> {
    let (Some(first), Some(second)) = (&whole, &part) else {
        return whole.or(part);
    };
    let shared: Vec<Value> = second
        .iter()
        .filter(|value| first.contains(value))
        .cloned()
        .collect();
    if shared.is_empty() {
        part
    } else {
        Some(shared)
    }
}
