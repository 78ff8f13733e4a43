//! Turns references into the names of components, or into what they lead to
//! where that can't be a component.

use serde_json::{Map, Value, json};

use super::{Bundler, DEFECT};
use crate::diagnostic::Code;
use crate::openapi::bad_reference::BadReference;
use crate::openapi::component::Open;
use crate::openapi::component_names::suggested;
use crate::openapi::cursor::Cursor;
use crate::openapi::grammar::{Kind, section};
use crate::openapi::identified::is_relative;
use crate::openapi::resolve::{Target, follow, is_documentation, report_conflicts, report_cycle};
use crate::openapi::target::described;
use crate::source::{Place, Pointer, escaped, names_a_file};

impl<'a> Bundler<'a, '_> {
    /// Copies a mapping of values to schemas, so that every schema is named
    /// as it is in the bundle (OpenAPI 3.0.3 §4.7.25).
    pub(super) fn copy_mapping(&mut self, at: &Cursor<'_>, value: &'a Value) -> Value {
        let Value::Object(members) = value else {
            return value.clone();
        };
        let mut copied = Map::new();
        for (tag, schema) in members {
            let here = at.member(tag);
            let Some(text) = schema.as_str() else {
                copied.insert(tag.clone(), schema.clone());
                continue;
            };
            let is_reference = names_a_file(text) || text.starts_with('#');
            let written = if is_reference {
                text.to_owned()
            } else {
                format!("#/components/schemas/{}", escaped(text))
            };
            match follow(
                self.sources,
                self.version,
                Kind::Schema,
                &here.place(),
                &written,
            ) {
                Ok(target) => {
                    let name = self.name(Kind::Schema, "schemas", target);
                    copied.insert(tag.clone(), Value::String(internal("schemas", &name)));
                }
                Err(failure) => self.report(failure.at_value()),
            }
        }
        Value::Object(copied)
    }

    /// A reference to something that can be a component.
    pub(super) fn copy_reference(
        &mut self,
        kind: Kind,
        at: &Cursor<'_>,
        members: &'a Map<String, Value>,
        text: &'a str,
    ) -> Value {
        let Some(reference) = self.bundled(kind, at, text) else {
            return self.stand_in_for(kind);
        };
        let mut copied = Map::with_capacity(members.len());
        copied.insert("$ref".to_owned(), Value::String(reference));
        if kind != Kind::Schema {
            self.report_ignored(at, members);
        } else {
            let is_schema = self.version.has_json_schema();
            let is_reference = |name: &str| matches!(name, "$ref" | "$dynamicRef");
            for (name, value) in members.iter().filter(|(name, _)| !is_reference(name)) {
                match is_schema {
                    true => {
                        let member = self.member(kind, at, members, name, value);
                        copied.extend(member.map(|value| (name.clone(), value)));
                    }
                    false => drop(copied.insert(name.clone(), value.clone())),
                }
            }
        }
        Value::Object(copied)
    }

    /// What is beside a `$ref` is ignored (OpenAPI 3.0.3 §4.7.23), but for words for people
    /// since 3.1 (§4.8.23). They change nothing of the client; the rest is probably meant.
    fn report_ignored(&mut self, at: &Cursor<'_>, members: &Map<String, Value>) {
        let siblings = members.iter().filter(|(name, _)| *name != "$ref");
        for (name, value) in siblings.filter(|(name, _)| !name.starts_with("x-")) {
            let place = at.member(name).place();
            if !is_documentation(name) {
                let message = format!("`{name}` beside `$ref` is ignored");
                self.diagnostics.defect(Code::Repaired, place, message);
                self.diagnostics
                    .help(format!("move `{name}` to what the reference leads to"));
            } else if !value.is_string() {
                let message = format!("{} is not a text", described(value));
                self.diagnostics
                    .defect(Code::InvalidDocument, place, message);
            } else if self.version.has_json_schema() {
                let message = format!(
                    "the documentation has the `{name}` of what `$ref` leads to, not this one"
                );
                self.diagnostics.note(Code::Unsupported, place, message);
                self.diagnostics.of_name();
            }
        }
    }

    /// What a reference is called in the bundle. Once it has led to something,
    /// it does so wherever else in the file it is.
    fn bundled(&mut self, kind: Kind, at: &Cursor<'_>, text: &'a str) -> Option<String> {
        let key = (kind, at.file(), text);
        if let Some(known) = self.followed.get(&key) {
            return Some(known.clone());
        }
        let target = match follow(self.sources, self.version, kind, &at.place(), text) {
            Ok(target) => target,
            Err(failure) => {
                self.report(failure);
                return None;
            }
        };
        let section = section(kind).unwrap_or_default();
        let reference = internal(section, &self.name(kind, section, target));
        if !is_relative(text) {
            self.followed.insert(key, reference.clone());
        }
        Some(reference)
    }

    pub(super) fn name(&mut self, kind: Kind, section: &'static str, target: Target<'a>) -> String {
        if let Some(name) = self.names.get(section, &target.place) {
            let name = name.to_owned();
            self.keep(section, &name);
            return name;
        }
        let wish = match target.named {
            Some(name) => name,
            None => suggested(self.sources, &target.place),
        };
        let name = self.names.invent(section, target.place.clone(), &wish);
        self.open.push_back(Open {
            kind,
            section,
            name: name.clone(),
            place: target.place,
            value: target.value,
        });
        name
    }

    /// A reference to something that can't be a component, like a path item:
    /// its content, overridden by what is beside the reference.
    pub(super) fn copy_inlined(
        &mut self,
        kind: Kind,
        at: &Cursor<'_>,
        members: &'a Map<String, Value>,
        text: &str,
    ) -> Value {
        let target = match follow(self.sources, self.version, kind, &at.place(), text) {
            Ok(target) => target,
            Err(failure) => {
                self.report(failure);
                return Value::Object(Map::new());
            }
        };
        report_conflicts(at, members, target.value, self.diagnostics);
        let mut copied = self.inlined(at, target, |bundler, at, value| {
            bundler.copy(kind, at, value)
        });
        if let Value::Object(copied) = &mut copied {
            for (name, value) in members.iter().filter(|(name, _)| *name != "$ref") {
                self.places
                    .moved(&at.member(name).pointer(), at.member(name).place());
                let member = self.member(kind, at, members, name, value);
                copied.extend(member.map(|value| (name.clone(), value)));
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
            return Value::Object(Map::new());
        }
        self.places.moved(&at.pointer(), target.place.clone());
        self.inlining.push(target.place.clone());
        let copied = copy(self, &at.from(target.place), target.value);
        self.inlining.pop();
        copied
    }

    pub(super) fn stand_in_for(&mut self, kind: Kind) -> Value {
        match kind {
            Kind::Schema => stand_in(),
            Kind::Parameter | Kind::RequestBody | Kind::Response => {
                self.operation_is_broken = true;
                stand_in()
            }
            _ => stand_in(),
        }
    }

    pub(super) fn report(&mut self, failure: BadReference) {
        if self.reported.insert(failure.place().clone()) {
            failure.report(self.diagnostics);
        }
    }

    pub(super) fn too_complex(&mut self, at: &Cursor<'_>) -> Value {
        let place = at.place();
        let file = Place {
            pointer: Pointer::root(),
            ..place.clone()
        };
        if self.reported.insert(file) {
            self.diagnostics.defect(
                Code::TooComplex,
                place,
                "what the references lead to is nested too deep or too large",
            );
        }
        stand_in()
    }
}

/// What stands for an object whose defect has been reported; `repair` takes out what
/// is no schema.
pub(super) fn stand_in() -> Value {
    json!({ DEFECT: true })
}

/// A reference inside the bundle. Names are in it as they are, so that the name
/// is what follows a prefix.
fn internal(section: &str, name: &str) -> String {
    format!("#/components/{section}/{name}")
}
