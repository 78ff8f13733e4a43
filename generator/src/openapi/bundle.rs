//! Turns the files of a document into one tree without external references:
//! what a reference leads to becomes a component, named for where it stood.
//!
//! May not know: what is wrong with the tree otherwise (`mend` does), nor
//! `openapiv3`.

use std::collections::{HashSet, VecDeque};

use serde_json::{Map, Value, json};

use super::at::At;
use super::names::{Names, suggested};
use super::places::Places;
use super::resolve::{Failure, Target, component_name, follow, reference};
use super::structure::{Kind, METHODS, Shape, member, section};
use crate::diagnostic::{Code, Diagnostics};
use crate::source::{FileId, Place, Pointer, Sources, names_a_file};

/// The extension that marks a schema standing in for one with a defect that
/// has been reported. Its value is `true`.
pub const DEFECT: &str = "x-simgen-defect";

/// Maps that refer to maps are copied; this ends copies that never would.
const MOST_NODES: usize = 10_000_000;
const DEEPEST: usize = 200;

/// One tree, and where its parts come from.
#[derive(Debug)]
pub(super) struct Bundled {
    pub(super) tree: Map<String, Value>,
    pub(super) places: Places,
}

/// Bundles one document whose root is an object.
pub(super) fn bundle(
    sources: &Sources,
    root: FileId,
    tree: &Map<String, Value>,
    diagnostics: &mut Diagnostics,
) -> Bundled {
    let mut bundler = Bundler {
        sources,
        diagnostics,
        names: Names::default(),
        places: Places::new(root),
        open: VecDeque::new(),
        reported: HashSet::new(),
        inlining: Vec::new(),
        operation_is_broken: false,
        nodes: 0,
    };
    let tree = bundler.document(root, tree);
    Bundled {
        tree,
        places: bundler.places,
    }
}

/// A component that is to be copied.
struct Open<'a> {
    kind: Kind,
    section: &'static str,
    name: String,
    place: Place,
    value: &'a Value,
}

struct Bundler<'a, 'd> {
    sources: &'a Sources,
    diagnostics: &'d mut Diagnostics,
    names: Names,
    places: Places,
    open: VecDeque<Open<'a>>,
    reported: HashSet<Place>,
    /// Places whose content is being copied to where a reference to it stands.
    inlining: Vec<Place>,
    /// Whether something that the current operation needs is not there.
    operation_is_broken: bool,
    nodes: usize,
}

