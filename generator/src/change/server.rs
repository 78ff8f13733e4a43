//! Compares where two APIs are served.
//!
//! May not know: how a URL is put together.

use super::draft::{Draft, scope};
use super::{Class, Subject, doc};
use crate::ir::{Api, Server};

pub(super) fn compare(old: &Api, new: &Api) -> Vec<Draft> {
    let scope = scope(new, Subject::Api, "");
    let mut drafts = Vec::new();
    let add = |kind, class, what: String, why| Draft::new(&scope, kind, class, what, why);
    let urls = |api: &Api| {
        api.servers
            .iter()
            .map(|server| server.url.clone())
            .collect::<Vec<_>>()
    };
    let (before, after) = (urls(old), urls(new));
    if before.first() != after.first() {
        drafts.push(add(
            "base-url-changed",
            Class::Minor,
            format!(
                "requests go to `{}`, not to `{}`",
                after.first().map_or("", String::as_str),
                before.first().map_or("", String::as_str)
            ),
            "no signature differs, but programs that set no base URL of their own talk to another address, \
             and a base URL gets the path of this one",
        ));
    } else if before != after {
        drafts.push(add(
            "servers-changed",
            Class::Docs,
            "the further servers changed".to_owned(),
            "the client uses the first one",
        ));
    }
    for server in &new.servers {
        if let Some(before) = old.servers.iter().find(|old| old.url == server.url) {
            drafts.extend(variables(&add, before, server));
            drafts.extend(doc::compare(&scope, "a server", &before.doc, &server.doc));
        }
    }
    drafts
}

fn variables(
    add: &impl Fn(&'static str, Class, String, &'static str) -> Draft,
    old: &Server,
    new: &Server,
) -> Vec<Draft> {
    let mut drafts = Vec::new();
    for variable in &new.variables {
        let name = variable.wire_name.as_str();
        let before = old
            .variables
            .iter()
            .find(|old| old.wire_name == variable.wire_name);
        let Some(before) = before else { continue };
        if before.default != variable.default {
            drafts.push(add(
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
            drafts.push(add(
                "server-variable-values-narrowed",
                Class::Major,
                format!("`{name}` in the server's URL may have fewer values"),
                "the client refuses a value that it took before",
            ));
        } else if before.values != variable.values {
            drafts.push(add(
                "server-variable-values-widened",
                Class::Minor,
                format!("`{name}` in the server's URL may have more values"),
                "the client takes a value that it refused before",
            ));
        }
    }
    drafts
}
