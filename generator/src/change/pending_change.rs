//! A change before it has its Rust lines.

use super::{Change, Class, Scope, Side, Subject};
use crate::ir::{Api, Operation, TypeDef};
use crate::source::{Place, Pointer};

/// A change, and the lines of the public API that it explains.
pub(super) struct PendingChange {
    pub(super) change: Change,
    /// Paths of single items.
    pub(super) claims: Vec<String>,
    /// Paths below which everything is explained.
    pub(super) roots: Vec<String>,
    /// Whether programs compile, though signatures that it explains differ.
    pub(super) is_compatible: bool,
    /// How signatures name it, where it is there only for what names it:
    /// `models::PetKind`.
    pub(super) serves: Option<String>,
}

impl PendingChange {
    pub(super) fn new(
        scope: &Scope,
        kind: &'static str,
        class: Class,
        what: impl Into<String>,
        why: impl Into<String>,
    ) -> Self {
        Self {
            change: Change {
                class,
                scope: scope.clone(),
                kind,
                what: what.into(),
                why: why.into(),
                rust: Vec::new(),
                place: None,
            },
            claims: Vec::new(),
            roots: Vec::new(),
            is_compatible: false,
            serves: None,
        }
    }

    /// It is part of whatever change names it.
    pub(super) fn serves(mut self, name: Option<String>) -> Self {
        self.serves = name;
        self
    }

    /// Whatever programs write for the items that it explains compiles as before.
    pub(super) fn compatible(mut self) -> Self {
        self.is_compatible = true;
        self
    }

    /// Where its cause is: in the new document, unless it is gone.
    pub(super) fn at(mut self, side: Side, place: &Place) -> Self {
        self.change.place = Some((side, place.clone()));
        self
    }

    /// Explains one item of the public API.
    pub(super) fn claims(mut self, path: impl Into<String>) -> Self {
        self.claims.push(path.into());
        self
    }

    /// Explains what a condition adds to it.
    pub(super) fn claims_if(self, applies: bool, path: impl Into<String>) -> Self {
        if applies { self.claims(path) } else { self }
    }

    /// Explains an item and everything below it.
    pub(super) fn root(mut self, path: impl Into<String>) -> Self {
        self.roots.push(path.into());
        self
    }
}

/// A part of what is at a place.
pub(super) fn within(place: &Place, parts: &[&str]) -> Place {
    let pointer = parts
        .iter()
        .fold(place.pointer.clone(), |at: Pointer, part| at.child(part));
    Place {
        file: place.file,
        pointer,
    }
}

/// The scope of something in a module.
pub(super) fn scope(api: &Api, subject: Subject, name: &str) -> Scope {
    Scope {
        module: api.module.to_string(),
        subject,
        name: name.to_owned(),
    }
}

/// `v1::models::Pet`
pub(super) fn type_path(api: &Api, def: &TypeDef) -> String {
    format!("{}::models::{}", api.module, def.name)
}

/// `v1::Client::get_pet`
pub(super) fn method_path(api: &Api, operation: &Operation) -> String {
    format!("{}::Client::{}", api.module, operation.ident)
}

/// `v1::pets::GetPet`
pub(super) fn operation_path(api: &Api, operation: &Operation) -> String {
    let owns = |resource: &&crate::ir::Resource| {
        resource
            .operations
            .iter()
            .any(|found| found.id == operation.id)
    };
    let resource = api.resources.iter().find(owns);
    let module = resource.map_or("", |resource| resource.module.as_str());
    format!("{}::{module}::{}", api.module, operation.type_ident)
}

/// `v1::pets::GetPet::limit`
pub(super) fn setter_path(api: &Api, operation: &Operation, name: &str) -> String {
    format!("{}::{name}", operation_path(api, operation))
}
