//! Makes the first state of a collection from the examples of the document.
//!
//! It does not know requests but for the operation that they are for.

use serde_json::Value;

use super::super::metadata::api_metadata::{ApiDetails, OperationDetails};
use super::super::metadata::body_metadata::AnswerDetails;
use super::super::metadata::collection_metadata::CollectionDetails;
use super::collection::{Collection, id_of};
use super::route::Matched;

/// A collection without things.
pub(super) fn bare(matched: &Matched, collection: &'static CollectionDetails) -> Collection {
    let mut stored = Collection::new(collection);
    if let Some(id) = shown_ids(matched, collection).next() {
        stored.set_model(id.to_owned());
    }
    stored
}

/// A collection with what the document shows. A thing that operations show the id of is
/// there too, so that the document's examples lead to something.
pub(super) fn seeded(matched: &Matched, collection: &'static CollectionDetails) -> Collection {
    let mut stored = bare(matched, collection);
    let listed = collection.list.and_then(|id| example(matched, id));
    let one = example(matched, collection.get);
    let listed = match listed {
        Some(Value::Array(things)) => things,
        _ => Vec::new(),
    };
    for thing in listed.into_iter().chain(one.clone()) {
        if let Value::Object(thing) = thing
            && let Some(id) = id_of(&thing, collection.id)
        {
            stored.put(&id, thing);
        }
    }
    for id in shown_ids(matched, collection) {
        if let (None, Some(Value::Object(thing))) = (stored.get(id), &one) {
            let mut thing = thing.clone();
            thing.insert(collection.id.to_owned(), stored.id_value(id));
            stored.put(id, thing);
        }
    }
    stored
}

/// What the document shows in the place of the id in the item's path.
fn shown_ids(
    matched: &Matched,
    collection: &'static CollectionDetails,
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

fn operation(api: &ApiDetails, id: &str) -> Option<&'static OperationDetails> {
    api.operations()
        .find(|details| details.operation.description.id == id)
}

/// The success that the document shows of an operation.
fn example(matched: &Matched, id: &str) -> Option<Value> {
    let answers: &[AnswerDetails] = operation(matched.api, id)?.answers;
    let text = answers.iter().find_map(|answer| answer.example)?;
    serde_json::from_str(text).ok()
}
