//! Copies the objects of a document, member by member as the table has them.

use serde_json::{Map, Value};

use super::{Bundler, DEEPEST, MOST_NODES, skipped_operation};
use crate::diagnostic::Code;
use crate::openapi::bad_reference::not_a_reference;
use crate::openapi::cursor::Cursor;
use crate::openapi::grammar::{Kind, METHODS, Shape, member, section};
use crate::openapi::lookup;
use crate::openapi::resolve::{follow, reference};
use crate::source::{Place, Pointer};

impl<'a> Bundler<'a, '_> {
    pub(super) fn copy(&mut self, kind: Kind, at: &Cursor<'_>, value: &'a Value) -> Value {
        self.nodes += 1;
        if self.nodes > MOST_NODES || at.depth() > DEEPEST {
            return self.too_complex(at);
        }
        let Value::Object(members) = value else {
            return self.copy_misplaced(kind, at, value);
        };
        if let Some(failure) = not_a_reference(self.sources, || at.place(), value) {
            self.report(failure);
            return self.stand_in_for(kind);
        }
        let is_json_schema = kind == Kind::Schema && self.version.has_json_schema();
        let dynamic = is_json_schema.then_some("$dynamicRef");
        let dynamic = || lookup::get(members, dynamic?)?.as_str();
        // Nothing says from where a schema is come to, so it is a reference like any other.
        if let Some(text) = reference(value).or_else(dynamic) {
            if section(kind).is_some() {
                return self.copy_reference(kind, at, members, text);
            }
            return self.copy_inlined(kind, at, members, text);
        }
        if kind == Kind::Schema
            && let Some(schema) = schema_of_parameter(members)
        {
            let place = at.place();
            self.diagnostics.warning(
                Code::Repaired,
                place.clone(),
                "a parameter is where a schema is expected; its schema is taken",
            );
            let help = "write the schema here, and not the parameter around it";
            self.diagnostics.help(help);
            return self.copy_moved(kind, at, place.pointer.child("schema"), schema);
        }
        let copied = match kind {
            Kind::Callback => self.callback(at, members),
            _ => self.copy_members(kind, at, members),
        };
        Value::Object(copied)
    }

    /// What an operation makes the API send. What is wrong with that does not cost the operation.
    fn callback(&mut self, at: &Cursor<'_>, members: &'a Map<String, Value>) -> Map<String, Value> {
        let outside = std::mem::take(&mut self.operation_is_broken);
        self.callbacks += 1;
        let copied = self.copy_members(Kind::Callback, at, members);
        self.callbacks -= 1;
        self.operation_is_broken = outside;
        copied
    }

    pub(super) fn copy_members(
        &mut self,
        kind: Kind,
        at: &Cursor<'_>,
        members: &'a Map<String, Value>,
    ) -> Map<String, Value> {
        let mut copied = Map::with_capacity(members.len());
        for (name, value) in members {
            if let Some(member) = self.member(kind, at, members, name, value) {
                copied.insert(name.clone(), member);
            }
        }
        if kind == Kind::PathItem {
            self.drop_broken_operations(at, &mut copied);
        }
        copied
    }

    /// The copy of one member of `holder`; none of one that is left out.
    pub(super) fn member(
        &mut self,
        kind: Kind,
        at: &Cursor<'_>,
        holder: &Map<String, Value>,
        name: &str,
        value: &'a Value,
    ) -> Option<Value> {
        let here = at.member(name);
        let copy = match member(self.version, kind, name) {
            Shape::Unused(unused) if kind != Kind::Schema && self.version.has_json_schema() => {
                self.reach(unused, &here, value);
                self.note_dropped(&here, name);
                return None;
            }
            Shape::Dropped | Shape::Unused(_) => {
                self.note_dropped(&here, name);
                return None;
            }
            Shape::Examples => self.copy_examples(holder, &here, value)?,
            Shape::One(Kind::Operation) => self.operation(&here, value)?,
            Shape::One(kind) => self.copy(kind, &here, value),
            Shape::SchemaOrBool if value.is_object() => self.copy(Kind::Schema, &here, value),
            Shape::List(kind) => self.copy_list(kind, &here, value),
            Shape::Map(kind) => self.copy_map(kind, &here, value),
            Shape::TextMap if kind == Kind::Discriminator => self.copy_mapping(&here, value),
            _ => value.clone(),
        };
        Some(copy)
    }

    /// Copies what is left out, so that the schemas are there that only it refers to.
    fn reach(&mut self, kind: Kind, at: &Cursor<'_>, value: &'a Value) {
        let outside = self.operation_is_broken;
        self.copy_map(kind, at, value);
        self.operation_is_broken = outside;
    }

    /// What shows or formats values says nothing of an API; links do.
    fn note_dropped(&mut self, at: &Cursor<'_>, name: &str) {
        if name == "links" {
            let message = format!("a client has no use for `{name}`; they are left out");
            self.diagnostics
                .note(Code::Unsupported, at.place(), message);
        }
    }

    pub(super) fn copy_list(&mut self, kind: Kind, at: &Cursor<'_>, value: &'a Value) -> Value {
        match value {
            Value::Array(elements) => elements
                .iter()
                .enumerate()
                .map(|(index, element)| self.copy(kind, &at.element(index), element))
                .collect(),
            // One where a list is due; `repair` makes it a list.
            Value::Object(_) => self.copy(kind, at, value),
            other => other.clone(),
        }
    }

    pub(super) fn copy_map(&mut self, kind: Kind, at: &Cursor<'_>, value: &'a Value) -> Value {
        let is_entry = || lookup::of(value, "$ref").is_some_and(Value::is_object);
        if let Some(failure) = not_a_reference(self.sources, || at.place(), value)
            && !is_entry()
        {
            self.report(failure);
            return Value::Object(Map::new());
        }
        let Some(text) = reference(value) else {
            return match value {
                Value::Object(members) => members
                    .iter()
                    .map(|(name, value)| {
                        let copied = self.copy(kind, &at.member(name), value);
                        (name.clone(), copied)
                    })
                    .collect(),
                other => other.clone(),
            };
        };
        match follow(
            self.sources,
            self.version,
            Kind::Document,
            &at.place(),
            text,
        ) {
            Ok(target) => self.inlined(at, target, |bundler, at, value| {
                bundler.copy_map(kind, at, value)
            }),
            Err(failure) => {
                self.report(failure);
                Value::Object(Map::new())
            }
        }
    }

    /// Something other than an object where one is due.
    pub(super) fn copy_misplaced(
        &mut self,
        kind: Kind,
        at: &Cursor<'_>,
        value: &'a Value,
    ) -> Value {
        match value {
            Value::Array(elements) if kind == Kind::Schema && elements.len() == 1 => {
                let place = at.place();
                self.diagnostics.warning(
                    Code::Repaired,
                    place.clone(),
                    "a list is where a schema is expected; its only element is taken",
                );
                self.diagnostics.help("write the schema without the list");
                self.copy_moved(kind, at, place.pointer.element(0), &elements[0])
            }
            // `repair` makes something of them; their references count.
            Value::Array(_) if kind == Kind::Schema => self.copy_list(kind, at, value),
            other => other.clone(),
        }
    }

    /// Copies a value that is somewhere else in the same file.
    pub(super) fn copy_moved(
        &mut self,
        kind: Kind,
        at: &Cursor<'_>,
        pointer: Pointer,
        value: &'a Value,
    ) -> Value {
        let place = Place {
            file: at.file(),
            pointer,
        };
        self.places.moved(&at.pointer(), place.clone());
        self.copy(kind, &at.from(place), value)
    }

    /// An operation, unless something that it needs is not there.
    pub(super) fn operation(&mut self, at: &Cursor<'_>, value: &'a Value) -> Option<Value> {
        // A callback comes with the operation that it is of.
        if self.callbacks == 0 && !self.selector.wants(at, value) {
            return None;
        }
        let outside = std::mem::take(&mut self.operation_is_broken);
        let operation = self.copy(Kind::Operation, at, value);
        let broken = std::mem::replace(&mut self.operation_is_broken, outside);
        if broken {
            skipped_operation(self.diagnostics, at);
            return None;
        }
        Some(operation)
    }

    /// Where the path item's own parameters are not there, no operation is whole.
    pub(super) fn drop_broken_operations(
        &mut self,
        at: &Cursor<'_>,
        item: &mut Map<String, Value>,
    ) {
        if std::mem::take(&mut self.operation_is_broken) {
            for method in METHODS {
                if item.shift_remove(method).is_some() {
                    skipped_operation(self.diagnostics, &at.member(method));
                }
            }
        }
    }
}

/// The schema of what is a parameter by all signs.
fn schema_of_parameter(members: &Map<String, Value>) -> Option<&Value> {
    lookup::get(members, "in").filter(|place| place.is_string())?;
    lookup::get(members, "name")?;
    lookup::get(members, "schema").filter(|schema| schema.is_object())
}
