//! The lock file: which files are simgen's, and what everything is called.
//!
//! Must not know: the disk. It keeps names stable when a document changes, and says what
//! a later run may replace. It is made for merging: one name or file a line, sorted, and
//! nothing in it changes but what those who review the crate should see.

mod names;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::generated_file::GeneratedFile;
use crate::ir::Package;
use crate::source::shown;

pub use names::{
    KnownNames, KnownOperation, LEFT, MODULE, Members, alternative_key, parameter_key,
};

/// The lock file's name in the crate's folder.
pub const LOCK: &str = "simgen.lock";

/// What a lock file says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lock {
    /// The version of simgen that wrote it.
    pub simgen: String,
    /// Every file that was written, below the crate's folder.
    #[serde(default)]
    pub files: BTreeSet<String>,
    /// What things are called, by module.
    #[doc(hidden)]
    #[serde(default)]
    pub names: BTreeMap<String, KnownNames>,
}

impl Lock {
    /// What there is to record of a run. `files` are all but the lock file, which
    /// is known by its name.
    #[doc(hidden)]
    pub fn of(package: &Package, files: &[GeneratedFile]) -> Self {
        Self {
            names: Self::names_of(package),
            ..Self::of_files(files)
        }
    }

    /// The list of the files alone, for a crate whose names are not kept.
    pub fn of_files(files: &[GeneratedFile]) -> Self {
        Self {
            simgen: env!("CARGO_PKG_VERSION").to_owned(),
            files: files.iter().map(|file| file.path.clone()).collect(),
            ..Self::default()
        }
    }

    /// Whether the crate is generated from a `simgen.toml`, and not from one
    /// document alone.
    pub fn is_configured(&self) -> bool {
        !self.names.is_empty()
    }

    /// What the things of each module are called.
    #[doc(hidden)]
    pub fn names_of(package: &Package) -> BTreeMap<String, KnownNames> {
        let apis = package.apis.iter();
        apis.map(|api| (api.module.to_string(), KnownNames::of(api)))
            .collect()
    }

    /// Reads a lock file.
    ///
    /// # Errors
    ///
    /// If it is none.
    pub fn parse(text: &str) -> Result<Self, LockError> {
        if let Some(start) = merge_conflict(text) {
            return Err(LockError::Conflict(start));
        }
        toml::from_str(text).or_else(|error: toml::de::Error| {
            first_format(text).ok_or_else(|| LockError::Invalid {
                message: error.message().trim_end().replace('\n', "; "),
                at: error.span().map_or(0, |span| span.start),
            })
        })
    }

    /// The file's content.
    pub fn text(&self) -> String {
        // Lists with one entry a line.
        toml::to_string_pretty(self).expect("texts and tables are TOML")
    }

    /// The content of a file that only lists files.
    pub fn commented_text(&self) -> String {
        format!(
            "# Written by simgen: the files of this crate that simgen may replace or remove.\n\n{}",
            self.text()
        )
    }
}

/// A lock file as simgen wrote it at first, with hashes of the files. What it says of
/// fields and parameters is left out: they get the names that the rules give.
fn first_format(text: &str) -> Option<Lock> {
    let mut table: toml::Table = text.parse().ok()?;
    let toml::Value::Table(outputs) = table.remove("outputs")? else {
        return None;
    };
    table.remove("inputs");
    let modules = table.get_mut("names").and_then(toml::Value::as_table_mut);
    for (_, names) in modules.into_iter().flatten() {
        let names = names.as_table_mut()?;
        names.remove("members");
        let operations = names.get_mut("operations");
        let operations = operations.and_then(toml::Value::as_table_mut);
        for (_, operation) in operations.into_iter().flatten() {
            operation.as_table_mut()?.remove("parameters");
        }
    }
    let mut lock: Lock = table.try_into().ok()?;
    lock.files = outputs.into_iter().map(|(path, _)| path).collect();
    Some(lock)
}

/// Why a lock file can't be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LockError {
    /// Git could not merge it: where the first mark of a conflict starts, in bytes.
    Conflict(usize),
    /// It is not what simgen writes.
    Invalid {
        /// What is wrong.
        message: String,
        /// Where, in bytes.
        at: usize,
    },
}

impl LockError {
    /// What is wrong with the lock file at this path.
    pub fn message(&self, path: &Path) -> String {
        let path = shown(path);
        match self {
            Self::Conflict(_) => format!("`{path}` has an unresolved merge conflict"),
            Self::Invalid { message, .. } => format!("`{path}` is not a lock file: {message}"),
        }
    }

    /// How to repair the lock file at this path.
    pub fn help(&self, path: &Path) -> String {
        let path = shown(path);
        match self {
            Self::Conflict(_) => format!(
                "take one side whole with `git checkout --ours -- {path}` (or `--theirs`), resolve the \
                 conflicts in the documents, then run `simgen generate`, which writes it anew"
            ),
            Self::Invalid { .. } => format!(
                "restore it, for instance with `git checkout HEAD -- {path}`; it lists the files that \
                 simgen may replace, and keeps names"
            ),
        }
    }

