//! Turns requests of a collection into what becomes of its things, and what is answered.
//!
//! It does not know where requests come from. They fit the document by now.

use std::collections::BTreeMap;

use bytes::Bytes;
use serde_json::Value;

use super::super::metadata::api_details::OperationDetails;
use super::super::metadata::body_details::{AnswerDetails, Format};
use super::super::metadata::collection_details::CollectionDetails;
use super::accept::Accept;
use super::check::{Arrived, Refusal};
use super::collection::{Shelf, Thing, id_of};
use super::page::Page;
use super::reply::Reply;
use super::route::Matched;
use super::{default_reply, patch};

/// Every collection that was asked for, by the path that it was asked for under.
#[derive(Debug)]
pub(super) struct Kept {
    shelves: BTreeMap<String, Shelf>,
    /// How many things they have together. A collection counts as one more, so that empty
    /// ones don't grow without end.
    items: usize,
    /// How many they may have.
    limit: usize,
}

/// What an operation does with a collection.
#[derive(Clone, Copy, PartialEq)]
enum Deed {
    List,
    Create,
    Get,
    Put,
    Patch,
    Delete,
}

/// What stands around a request.
pub(super) struct Around<'r> {
    pub(super) arrived: Arrived<'r>,
    /// Whether collections begin without the document's examples.
    pub(super) is_empty: bool,
    /// The time as text.
    pub(super) now: String,
}

impl Kept {
    pub(super) fn new(limit: usize) -> Self {
        Self {
            shelves: BTreeMap::new(),
            items: 0,
            limit,
        }
    }

    /// Does what the operation means, where it is one of a collection.
    pub(super) fn answer(&mut self, around: &Around<'_>) -> Option<Result<Reply, Refusal>> {
        let (collection, deed) = role(around.arrived.matched)?;
        let depth = collection.path.split('/').count();
        let matched = around.arrived.matched;
        let path = format!("{}{}", matched.base, matched.segments[..depth].join("/"));
        let is_new = !self.shelves.contains_key(&path);
        if self.items >= self.limit && (deed == Deed::Create || is_new) {
            let reason = format!(
                "its collections have {} items, the limit of this mock server",
                self.limit
            );
            return Some(Err(Refusal::new(507, reason)));
        }
        let shelf = self.shelves.entry(path);
        let shelf = shelf.or_insert_with(|| match around.is_empty {
            true => bare(matched, collection),
            false => seeded(matched, collection),
        });
        let before = if is_new { 0 } else { shelf.len() + 1 };
        let last = collection.item_path.split('{').count() - 2;
        let id = matched.values.get(last).map(|(_, id)| id.as_str());
        let act = Act {
            around,
            collection,
            shelf: &mut *shelf,
        };
        let reply = act.perform(deed, id.unwrap_or_default());
        self.items = self.items - before + shelf.len() + 1;
        Some(reply)
    }
}

fn role(matched: &Matched) -> Option<(&'static CollectionDetails, Deed)> {
    let id = matched.details.operation.description.id;
    matched.api.collections.iter().find_map(|found| {
        let named = [
            (found.list, Deed::List),
            (found.create, Deed::Create),
            (Some(found.get), Deed::Get),
            (found.put, Deed::Put),
            (found.delete, Deed::Delete),
        ];
        let patches = found.patch.iter().map(|name| (Some(*name), Deed::Patch));
        let mut deeds = named.into_iter().chain(patches);
        let (_, deed) = deeds.find(|(name, _)| *name == Some(id))?;
        Some((found, deed))
    })
}

struct Act<'a> {
    around: &'a Around<'a>,
    collection: &'static CollectionDetails,
    shelf: &'a mut Shelf,
}

