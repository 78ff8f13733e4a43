//! Turns the files of a document into one tree whose references all lead into it.
//! Everything else is as it is written: nothing is repaired, and nothing is left out.
//!
//! Must not know: what a client needs of a document, or how the tree becomes text.

mod component;
mod reference;
mod scalars;

use std::collections::VecDeque;

use foldhash::{HashSet, HashSetExt as _};
use serde_json::{Map, Value};

pub(crate) use scalars::{Scalar, Scalars, is_decimal};

use super::bad_reference::{BadReference, not_a_reference};
use super::bundle::{self, DEEPEST, MOST_NODES};
use super::component::Open;
use super::component_names::Names;
use super::cursor::Cursor;
use super::grammar::{Kind, METHODS, Shape, is_known, member, section};
use super::oddities;
use super::resolve::{follow, reference};
use super::version::Version;
use crate::diagnostic::{Code, Diagnostics, Reported};
use crate::source::{FileId, Place, Pointer, Sources};
use reference::OperationRef;

/// A document in one piece.
#[derive(Debug)]
pub(crate) struct Local {
    /// The members of its root, in the order of the root document. Where the text of a
    /// scalar says more than its value, a mark stands for it.
    pub(crate) tree: Value,
    /// What the marks stand for.
    pub(crate) scalars: Scalars,
}

/// Reads one root document with all that it refers to.
///
/// # Errors
///
/// If the root can't be read or is not OpenAPI 3. Other findings are reported, and the
/// tree is whole only where none of them is an error.
pub(crate) fn local(
    sources: &Sources,
    root: FileId,
    diagnostics: &mut Diagnostics,
) -> Result<Local, Reported> {
    let (members, version) = super::root(sources, root, diagnostics)?;
    oddities::report(sources, diagnostics);
    let mut walk = Walk {
        version,
        sources,
        root,
        diagnostics,
        names: bundle::names(version, sources, root, members),
        own: HashSet::new(),
        open: VecDeque::new(),
        inlining: Vec::new(),
        inlined: Vec::new(),
        links: Vec::new(),
        reported: HashSet::new(),
        scalars: Scalars::new(sources),
        nodes: 0,
    };
    let tree = walk.document(members);
    let scalars = walk.scalars;
    oddities::report_inexact(sources, scalars.exact(), walk.diagnostics);
    Ok(Local { tree, scalars })
}

struct Walk<'a, 'd> {
    version: Version,
    sources: &'a Sources,
    root: FileId,
    diagnostics: &'d mut Diagnostics,
    /// What a client's bundle calls the places that references lead to, so that a crate
    /// generated from this tree is the same.
    names: Names,
    /// Sections and names of the components that are written, or are going to be.
    own: HashSet<(&'static str, String)>,
    open: VecDeque<Open<'a>>,
    /// Places whose content is being written where a reference to it is.
    inlining: Vec<Place>,
    /// Places whose content was written elsewhere, each with the pointer to it.
    inlined: Vec<(Place, Pointer)>,
    links: Vec<OperationRef>,
    reported: HashSet<Place>,
    scalars: Scalars,
    nodes: usize,
}

impl<'a> Walk<'a, '_> {
    fn document(&mut self, tree: &'a Map<String, Value>) -> Value {
        let place = Place {
            file: self.root,
            pointer: Pointer::root(),
        };
        let top = Cursor::top("", place);
        self.reserve_own(&top, tree.get("components"));
        let mut written = Map::new();
        let mut components = Map::new();
        for (name, value) in tree {
            let value = if name == "components" {
                components = self.own_components(&top.member(name), value);
                Value::Null
            } else {
                self.member(Kind::Document, &top.member(name), name, value)
            };
            written.insert(name.clone(), value);
        }
        while let Some(open) = self.open.pop_front() {
            self.component(open, &mut components);
        }
        if !components.is_empty() || tree.contains_key("components") {
            written.insert("components".to_owned(), Value::Object(components));
        }
        let mut written = Value::Object(written);
        self.lead_links(&mut written);
        written
    }

    fn copy(&mut self, kind: Kind, at: &Cursor<'_>, value: &'a Value) -> Value {
        self.nodes += 1;
        if self.nodes > MOST_NODES || at.depth() > DEEPEST {
            return self.too_complex(at);
        }
        let Value::Object(members) = value else {
            return match value {
                Value::Array(_) => self.copy_list(kind, at, value),
                _ => self.verbatim(at, value),
            };
        };
        if let Some(failure) = not_a_reference(self.sources, || at.place(), value) {
            return self.fail(failure);
        }
        match reference(value) {
            Some(text) if section(kind).is_some() => self.copy_reference(kind, at, members, text),
            Some(text) => self.copy_inlined(kind, at, members, text),
            None => Value::Object(self.copy_members(kind, at, members)),
        }
    }

