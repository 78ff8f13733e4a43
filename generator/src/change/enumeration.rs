//! Compares the known values of two enums.

use super::matched::{Matched, matched};
use super::pair::Pair;
use super::pending_change::{PendingChange, within};
use super::{Class, Side};
use crate::ir::{Enum, EnumValue, TypeDef};

/// Values are the same where their JSON is.
pub(super) fn compare(pair: &Pair<'_, TypeDef>, old: &Enum, new: &Enum) -> Vec<PendingChange> {
    let mut pending_changes = Vec::new();
    let (path, _) = pair.paths();
    for value in matched(&old.values, &new.values, is_same) {
        pending_changes.extend(match value {
            Matched::Removed(before) => Some(removed(pair, before, old, new)),
            Matched::Added(after) => Some(added(pair, after, &path)),
            Matched::Kept(before, after) if before.ident != after.ident => {
                Some(renamed(pair, before, after, &path))
            }
            Matched::Kept(before, after) => described(pair, before, after),
        });
    }
    if old.fallback != new.fallback {
        let what = format!(
            "unknown values are `{}`, not `{}`",
            new.fallback, old.fallback
        );
        let why = "a value has taken the name that unknown ones had";
        let pending = pair.pending("fallback-renamed", Class::Major, what, why);
        pending_changes.push(
            pending
                .claims(format!("{path}::{}", old.fallback))
                .claims(format!("{path}::{}", new.fallback)),
        );
    }
    if old.default != new.default {
        let why = "the client sends no defaults of values; it is in the documentation";
        pending_changes.push(pair.pending(
            "enum-default-changed",
            Class::Docs,
            "the default changed",
            why,
        ));
    }
    pending_changes
}

fn removed(pair: &Pair<'_, TypeDef>, before: &EnumValue, old: &Enum, new: &Enum) -> PendingChange {
    let what = format!("the value `{}` is gone", before.value.plain());
    let is_known = |found: &EnumValue| old.values.iter().any(|known| is_same(known, found));
    let keeps_its_name = |found: &EnumValue| !is_known(found) && found.ident == before.ident;
    let why = if new.values.iter().any(keeps_its_name) {
        "the variant keeps its Rust name and is another value: programs compile, and send \
         something else; a response with the old value still decodes"
    } else {
        "code that names its variant does not compile; a response with it still decodes"
    };
    let place = within(&pair.old.origin.place, &["enum"]);
    pair.pending("enum-value-removed", Class::Major, what, why)
        .at(Side::Old, &place)
        .claims(format!("{}::{}", pair.paths().1, before.ident))
}

fn added(pair: &Pair<'_, TypeDef>, value: &EnumValue, path: &str) -> PendingChange {
    let what = format!("the value `{}` is new", value.value.plain());
    let why = "the enum is `#[non_exhaustive]`; what was an unknown value has a variant";
    let place = within(&pair.new.origin.place, &["enum"]);
    pair.pending("enum-value-added", Class::Minor, what, why)
        .at(Side::New, &place)
        .claims(format!("{path}::{}", value.ident))
}

fn renamed(
    pair: &Pair<'_, TypeDef>,
    old: &EnumValue,
    new: &EnumValue,
    path: &str,
) -> PendingChange {
    let what = format!(
        "the value `{}` is `{}` in Rust, not `{}`",
        new.value.plain(),
        new.ident,
        old.ident
    );
    let why = "code that names the variant does not compile, or means another value";
    pair.pending("enum-value-ident-changed", Class::Major, what, why)
        .claims(format!("{path}::{}", old.ident))
        .claims(format!("{path}::{}", new.ident))
}

fn described(pair: &Pair<'_, TypeDef>, old: &EnumValue, new: &EnumValue) -> Option<PendingChange> {
    let what = format!("the words on the value `{}` changed", new.value.plain());
    let why = "only the documentation differs";
    (old.text != new.text).then(|| {
        pair.pending("enum-value-words-changed", Class::Docs, what, why)
            .claims(format!("{}::{}", pair.paths().0, new.ident))
    })
}

fn is_same(one: &EnumValue, other: &EnumValue) -> bool {
    one.value == other.value
}