impl Act<'_> {
    fn perform(self, deed: Deed, id: &str) -> Result<Reply, Refusal> {
        let details = self.around.arrived.matched.details;
        match deed {
            Deed::List => {
                let page = Page::of(details, self.around.arrived.request);
                let things = self.shelf.list().skip(page.offset).take(page.limit);
                let things = things.cloned().map(Value::Object).collect();
                Ok(success(details, &Value::Array(things)))
            }
            Deed::Create => self.create(),
            _ => match self.shelf.get(id).cloned() {
                Some(thing) => self.on_thing(deed, id, thing),
                None => Ok(default_reply::error(
                    details,
                    default_reply::documented(details, [404, 400]),
                )),
            },
        }
    }

    fn on_thing(self, deed: Deed, id: &str, thing: Thing) -> Result<Reply, Refusal> {
        let details = self.around.arrived.matched.details;
        match deed {
            Deed::Get => Ok(success(details, &Value::Object(thing))),
            Deed::Put => self.put(id, &thing),
            Deed::Patch => self.patch(id, thing),
            Deed::Delete => {
                self.shelf.remove(id);
                let any = Accept::default();
                Ok(default_reply::success(details, &any).unwrap_or_else(|_| Reply::empty(200)))
            }
            Deed::List | Deed::Create => unreachable!("they need no thing"),
        }
    }

    /// The server's own properties come from the server, whatever the request says. Where
    /// the id is not one of them, the caller may choose it.
    fn create(self) -> Result<Reply, Refusal> {
        let details = self.around.arrived.matched.details;
        let mut thing = self.given();
        let chosen = id_of(&thing, self.collection.id);
        if chosen
            .as_deref()
            .is_some_and(|id| self.shelf.get(id).is_some())
        {
            let status = default_reply::documented(details, [409, 400]);
            return Ok(default_reply::error(details, status));
        }
        let id = chosen.unwrap_or_else(|| self.shelf.new_id());
        let value = self.shelf.id_value(&id);
        thing.insert(self.collection.id.to_owned(), value);
        for name in self.collection.times {
            thing.insert((*name).to_owned(), self.around.now.clone().into());
        }
        self.keep(&id, thing)
    }

    /// The server's own properties stay, save the times of changes.
    fn put(self, id: &str, old: &Thing) -> Result<Reply, Refusal> {
        let mut thing = self.given();
        self.restore(&mut thing, old);
        self.touch(&mut thing);
        self.keep(id, thing)
    }

    fn patch(self, id: &str, old: Thing) -> Result<Reply, Refusal> {
        let mut changed = Value::Object(old.clone());
        let Arrived {
            matched, request, ..
        } = self.around.arrived;
        let is_done = patch::apply(matched.details, &request.body, &mut changed);
        match changed {
            Value::Object(mut thing) if is_done => {
                self.restore(&mut thing, &old);
                self.touch(&mut thing);
                self.keep(id, thing)
            }
            _ => self.refuse("its patch can't be applied"),
        }
    }

    /// Keeps a thing that the operation may answer with, and answers it.
    fn keep(self, id: &str, mut thing: Thing) -> Result<Reply, Refusal> {
        self.fill(&mut thing);
        let reply = self.reply(&thing);
        let reply = match reply {
            Err(_) if !self.is_patch() => {
                thing = self.without_misfits(&thing);
                self.reply(&thing)
            }
            reply => reply,
        };
        match reply {
            Ok(reply) => {
                self.shelf.put(id, thing);
                Ok(reply)
            }
            Err(misfit) => self.refuse(&format!("what it gives can't be returned: {misfit}")),
        }
    }

    /// Adds what a response must have and the request need not.
    fn fill(&self, thing: &mut Thing) {
        for (name, example) in self.collection.required {
            let value = || serde_json::from_str(example).unwrap_or(Value::Null);
            if !thing.contains_key(*name) && self.may_fill(name) {
                thing.insert((*name).to_owned(), value());
            }
        }
    }

    /// A request may give a property a value that no response can have, such as `null`:
    /// it counts as absent then.
    fn without_misfits(&self, thing: &Thing) -> Thing {
        let mut fitting = Thing::new();
        self.fill(&mut fitting);
        for (name, value) in thing {
            let before = fitting.insert(name.clone(), value.clone());
            if self.reply(&fitting).is_err() {
                match before {
                    Some(before) => drop(fitting.insert(name.clone(), before)),
                    None => drop(fitting.remove(name)),
                }
            }
        }
        fitting
    }

    /// The operation's reply with a thing, or why it can't have it.
    fn reply(&self, thing: &Thing) -> Result<Reply, String> {
        let details = self.around.arrived.matched.details;
        let value = Value::Object(thing.clone());
        let reply = success(details, &value);
        let answer = reply.clone().finished().answer();
        match (details.operation.read)(&answer) {
            Some(Err(error)) => return Err(error.to_string()),
            Some(Ok(())) => {}
            None => return Err("the document has no such response".to_owned()),
        }
        let id = details.operation.description.id;
        let schemas = self.around.arrived.schemas;
        let misfit =
            schemas.and_then(|schemas| schemas.response(id, answer.status.as_u16(), &value));
        misfit.map_or(Ok(reply), Err)
    }

    fn is_patch(&self) -> bool {
        self.around
            .arrived
            .matched
            .details
            .operation
            .description
            .method
            == "PATCH"
    }

    /// What a request need not hold though an answer must: it is no fault of the
    /// caller's. A patch that takes it away is.
    fn may_fill(&self, name: &str) -> bool {
        !self.is_patch() || self.collection.server_set.contains(&name)
    }

    /// Answers with the documented error. A patch that can't be applied is a request as the
    /// document has it; a whole thing that does not fit is not.
    fn refuse(&self, reason: &str) -> Result<Reply, Refusal> {
        let details = self.around.arrived.matched.details;
        let status = default_reply::documented(details, [400, 422]);
        let reply = default_reply::error(details, status);
        match self.is_patch() {
            true => Ok(reply),
            false => Err(Refusal::new(status, reason).answered(reply)),
        }
    }

    /// The body's properties without those that callers may not set or see again.
    fn given(&self) -> Thing {
        let Some(Value::Object(mut thing)) = self.around.arrived.request.json() else {
            return Thing::new();
        };
        let CollectionDetails {
            server_set,
            write_only,
            ..
        } = self.collection;
        thing.retain(|name, _| {
            !server_set.contains(&name.as_str()) && !write_only.contains(&name.as_str())
        });
        thing
    }

    fn restore(&self, thing: &mut Thing, old: &Thing) {
        let names = self.collection.server_set.iter().copied();
        for name in names.chain([self.collection.id]) {
            match old.get(name) {
                Some(value) => drop(thing.insert(name.to_owned(), value.clone())),
                None => drop(thing.remove(name)),
            }
        }
    }

    /// Sets the times of changes: those whose name does not speak of the beginning.
    fn touch(&self, thing: &mut Thing) {
        let times = self.collection.times.iter();
        for name in times.filter(|name| !name.to_ascii_lowercase().contains("creat")) {
            thing.insert((*name).to_owned(), self.around.now.clone().into());
        }
    }
}

