//! Turns words that differ into a change of the documentation.

use super::pending_change::PendingChange;
use super::{Class, Scope};
use crate::ir::Doc;

/// A change where the words differ.
pub(super) fn compare(scope: &Scope, what: &str, old: &Doc, new: &Doc) -> Option<PendingChange> {
    if old == new {
        return None;
    }
    let only_notes = old.summary == new.summary && old.text == new.text && old.link == new.link;
    let (kind, what) = if only_notes {
        (
            "constraints-changed",
            format!("what is allowed in {what} changed"),
        )
    } else {
        ("words-changed", format!("the words about {what} changed"))
    };
    let why = if only_notes {
        "the client does not check constraints; they are in the documentation"
    } else {
        "only the documentation differs"
    };
    Some(PendingChange::new(scope, kind, Class::Docs, what, why))
}

/// A change where something became deprecated, or no longer is.
pub(super) fn deprecated(scope: &Scope, what: &str, old: bool, new: bool) -> Option<PendingChange> {
    match (old, new) {
        (false, true) => Some(PendingChange::new(
            scope,
            "deprecated",
            Class::Minor,
            format!("{what} is deprecated"),
            "code that uses it sees a warning of the compiler or the documentation",
        )),
        (true, false) => Some(PendingChange::new(
            scope,
            "no-longer-deprecated",
            Class::Patch,
            format!("{what} is no longer deprecated"),
            "a warning goes away",
        )),
        _ => None,
    }
}
