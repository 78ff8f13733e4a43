//! Makes the first state of a collection from the examples of the document.
//!
//! It does not know requests but for the operation that they are for.

use serde_json::Value;

use super::super::metadata::api_metadata::{ApiMetadata, OperationMetadata};
use super::super::metadata::body_metadata::ResponseMetadata;
use super::super::metadata::collection_metadata::CollectionMetadata;
use super::collection::{Collection, id_of};
use super::route::Matched;

/// A collection without items.
pub(super) fn bare(matched: &Matched, collection: &'static CollectionMetadata) -> Collection {
    let mut stored = Collection::new(collection);
    if let Some(id) = shown_ids(matched, collection).next() {
        stored.set_model(id.to_owned());
    }
    stored
}

/// A collection with what the document shows. An item that operations show the id of is
/// there too, so that the document's examples lead to something.
pub(super) fn seeded(matched: &Matched, collection: &'static CollectionMetadata) -> Collection {
    let mut stored = bare(matched, collection);
    let listed = collection.list.and_then(|id| example(matched, id));
    let one = example(matched, collection.get);
    let listed = match listed {
        Some(Value::Array(items)) => items,
        _ => Vec::new(),
    };
    for item in listed.into_iter().chain(one.clone()) {
        if let Value::Object(item) = item
            && let Some(id) = id_of(&item, collection.id)
        {
            stored.put(&id, item);
        }
    }
    for id in shown_ids(matched, collection) {
        if let (None, Some(Value::Object(item))) = (stored.get(id), &one) {
            let mut item = item.clone();
            item.insert(collection.id.to_owned(), stored.id_value(id));
            stored.put(id, item);
        }
    }
    stored
}

/// What the document shows in the place of the id in the item's path.
fn shown_ids(
    matched: &Matched,
    collection: &'static CollectionMetadata,
) -> impl Iterator<Item = &'static str> + use<> {
    let name = collection
        .item_path
        .rsplit_once('{')
        .map_or("", |(_, name)| name);
    let name = name.trim_end_matches('}');
    let names = [Some(collection.get), collection.put, collection.delete];
    let names = names
        .into_iter()
        .flatten()
        .chain(collection.patch.iter().copied());
    let api = matched.api;
    names.filter_map(move |id| {
        let mut parameters = operation(api, id)?.parameters.iter();
        let found = parameters.find(|found| found.parameter.name == name);
        found?.example
    })
}

fn operation(api: &ApiMetadata, id: &str) -> Option<&'static OperationMetadata> {
    api.operations()
        .find(|metadata| metadata.operation.description.id == id)
}

/// The success that the document shows of an operation.
fn example(matched: &Matched, id: &str) -> Option<Value> {
    let responses: &[ResponseMetadata] = operation(matched.api, id)?.successes;
    let text = responses.iter().find_map(|response| response.example)?;
    serde_json::from_str(text).ok()
}