fn success(details: &OperationDetails, value: &Value) -> Reply {
    default_reply::success_of(details, Format::Json, Bytes::from(value.to_string()))
}

/// A collection without things.
fn bare(matched: &Matched, collection: &'static CollectionDetails) -> Shelf {
    let mut shelf = Shelf::new(collection);
    if let Some(id) = shown_ids(matched, collection).next() {
        shelf.set_model(id.to_owned());
    }
    shelf
}

/// A collection with what the document shows. A thing that operations show the id of is
/// there too, so that the document's examples lead to something.
fn seeded(matched: &Matched, collection: &'static CollectionDetails) -> Shelf {
    let mut shelf = bare(matched, collection);
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
            shelf.put(&id, thing);
        }
    }
    for id in shown_ids(matched, collection) {
        if let (None, Some(Value::Object(thing))) = (shelf.get(id), &one) {
            let mut thing = thing.clone();
            thing.insert(collection.id.to_owned(), shelf.id_value(id));
            shelf.put(id, thing);
        }
    }
    shelf
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

fn operation(
    api: &super::super::metadata::api_details::ApiDetails,
    id: &str,
) -> Option<&'static OperationDetails> {
    api.operations()
        .find(|details| details.operation.description.id == id)
}

/// The success that the document shows of an operation.
fn example(matched: &Matched, id: &str) -> Option<Value> {
    let answers: &[AnswerDetails] = operation(matched.api, id)?.answers;
    let text = answers.iter().find_map(|answer| answer.example)?;
    serde_json::from_str(text).ok()
}
