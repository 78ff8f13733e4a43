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
mod doc;
mod draft;
mod enumeration;
mod generator;
mod lines;
mod operation;
mod package;
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
use crate::source::Place;
use crate::surface::Surface;

pub use generator::of_generator;
pub use version::{covers, is_lower, next_version};

/// How far a version must move (Semantic Versioning 2.0).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// Only the documentation says something else.
    Docs,
    /// What is understood is repaired, or a name changes that no program sees.
    Patch,
    /// There is more to use, or something is sent differently.
    Minor,
    /// A program may not compile, or not work, until its author looks at it.
    Major,
}

/// One side of a comparison.
#[derive(Clone, Copy, Debug)]
pub struct Crate<'a> {
    /// Its IR.
    pub package: &'a Package,
    /// Its public items.
    pub surface: &'a Surface,
}

/// What a change is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Scope {
    /// The module; empty for the whole package.
    pub module: String,
    /// What kind of thing.
    pub subject: Subject,
    /// Its name: an `operationId`, a Rust type, a security scheme.
    pub name: String,
}

/// The kinds of things that change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// The crate.
    Package,
    /// A module: servers, title.
    Api,
    /// A security scheme.
    Security,
    /// An operation.
    Operation,
    /// A named type.
    Type,
    /// The enum of an operation's errors.
    Error,
}

/// Which document a place is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The old one.
    Old,
    /// The new one.
    New,
}

/// One public item before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RustChange {
    /// None where it is new.
    pub before: Option<String>,
    /// None where it is gone.
    pub after: Option<String>,
}

/// One cause in the document, and what it does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// How far it moves the version.
    pub class: Class,
    /// What it is about.
    pub scope: Scope,
    /// A stable name of the kind of change: `property-added`.
    pub kind: &'static str,
    /// What changed, in one line.
    pub what: String,
    /// Why it has this class, in one line.
    pub why: String,
    /// What a user of the crate sees; empty for what changes only on the wire.
    pub rust: Vec<RustChange>,
    /// What caused it.
    pub place: Option<(Side, Place)>,
}

/// Everything that changes, grouped by what it is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Sorted by scope; in the order of the document within each.
    pub changes: Vec<Change>,
}

impl Report {
    /// The greatest class; none where nothing changes.
    pub fn class(&self) -> Option<Class> {
        self.changes.iter().map(|change| change.class).max()
    }

    /// How many changes have a class.
    pub fn count(&self, class: Class) -> usize {
        self.changes
            .iter()
            .filter(|change| change.class == class)
            .count()
    }
}

impl Class {
    /// `major`
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Docs => "docs",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
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
