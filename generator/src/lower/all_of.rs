//! Turns `allOf` into one list of facets: what all its members say together.
//!
//! Follows OpenAPI 3.0.3 §4.7.24: every member must hold, so requirements add up and types narrow.
//!
//! Each component is folded once, and what it says is remembered; what folding
//! costs is counted, because an inherited property is a copy.

use std::rc::Rc;

use foldhash::{HashMap, HashMapExt as _, HashSet};
use indexmap::IndexMap;
use serde_json::Value;

use super::combine::combined;
use super::context::Context;
use super::facets::{Additional, Facets, JsonType};
use super::node::{Node, NodeKind};
use crate::diagnostic::{Code, Reported};
use crate::source::Pointer;

/// How much a document may copy by `allOf`, and by what is beside
/// alternatives: so many properties, values and alternatives, and
/// [`EFFORT_PER_SCHEMA`] for each component schema.
const EFFORT: usize = 40_000;

/// Of 51 published documents none copies more than 28 for each schema, nor 5,500 in all.
const EFFORT_PER_SCHEMA: usize = 40;

/// What folding found so far, and what it may still cost.
#[derive(Default)]
pub(super) struct Folds<'d> {
    /// What each component says with its `allOf` folded in.
    known: HashMap<&'d str, Result<Rc<Facets<'d>>, Reported>>,
    /// Components that contain themselves.
    circular: HashSet<&'d str>,
    /// What was copied.
    spent: usize,
    /// Set once that is too much.
    exhausted: Option<Reported>,
}

/// The facets of a node with its `allOf` folded in, references followed.
pub(super) fn merged<'d>(
    context: &mut Context<'d>,
    node: &Node<'d>,
) -> Result<Facets<'d>, Reported> {
    let own = component_at(context, &node.at);
    if let (NodeKind::Item(_), Some(name)) = (&node.schema, own) {
        component(context, name);
        return known_as(context, name, &node.at).map(|facets| facets.as_ref().clone());
    }
    let facets = node.facets();
    let mut path: Vec<&str> = own.into_iter().collect();
    for name in references(&facets) {
        if !path.contains(&name) {
            component(context, name);
        }
    }
    fold(context, facets, &node.at, &mut path)
}

/// The component that is at this pointer; nothing for a schema inside of one.
pub(super) fn component_at<'d>(context: &Context<'d>, at: &Pointer) -> Option<&'d str> {
    let name = at.as_str().strip_prefix("/components/schemas/")?;
    context.schema_key(name)
}

/// A component whose parents are folded first.
struct Waiting<'d> {
    name: &'d str,
    facets: Facets<'d>,
    at: Pointer,
    /// The component that it is another name for.
    alias_of: Option<&'d str>,
    parents: std::vec::IntoIter<&'d str>,
    /// The first of those that wait to which its parents lead back.
    leads_to: usize,
}

impl<'d> Waiting<'d> {
    fn of(name: &'d str, node: Node<'d>) -> Self {
        let alias_of = match node.schema {
            NodeKind::Reference(other) => Some(other),
            _ => None,
        };
        let facets = node.facets();
        Self {
            name,
            parents: references(&facets).into_iter(),
            facets,
            at: node.at,
            alias_of,
            leads_to: usize::MAX,
        }
    }
}

/// Folds a component, unless that was done before. Its parents come before it, one
/// after the other, so that no chain is too long for the stack.
fn component<'d>(context: &mut Context<'d>, name: &'d str) {
    let mut waiting: Vec<Waiting<'d>> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    let mut next = Some(name);
    loop {
        if let Some(name) = next
            && !context.folds.known.contains_key(name)
        {
            if let Some(place) = places.get(name) {
                lead_back(&mut waiting, *place);
            } else if let Some(node) = context.schema(name) {
                places.insert(name, waiting.len());
                waiting.push(Waiting::of(name, node));
            }
        }
        let Some(last) = waiting.last_mut() else {
            break;
        };
        next = last.parents.next();
        if next.is_none()
            && let Some(done) = waiting.pop()
        {
            if done.leads_to <= waiting.len() {
                context.folds.circular.insert(done.name);
                lead_back(&mut waiting, done.leads_to);
            }
            let folded = match done.alias_of {
                Some(other) => known_as(context, other, &done.at),
                None => {
                    let path = &mut vec![done.name];
                    fold(context, done.facets, &done.at, path).map(Rc::new)
                }
            };
            context.folds.known.insert(done.name, folded);
        }
    }
}

/// The last one leads back to the one at this place.
fn lead_back(waiting: &mut [Waiting<'_>], place: usize) {
    if let Some(last) = waiting.last_mut() {
        last.leads_to = last.leads_to.min(place);
    }
}

/// What a component says that was folded.
fn known_as<'d>(
    context: &mut Context<'d>,
    name: &'d str,
    at: &Pointer,
) -> Result<Rc<Facets<'d>>, Reported> {
    match context.folds.known.get(name) {
        Some(known) => known.clone(),
        // There is none of this name, or it waits for this very schema.
        None => {
            context.follow(name, at)?;
            Err(cycle(context, name, at))
        }
    }
}

