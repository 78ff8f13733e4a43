//! Compares the media types that the responses of two operations can be asked for in.

use super::matched::{Matched, matched};
use super::pair::Pair;
use super::pending_change::{PendingChange, operation_path, setter_path, within};
use super::response::payload;
use super::{Class, Side};
use crate::ir::{Alternative, Api, Operation, Output};

/// Alternatives are the same where their media types are.
pub(super) fn compare(pair: &Pair<'_, Operation>) -> Vec<PendingChange> {
    let (old, new) = (pair.old, pair.new);
    let mut pending_changes = Vec::new();
    let has_same_media_type =
        |before: &Alternative, after: &Alternative| before.media_type == after.media_type;
    for alternative in matched(&old.alternatives, &new.alternatives, has_same_media_type) {
        match alternative {
            Matched::Removed(before) => {
                let what = format!("responses can't be asked for as `{}`", before.media_type);
                let why = "code that does so does not compile";
                let pending = pair.pending("alternative-removed", Class::Major, what, why);
                let pending = pending.at(Side::Old, &within(&old.place, &["responses"]));
                pending_changes.push(claim(pending, pair.apis.0, old, before));
            }
            Matched::Kept(before, after) => pending_changes.extend(changed(pair, before, after)),
            Matched::Added(after) => {
                let what = format!("responses can be asked for as `{}`", after.media_type);
                let why = "there is more to use";
                let pending = pair.pending("alternative-added", Class::Minor, what, why);
                let pending = pending.at(Side::New, &within(&new.place, &["responses"]));
                pending_changes.push(claim(pending, pair.apis.1, new, after));
            }
        }
    }
    pending_changes
}

fn changed(
    pair: &Pair<'_, Operation>,
    old: &Alternative,
    new: &Alternative,
) -> Option<PendingChange> {
    let outputs = (
        output(pair.apis.0, &pair.old.output_as(old)),
        output(pair.apis.1, &pair.new.output_as(new)),
    );
    let is_renamed = old.ident != new.ident || old.type_ident != new.type_ident;
    if outputs.0 == outputs.1 && !is_renamed {
        return None;
    }
    let what = format!("responses as `{}` are something else", new.media_type);
    let why = "what is decoded has another type, or other names";
    let class = if is_renamed {
        Class::Major
    } else {
        Class::Minor
    };
    let pending = pair.pending("alternative-changed", class, what, why);
    let pending = pending.at(Side::New, &within(&pair.new.place, &["responses"]));
    let pending = claim(pending, pair.apis.0, pair.old, old);
    Some(claim(pending, pair.apis.1, pair.new, new))
}

/// The type that stands for it, the enum that it gives, and the method that asks for it.
fn claim(
    pending: PendingChange,
    api: &Api,
    operation: &Operation,
    alternative: &Alternative,
) -> PendingChange {
    let path = operation_path(api, operation);
    let module = path.rsplit_once("::").map_or("", |(module, _)| module);
    let pending = pending
        .root(format!("{module}::{}", alternative.type_ident))
        .claims(setter_path(api, operation, alternative.ident.as_str()));
    match &alternative.output_enum {
        Some(name) => pending.root(format!("{module}::{name}")),
        None => pending,
    }
}

/// Each status with what it holds.
fn output(api: &Api, output: &Output<'_>) -> Vec<(String, String)> {
    let statuses = output
        .statuses()
        .into_iter()
        .map(|status| status.to_string());
    let mut payloads = output.payloads().into_iter().cycle();
    statuses
        .map(|status| {
            let held = payloads.next().map(|held| payload(api, held));
            (status, held.unwrap_or_default())
        })
        .collect()
}
