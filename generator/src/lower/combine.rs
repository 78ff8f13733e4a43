//! Puts alternatives together with each other, and with what is beside them.

use std::rc::Rc;

use super::all_of::component_at;
use super::context::Context;
use super::facets::Facets;
use super::node::{Node, NodeKind};
use crate::diagnostic::Code;
use crate::source::Pointer;

/// More combinations of alternatives than this are no longer a type that
/// anyone would want to match on.
const MOST_COMBINATIONS: usize = 64;

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
    if keys(&first) == keys(&second) {
        return first;
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

fn keys(nodes: &[Node<'_>]) -> Vec<String> {
    nodes.iter().map(Node::key).collect()
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
