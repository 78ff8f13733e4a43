//! A schema wherever one can be: as written, as a reference, or as several
//! schemas that must all hold.

use std::rc::Rc;

use foldhash::{HashSet, HashSetExt as _};

use super::facets::{self, Facets};
use crate::openapi::Schema;
use crate::source::Pointer;

/// A schema or a reference to one, and where it is in the bundled document.
#[derive(Clone, Debug)]
pub(super) struct Node<'d> {
    pub(super) schema: NodeKind<'d>,
    pub(super) at: Pointer,
}

#[derive(Clone, Debug)]
pub(super) enum NodeKind<'d> {
    /// A `$ref` alone, by the name of the component schema it leads to.
    Reference(&'d str),
    /// A schema as the document has it.
    Item(Schema<'d>),
    /// What several schemas say together: a property that two members of an
    /// `allOf` declare, or an object's own properties with one of its alternatives.
    All(Rc<[Node<'d>]>),
    /// What remains of a schema once a part of it has been dealt with.
    Facets(Rc<Facets<'d>>),
}

impl<'d> Node<'d> {
    pub(super) fn new(schema: Schema<'d>, at: Pointer) -> Self {
        let schema = match schema.only_reference() {
            Some(name) => NodeKind::Reference(name),
            None => NodeKind::Item(schema),
        };
        Self { schema, at }
    }

    /// What the schema says beside its type; nothing for a reference.
    pub(super) fn data(&self) -> Option<Schema<'d>> {
        match &self.schema {
            NodeKind::Item(schema) => Some(*schema),
            NodeKind::All(parts) => parts.iter().rev().find_map(Node::data),
            NodeKind::Reference(_) | NodeKind::Facets(_) => None,
        }
    }

    /// The schema, where a keyword says what its values are and none puts it together of
    /// others: nearly every schema, and many questions need no [`Facets`] then.
    pub(super) fn plain(&self) -> Option<Schema<'d>> {
        match &self.schema {
            NodeKind::Item(schema) if facets::is_plain(*schema) => Some(*schema),
            _ => None,
        }
    }

    /// What both say together.
    pub(super) fn both(first: Self, second: Self) -> Self {
        Self::all(vec![first, second]).expect("two are some")
    }

    /// What all say together; nothing of none. It is where the last does.
    pub(super) fn all(nodes: Vec<Self>) -> Option<Self> {
        if nodes.len() < 2 {
            return nodes.into_iter().next();
        }
        let at = nodes.last()?.at.clone();
        let mut seen = HashSet::new();
        let mut parts: Vec<Self> = Vec::new();
        for node in nodes {
            let inner = match &node.schema {
                NodeKind::All(inner) => inner.to_vec(),
                _ => vec![node],
            };
            parts.extend(inner.into_iter().filter(|part| seen.insert(part.key())));
        }
        if parts.len() == 1 {
            return parts.pop();
        }
        Some(Self {
            schema: NodeKind::All(Rc::from(parts)),
            at,
        })
    }

    /// Equal for nodes that say the same because they are the same.
    pub(super) fn key(&self) -> String {
        match &self.schema {
            NodeKind::Reference(name) => (*name).to_owned(),
            NodeKind::Item(_) => self.at.as_str().to_owned(),
            NodeKind::Facets(_) => format!("{} beside", self.at.as_str()),
            NodeKind::All(parts) => parts
                .iter()
                .map(Self::key)
                .collect::<Vec<_>>()
                .join(" and "),
        }
    }

    /// Reads it; a reference becomes the sole member of an `allOf`.
    pub(super) fn facets(&self) -> Facets<'d> {
        match &self.schema {
            NodeKind::Reference(_) => Facets {
                all_of: vec![self.clone()],
                ..Facets::default()
            },
            NodeKind::Item(schema) => facets::read(*schema, &self.at),
            NodeKind::All(parts) => Facets {
                all_of: parts.to_vec(),
                ..Facets::default()
            },
            NodeKind::Facets(facets) => facets.as_ref().clone(),
        }
    }
}
