//! Turns the files of a document into one tree without external references:
//! what a reference leads to becomes a component, named for where it stood.
//!
//! Must not know: what is wrong with the tree otherwise (`repair` does), nor
//! `openapiv3`.

mod copy;
mod example;
mod prune;
mod reference;

use std::collections::VecDeque;

use foldhash::{HashMap, HashMapExt as _, HashSet, HashSetExt as _};
use serde_json::{Map, Value};

use crate::diagnostic::{Code, Diagnostics};
use crate::openapi::bad_reference::not_a_reference;
use crate::openapi::component::{self, MapAt, Open};
use crate::openapi::component_names::Names;
use crate::openapi::cursor::Cursor;
use crate::openapi::extensions::WEBHOOKS_OF_3_0;
use crate::openapi::grammar::{Kind, Shape, is_known, member, section};
use crate::openapi::places::Places;
use crate::openapi::resolve::{component_name, follow, reference, says_more};
use crate::openapi::select::Selector;
use crate::openapi::target::described;
use crate::openapi::version::Version;
use crate::source::{FileId, Place, Pointer, Sources};

/// The extension that marks a schema standing in for one with a defect that
/// has been reported. Its value is `true`.
pub(crate) const DEFECT: &str = "x-simgen-defect";

/// Maps that refer to maps are copied; this ends copies that never would.
pub(crate) const MOST_NODES: usize = 10_000_000;
pub(crate) const DEEPEST: usize = 200;

/// One tree, and where its parts come from.
#[derive(Debug)]
pub(crate) struct Bundled {
    pub(crate) tree: Map<String, Value>,
    pub(crate) places: Places,
}

/// Bundles one document whose root is an object.
pub(crate) fn bundle(
    version: Version,
    sources: &Sources,
    root: FileId,
    tree: &Map<String, Value>,
    selector: &mut Selector,
    diagnostics: &mut Diagnostics,
) -> Bundled {
    let mut bundler = Bundler::new(version, sources, root, selector, diagnostics);
    let tree = bundler.document(root, tree);
    Bundled {
        tree,
        places: bundler.places,
    }
}

/// What the places are called that references lead to.
pub(crate) fn names(
    version: Version,
    sources: &Sources,
    root: FileId,
    tree: &Map<String, Value>,
) -> Names {
    let (mut selector, mut diagnostics) = (Selector::default(), Diagnostics::default());
    let mut bundler = Bundler::new(version, sources, root, &mut selector, &mut diagnostics);
    bundler.document(root, tree);
    bundler.names
}

struct Bundler<'a, 'd> {
    version: Version,
    sources: &'a Sources,
    selector: &'d mut Selector,
    /// The root's own components that nothing wanted has named yet.
    unreached: Vec<Open<'a>>,
    diagnostics: &'d mut Diagnostics,
    names: Names,
    places: Places,
    open: VecDeque<Open<'a>>,
    /// What references are called in the bundle, by the file that they are in.
    followed: HashMap<(Kind, FileId, &'a str), String>,
    reported: HashSet<Place>,
    /// Places whose content is being copied to where a reference to it is.
    inlining: Vec<Place>,
    /// Whether something that the current operation needs is not there.
    operation_is_broken: bool,
    /// How many callbacks we are in.
    callbacks: usize,
    nodes: usize,
    /// Members of the root's `components` that OpenAPI does not have.
    unknown: Map<String, Value>,
}

impl<'a, 'd> Bundler<'a, 'd> {
    fn new(
        version: Version,
        sources: &'a Sources,
        root: FileId,
        selector: &'d mut Selector,
        diagnostics: &'d mut Diagnostics,
    ) -> Self {
        Self {
            version,
            sources,
            selector,
            unreached: Vec::new(),
            diagnostics,
            names: Names::default(),
            places: Places::new(root),
            open: VecDeque::new(),
            followed: HashMap::new(),
            reported: HashSet::new(),
            inlining: Vec::new(),
            operation_is_broken: false,
            callbacks: 0,
            nodes: 0,
            unknown: Map::new(),
        }
    }

    fn document(&mut self, root: FileId, tree: &'a Map<String, Value>) -> Map<String, Value> {
        let place = Place {
            file: root,
            pointer: Pointer::root(),
        };
        let top = Cursor::top("", place);
        let own = self.own_components(&top, tree.get("components"));
        let (own, order) = self.set_aside(own);
        let mut bundled = Map::new();
        let is_extra = |name: &str| name == WEBHOOKS_OF_3_0 && tree.contains_key("webhooks");
        for (name, value) in tree {
            if name != "components" && !is_extra(name) {
                let member = self.member(Kind::Document, &top, tree, name, value);
                bundled.extend(member.map(|value| (name.clone(), value)));
            }
        }
        let mut components = Map::new();
        for open in own {
            self.component(open, &mut components);
        }
        loop {
            while let Some(open) = self.open.pop_front() {
                self.component(open, &mut components);
            }
            if !self.reach_children(&components) {
                break;
            }
        }
        prune::restore_order(&mut components, &order);
        components.append(&mut self.unknown);
        bundled.insert("components".to_owned(), Value::Object(components));
        bundled
    }

