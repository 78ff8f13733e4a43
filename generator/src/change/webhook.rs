//! Compares what two APIs send on their own.

use super::matched::{Matched, matched};
use super::pair::{Documented, Pair};
use super::pending_change::{PendingChange, scope};
use super::{Class, Side, Subject, doc};
use crate::ir::{Api, ToldBy, Webhook, Webhooks, ty_text};
use crate::source::Place;

impl Documented for Webhook {
    const SUBJECT: Subject = Subject::Event;

    fn name(&self) -> &str {
        &self.name
    }

    fn place(&self) -> &Place {
        &self.place
    }
}

/// Events are the same where their names are.
pub(super) fn compare(old: &Api, new: &Api) -> Vec<PendingChange> {
    let (before, after) = (old.webhooks.as_ref(), new.webhooks.as_ref());
    let is_same = |before: &Webhook, after: &Webhook| before.name == after.name;
    let mut pending_changes = Vec::new();
    for event in matched(events(before), events(after), is_same) {
        match event {
            Matched::Removed(event) => pending_changes.push(removed(old, event, after.is_none())),
            Matched::Kept(before, after) => {
                let pair = Pair {
                    apis: (old, new),
                    old: before,
                    new: after,
                };
                pending_changes.extend(pair.changes());
            }
            Matched::Added(event) => pending_changes.push(added(new, event, before.is_none())),
        }
    }
    if let (Some(before), Some(after)) = (before, after) {
        pending_changes.extend(together(old, before, new, after));
    }
    pending_changes
}

fn events(webhooks: Option<&Webhooks>) -> &[Webhook] {
    webhooks.map_or(&[], |webhooks| &webhooks.events)
}

fn added(api: &Api, event: &Webhook, is_first: bool) -> PendingChange {
    let scope = scope(api, Subject::Event, &event.name);
    let what = format!("the event `{}` is new", event.name);
    let why = "there is more to use; the enum is `#[non_exhaustive]`, so that it may grow";
    let pending = PendingChange::new(&scope, "event-added", Class::Minor, what, why);
    explaining(pending.at(Side::New, &event.place), api, event, is_first)
}

fn removed(api: &Api, event: &Webhook, is_last: bool) -> PendingChange {
    let scope = scope(api, Subject::Event, &event.name);
    let what = format!("the event `{}` is gone", event.name);
    let why = "code that names the variant does not compile";
    let pending = PendingChange::new(&scope, "event-removed", Class::Major, what, why);
    explaining(pending.at(Side::Old, &event.place), api, event, is_last)
}

/// With the first event comes the module, and with the last one it goes.
fn explaining(pending: PendingChange, api: &Api, event: &Webhook, is_all: bool) -> PendingChange {
    match is_all {
        true => pending.root(module_path(api)),
        false => pending
            .claims(variant_path(api, event))
            .claims(enum_path(api)),
    }
}

/// `v1::webhooks`
fn module_path(api: &Api) -> String {
    let module = api.webhooks.as_ref().map(|webhooks| &webhooks.module);
    module.map_or_else(String::new, |module| format!("{}::{module}", api.module))
}

/// `v1::webhooks::WebhookEvent`
fn enum_path(api: &Api) -> String {
    format!("{}::WebhookEvent", module_path(api))
}

/// `v1::webhooks::WebhookEvent::PetAdopted`
fn variant_path(api: &Api, event: &Webhook) -> String {
    format!("{}::{}", enum_path(api), event.ident)
}

