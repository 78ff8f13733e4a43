//! Turns two packages, and what each lets its users name, into what changes
//! for them: one [`Change`] for each cause in the document.
//!
//! May not know: `openapiv3`, tokens, files. What Rust looks like before and
//! after is read off the surfaces; what is sent and understood is read off the
//! IR, because no surface shows it.
//!
//! A change claims the lines of the surface that it explains. A line that
//! nothing claims becomes a change of its own, so nothing that a compiler
//! could see goes unreported.

mod alternative;
mod assign;
mod body;
mod changes;
mod doc;
mod draft;
mod enumeration;
mod generator;
mod lines;
mod operation;
mod package;
mod pair;
mod parameter;
mod partner;
mod response;
mod response_headers;
mod security;
mod server;
mod shared;
mod structure;
mod types;
mod union;
mod version;

use crate::ir::Package;
use crate::surface::Surface;

pub use changes::{Change, Class, Report, RustChange, Scope, Side, Subject};
pub use generator::of_generator;
pub use version::{covers, is_lower, next_version};

/// One side of a comparison.
#[derive(Clone, Copy, Debug)]
pub struct Crate<'a> {
    /// Its IR.
    pub package: &'a Package,
    /// Its public items.
    pub surface: &'a Surface,
}

/// Compares two packages.
pub fn report(old: Crate<'_>, new: Crate<'_>) -> Report {
    let drafts = package::compare(old.package, new.package);
    let lines = lines::compare(old.surface, new.surface);
    let mut changes = assign::changes(drafts, lines);
    changes.extend(shared::compare(old.surface, new.surface));
    changes.sort_by(|one, other| one.scope.cmp(&other.scope));
    Report { changes }
}
