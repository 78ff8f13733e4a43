//! Finds the schemas among whose values `null` is (OpenAPI 3.0.3 §4.7.24.1
//! `nullable`, read generously: also through `allOf`, alternatives and `enum`).

use std::collections::VecDeque;

use foldhash::{HashMap, HashMapExt as _, HashSet, HashSetExt as _};

use super::context::{Context, schema_pointer};
use super::facets::lists_null;
use super::node::{Node, NodeKind};

/// The component schemas that allow `null`. A schema is asked again only once one
/// that it refers to turns out to, so that no chain or circle of references takes long.
pub(super) fn components<'d>(context: &Context<'d>) -> HashSet<&'d str> {
    let all = context.schemas();
    let nodes: HashMap<&str, Node<'d>> = all
        .map(|(name, schema)| (name, Node::new(schema, schema_pointer(name))))
        .filter(|(_, node)| node.plain().is_none() || is_nullable(node, &HashSet::new()))
        .collect();
    let mut users: HashMap<&str, Vec<&'d str>> = HashMap::new();
    for (name, node) in &nodes {
        for used in references(node) {
            users.entry(used).or_default().push(name);
        }
    }
    let mut found = HashSet::new();
    // First in, first out: who refers to several of them is asked once for all.
    let mut next: VecDeque<&str> = nodes.keys().copied().collect();
    let mut waits: HashSet<&str> = next.iter().copied().collect();
    while let Some(name) = next.pop_front() {
        waits.remove(name);
        if !found.contains(name) && is_nullable(&nodes[name], &found) {
            found.insert(name);
            let users = users.get(name).into_iter().flatten();
            next.extend(users.filter(|user| waits.insert(user)));
        }
    }
    found
}

/// Whether `null` is among a schema's values, where these components allow it.
pub(super) fn is_nullable(node: &Node<'_>, components: &HashSet<&str>) -> bool {
    if node.data().is_some_and(|data| data.is("nullable")) {
        return true;
    }
    if let NodeKind::Reference(name) = node.schema {
        return components.contains(name);
    }
    if let Some(schema) = node.plain() {
        return lists_null(schema);
    }
    let facets = node.facets();
    let mut alternatives = facets.one_of.iter().chain(&facets.any_of);
    let is_nullable = |part: &Node<'_>| is_nullable(part, components);
    facets.lists_null
        || alternatives.any(is_nullable)
        || (!facets.all_of.is_empty() && facets.all_of.iter().all(is_nullable))
}

/// The components on which it depends whether a schema allows `null`.
fn references<'d>(node: &Node<'d>) -> Vec<&'d str> {
    if let NodeKind::Reference(name) = node.schema {
        return vec![name];
    }
    if node.plain().is_some() {
        return Vec::new();
    }
    let facets = node.facets();
    let parts = facets.one_of.iter().chain(&facets.any_of);
    let parts = parts.chain(&facets.all_of);
    parts.flat_map(references).collect()
}
