//! One thing before and after, and what every change of it has in common.

use super::pending_change::{PendingChange, method_path, scope, type_path};
use super::{Class, Scope, Side, Subject};
use crate::ir::{Api, Operation, TypeDef};
use crate::source::Place;

/// One thing on both sides, each with its API.
pub(super) struct Pair<'a, T> {
    pub(super) apis: (&'a Api, &'a Api),
    pub(super) old: &'a T,
    pub(super) new: &'a T,
}

/// What has a name and a place in the document.
pub(super) trait Documented {
    /// What kind of thing it is.
    const SUBJECT: Subject;

    /// What reports call it.
    fn name(&self) -> &str;

    /// Where it is.
    fn place(&self) -> &Place;
}

impl Documented for Operation {
    const SUBJECT: Subject = Subject::Operation;

    fn name(&self) -> &str {
        self.id.as_str()
    }

    fn place(&self) -> &Place {
        &self.place
    }
}

impl Documented for TypeDef {
    const SUBJECT: Subject = Subject::Type;

    fn name(&self) -> &str {
        self.name.as_str()
    }

    fn place(&self) -> &Place {
        &self.origin.place
    }
}

impl<T: Documented> Pair<'_, T> {
    pub(super) fn scope(&self) -> Scope {
        scope(self.apis.1, T::SUBJECT, self.new.name())
    }

    /// A change of this thing, at its place in the new document.
    pub(super) fn pending(
        &self,
        kind: &'static str,
        class: Class,
        what: impl Into<String>,
        why: impl Into<String>,
    ) -> PendingChange {
        PendingChange::new(&self.scope(), kind, class, what, why).at(Side::New, self.new.place())
    }

    /// What is a secret on one side only.
    pub(super) fn secrecy(&self, name: &str, old: bool, new: bool) -> Option<PendingChange> {
        let what = match (old, new) {
            (false, true) => "is a secret",
            (true, false) => "is no longer a secret",
            _ => return None,
        };
        let what = format!("{name} {what}");
        let why = "`Debug` shows it or does not";
        Some(self.pending("secrecy-changed", Class::Patch, what, why))
    }

    /// What a change has in common with all of this thing: its place in the new document.
    pub(super) fn here(&self, pending: PendingChange) -> PendingChange {
        pending.at(Side::New, self.new.place())
    }
}

impl Pair<'_, Operation> {
    /// What calls it, on both sides.
    pub(super) fn claims_method(&self, pending: PendingChange) -> PendingChange {
        pending
            .claims(method_path(self.apis.0, self.old))
            .claims(method_path(self.apis.1, self.new))
    }
}

impl Pair<'_, TypeDef> {
    /// The type's path in the public API: the new one, and the old one.
    pub(super) fn paths(&self) -> (String, String) {
        (
            type_path(self.apis.1, self.new),
            type_path(self.apis.0, self.old),
        )
    }
}