    /// The root's own components. Their names are reserved, and where one is
    /// only a reference to something that has no name in the root, that gets
    /// this name.
    fn own_components(&mut self, top: &Cursor<'_>, components: Option<&'a Value>) -> Vec<Open<'a>> {
        let mut own = Vec::new();
        let at = top.member("components");
        let Some((at, components)) = components.and_then(|value| self.through(&at, value)) else {
            return own;
        };
        for (group, entries) in components {
            let at = at.member(group);
            let Shape::Map(kind) = member(self.version, Kind::Components, group) else {
                self.keep_unknown(&at, group, entries);
                continue;
            };
            let Some(section) = section(kind) else {
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

    /// A member that `components` does not have is kept, so that `repair` reports it.
    fn keep_unknown(&mut self, at: &Cursor<'_>, name: &str, value: &Value) {
        if !is_known(self.version, Kind::Components, name) {
            let pointer = Pointer::root().child("components").child(name);
            self.places.moved(&pointer, at.place());
            self.unknown.insert(name.to_owned(), value.clone());
        }
    }

    fn adopt(&mut self, open: &Open<'a>) {
        let text = reference(open.value);
        let text = text.filter(|_| !says_more(self.version, open.kind, open.value));
        let Some(text) = text else {
            return;
        };
        let Ok(target) = follow(self.sources, self.version, open.kind, &open.place, text) else {
            return;
        };
        // A schema that is a component elsewhere has a name already. Under
        // another one it is a type of its own, as in a single file.
        let name = component_name(open.kind, &target.place.pointer);
        if open.kind != Kind::Schema || name.is_none_or(|name| name == open.name) {
            self.names.give(open.section, target.place, &open.name);
        }
    }

    /// The object at a place where a map is expected, as [`component::map`] has it; reports
    /// what is there instead.
    fn through<'b>(&mut self, at: &'b Cursor<'b>, value: &'a Value) -> Option<MapAt<'a, 'b>> {
        if let Some(failure) = not_a_reference(self.sources, || at.place(), value) {
            self.report(failure);
            return None;
        }
        if reference(value).is_none() && !value.is_object() {
            let message = format!("{} is not an object; it is left out", described(value));
            self.diagnostics
                .defect(Code::InvalidDocument, at.place(), message);
            self.diagnostics
                .help("write an object whose members are the names of the components");
        }
        component::map(self.sources, self.version, at, value).unwrap_or_else(|failure| {
            self.report(failure);
            None
        })
    }

    fn component(&mut self, open: Open<'a>, components: &mut Map<String, Value>) {
        let base = open.pointer();
        self.places.moved(&base, open.place.clone());
        let at = Cursor::top(base.as_str(), open.place);
        let Some(value) =
            self.component_value(&at, open.kind, open.section, &open.name, open.value)
        else {
            return;
        };
        component::insert(components, open.section, open.name, value);
    }

    /// A component that is only a reference becomes what it leads to, if it
    /// gave that its name. Else it stays a reference where it is a schema, and
    /// goes where not: nothing refers to it any more. Security schemes are
    /// referred to by their names, so each keeps its own.
    fn component_value(
        &mut self,
        at: &Cursor<'_>,
        kind: Kind,
        section: &'static str,
        name: &str,
        value: &'a Value,
    ) -> Option<Value> {
        let text = reference(value).filter(|_| !says_more(self.version, kind, value));
        let Some(text) = text else {
            return Some(self.copy(kind, at, value));
        };
        match follow(self.sources, self.version, kind, &at.place(), text) {
            Ok(target)
                if kind == Kind::SecurityScheme
                    || self.names.get(section, &target.place) == Some(name) =>
            {
                self.places.moved(&at.pointer(), target.place.clone());
                Some(self.copy(kind, &at.from(target.place), target.value))
            }
            Ok(_) if kind != Kind::Schema => None,
            Ok(_) => Some(self.copy(kind, at, value)),
            Err(failure) => {
                self.report(failure);
                (kind == Kind::Schema).then(reference::stand_in)
            }
        }
    }
}

/// Says that an operation is left out.
pub(crate) fn skipped_operation(diagnostics: &mut Diagnostics, at: &Cursor<'_>) {
    let pointer = at.pointer();
    let tokens: Vec<_> = pointer.tokens().collect();
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