    /// Where it is wrong, in bytes.
    pub fn at(&self) -> usize {
        match self {
            Self::Conflict(at) | Self::Invalid { at, .. } => *at,
        }
    }
}

impl fmt::Display for LockError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Conflict(_) => out.write_str("an unresolved merge conflict"),
            Self::Invalid { message, .. } => out.write_str(message),
        }
    }
}

impl std::error::Error for LockError {}

/// Where the first mark of a merge conflict starts.
fn merge_conflict(text: &str) -> Option<usize> {
    const MARKS: [&str; 4] = ["<<<<<<< ", "||||||| ", "=======", ">>>>>>> "];
    let lines = text.split_inclusive('\n').scan(0, |at, line| {
        let start = *at;
        *at += line.len();
        Some((start, line))
    });
    let mut starts = lines.filter(|(_, line)| MARKS.iter().any(|mark| line.starts_with(mark)));
    starts.next().map(|(start, _)| start)
}

/// The SHA-256 of some bytes, in hexadecimal digits.
pub fn hash(bytes: &[u8]) -> String {
    let digits = Sha256::digest(bytes).into_iter();
    let digits = digits.flat_map(|byte| [byte >> 4, byte & 0xf]);
    digits
        .filter_map(|digit| char::from_digit(digit.into(), 16))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn members(members: &[(&str, &str)]) -> Members {
        let members = members.iter();
        let owned = members.map(|(words, name)| ((*words).to_owned(), (*name).to_owned()));
        owned.collect()
    }

    #[test]
    fn what_is_written_is_read_again() {
        let operation = KnownOperation {
            method: "get_pet".to_owned(),
            type_name: "GetPet".to_owned(),
            tag: "Pets".to_owned(),
            errors: None,
            parameters: members(&[("path id", "id")]),
        };
        let pet = "/components/schemas/Pet".to_owned();
        let members = members(&[
            ("fooBar", "foo_bar"),
            ("foo_bar", "foo_bar2"),
            (LEFT, "rest2"),
        ]);
        let names = KnownNames {
            types: BTreeMap::from([(pet.clone(), "Pet".to_owned())]),
            members: BTreeMap::from([(pet, members)]),
            operations: BTreeMap::from([("getPet".to_owned(), operation)]),
            ..KnownNames::default()
        };
        let lock = Lock {
            simgen: "1.0.0".to_owned(),
            files: BTreeSet::from(["Cargo.toml".to_owned(), "src/lib.rs".to_owned()]),
            names: BTreeMap::from([("v1".to_owned(), names)]),
        };
        assert_eq!(Lock::parse(&lock.text()), Ok(lock));
    }

    #[test]
    fn a_lock_of_the_first_format_is_read() {
        let text = "\
simgen = \"0.1.0\"
[inputs]
\"v1.yaml\" = \"00\"
[outputs]
\"src/lib.rs\" = \"00\"
[names.v1.types]
\"/components/schemas/Pet\" = \"Pet2\"
[names.v1.members]
\"/components/schemas/Pet\" = [\"fooBar\", [\"foo_bar\", \"foo_bar2\"]]
[names.v1.operations.getPet]
method = \"get_pet\"
type = \"GetPet\"
tag = \"Pets\"
parameters = [\"path id\"]
";
        let lock = Lock::parse(text).expect("it is a lock file");
        assert_eq!(lock.files, BTreeSet::from(["src/lib.rs".to_owned()]));
        let names = &lock.names["v1"];
        assert_eq!(names.types["/components/schemas/Pet"], "Pet2");
        assert_eq!(names.operations["getPet"].method, "get_pet");
        assert!(names.members.is_empty());
        for broken in ["outputs = 1", "simgen = 1\n[outputs]\n", "[names]\n"] {
            assert!(Lock::parse(broken).is_err(), "{broken}");
        }
    }

    /// Two branches that touch different things change different lines, with a line that
    /// neither changes between them.
    #[test]
    fn every_name_and_file_has_a_line_of_its_own() {
        let types = ["A", "B"].map(|name| (format!("/components/schemas/{name}"), name.to_owned()));
        let parts = types
            .clone()
            .map(|(key, _)| (key, members(&[("a", "a"), ("b", "b")])));
        let names = KnownNames {
            types: BTreeMap::from(types),
            members: BTreeMap::from(parts),
            ..KnownNames::default()
        };
        let lock = Lock {
            simgen: "1.0.0".to_owned(),
            files: BTreeSet::from(["a".to_owned(), "b".to_owned()]),
            names: BTreeMap::from([("v1".to_owned(), names)]),
        };
        assert_eq!(
            lock.text(),
            "\
simgen = \"1.0.0\"
files = [
    \"a\",
    \"b\",
]

[names.v1.types]
\"/components/schemas/A\" = \"A\"
\"/components/schemas/B\" = \"B\"

[names.v1.members.\"/components/schemas/A\"]
a = \"a\"
b = \"b\"

[names.v1.members.\"/components/schemas/B\"]
a = \"a\"
b = \"b\"

[names.v1.operations]
"
        );
    }
}
