//! Turns two packages, and what each lets its users name, into what changes
//! for them: one [`Change`] for each cause in the document.
//!
//! Must not know: `openapiv3`, tokens, files. What Rust looks like before and
//! after is read off the public APIs; what is sent and understood is read off the
//! IR, because no public API shows it.
//!
//! A change claims the lines of the public API that it explains. A line that
//! nothing claims becomes a change of its own, so nothing that a compiler
//! could see goes unreported.

mod alternative;
mod attribution;
mod body;
mod changes;
mod counterpart;
mod doc;
mod enumeration;
mod generator;
mod lines;
mod matched;
mod operation;
mod package;
mod pair;
mod parameter;
mod pending_change;
mod response;
mod response_headers;
mod security;
mod server;
mod shared;
mod structure;
mod types;
mod union;
mod version;
mod webhook;

use crate::ir::Package;
use crate::public_api::PublicApi;

pub use changes::{Change, Class, Report, RustChange, Scope, Side, Subject};
pub use generator::of_generator;
pub use version::{covers, is_lower, next_version};

/// One side of a comparison.
#[derive(Clone, Copy, Debug)]
pub struct Crate<'a> {
    /// Its IR.
    pub package: &'a Package,
    /// Its public items.
    pub public_api: &'a PublicApi,
}

/// Compares two packages.
pub fn report(old: Crate<'_>, new: Crate<'_>) -> Report {
    let pending_changes = package::compare(old.package, new.package);
    let lines = lines::compare(old.public_api, new.public_api);
    let mut changes = attribution::changes(pending_changes, lines);
    changes.extend(shared::compare(old.public_api, new.public_api));
    changes.sort_by(|one, other| one.scope.cmp(&other.scope));
    Report { changes }
}
