//! Compares where two APIs are served.

use indexmap::IndexSet;

use super::pair::Pair;
use super::pending_change::{PendingChange, scope};
use super::{Class, Side, Subject, doc};
use crate::ir::{Api, Operation, Server};

/// Compares the document's own servers.
pub(super) fn compare(old: &Api, new: &Api) -> Vec<PendingChange> {
    let scope = scope(new, Subject::Api, "");
    let add = |kind, class, what: String, why| PendingChange::new(&scope, kind, class, what, why);
    let mut pending_changes = lists(&add, &old.servers, &new.servers, "base-url-changed");
    pending_changes.extend(gone_variables(old, new).into_iter().map(|name| {
        add(
            "server-variable-removed",
            Class::Major,
            format!("no server has a variable `{name}` any more"),
            "a program that sets it makes no client",
        )
    }));
    for server in &new.servers {
        if let Some(before) = old.servers.iter().find(|old| old.url == server.url) {
            pending_changes.extend(variables(&add, before, server));
            pending_changes.extend(doc::compare(&scope, "a server", &before.doc, &server.doc));
        }
    }
    pending_changes
}

/// Compares the servers of one operation, where either side has its own.
pub(super) fn of_operation(pair: &Pair<'_, Operation>) -> Vec<PendingChange> {
    if pair.old.servers.is_none() && pair.new.servers.is_none() {
        return Vec::new();
    }
    let old = pair.apis.0.servers_of(pair.old);
    let new = pair.apis.1.servers_of(pair.new);
    let add = |kind, class, what: String, why| pair.pending(kind, class, what, why);
    let mut pending_changes = lists(&add, old, new, "operation-server-changed");
    if pair.new.servers.is_none() {
        // Its variables are those of the document, which are compared once.
        return pending_changes;
    }
    for server in new {
        if let Some(before) = old.iter().find(|old| old.url == server.url) {
            pending_changes.extend(variables(&add, before, server));
            let words = doc::compare(&pair.scope(), "a server", &before.doc, &server.doc);
            pending_changes.extend(words.map(|pending| pending.at(Side::New, &pair.new.place)));
        }
    }
    pending_changes
}

/// Compares two lists of servers.
fn lists(
    add: &impl Fn(&'static str, Class, String, &'static str) -> PendingChange,
    old: &[Server],
    new: &[Server],
    first_changed: &'static str,
) -> Vec<PendingChange> {
    let first = |list: &[Server]| list.first().map(|server| server.url.clone());
    let (before, after) = (first(old), first(new));
    let mut pending_changes = Vec::new();
    if before != after {
        pending_changes.push(add(
            first_changed,
            Class::Minor,
            format!(
                "requests go to `{}`, not to `{}`",
                after.clone().unwrap_or_default(),
                before.clone().unwrap_or_default()
            ),
            "no signature differs, but programs that set no base URL of their own talk to another address, \
             and a base URL gets the path of this one",
        ));
    }
    let is_in = |list: &[Server], url: &str| list.iter().any(|server| server.url == url);
    // The first one in place of another is that same change.
    let is_replaced = |url: &str| before != after && Some(url) == before.as_deref();
    let is_replacement = |url: &str| before != after && Some(url) == after.as_deref();
    let gone = old.iter().filter(|server| !is_in(new, &server.url));
    for server in gone.filter(|server| !is_replaced(&server.url)) {
        pending_changes.push(add(
            "server-removed",
            Class::Major,
            format!("the server `{}` is gone", server.url),
            "a program that chooses it makes no client",
        ));
    }
    for server in new.iter().filter(|server| !is_in(old, &server.url)) {
        if !is_replacement(&server.url) {
            pending_changes.push(add(
                "server-added",
                Class::Minor,
                format!("there is another server, `{}`", server.url),
                "there is more to choose from",
            ));
        }
    }
    pending_changes.extend(moved(old, new).map(|server| {
        add(
            "server-moved",
            Class::Major,
            format!("the server `{}` has another place in the list", server.url),
            "a program that chooses it by its number talks to another address",
        )
    }));
    pending_changes
}

/// Variables that some server had and none has now.
fn gone_variables<'a>(old: &'a Api, new: &'a Api) -> IndexSet<&'a str> {
    let (old, new) = (variable_names(old), variable_names(new));
    old.difference(&new).copied().collect()
}

/// The variables of all servers, those of operations included.
fn variable_names(api: &Api) -> IndexSet<&str> {
    let all = api
        .servers
        .iter()
        .chain(api.operation_servers.iter().flatten());
    let variables = all.flat_map(|server| &server.variables);
    variables
        .map(|variable| variable.wire_name.as_str())
        .collect()
}

/// The first server of both lists that has another place than before.
fn moved<'s>(old: &'s [Server], new: &[Server]) -> Option<&'s Server> {
    let place = |url: &str| new.iter().position(|server| server.url == url);
    let mut old = old.iter().enumerate();
    let moved = old.find(|(index, server)| place(&server.url).is_some_and(|place| place != *index));
    moved.map(|(_, server)| server)
}

fn variables(
    add: &impl Fn(&'static str, Class, String, &'static str) -> PendingChange,
    old: &Server,
    new: &Server,
) -> Vec<PendingChange> {
    let mut pending_changes = Vec::new();
    for variable in &new.variables {
        let name = variable.wire_name.as_str();
        let before = old
            .variables
            .iter()
            .find(|old| old.wire_name == variable.wire_name);
        let Some(before) = before else {
            pending_changes.push(add(
                "server-variable-added",
                Class::Minor,
                format!("the server's URL has a variable `{name}`"),
                "there is more to choose",
            ));
            continue;
        };
        if before.default != variable.default {
            pending_changes.push(add(
                "server-variable-default-changed",
                Class::Minor,
                format!(
                    "`{name}` in the server's URL is `{}` by default, not `{}`",
                    variable.default, before.default
                ),
                "programs that do not set it talk to another address",
            ));
        }
        let is_narrower = !variable.values.is_empty()
            && (before.values.is_empty()
                || before
                    .values
                    .iter()
                    .any(|value| !variable.values.contains(value)));
        if is_narrower {
            pending_changes.push(add(
                "server-variable-values-narrowed",
                Class::Major,
                format!("`{name}` in the server's URL may have fewer values"),
                "the client refuses a value that it took before",
            ));
        } else if before.values != variable.values {
            pending_changes.push(add(
                "server-variable-values-widened",
                Class::Minor,
                format!("`{name}` in the server's URL may have more values"),
                "the client takes a value that it refused before",
            ));
        }
    }
    pending_changes
}
