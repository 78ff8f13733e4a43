//! Writes the components: those of the root in their order, then those that
//! references into other files make.

use serde_json::{Map, Value};

use super::Walk;
use crate::diagnostic::Code;
use crate::openapi::component::{self, MapAt, Open};
use crate::openapi::cursor::Cursor;
use crate::openapi::grammar::{Kind, Shape, member, section};
use crate::openapi::resolve::{follow, reference, says_more};
use crate::openapi::target::described;
use crate::openapi::version::Version;

impl<'a> Walk<'a, '_> {
    /// Says which components the root has itself.
    pub(super) fn reserve_own(&mut self, top: &Cursor<'_>, components: Option<&'a Value>) {
        let at = top.member("components");
        let Some((at, components)) = components.and_then(|value| self.through(&at, value)) else {
            return;
        };
        for (group, entries) in components {
            let at = at.member(group);
            let Some((section, _)) = component_section(self.version, group) else {
                continue;
            };
            if let Some((_, entries)) = self.through(&at, entries) {
                let names = entries.keys().map(|name| (section, name.clone()));
                self.own.extend(names);
            }
        }
    }

    /// Writes the components of the root.
    pub(super) fn own_components(
        &mut self,
        at: &Cursor<'_>,
        value: &'a Value,
    ) -> Map<String, Value> {
        let mut written = Map::new();
        let Some((at, components)) = self.through(at, value) else {
            match reference(value) {
                Some(_) => drop(self.copy(Kind::Components, at, value)),
                None => {
                    let message = format!("{} is not an object", described(value));
                    self.diagnostics
                        .defect(Code::InvalidDocument, at.place(), message);
                }
            }
            return written;
        };
        for (group, entries) in components {
            let here = at.member(group);
            let through = match component_section(self.version, group) {
                Some((section, kind)) => self
                    .through(&here, entries)
                    .map(|(at, entries)| (section, kind, at, entries)),
                None => None,
            };
            let value = match through {
                Some((section, kind, at, entries)) => entries
                    .iter()
                    .map(|(name, value)| {
                        let at = at.member(name);
                        let value = self.own_component(kind, section, name, &at, value);
                        (name.clone(), value)
                    })
                    .collect(),
                None => self.member(Kind::Components, &here, group, entries),
            };
            written.insert(group.clone(), value);
        }
        written
    }

    /// A component that is only a reference becomes what it leads to, if that has its
    /// name. Security schemes are named without references, so each holds its own.
    fn own_component(
        &mut self,
        kind: Kind,
        section: &'static str,
        name: &str,
        at: &Cursor<'_>,
        value: &'a Value,
    ) -> Value {
        let text = reference(value).filter(|_| !says_more(self.version, kind, value));
        let (Some(text), Some(members)) = (text, value.as_object()) else {
            return self.copy(kind, at, value);
        };
        match follow(self.sources, self.version, kind, &at.place(), text) {
            Ok(target)
                if kind == Kind::SecurityScheme
                    || self.names.get(section, &target.place) == Some(name) =>
            {
                for sibling in members.keys().filter(|name| *name != "$ref") {
                    let message = format!(
                        "`{sibling}` beside `$ref` means nothing; it is left out, because what \
                         the reference leads to is written here"
                    );
                    let place = at.member(sibling).place();
                    self.diagnostics.note(Code::Unsupported, place, message);
                }
                self.copy(kind, &at.from(target.place), target.value)
            }
            Ok(_) => self.copy(kind, at, value),
            Err(failure) => self.fail(failure),
        }
    }

    /// Writes a component of another file.
    pub(super) fn component(&mut self, open: Open<'a>, components: &mut Map<String, Value>) {
        let base = open.pointer();
        let at = Cursor::top(base.as_str(), open.place);
        let value = self.copy(open.kind, &at, open.value);
        component::insert(components, open.section, open.name, value);
    }

    /// The object at a place where a map is expected, as [`component::map`] has it.
    fn through<'b>(&self, at: &'b Cursor<'b>, value: &'a Value) -> Option<MapAt<'a, 'b>> {
        component::map(self.sources, self.version, at, value).ok()?
    }
}

/// The section of `components` with this name, and what is kept there.
fn component_section(version: Version, name: &str) -> Option<(&'static str, Kind)> {
    match member(version, Kind::Components, name) {
        Shape::Map(kind) | Shape::Unused(kind) => Some((section(kind)?, kind)),
        _ => None,
    }
}
