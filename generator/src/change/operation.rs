//! Compares the operations of two APIs.

use super::counterpart::{fixed_parts, is_same_path};
use super::matched::{Matched, Matching};
use super::pair::Pair;
use super::pending_change::{PendingChange, method_path, operation_path, scope};
use super::{Class, Side, Subject, body, doc, parameter, response, security, server};
use crate::ir::{Api, Operation};

/// Operations are the same where their `operationId` is, or, where one has
/// got another, where method and path are.
pub(super) fn compare(old: &Api, new: &Api) -> Vec<PendingChange> {
    let mut pending_changes = resources(old, new);
    let parts = Matching::of(old.operations(), new.operations())
        .by(|operation| &operation.id)
        .by(|operation| (operation.method.as_str(), fixed_parts(&operation.path)))
        .parts();
    for part in parts {
        match part {
            Matched::Removed(before) => pending_changes.push(removed(old, before)),
            Matched::Kept(before, after) => {
                let pair = Pair {
                    apis: (old, new),
                    old: before,
                    new: after,
                };
                pending_changes.extend(pair.changes());
            }
            Matched::Added(after) => pending_changes.push(added(new, after)),
        }
    }
    pending_changes
}

fn added(api: &Api, operation: &Operation) -> PendingChange {
    let scope = scope(api, Subject::Operation, operation.id.as_str());
    let what = format!("`{} {}` is new", operation.method.as_str(), operation.path);
    PendingChange::new(
        &scope,
        "operation-added",
        Class::Minor,
        what,
        "there is more to use",
    )
    .at(Side::New, &operation.place)
    .claims(method_path(api, operation))
    .root(operation_path(api, operation))
}

fn removed(api: &Api, operation: &Operation) -> PendingChange {
    let scope = scope(api, Subject::Operation, operation.id.as_str());
    let what = format!("`{} {}` is gone", operation.method.as_str(), operation.path);
    PendingChange::new(
        &scope,
        "operation-removed",
        Class::Major,
        what,
        "code that calls it does not compile",
    )
    .at(Side::Old, &operation.place)
    .claims(method_path(api, operation))
    .root(operation_path(api, operation))
}

/// Tags are modules.
fn resources(old: &Api, new: &Api) -> Vec<PendingChange> {
    let described = new.resources.iter().filter_map(|after| {
        let before = old.resources.iter().find(|found| found.tag == after.tag)?;
        let what = format!("the tag `{}`", after.tag);
        doc::compare(
            &scope(new, Subject::Api, ""),
            &what,
            &before.doc,
            &after.doc,
        )
    });
    described.collect()
}

impl Pair<'_, Operation> {
    fn changes(&self) -> Vec<PendingChange> {
        let mut pending_changes: Vec<PendingChange> = self.names().into_iter().collect();
        pending_changes.extend(self.route());
        pending_changes.extend(server::of_operation(self));
        pending_changes.extend(parameter::compare(self));
        pending_changes.extend(body::compare(self));
        pending_changes.extend(response::compare(self));
        let scope = self.scope();
        let here = |pending| self.here(pending);
        pending_changes.extend(security::requirements(&scope, self.old, self.new).map(here));
        let deprecated = doc::deprecated(
            &scope,
            "the operation",
            self.old.deprecated,
            self.new.deprecated,
        );
        pending_changes.extend(deprecated.map(|pending| self.claims_method(here(pending))));
        pending_changes
            .extend(doc::compare(&scope, "the operation", &self.old.doc, &self.new.doc).map(here));
        pending_changes
    }

    /// What Rust calls it, and where it is.
    fn names(&self) -> Option<PendingChange> {
        let paths = (
            operation_path(self.apis.0, self.old),
            operation_path(self.apis.1, self.new),
        );
        if paths.0 == paths.1 && self.old.ident == self.new.ident {
            return None;
        }
        let pending = if self.old.id == self.new.id {
            self.pending(
                "operation-moved",
                Class::Major,
                "the operation's type is in another module or has another name",
                "code that names the type does not compile; calls of the method do",
            )
        } else {
            self.pending(
                "operation-renamed",
                Class::Major,
                format!(
                    "the operation `{}` is called `{}`",
                    self.old.id, self.new.id
                ),
                "its method and its type have other names",
            )
        };
        Some(self.claims_method(pending).root(paths.0).root(paths.1))
    }

    fn route(&self) -> Vec<PendingChange> {
        let mut pending_changes = Vec::new();
        if self.old.method != self.new.method {
            let (before, after) = (self.old.method.as_str(), self.new.method.as_str());
            pending_changes.push(self.pending(
                "method-changed",
                Class::Minor,
                format!("requests are sent with {after}, not {before}"),
                "no signature differs, but the request does, and other failures may be retried",
            ));
        }
        if !is_same_path(&self.old.path, &self.new.path) {
            pending_changes.push(self.pending(
                "path-changed",
                Class::Minor,
                format!(
                    "requests go to `{}`, not to `{}`",
                    self.new.path, self.old.path
                ),
                "no signature differs, but the request does",
            ));
        }
        pending_changes
    }
}