impl<'a> Bundler<'a, '_> {
    fn document(&mut self, root: FileId, tree: &'a Map<String, Value>) -> Map<String, Value> {
        let place = Place {
            file: root,
            pointer: Pointer::root(),
        };
        let top = At::top("", place);
        let own = self.own_components(&top, tree.get("components"));
        let mut bundled = Map::new();
        for (name, value) in tree {
            if name != "components" {
                self.member(Kind::Document, &top, name, value, &mut bundled);
            }
        }
        let mut components = Map::new();
        for open in own {
            self.component(open, &mut components);
        }
        while let Some(open) = self.open.pop_front() {
            self.component(open, &mut components);
        }
        bundled.insert("components".to_owned(), Value::Object(components));
        bundled
    }

    /// The root's own components. Their names are reserved, and where one is
    /// only a reference to something without a name, that gets this name.
    fn own_components(&mut self, top: &At<'_>, components: Option<&'a Value>) -> Vec<Open<'a>> {
        let mut own = Vec::new();
        let at = top.member("components");
        let Some((at, components)) = components.and_then(|value| self.through(&at, value)) else {
            return own;
        };
        for (group, entries) in components {
            let Shape::Map(kind) = member(Kind::Components, group) else {
                continue;
            };
            let (Some(section), at) = (section(kind), at.member(group)) else {
                continue;
            };
            let Some((at, entries)) = self.through(&at, entries) else {
                continue;
            };
            for (name, value) in entries {
                self.names.reserve(section, name);
                let place = at.member(name).place();
                self.names.give(section, place.clone(), name);
                own.push(Open {
                    kind,
                    section,
                    name: name.clone(),
                    place,
                    value,
                });
            }
        }
        for open in &own {
            self.adopt(open);
        }
        own
    }

    fn adopt(&mut self, open: &Open<'a>) {
        let Some(text) = reference(open.value) else {
            return;
        };
        // A security scheme is referred to by its name, so it has no other.
        if let Ok(target) = follow(self.sources, open.kind, &open.place, text)
            && (open.kind == Kind::SecurityScheme
                || component_name(open.kind, &target.place.pointer)
                    .is_none_or(|name| name == open.name))
        {
            self.names.give(open.section, target.place, &open.name);
        }
    }

    /// The object at a place where a map is due; through a reference if one
    /// stands there instead, as hand-split documents have it.
    fn through<'b>(
        &mut self,
        at: &'b At<'b>,
        value: &'a Value,
    ) -> Option<(At<'b>, &'a Map<String, Value>)> {
        let Some(text) = reference(value) else {
            return Some((at.clone(), value.as_object()?));
        };
        match follow(self.sources, Kind::Document, &at.place(), text) {
            Ok(target) => Some((at.from(target.place), target.value.as_object()?)),
            Err(failure) => {
                self.report(failure);
                None
            }
        }
    }

    fn component(&mut self, open: Open<'a>, components: &mut Map<String, Value>) {
        let base = Pointer::root()
            .child("components")
            .child(open.section)
            .child(&open.name);
        self.places.moved(&base, open.place.clone());
        let at = At::top(base.as_str(), open.place);
        let Some(value) =
            self.component_value(&at, open.kind, open.section, &open.name, open.value)
        else {
            return;
        };
        let group = components
            .entry(open.section)
            .or_insert_with(|| Value::Object(Map::new()));
        if let Value::Object(group) = group {
            group.insert(open.name, value);
        }
    }

    /// A component that is only a reference becomes what it leads to, if it
    /// gave that its name. Else it stays a reference where it is a schema, and
    /// goes where not: nothing refers to it any more.
    fn component_value(
        &mut self,
        at: &At<'_>,
        kind: Kind,
        section: &'static str,
        name: &str,
        value: &'a Value,
    ) -> Option<Value> {
        let Some(text) = reference(value) else {
            return Some(self.copy(kind, at, value));
        };
        match follow(self.sources, kind, &at.place(), text) {
            Ok(target) if self.names.get(section, &target.place) == Some(name) => {
                self.places.moved(&at.pointer(), target.place.clone());
                Some(self.copy(kind, &at.from(target.place), target.value))
            }
            Ok(_) if kind != Kind::Schema => None,
            Ok(_) => Some(self.copy(kind, at, value)),
            Err(failure) => {
                self.report(failure);
                (kind == Kind::Schema).then(|| self.stand_in(at))
            }
        }
    }

    fn copy(&mut self, kind: Kind, at: &At<'_>, value: &'a Value) -> Value {
        self.nodes += 1;
        if self.nodes > MOST_NODES || at.depth() > DEEPEST {
            return self.too_complex(at);
        }
        let Value::Object(members) = value else {
            return self.copy_misplaced(kind, at, value);
        };
        if let Some(text) = reference(value) {
            if section(kind).is_some() {
                return self.copy_reference(kind, at, members, text);
            }
            return self.copy_inlined(kind, at, members, text);
        }
        if kind == Kind::Schema
            && let Some(schema) = schema_of_parameter(members)
        {
            let place = at.place();
            self.diagnostics.note(
                Code::Mended,
                place.clone(),
                "a parameter stands where a schema is due; its schema is taken",
            );
            return self.copy_moved(kind, at, place.pointer.child("schema"), schema);
        }
        let copied = self.copy_members(kind, at, members);
        Value::Object(copied)
    }

    fn copy_members(
        &mut self,
        kind: Kind,
        at: &At<'_>,
        members: &'a Map<String, Value>,
    ) -> Map<String, Value> {
        let mut copied = Map::with_capacity(members.len());
        for (name, value) in members {
            self.member(kind, at, name, value, &mut copied);
        }
        if kind == Kind::PathItem {
            self.drop_broken_operations(at, &mut copied);
        }
        copied
    }

    fn member(
        &mut self,
        kind: Kind,
        at: &At<'_>,
        name: &str,
        value: &'a Value,
        copied: &mut Map<String, Value>,
    ) {
        let here = at.member(name);
        let value = match member(kind, name) {
            Shape::Dropped => return,
            Shape::One(Kind::Operation) => match self.operation(&here, value) {
                Some(operation) => operation,
                None => return,
            },
            Shape::One(kind) => self.copy(kind, &here, value),
            Shape::SchemaOrBool if value.is_object() => self.copy(Kind::Schema, &here, value),
            Shape::List(kind) => self.copy_list(kind, &here, value),
            Shape::Map(kind) => self.copy_map(kind, &here, value),
            Shape::TextMap if kind == Kind::Discriminator => self.copy_mapping(&here, value),
            _ => value.clone(),
        };
        copied.insert(name.to_owned(), value);
    }

    fn copy_list(&mut self, kind: Kind, at: &At<'_>, value: &'a Value) -> Value {
        match value {
            Value::Array(elements) => elements
                .iter()
                .enumerate()
                .map(|(index, element)| self.copy(kind, &at.element(index), element))
                .collect(),
            // One where a list is due; `mend` makes it a list.
            Value::Object(_) => self.copy(kind, at, value),
            other => other.clone(),
        }
    }

    fn copy_map(&mut self, kind: Kind, at: &At<'_>, value: &'a Value) -> Value {
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
        match follow(self.sources, Kind::Document, &at.place(), text) {
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
    fn copy_misplaced(&mut self, kind: Kind, at: &At<'_>, value: &'a Value) -> Value {
        match value {
            Value::Array(elements) if kind == Kind::Schema && elements.len() == 1 => {
                let place = at.place();
                self.diagnostics.note(
                    Code::Mended,
                    place.clone(),
                    "a list stands where a schema is due; its only element is taken",
                );
                self.copy_moved(kind, at, place.pointer.child(0), &elements[0])
            }
            other => other.clone(),
        }
    }

    /// Copies a value that stands somewhere else in the same file.
    fn copy_moved(&mut self, kind: Kind, at: &At<'_>, pointer: Pointer, value: &'a Value) -> Value {
        let place = Place {
            file: at.file(),
            pointer,
        };
        self.places.moved(&at.pointer(), place.clone());
        self.copy(kind, &at.from(place), value)
    }

    /// Copies a mapping of values to schemas, so that every schema is named
    /// as it is in the bundle (OpenAPI 3.0.3 §4.7.25).
    fn copy_mapping(&mut self, at: &At<'_>, value: &'a Value) -> Value {
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
                let name = text.replace('~', "~0").replace('/', "~1");
                format!("#/components/schemas/{name}")
            };
            match follow(self.sources, Kind::Schema, &here.place(), &written) {
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
    fn copy_reference(
        &mut self,
        kind: Kind,
        at: &At<'_>,
        members: &'a Map<String, Value>,
        text: &str,
    ) -> Value {
        let section = section(kind).unwrap_or_default();
        let target = match follow(self.sources, kind, &at.place(), text) {
            Ok(target) => target,
            Err(failure) => {
                self.report(failure);
                return self.stand_in_for(kind, at);
            }
        };
        let name = self.name(kind, section, target);
        let mut copied = Map::with_capacity(members.len());
        copied.insert("$ref".to_owned(), Value::String(internal(section, &name)));
        if kind == Kind::Schema {
            for (name, value) in members.iter().filter(|(name, _)| *name != "$ref") {
                copied.insert(name.clone(), value.clone());
            }
        }
        Value::Object(copied)
    }

    fn name(&mut self, kind: Kind, section: &'static str, target: Target<'a>) -> String {
        if let Some(name) = self.names.get(section, &target.place) {
            return name.to_owned();
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
    /// its content, overridden by what stands beside the reference.
    fn copy_inlined(
        &mut self,
        kind: Kind,
        at: &At<'_>,
        members: &'a Map<String, Value>,
        text: &str,
    ) -> Value {
        let target = match follow(self.sources, kind, &at.place(), text) {
            Ok(target) => target,
            Err(failure) => {
                self.report(failure);
                return Value::Object(Map::new());
            }
        };
        let mut copied = self.inlined(at, target, |bundler, at, value| {
            bundler.copy(kind, at, value)
        });
        if let Value::Object(copied) = &mut copied {
            for (name, value) in members.iter().filter(|(name, _)| *name != "$ref") {
                self.places
                    .moved(&at.member(name).pointer(), at.member(name).place());
                self.member(kind, at, name, value, copied);
            }
        }
        copied
    }

    fn inlined(
        &mut self,
        at: &At<'_>,
        target: Target<'a>,
        copy: impl FnOnce(&mut Self, &At<'_>, &'a Value) -> Value,
    ) -> Value {
        if self.inlining.contains(&target.place) {
            let message = "this reference leads to something that contains it";
            self.diagnostics
                .defect(Code::ReferenceCycle, at.place(), message);
            return Value::Object(Map::new());
        }
        self.places.moved(&at.pointer(), target.place.clone());
        self.inlining.push(target.place.clone());
        let copied = copy(self, &at.from(target.place), target.value);
        self.inlining.pop();
        copied
    }

    /// An operation, unless something that it needs is not there.
    fn operation(&mut self, at: &At<'_>, value: &'a Value) -> Option<Value> {
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
    fn drop_broken_operations(&mut self, at: &At<'_>, item: &mut Map<String, Value>) {
        if std::mem::take(&mut self.operation_is_broken) {
            for method in METHODS {
                if item.shift_remove(method).is_some() {
                    skipped_operation(self.diagnostics, &at.member(method));
                }
            }
        }
    }

    fn stand_in_for(&mut self, kind: Kind, at: &At<'_>) -> Value {
        match kind {
            Kind::Schema => self.stand_in(at),
            Kind::Parameter | Kind::RequestBody | Kind::Response => {
                self.operation_is_broken = true;
                Value::Null
            }
            _ => Value::Null,
        }
    }

    fn stand_in(&mut self, at: &At<'_>) -> Value {
        self.diagnostics.skipped(
            Code::SkippedSchema,
            at.place(),
            "this schema is taken for any JSON",
        );
        json!({ DEFECT: true })
    }

    fn report(&mut self, failure: Failure) {
        if self.reported.insert(failure.place().clone()) {
            failure.report(self.diagnostics);
        }
    }

    fn too_complex(&mut self, at: &At<'_>) -> Value {
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
        json!({ DEFECT: true })
    }
}

/// Says that an operation is left out.
pub(super) fn skipped_operation(diagnostics: &mut Diagnostics, at: &At<'_>) {
    let tokens: Vec<String> = at.pointer().tokens().collect();
    let name = match tokens.as_slice() {
        [.., path, method] => format!("{} {path}", method.to_uppercase()),
        _ => "this operation".to_owned(),
    };
    diagnostics.skipped(
        Code::SkippedOperation,
        at.place(),
        format!("`{name}` is left out of the client"),
    );
}

/// The schema of what is a parameter by all signs.
fn schema_of_parameter(members: &Map<String, Value>) -> Option<&Value> {
    let is_parameter =
        members.get("in").is_some_and(Value::is_string) && members.contains_key("name");
    members
        .get("schema")
        .filter(|schema| is_parameter && schema.is_object())
}

/// A reference inside the bundle. Names stand in it as they are: whoever looks
/// one up has only a prefix to take away.
fn internal(section: &str, name: &str) -> String {
    format!("#/components/{section}/{name}")
}