/// The components that an `allOf` names, at any depth of nested ones.
fn references<'d>(facets: &Facets<'d>) -> Vec<&'d str> {
    let mut found = Vec::new();
    for member in &facets.all_of {
        match member.schema {
            NodeKind::Reference(name) => found.push(name),
            _ => found.extend(references(&member.facets())),
        }
    }
    found
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
    let mut whole = Whole::default();
    // The members come first, so that inherited properties are before own ones.
    for member in members {
        let mut part = match member.schema {
            NodeKind::Reference(name) => inherited(context, name, &member.at, path)?,
            _ => fold(context, member.facets(), &member.at, path)?,
        };
        without_own_children(&mut part, path);
        if let NodeKind::Reference(_) = member.schema {
            path.pop();
        }
        whole.add(context, part, at)?;
    }
    let discriminator = facets.discriminator;
    whole.add(context, facets, at)?;
    let mut whole = whole.facets();
    whole.discriminator = discriminator;
    Ok(whole)
}

/// What a parent says. Its name is on the path from then on.
fn inherited<'d>(
    context: &mut Context<'d>,
    name: &'d str,
    at: &Pointer,
    path: &mut Vec<&'d str>,
) -> Result<Facets<'d>, Reported> {
    if path.contains(&name) {
        return Err(cycle(context, name, at));
    }
    let circular = &context.folds.circular;
    let is_cycle =
        circular.contains(name) && path.first().is_some_and(|own| circular.contains(own));
    path.push(name);
    match known_as(context, name, at) {
        Err(_) if is_cycle => Err(cycle(context, name, at)),
        known => known.map(|known| known.as_ref().clone()),
    }
}

fn cycle(context: &mut Context<'_>, name: &str, at: &Pointer) -> Reported {
    let message = format!("`{name}` contains itself through `allOf`");
    context.defect(Code::ReferenceCycle, &at.child("$ref"), message)
}

/// Counts what is copied; from the limit on nothing more is.
fn spend(context: &mut Context<'_>, cost: usize, at: &Pointer) -> Result<(), Reported> {
    if let Some(reported) = context.folds.exhausted {
        return Err(reported);
    }
    context.folds.spent += cost;
    let limit = EFFORT + EFFORT_PER_SCHEMA * context.schemas().count();
    if context.folds.spent <= limit {
        return Ok(());
    }
    let message = format!(
        "from here on `allOf` copies too much: the schemas before have {limit} inherited \
         properties, values and alternatives by now"
    );
    let reported = context.defect(Code::TooComplex, at, message);
    context
        .diagnostics
        .help("let fewer schemas inherit fewer properties, or hold the parent as a property");
    context.folds.exhausted = Some(reported);
    Err(reported)
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

/// What the members of an `allOf` have said so far.
#[derive(Default)]
struct Whole<'d> {
    facets: Facets<'d>,
    /// Every declaration of each property.
    properties: IndexMap<&'d str, Vec<Node<'d>>>,
    items: Vec<Node<'d>>,
    constraints: HashSet<String>,
}

impl<'d> Whole<'d> {
    /// Narrows it by what a part says.
    fn add(
        &mut self,
        context: &mut Context<'d>,
        part: Facets<'d>,
        at: &Pointer,
    ) -> Result<(), Reported> {
        spend(context, part.size(), at)?;
        let whole = &mut self.facets;
        whole.kind = kind(context, whole.kind, part.kind, at);
        whole.format = whole.format.take().or(part.format);
        whole.values = values(whole.values.take(), part.values);
        whole.labels.extend(part.labels);
        whole.lists_null |= part.lists_null;
        for (name, node) in part.properties {
            self.properties.entry(name).or_default().push(node);
        }
        whole.required.extend(part.required);
        whole.additional = match (std::mem::take(&mut whole.additional), part.additional) {
            (typed @ Additional::Typed(_), _) | (_, typed @ Additional::Typed(_)) => typed,
            (Additional::Forbidden, _) | (_, Additional::Forbidden) => Additional::Forbidden,
            (Additional::Allowed, _) | (_, Additional::Allowed) => Additional::Allowed,
            _ => Additional::Unsaid,
        };
        self.items.extend(part.items);
        if whole.elements.is_empty() {
            whole.elements = part.elements;
        }
        whole.one_of = combined(context, std::mem::take(&mut whole.one_of), part.one_of, at);
        whole.any_of = combined(context, std::mem::take(&mut whole.any_of), part.any_of, at);
        for constraint in part.constraints {
            if self.constraints.insert(constraint.clone()) {
                whole.constraints.push(constraint);
            }
        }
        Ok(())
    }

    fn facets(self) -> Facets<'d> {
        let properties = self.properties.into_iter();
        let properties = properties.filter_map(|(name, nodes)| Some((name, Node::all(nodes)?)));
        Facets {
            properties: properties.collect(),
            items: Node::all(self.items),
            ..self.facets
        }
    }
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
    let first: HashSet<&Value> = first.iter().collect();
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