    fn copy_members(
        &mut self,
        kind: Kind,
        at: &Cursor<'_>,
        members: &'a Map<String, Value>,
    ) -> Map<String, Value> {
        let mut copied = Map::with_capacity(members.len());
        for (name, value) in members {
            copied.insert(
                name.clone(),
                self.member(kind, &at.member(name), name, value),
            );
        }
        copied
    }

    /// Copies one member of an object, which is at `at`.
    fn member(&mut self, kind: Kind, at: &Cursor<'_>, name: &str, value: &'a Value) -> Value {
        match member(self.version, kind, name) {
            Shape::One(kind) => self.copy(kind, at, value),
            Shape::SchemaOrBool => self.copy(Kind::Schema, at, value),
            Shape::List(kind) => self.copy_list(kind, at, value),
            Shape::Map(kind) | Shape::Unused(kind) => self.copy_map(kind, at, value),
            Shape::Examples => self.copy_map(Kind::Example, at, value),
            Shape::TextMap if kind == Kind::Discriminator => self.copy_mapping(at, value),
            Shape::Text if kind == Kind::Link && name == "operationRef" => {
                self.copy_operation_ref(at, value)
            }
            Shape::Any if !is_known(self.version, kind, name) || name.starts_with("x-") => {
                self.copy_unknown(kind, at, value)
            }
            _ => self.verbatim(at, value),
        }
    }

    fn copy_list(&mut self, kind: Kind, at: &Cursor<'_>, value: &'a Value) -> Value {
        match value {
            Value::Array(elements) => elements
                .iter()
                .enumerate()
                .map(|(index, element)| self.copy(kind, &at.element(index), element))
                .collect(),
            Value::Object(_) => self.copy(kind, at, value),
            _ => self.verbatim(at, value),
        }
    }

    fn copy_map(&mut self, kind: Kind, at: &Cursor<'_>, value: &'a Value) -> Value {
        let is_entry = value.get("$ref").is_some_and(Value::is_object);
        if let Some(failure) = not_a_reference(self.sources, || at.place(), value)
            && !is_entry
        {
            return self.fail(failure);
        }
        match (reference(value), value) {
            (Some(text), _) => match follow(
                self.sources,
                self.version,
                Kind::Document,
                &at.place(),
                text,
            ) {
                Ok(target) => {
                    self.inlined(at, target, |walk, at, value| walk.copy_map(kind, at, value))
                }
                Err(failure) => self.fail(failure),
            },
            (None, Value::Object(members)) => members
                .iter()
                .map(|(name, value)| (name.clone(), self.copy(kind, &at.member(name), value)))
                .collect(),
            _ => self.verbatim(at, value),
        }
    }

    /// A value that holds no reference, however it looks.
    fn verbatim(&mut self, at: &Cursor<'_>, value: &Value) -> Value {
        match value {
            Value::Object(members) => members
                .iter()
                .map(|(name, value)| (name.clone(), self.verbatim(&at.member(name), value)))
                .collect(),
            Value::Array(elements) => elements
                .iter()
                .enumerate()
                .map(|(index, element)| self.verbatim(&at.element(index), element))
                .collect(),
            Value::String(_) => value.clone(),
            _ => self.scalars.mark(self.sources, &at.place(), value),
        }
    }

    /// Reports why there is nothing to write.
    fn fail(&mut self, failure: BadReference) -> Value {
        if self.reported.insert(failure.place().clone()) {
            failure.report(self.diagnostics);
        }
        Value::Null
    }

    fn too_complex(&mut self, at: &Cursor<'_>) -> Value {
        let message = "what the references lead to is nested too deep or too large";
        let place = Place {
            file: at.file(),
            pointer: Pointer::root(),
        };
        if self.reported.insert(place) {
            self.diagnostics
                .defect(Code::TooComplex, at.place(), message);
        }
        Value::Null
    }
}

/// Whether a pointer leads to an operation.
fn is_operation(pointer: &Pointer) -> bool {
    let last = pointer.tokens().last();
    last.is_some_and(|last| METHODS.contains(&last.as_ref()))
}
