//! Finds the objects of a tree by what they say of themselves in members with a `$`, so that
//! nobody has to search the tree for each.

use foldhash::HashMap;
use serde_json::Value;

use super::Pointer;

/// The member that names another object, not its own.
const REFERENCE: &str = "$ref";

/// Places of objects, by the texts of their members.
#[derive(Debug, Default)]
pub(crate) struct Named(HashMap<String, HashMap<String, Found>>);

/// Where an object is, and how many objects with such members are before it.
#[derive(Debug)]
struct Found {
    number: usize,
    pointer: Pointer,
}

impl Named {
    /// Looks at every object of a tree once.
    pub(super) fn new(tree: &Value) -> Self {
        let mut named = Self::default();
        let mut number = 0;
        let mut open = vec![(Pointer::root(), tree)];
        while let Some((pointer, value)) = open.pop() {
            match value {
                Value::Object(members) => {
                    for (name, value) in members {
                        let is_own = name.starts_with('$') && name != REFERENCE;
                        if let Some(text) = value.as_str().filter(|_| is_own) {
                            named.add(name, text, number, &pointer);
                            number += 1;
                        }
                    }
                    let inner = members.iter().rev().filter(|(_, value)| has_parts(value));
                    open.extend(inner.map(|(name, value)| (pointer.child(name), value)));
                }
                Value::Array(elements) => {
                    let inner = elements.iter().enumerate().rev();
                    let inner = inner.filter(|(_, value)| has_parts(value));
                    open.extend(inner.map(|(index, value)| (pointer.element(index), value)));
                }
                _ => {}
            }
        }
        named
    }

    fn add(&mut self, member: &str, text: &str, number: usize, pointer: &Pointer) {
        let texts = self.0.entry(member.to_owned()).or_default();
        texts.entry(text.to_owned()).or_insert_with(|| Found {
            number,
            pointer: pointer.clone(),
        });
    }

    /// The first object, in document order, of which one of these members is this text.
    pub(crate) fn first(&self, members: &[&str], text: &str) -> Option<&Pointer> {
        let found = members
            .iter()
            .filter_map(|name| self.0.get(*name)?.get(text));
        let first = found.min_by_key(|found| found.number);
        first.map(|found| &found.pointer)
    }
}

fn has_parts(value: &Value) -> bool {
    value.is_object() || value.is_array()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_first_object_in_document_order_is_meant() {
        let tree = json!({
            "z": [{"$anchor": "a"}, {"$dynamicAnchor": "b"}],
            "a/b": {"inner": {"$anchor": "b", "$ref": "a"}},
            "properties": {"$anchor": {"type": "string"}},
            "$anchor": "root",
        });
        let named = Named::new(&tree);
        let both = ["$anchor", "$dynamicAnchor"];
        for (members, text, wanted) in [
            (&both[..], "a", Some("/z/0")),
            (&both, "b", Some("/z/1")),
            (&both[..1], "b", Some("/a~1b/inner")),
            (&both, "root", Some("")),
            (&["$ref"], "a", None),
            (&both, "c", None),
        ] {
            let found = named.first(members, text).map(Pointer::as_str);
            assert_eq!(found, wanted, "{members:?} {text}");
        }
    }
}
