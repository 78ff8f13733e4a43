//! Writes references so that they lead to a place in the same document.

use serde_json::{Map, Value, json};

use super::{Walk, is_operation};
use crate::diagnostic::Code;
use crate::openapi::component::Open;
use crate::openapi::component_names::suggested;
use crate::openapi::cursor::Cursor;
use crate::openapi::grammar::{Kind, component_kinds, section};
use crate::openapi::resolve::{Target, follow, reference, report_conflicts, report_cycle, resolve};
use crate::source::{Place, Pointer, Refusal, names_a_file, percent_decoded};

/// A link's reference to an operation, which may come to be anywhere.
pub(super) struct OperationRef {
    /// Where the reference is in what is written.
    pointer: Pointer,
    /// Where it is in the files.
    place: Place,
    /// What it leads to.
    target: Place,
    text: String,
}

impl<'a> Walk<'a, '_> {
    /// A reference to something that can be a component, with what is beside it.
    pub(super) fn copy_reference(
        &mut self,
        kind: Kind,
        at: &Cursor<'_>,
        members: &'a Map<String, Value>,
        text: &str,
    ) -> Value {
        let Some(text) = self.local(kind, at, text) else {
            return Value::Null;
        };
        let copied = members.iter().map(|(name, value)| {
            let value = match name.as_str() {
                "$ref" => Value::String(text.clone()),
                _ => self.member(kind, &at.member(name), name, value),
            };
            (name.clone(), value)
        });
        Value::Object(copied.collect())
    }

    /// The text of a reference in the document that is written: the same where it leads
    /// to a place in the root already.
    fn local(&mut self, kind: Kind, at: &Cursor<'_>, text: &str) -> Option<String> {
        let target = match follow(self.sources, self.version, kind, &at.place(), text) {
            Ok(target) => target,
            Err(failure) => {
                self.fail(failure);
                return None;
            }
        };
        if at.file() == self.root && self.is_in_root(text) {
            return Some(text.to_owned());
        }
        if target.place.file == self.root {
            return Some(format!("#{}", target.place.pointer.as_str()));
        }
        let section = section(kind)?;
        let name = self.name(section, &target);
        let pointer = Pointer::root()
            .child("components")
            .child(section)
            .child(&name);
        self.open(kind, section, name, target);
        Some(format!("#{}", pointer.as_str()))
    }

    /// Whether this is a reference into the file that it is in, straight to a value of it.
    fn is_in_root(&self, text: &str) -> bool {
        let Some(fragment) = text.strip_prefix('#') else {
            return false;
        };
        let tree = &self.sources.file(self.root).tree;
        let holds = |pointer: &str| {
            tree.as_ref()
                .is_ok_and(|tree| tree.value.pointer(pointer).is_some())
        };
        holds(fragment) || holds(&percent_decoded(fragment))
    }

    /// What a place is called as a component.
    fn name(&mut self, section: &'static str, target: &Target<'_>) -> String {
        if let Some(name) = self.names.get(section, &target.place) {
            return name.to_owned();
        }
        let wish = match &target.named {
            Some(name) => name.clone(),
            None => suggested(self.sources, &target.place),
        };
        self.names.invent(section, target.place.clone(), &wish)
    }

    fn open(&mut self, kind: Kind, section: &'static str, name: String, target: Target<'a>) {
        if self.own.insert((section, name.clone())) {
            self.open.push_back(Open {
                kind,
                section,
                name,
                place: target.place,
                value: target.value,
            });
        }
    }

    /// The mapping of a discriminator: names of schemas, or references to them.
    pub(super) fn copy_mapping(&mut self, at: &Cursor<'_>, value: &'a Value) -> Value {
        let Value::Object(members) = value else {
            return self.verbatim(at, value);
        };
        let mut copied = Map::with_capacity(members.len());
        for (tag, schema) in members {
            let here = at.member(tag);
            let written = match schema.as_str() {
                Some(text) => self.copy_mapped(&here, text),
                None => self.verbatim(&here, schema),
            };
            copied.insert(tag.clone(), written);
        }
        Value::Object(copied)
    }

    fn copy_mapped(&mut self, at: &Cursor<'_>, text: &str) -> Value {
        let is_reference = names_a_file(text) || text.starts_with('#');
        let reference = match is_reference {
            true => text.to_owned(),
            false => {
                let pointer = Pointer::root().child("components").child("schemas");
                format!("#{}", pointer.child(text).as_str())
            }
        };
        if let Err(failure) = follow(
            self.sources,
            self.version,
            Kind::Schema,
            &at.place(),
            &reference,
        ) {
            return self.fail(failure.at_value());
        }
        if !is_reference && at.file() == self.root && self.is_in_root(&reference) {
            return Value::String(text.to_owned());
        }
        let local = self.local(Kind::Schema, at, &reference);
        local.map_or(Value::Null, Value::String)
    }

    /// A reference to something that can't be a component, like a path item: its content,
    /// overridden by what is beside the reference.
    pub(super) fn copy_inlined(
        &mut self,
        kind: Kind,
        at: &Cursor<'_>,
        members: &'a Map<String, Value>,
        text: &str,
    ) -> Value {
        let target = match follow(self.sources, self.version, kind, &at.place(), text) {
            Ok(target) => target,
            Err(failure) => return self.fail(failure),
        };
        report_conflicts(at, members, target.value, self.diagnostics);
        let mut copied = self.inlined(at, target, |walk, at, value| walk.copy(kind, at, value));
        if let Value::Object(copied) = &mut copied {
            for (name, value) in members.iter().filter(|(name, _)| *name != "$ref") {
                let value = self.member(kind, &at.member(name), name, value);
                copied.insert(name.clone(), value);
            }
        }
        copied
    }

    pub(super) fn inlined(
        &mut self,
        at: &Cursor<'_>,
        target: Target<'a>,
        copy: impl FnOnce(&mut Self, &Cursor<'_>, &'a Value) -> Value,
    ) -> Value {
        if self.inlining.contains(&target.place) {
            report_cycle(at, self.diagnostics);
            return Value::Null;
        }
        self.inlined.push((target.place.clone(), at.pointer()));
        self.inlining.push(target.place.clone());
        let copied = copy(self, &at.from(target.place), target.value);
        self.inlining.pop();
        copied
    }

    /// A member that OpenAPI does not have, such as `x-…`. In a schema it may be one of
    /// another version, which holds schemas; elsewhere a reference leads to a component where
    /// what it means is one, and is replaced by what it leads to where not. A text of the root
    /// that only looks like a reference is kept.
    pub(super) fn copy_unknown(&mut self, kind: Kind, at: &Cursor<'_>, value: &'a Value) -> Value {
        match value {
            Value::Array(elements) => elements
                .iter()
                .enumerate()
                .map(|(index, element)| self.copy_unknown(kind, &at.element(index), element))
                .collect(),
            Value::Object(members) => match reference(value) {
                Some(text) => self.copy_unknown_reference(kind, at, value, members, text),
                None => members
                    .iter()
                    .map(|(name, value)| {
                        let value = self.copy_unknown(kind, &at.member(name), value);
                        (name.clone(), value)
                    })
                    .collect(),
            },
            _ => self.verbatim(at, value),
        }
    }

    fn copy_unknown_reference(
        &mut self,
        kind: Kind,
        at: &Cursor<'_>,
        value: &'a Value,
        members: &'a Map<String, Value>,
        text: &str,
    ) -> Value {
        let is_root = at.file() == self.root;
        if is_root && self.is_in_root(text) {
            return self.verbatim(at, value);
        }
        let found = resolve(self.sources, self.version, &at.place(), text, &mut 0);
        match found {
            Err(_) if is_root => self.verbatim(at, value),
            Err(failure) => self.fail(failure),
            Ok(_) if kind == Kind::Schema => self.copy_reference(kind, at, members, text),
            Ok(target) => match self.component_kind(at, text) {
                Some(kind) => self.copy_reference(kind, at, members, text),
                None => self.inline_unknown(kind, at, target),
            },
        }
    }

    /// What kind of component a reference leads to, if something else in the document takes it
    /// for one.
    fn component_kind(&self, at: &Cursor<'_>, text: &str) -> Option<Kind> {
        component_kinds().find(|kind| {
            let target = follow(self.sources, self.version, *kind, &at.place(), text);
            let section = section(*kind).unwrap_or_default();
            target.is_ok_and(|target| self.names.get(section, &target.place).is_some())
        })
    }

    /// Where the content contains itself, a reference leads back to where it is written.
    fn inline_unknown(&mut self, kind: Kind, at: &Cursor<'_>, target: Target<'a>) -> Value {
        if self.inlining.contains(&target.place) {
            let mut inlined = self.inlined.iter().rev();
            let written = inlined.find(|(place, _)| *place == target.place);
            let pointer = written.map_or("", |(_, pointer)| pointer.as_str());
            return json!({ "$ref": format!("#{pointer}") });
        }
        self.inlined(at, target, |walk, at, value| {
            walk.copy_unknown(kind, at, value)
        })
    }

    /// Where a link leads is known once everything is written.
    pub(super) fn copy_operation_ref(&mut self, at: &Cursor<'_>, value: &'a Value) -> Value {
        let Some(text) = value.as_str() else {
            return self.verbatim(at, value);
        };
        let file = text.split('#').next().unwrap_or_default();
        let is_elsewhere = matches!(self.sources.look_up(at.file(), file), Err(Refusal::Network));
        if is_elsewhere || at.file() == self.root && self.is_in_root(text) {
            return value.clone();
        }
        match resolve(self.sources, self.version, &at.place(), text, &mut 0) {
            Ok(target) => self.links.push(OperationRef {
                pointer: at.pointer(),
                place: at.place(),
                target: target.place,
                text: text.to_owned(),
            }),
            Err(failure) => return self.fail(failure.at_value()),
        }
        value.clone()
    }

    /// Writes the references of links.
    pub(super) fn lead_links(&mut self, tree: &mut Value) {
        for link in std::mem::take(&mut self.links) {
            match self.written_at(&link.target) {
                Some(pointer) if is_operation(&pointer) => {
                    if let Some(text) = tree.pointer_mut(link.pointer.as_str()) {
                        *text = Value::String(format!("#{}", pointer.as_str()));
                    }
                }
                _ => {
                    let message = format!("`{}` leads to no operation of this document", link.text);
                    self.diagnostics
                        .defect(Code::UnresolvedReference, link.place, message);
                    self.diagnostics
                        .help("name the operation by its `operationId`");
                }
            }
        }
    }

    /// Where a value of the files is in what is written.
    fn written_at(&self, target: &Place) -> Option<Pointer> {
        if target.file == self.root {
            return Some(target.pointer.clone());
        }
        let target_pointer = target.pointer.as_str();
        self.inlined.iter().find_map(|(place, pointer)| {
            let rest = target_pointer.strip_prefix(place.pointer.as_str())?;
            let is_below = place.file == target.file && (rest.is_empty() || rest.starts_with('/'));
            is_below.then(|| Pointer::from_escaped(format!("{}{rest}", pointer.as_str())))
        })
    }
}
