//! Leaves components out that nothing wanted names.
//!
//! Where everything is, every component of the root counts, named or not.

use serde_json::{Map, Value};

use super::Bundler;
use crate::openapi::component::Open;
use crate::openapi::grammar::Kind;
use crate::openapi::resolve::{follow, reference};

/// Chains of parents that are longer go in a circle.
const DEEPEST: usize = 32;

/// Sections and names of the root's own components, as the root lists them.
pub(super) type Order = Vec<(&'static str, String)>;

impl<'a> Bundler<'a, '_> {
    /// The components to copy at once, and the order of those that may follow.
    /// Security schemes are named without references, so they are always reached.
    pub(super) fn set_aside(&mut self, own: Vec<Open<'a>>) -> (Vec<Open<'a>>, Order) {
        if self.selector.is_all() {
            return (own, Order::new());
        }
        let order = own
            .iter()
            .map(|open| (open.section, open.name.clone()))
            .collect();
        let (reached, unreached) = own
            .into_iter()
            .partition(|open| open.kind == Kind::SecurityScheme);
        self.unreached = unreached;
        (reached, order)
    }

    /// Something wanted names this component.
    pub(super) fn keep(&mut self, section: &str, name: &str) {
        let is_meant = |open: &Open<'_>| open.section == section && open.name == name;
        if let Some(index) = self.unreached.iter().position(is_meant) {
            let open = self.unreached.remove(index);
            self.open.push_back(open);
        }
    }

    /// Where a discriminator has no list of alternatives, those are the
    /// schemas whose `allOf` names its owner, wherever that is (OpenAPI
    /// 3.0.3 §4.7.25). Whether there were any.
    pub(super) fn reach_children(&mut self, components: &Map<String, Value>) -> bool {
        let schemas = components.get("schemas").and_then(Value::as_object);
        let Some(schemas) = schemas else { return false };
        let (children, unreached) = std::mem::take(&mut self.unreached)
            .into_iter()
            .partition(|open| self.is_child(open, schemas));
        self.unreached = unreached;
        let children: Vec<_> = children;
        let any = !children.is_empty();
        self.open.extend(children);
        any
    }

    fn is_child(&self, open: &Open<'a>, schemas: &Map<String, Value>) -> bool {
        let members = open.value.get("allOf").and_then(Value::as_array);
        let mut parents = members.into_iter().flatten().filter_map(reference);
        parents.any(|text| {
            let target = follow(self.sources, self.version, Kind::Schema, &open.place, text).ok();
            let name = target.and_then(|target| self.names.get("schemas", &target.place));
            name.is_some_and(|name| is_polymorphic(schemas, name, 0))
        })
    }
}

/// Whether a copied schema or one that it extends has a discriminator.
fn is_polymorphic(schemas: &Map<String, Value>, name: &str, depth: usize) -> bool {
    let Some(schema) = schemas.get(name).filter(|_| depth < DEEPEST) else {
        return false;
    };
    let members = schema.get("allOf").and_then(Value::as_array);
    let parents = members.into_iter().flatten().filter_map(reference);
    schema.get("discriminator").is_some()
        || parents
            .filter_map(|text| text.strip_prefix("#/components/schemas/"))
            .any(|parent| is_polymorphic(schemas, parent, depth + 1))
}

/// Puts components into the order of the root, those of other files last.
pub(super) fn restore_order(components: &mut Map<String, Value>, order: &Order) {
    for (section, name) in order {
        let Some(Value::Object(group)) = components.get_mut(*section) else {
            continue;
        };
        if let Some(value) = group.shift_remove(name) {
            group.insert(name.clone(), value);
        }
    }
}
