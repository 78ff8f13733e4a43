//! Decides which operations of a document are wanted.
//!
//! Must not know: what an operation needs; only what is wanted is
//! copied, with what it needs.

use std::collections::BTreeSet;

use serde_json::Value;

use super::cursor::Cursor;
use super::nearest::nearest;
use crate::config::{Selection, spelled};

/// A selection, and what it has met so far: a word of it may be known in one
/// of several documents only.
#[derive(Debug, Default)]
pub struct Selector {
    selection: Selection,
    /// Everything by which the operations that were met can be selected.
    known: BTreeSet<String>,
    /// Whether an operation was wanted.
    has_selected: bool,
}

impl Selector {
    /// Nothing is met yet.
    pub fn new(selection: &Selection) -> Self {
        let spelled = |words: &[String]| words.iter().map(|word| spelled(word)).collect();
        Self {
            selection: Selection {
                only: spelled(&selection.only),
                skip: spelled(&selection.skip),
            },
            ..Self::default()
        }
    }

    /// Whether every operation is wanted.
    pub(super) fn is_all(&self) -> bool {
        self.selection.only.is_empty() && self.selection.skip.is_empty()
    }

    /// Whether this operation is wanted: by its `operationId`, `METHOD /path`
    /// or one of its tags.
    pub(super) fn wants(&mut self, at: &Cursor<'_>, operation: &Value) -> bool {
        if self.is_all() {
            return true;
        }
        let words = words(at, operation);
        let is_meant = |list: &[String]| list.iter().any(|word| words.contains(word));
        let Selection { only, skip } = &self.selection;
        let wanted = (only.is_empty() || is_meant(only)) && !is_meant(skip);
        self.known.extend(words);
        self.has_selected |= wanted;
        wanted
    }

    /// Whether there is a selection, and no operation that it selects.
    pub fn selects_nothing(&self) -> bool {
        !self.is_all() && !self.has_selected
    }

    /// The words of the selection that no operation matches, and the
    /// nearest that one does.
    pub fn unknown(&self) -> Vec<(String, Option<String>)> {
        let Selection { only, skip } = &self.selection;
        only.iter()
            .chain(skip)
            .filter(|word| !self.known.contains(*word))
            .map(|word| {
                let near = nearest(word, self.known.iter().map(String::as_str));
                (word.clone(), near.map(str::to_owned))
            })
            .collect()
    }
}

fn words(at: &Cursor<'_>, operation: &Value) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    let pointer = at.pointer();
    let tokens: Vec<_> = pointer.tokens().collect();
    if let [.., path, method] = tokens.as_slice() {
        words.insert(format!("{} {path}", method.to_ascii_uppercase()));
    }
    let id = operation.get("operationId").and_then(Value::as_str);
    let tags = operation.get("tags").and_then(Value::as_array);
    let tags = tags.into_iter().flatten().filter_map(Value::as_str);
    words.extend(
        id.into_iter()
            .chain(tags)
            .map(|word| word.trim().to_owned()),
    );
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Diagnostics;
    use crate::openapi::{PathItem, read_selected};
    use crate::source::Sources;

    const DOCUMENT: &str = "
openapi: 3.0.3
info: {title: Shop, version: '1'}
paths:
  /pets:
    get:
      operationId: listPets
      tags: [Pets, Public]
      responses: {'200': {description: All., content: {application/json: {schema: {$ref: '#/components/schemas/Pets'}}}}}
    post:
      tags: [Pets]
      requestBody: {$ref: '#/components/requestBodies/Pet'}
      responses: {'204': {description: Done.}}
  /orders:
    get:
      operationId: listOrders
      tags: [Orders]
      responses: {'200': {description: All., content: {application/json: {schema: {$ref: '#/components/schemas/Order'}}}}}
    delete:
      operationId: broken
      responses: {'204': {$ref: '#/components/responses/Nowhere'}}
components:
  securitySchemes: {key: {type: apiKey, in: header, name: Key}}
  requestBodies:
    Pet: {content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
  schemas:
    Puppy: {allOf: [{$ref: '#/components/schemas/Dog'}]}
    Order: {type: object, properties: {status: {$ref: '#/components/schemas/Status'}}}
    Pets: {type: array, items: {$ref: '#/components/schemas/Pet'}}
    Status: {type: string, enum: [open, closed]}
    Dog: {allOf: [{$ref: '#/components/schemas/Pet'}]}
    Pet: {type: object, discriminator: {propertyName: kind}, properties: {kind: {type: string}}}
";

    /// Operations and schemas that are left, how many findings there are, and
    /// the words that match nothing.
    fn selected(only: &[&str], skip: &[&str]) -> (Vec<String>, Vec<String>, usize, Vec<String>) {
        let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        let mut selector = Selector::new(&Selection {
            only: owned(only),
            skip: owned(skip),
        });
        let sources = Sources::from_texts([("api.yaml", DOCUMENT)]);
        let root = sources.find("api.yaml").expect("it was given");
        let mut diagnostics = Diagnostics::new(false);
        let read = read_selected(&sources, root, &mut selector, &mut diagnostics);
        let document = read.expect("it can be read");
        let schemas = document.schemas;
        let of_item = |(path, item): (String, PathItem)| {
            let methods = item.operations.into_iter().map(|(method, _)| method);
            methods.map(move |method| format!("{method} {path}"))
        };
        let operations = document.paths.into_iter().flat_map(of_item);
        let components = document.api.components.as_ref().expect("there are some");
        assert_eq!(components.security_schemes.len(), 1);
        let unknown = selector.unknown().into_iter().map(|(word, near)| {
            let near = near.unwrap_or_default();
            format!("{word} {near}").trim_end().to_owned()
        });
        (
            operations.collect(),
            schemas
                .components()
                .map(|(name, _)| name.to_owned())
                .collect(),
            diagnostics.into_vec().len(),
            unknown.collect(),
        )
    }

    #[test]
    fn what_is_selected_comes_with_what_it_needs_and_nothing_else() {
        let pets = ["Puppy", "Pets", "Dog", "Pet"].as_slice();
        let orders = ["Order", "Status"].as_slice();
        for (only, skip, operations, schemas) in [
            (&["listOrders"][..], &[][..], &["get /orders"][..], orders),
            (&["GET /orders"], &[], &["get /orders"], orders),
            (&["get  /orders"], &[], &["get /orders"], orders),
            (&["Public"], &[], &["get /pets"], pets),
            (
                &["Pets"],
                &["listPets"],
                &["post /pets"],
                &["Puppy", "Dog", "Pet"],
            ),
            (&[], &["Pets", "broken"], &["get /orders"], orders),
            (&["Orders"], &["Orders"], &[], &[]),
        ] {
            let (found, kept, findings, unknown) = selected(only, skip);
            assert_eq!(found, operations, "{only:?} {skip:?}");
            assert_eq!(kept, schemas, "{only:?} {skip:?}");
            assert_eq!((findings, unknown.len()), (0, 0), "{only:?} {skip:?}");
        }
    }

    #[test]
    fn a_word_that_matches_nothing_is_told_with_the_nearest() {
        let (.., unknown) = selected(&["listPet", "Public"], &["GET /order", "zzzzzzzz"]);
        assert_eq!(
            unknown,
            ["listPet listPets", "GET /order GET /orders", "zzzzzzzz"]
        );
    }

    #[test]
    fn without_a_selection_every_component_counts() {
        let (operations, schemas, findings, _) = selected(&[], &[]);
        assert_eq!((operations.len(), schemas.len()), (3, 6));
        assert!(findings > 0, "the broken operation is told");
    }
}
