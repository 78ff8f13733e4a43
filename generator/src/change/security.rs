//! Compares how two APIs authorise calls.

use super::matched::{Matched, matched};
use super::pending_change::{PendingChange, scope};
use super::{Class, Scope, Subject, doc};
use crate::ir::{Api, AuthKind, AuthScheme, Flow, Operation, Requirement};

/// The schemes of two APIs.
pub(super) fn compare(old: &Api, new: &Api) -> Vec<PendingChange> {
    let mut pending_changes = Vec::new();
    let named = |api, scheme: &AuthScheme| scope(api, Subject::Security, &scheme.name);
    for part in matched(&old.auth, &new.auth, |before, after| {
        before.name == after.name
    }) {
        match part {
            Matched::Removed(before) => pending_changes.push(PendingChange::new(
                &named(old, before),
                "scheme-removed",
                Class::Patch,
                "the security scheme is gone",
                "where an operation needs something else now, that is a change of its own",
            )),
            Matched::Kept(before, after) => {
                pending_changes.extend(scheme(&named(new, after), before, after));
            }
            Matched::Added(after) => pending_changes.push(PendingChange::new(
                &named(new, after),
                "scheme-added",
                Class::Minor,
                "there is a further security scheme",
                "there is more to use",
            )),
        }
    }
    pending_changes
}

fn scheme(scope: &Scope, old: &AuthScheme, new: &AuthScheme) -> Vec<PendingChange> {
    let words = doc::compare(scope, "the security scheme", &old.doc, &new.doc);
    let change = match (&old.kind, &new.kind) {
        (before, after) if before == after => None,
        (AuthKind::OAuth2 { flows: before }, AuthKind::OAuth2 { flows: after }) => {
            flows(scope, before, after)
        }
        _ => Some(PendingChange::new(
            scope,
            "scheme-changed",
            Class::Major,
            "the security scheme wants another credential, or wants it elsewhere",
            "a program that compiles is not authorised until it is given other credentials",
        )),
    };
    change.into_iter().chain(words).collect()
}

fn flows(scope: &Scope, old: &[Flow], new: &[Flow]) -> Option<PendingChange> {
    let kinds = |flows: &[Flow]| flows.iter().map(|flow| flow.kind).collect::<Vec<_>>();
    let urls = |flows: &[Flow]| {
        flows
            .iter()
            .map(|flow| flow.token_url.clone())
            .collect::<Vec<_>>()
    };
    if kinds(old).iter().any(|kind| !kinds(new).contains(kind)) {
        return Some(PendingChange::new(
            scope,
            "flow-removed",
            Class::Major,
            "a way to get a token is gone",
            "a program that used it is no longer authorised",
        ));
    }
    if kinds(old) == kinds(new) && urls(old) != urls(new) {
        return Some(PendingChange::new(
            scope,
            "token-url-changed",
            Class::Minor,
            "tokens come from another address",
            "no signature differs, but programs ask another server for their token",
        ));
    }
    Some(PendingChange::new(
        scope,
        "scopes-changed",
        Class::Docs,
        "the scheme's scopes changed",
        "each operation says which scopes it needs",
    ))
}

/// What one operation needs.
pub(super) fn requirements(
    scope: &Scope,
    old: &Operation,
    new: &Operation,
) -> Option<PendingChange> {
    if old.security == new.security {
        return None;
    }
    let schemes = |operation: &Operation| names(&operation.security);
    let (before, after) = (schemes(old), schemes(new));
    let pending = |kind, class, what: &str, why: &str| {
        Some(PendingChange::new(scope, kind, class, what, why))
    };
    if before == after {
        return pending(
            "required-scopes-changed",
            Class::Minor,
            "the operation needs other scopes",
            "no signature differs, but a token with the old scopes may be refused",
        );
    }
    // Whatever satisfied the operation before must still do.
    let still_enough = |alternative: &Vec<String>| {
        after.is_empty()
            || after
                .iter()
                .any(|new| new.iter().all(|scheme| alternative.contains(scheme)))
    };
    let free = vec![Vec::new()];
    let before = if before.is_empty() { &free } else { &before };
    if before.iter().all(still_enough) {
        pending(
            "security-relaxed",
            Class::Minor,
            "the operation needs less, or takes another credential too",
            "what was enough before still is",
        )
    } else {
        pending(
            "security-tightened",
            Class::Major,
            "the operation needs another credential",
            "a program that compiles is not authorised until it is given other credentials",
        )
    }
}

fn names(security: &[Vec<Requirement>]) -> Vec<Vec<String>> {
    let alternative = |requirements: &Vec<Requirement>| {
        requirements
            .iter()
            .map(|found| found.scheme.clone())
            .collect()
    };
    security.iter().map(alternative).collect()
}
