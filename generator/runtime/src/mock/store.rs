//! Turns requests of a collection into changes of its items, and responses.
//!
//! It does not know where requests come from. They fit the document by now.

use std::collections::BTreeMap;

use bytes::Bytes;
use serde_json::Value;

use super::super::metadata::api_metadata::OperationMetadata;
use super::super::metadata::body_metadata::Format;
use super::super::metadata::collection_metadata::CollectionMetadata;
use super::accept::Accept;
use super::check::{Arrived, Refusal};
use super::collection::{Collection, Item, id_of};
use super::collection_examples::{bare, seeded};
use super::page::Page;
use super::reply::Reply;
use super::route::Matched;
use super::{default_reply, patch};

/// Every collection that was asked for, by the path that it was asked for under.
#[derive(Debug)]
pub(super) struct Store {
    collections: BTreeMap<String, Collection>,
    /// How many items they have together. A collection counts as one more, so that empty
    /// ones don't grow without end.
    items: usize,
    /// How many they may have.
    limit: usize,
}

/// What an operation does with a collection.
#[derive(Clone, Copy, PartialEq)]
enum Action {
    List,
    Create,
    Get,
    Put,
    Patch,
    Delete,
}

/// A request and what its response depends on.
pub(super) struct StoreRequest<'r> {
    pub(super) arrived: Arrived<'r>,
    /// Whether collections begin without the document's examples.
    pub(super) is_empty: bool,
    /// The time as text.
    pub(super) now: String,
}

impl Store {
    pub(super) fn new(limit: usize) -> Self {
        Self {
            collections: BTreeMap::new(),
            items: 0,
            limit,
        }
    }

    /// Does what the operation means, where it is one of a collection.
    pub(super) fn respond(&mut self, around: &StoreRequest<'_>) -> Option<Result<Reply, Refusal>> {
        let (collection, action) = role(around.arrived.matched)?;
        let depth = collection.path.split('/').count();
        let matched = around.arrived.matched;
        let path = format!("{}{}", matched.base, matched.segments[..depth].join("/"));
        let is_new = !self.collections.contains_key(&path);
        if self.items >= self.limit && (action == Action::Create || is_new) {
            let reason = format!(
                "its collections have {} items, the limit of this mock server",
                self.limit
            );
            return Some(Err(Refusal::new(507, reason)));
        }
        let stored = self.collections.entry(path);
        let stored = stored.or_insert_with(|| match around.is_empty {
            true => bare(matched, collection),
            false => seeded(matched, collection),
        });
        let before = if is_new { 0 } else { stored.len() + 1 };
        let last = collection.item_path.split('{').count() - 2;
        let id = matched.values.get(last).map(|(_, id)| id.as_str());
        let act = Act {
            around,
            collection,
            stored: &mut *stored,
        };
        let reply = act.perform(action, id.unwrap_or_default());
        self.items = self.items - before + stored.len() + 1;
        Some(reply)
    }
}

fn role(matched: &Matched) -> Option<(&'static CollectionMetadata, Action)> {
    let id = matched.metadata.operation.description.id;
    matched.api.collections.iter().find_map(|found| {
        let named = [
            (found.list, Action::List),
            (found.create, Action::Create),
            (Some(found.get), Action::Get),
            (found.put, Action::Put),
            (found.delete, Action::Delete),
        ];
        let patches = found.patch.iter().map(|name| (Some(*name), Action::Patch));
        let mut actions = named.into_iter().chain(patches);
        let (_, action) = actions.find(|(name, _)| *name == Some(id))?;
        Some((found, action))
    })
}

struct Act<'a> {
    around: &'a StoreRequest<'a>,
    collection: &'static CollectionMetadata,
    stored: &'a mut Collection,
}

