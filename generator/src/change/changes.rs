//! What a comparison gives: changes, each with its class, its cause and its effect.

use crate::source::Place;

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
    /// What the API sends on its own.
    Event,
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