impl Pair<'_, Webhook> {
    fn changes(&self) -> Vec<PendingChange> {
        let mut pending_changes = Vec::new();
        if self.old.ident != self.new.ident {
            let what = format!(
                "the event is the variant `{}`, not `{}`",
                self.new.ident, self.old.ident
            );
            let why = "code that names the variant does not compile";
            let pending = self.pending("event-renamed", Class::Major, what, why);
            pending_changes.push(self.claims_variants(pending));
        }
        let types = (
            ty_text(&self.apis.0.types, &self.old.payload),
            ty_text(&self.apis.1.types, &self.new.payload),
        );
        if types.0 != types.1 {
            let what = format!("the event holds `{}`, not `{}`", types.1, types.0);
            let why = "code that uses what it holds does not compile";
            let pending = self.pending("event-retyped", Class::Major, what, why);
            pending_changes.push(self.claims_variants(pending));
        }
        if self.old.is_form != self.new.is_form {
            let form = |is_form: bool| if is_form { "a form" } else { "JSON" };
            let (before, after) = (form(self.old.is_form), form(self.new.is_form));
            let what = format!("the event comes as {after}, not as {before}");
            let why = "what is understood differs; no signature does";
            pending_changes.push(self.pending("event-format-changed", Class::Minor, what, why));
        }
        let (scope, words) = (self.scope(), "the event");
        let here = |pending| self.here(pending);
        let deprecated = doc::deprecated(&scope, words, self.old.deprecated, self.new.deprecated);
        let docs = doc::compare(&scope, words, &self.old.doc, &self.new.doc);
        pending_changes.extend(deprecated.into_iter().chain(docs).map(here));
        if self.old.senders != self.new.senders || self.old.headers != self.new.headers {
            let what = "the event is sent by other operations or with other headers";
            let why = "only the documentation says something else";
            pending_changes.push(self.pending("words-changed", Class::Docs, what, why));
        }
        pending_changes
    }

    fn claims_variants(&self, pending: PendingChange) -> PendingChange {
        let pending = pending
            .claims(variant_path(self.apis.0, self.old))
            .claims(variant_path(self.apis.1, self.new));
        pending
            .claims(enum_path(self.apis.0))
            .claims(enum_path(self.apis.1))
    }
}

/// What holds for all events: how they are told apart and signed, and what the module is called.
fn together(old: &Api, before: &Webhooks, new: &Api, after: &Webhooks) -> Vec<PendingChange> {
    let scope = scope(new, Subject::Api, "");
    let mut pending_changes = Vec::new();
    let mut push = |kind, class, what: &str, why: &str| {
        let pending = PendingChange::new(&scope, kind, class, what, why);
        let functions = ["decode", "from_slice"].into_iter();
        let pending = functions.fold(pending, |pending, name| {
            pending
                .claims(format!("{}::{name}", enum_path(old)))
                .claims(format!("{}::{name}", enum_path(new)))
        });
        let others = ["receive", "receive_as", "verifier", "SCHEME"].into_iter();
        pending_changes.push(others.fold(pending, |pending, name| {
            pending
                .claims(format!("{}::{name}", module_path(old)))
                .claims(format!("{}::{name}", module_path(new)))
        }));
    };
    if before.told_by != after.told_by {
        let what = "something else tells the events apart";
        let (had, has) = (functions(&before.told_by), functions(&after.told_by));
        let (class, why) = match had == has {
            true => (
                Class::Minor,
                "no signature differs; what is decoded may become another event",
            ),
            false => (Class::Major, "there are other functions to decode them"),
        };
        push("events-told-otherwise", class, what, why);
    } else if values(before, after)
        || before.unnamed != after.unnamed && is_same_list(before, after)
    {
        let what = "other values tell the events apart";
        let why = "no signature differs; what is decoded may become another event";
        push("event-values-changed", Class::Minor, what, why);
    }
    if before.signature != after.signature {
        let (class, why) = match (&before.signature, &after.signature) {
            (None, _) => (Class::Minor, "there is more to use"),
            (_, None) => (Class::Major, "there is no verifier any more"),
            _ => (Class::Major, "requests that were verified are refused"),
        };
        push(
            "webhook-signature-changed",
            class,
            "webhooks are signed otherwise",
            why,
        );
    }
    if before.module != after.module {
        let what = "the events are in another module";
        let why = "code that names the module does not compile";
        let pending = PendingChange::new(&scope, "events-moved", Class::Major, what, why);
        pending_changes.push(pending.root(module_path(old)).root(module_path(new)));
    }
    pending_changes
}

/// Whether `decode` is there, and `from_slice`.
fn functions(told_by: &ToldBy) -> (bool, bool) {
    match told_by {
        ToldBy::Caller => (false, false),
        ToldBy::Single | ToldBy::Property(_) => (true, true),
        ToldBy::Header(_) | ToldBy::Both(..) => (true, false),
    }
}

fn is_same_list(old: &Webhooks, new: &Webhooks) -> bool {
    let names = |webhooks: &Webhooks| -> Vec<String> {
        let events = webhooks.events.iter();
        events.map(|event| event.name.clone()).collect()
    };
    names(old) == names(new)
}

/// Whether an event that both have is told by other values.
fn values(old: &Webhooks, new: &Webhooks) -> bool {
    let mut events = new.events.iter();
    events.any(|event| {
        let other = old.events.iter().find(|other| other.name == event.name);
        other.is_some_and(|other| other.values != event.values)
    })
}