impl Act<'_> {
    fn perform(self, action: Action, id: &str) -> Result<Reply, Refusal> {
        let metadata = self.around.arrived.matched.metadata;
        match action {
            Action::List => {
                let page = Page::of(metadata, self.around.arrived.request);
                let items = self.stored.list().skip(page.offset).take(page.limit);
                let items = items.cloned().map(Value::Object).collect();
                Ok(success(metadata, &Value::Array(items)))
            }
            Action::Create => self.create(),
            _ => match self.stored.get(id).cloned() {
                Some(item) => self.on_item(action, id, item),
                None => Ok(default_reply::error(
                    metadata,
                    default_reply::documented(metadata, [404, 400]),
                )),
            },
        }
    }

    fn on_item(self, action: Action, id: &str, item: Item) -> Result<Reply, Refusal> {
        let metadata = self.around.arrived.matched.metadata;
        match action {
            Action::Get => Ok(success(metadata, &Value::Object(item))),
            Action::Put => self.put(id, &item),
            Action::Patch => self.patch(id, item),
            Action::Delete => {
                self.stored.remove(id);
                let any = Accept::default();
                Ok(default_reply::success(metadata, &any).unwrap_or_else(|_| Reply::empty(200)))
            }
            Action::List | Action::Create => unreachable!("they need no item"),
        }
    }

    /// The server's own properties come from the server, whatever the request says. Where
    /// the id is not one of them, the caller may choose it.
    fn create(self) -> Result<Reply, Refusal> {
        let metadata = self.around.arrived.matched.metadata;
        let mut item = self.given();
        let chosen = id_of(&item, self.collection.id);
        if chosen
            .as_deref()
            .is_some_and(|id| self.stored.get(id).is_some())
        {
            let status = default_reply::documented(metadata, [409, 400]);
            return Ok(default_reply::error(metadata, status));
        }
        let id = chosen.unwrap_or_else(|| self.stored.new_id());
        let value = self.stored.id_value(&id);
        item.insert(self.collection.id.to_owned(), value);
        for name in self.collection.times {
            item.insert((*name).to_owned(), self.around.now.clone().into());
        }
        self.save(&id, item)
    }

    /// The server's own properties stay, save the times of changes.
    fn put(self, id: &str, old: &Item) -> Result<Reply, Refusal> {
        let mut item = self.given();
        self.restore(&mut item, old);
        self.touch(&mut item);
        self.save(id, item)
    }

    fn patch(self, id: &str, old: Item) -> Result<Reply, Refusal> {
        let mut changed = Value::Object(old.clone());
        let Arrived {
            matched, request, ..
        } = self.around.arrived;
        let is_done = patch::apply(matched.metadata, &request.body, &mut changed);
        match changed {
            Value::Object(mut item) if is_done => {
                self.restore(&mut item, &old);
                self.touch(&mut item);
                self.save(id, item)
            }
            _ => self.refuse("its patch can't be applied"),
        }
    }

    /// Stores an item that the operation may return, and returns it.
    fn save(self, id: &str, mut item: Item) -> Result<Reply, Refusal> {
        self.fill(&mut item);
        let reply = self.reply(&item);
        let reply = match reply {
            Err(_) if !self.is_patch() => {
                item = self.without_invalid(&item);
                self.reply(&item)
            }
            reply => reply,
        };
        match reply {
            Ok(reply) => {
                self.stored.put(id, item);
                Ok(reply)
            }
            Err(mismatch) => self.refuse(&format!("what it gives can't be returned: {mismatch}")),
        }
    }

    /// Adds what a response must have and the request need not.
    fn fill(&self, item: &mut Item) {
        for (name, example) in self.collection.required {
            let value = || serde_json::from_str(example).unwrap_or(Value::Null);
            if !item.contains_key(*name) && self.may_fill(name) {
                item.insert((*name).to_owned(), value());
            }
        }
    }

    /// A request may give a property a value that no response can have, such as `null`:
    /// it counts as absent then.
    fn without_invalid(&self, item: &Item) -> Item {
        let mut fitting = Item::new();
        self.fill(&mut fitting);
        for (name, value) in item {
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

    /// The operation's reply with an item, or why it can't have it.
    fn reply(&self, item: &Item) -> Result<Reply, String> {
        let metadata = self.around.arrived.matched.metadata;
        let value = Value::Object(item.clone());
        let reply = success(metadata, &value);
        let response = reply.clone().finished().into_raw_response();
        match (metadata.operation.read)(&response) {
            Some(Err(error)) => return Err(error.to_string()),
            Some(Ok(())) => {}
            None => return Err("the document has no such response".to_owned()),
        }
        let id = metadata.operation.description.id;
        let schemas = self.around.arrived.schemas;
        let mismatch =
            schemas.and_then(|schemas| schemas.response(id, response.status.as_u16(), &value));
        mismatch.map_or(Ok(reply), Err)
    }

    fn is_patch(&self) -> bool {
        self.around
            .arrived
            .matched
            .metadata
            .operation
            .description
            .method
            == "PATCH"
    }

    /// What a request need not hold though a response must: it is no fault of the
    /// caller's. A patch that takes it away is.
    fn may_fill(&self, name: &str) -> bool {
        !self.is_patch() || self.collection.server_set.contains(&name)
    }

    /// Responds with the documented error. A patch that can't be applied is a request as the
    /// document has it; a whole item that does not fit is not.
    fn refuse(&self, reason: &str) -> Result<Reply, Refusal> {
        let metadata = self.around.arrived.matched.metadata;
        let status = default_reply::documented(metadata, [400, 422]);
        let reply = default_reply::error(metadata, status);
        match self.is_patch() {
            true => Ok(reply),
            false => Err(Refusal::new(status, reason).with_reply(reply)),
        }
    }

    /// The body's properties without those that callers may not set or see again.
    fn given(&self) -> Item {
        let Some(Value::Object(mut item)) = self.around.arrived.request.json() else {
            return Item::new();
        };
        let CollectionMetadata {
            server_set,
            write_only,
            ..
        } = self.collection;
        item.retain(|name, _| {
            !server_set.contains(&name.as_str()) && !write_only.contains(&name.as_str())
        });
        item
    }

    fn restore(&self, item: &mut Item, old: &Item) {
        let names = self.collection.server_set.iter().copied();
        for name in names.chain([self.collection.id]) {
            match old.get(name) {
                Some(value) => drop(item.insert(name.to_owned(), value.clone())),
                None => drop(item.remove(name)),
            }
        }
    }

    /// Sets the times of changes: those whose name does not speak of the beginning.
    fn touch(&self, item: &mut Item) {
        let times = self.collection.times.iter();
        for name in times.filter(|name| !name.to_ascii_lowercase().contains("creat")) {
            item.insert((*name).to_owned(), self.around.now.clone().into());
        }
    }
}

fn success(metadata: &OperationMetadata, value: &Value) -> Reply {
    default_reply::success_of(metadata, Format::Json, Bytes::from(value.to_string()))
}
