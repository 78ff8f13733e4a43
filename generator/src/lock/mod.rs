//! The lock file: what was read, what was written, and what everything is called.
//!
//! May not know: the disk. It keeps names stable when a document changes, shows
//! that a file was edited by hand, and lets a run end at once when nothing
//! changed.

mod names;

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::GeneratedFile;
use crate::ir::Package;
use crate::source::{Sources, shown};

pub use names::{
    KnownNames, KnownOperation, LEFT, Member, alternative_key, parameter_key, parameter_name,
};

/// The lock file's name in the crate's folder.
pub const LOCK: &str = "simgen.lock";

/// What a lock file says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lock {
    /// The version of simgen that wrote it.
    pub simgen: String,
    /// Every file that was read, from the configuration's folder, and its SHA-256.
    #[serde(default)]
    pub inputs: BTreeMap<String, String>,
    /// Every file that was written, and its SHA-256.
    #[serde(default)]
    pub outputs: BTreeMap<String, String>,
    /// What things are called, by module.
    #[serde(default)]
    pub names: BTreeMap<String, KnownNames>,
}

impl Lock {
    /// What there is to record of a run. `files` are all but the lock file, which
    /// is known by its name.
    pub fn of(sources: &Sources, package: &Package, files: &[GeneratedFile]) -> Self {
        let paths = || sources.files().map(|(_, file)| file.path.as_str());
        let folder = paths().next().unwrap_or_default();
        let folder = folder.rsplit_once('/').map_or("", |(folder, _)| folder);
        let inputs = sources
            .files()
            .map(|(_, file)| (relative(&file.path, folder), hash(file.text.as_bytes())));
        Self {
            inputs: inputs.collect(),
            names: Self::names_of(package),
            ..Self::of_files(files)
        }
    }

    /// The list of the files alone, for a crate whose names are not kept.
    pub fn of_files(files: &[GeneratedFile]) -> Self {
        let outputs = files
            .iter()
            .map(|file| (file.path.clone(), hash(file.text.as_bytes())));
        Self {
            simgen: env!("CARGO_PKG_VERSION").to_owned(),
            outputs: outputs.collect(),
            ..Self::default()
        }
    }

    /// Lists one more file.
    pub fn add(&mut self, file: &GeneratedFile) {
        let hash = hash(file.text.as_bytes());
        self.outputs.insert(file.path.clone(), hash);
    }

    /// Whether the crate is generated from a `simgen.toml`, and not from one
    /// document alone.
    pub fn is_configured(&self) -> bool {
        !self.inputs.is_empty() || !self.names.is_empty()
    }

    /// What the things of each module are called.
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
        toml::from_str(text).map_err(|error: toml::de::Error| LockError::Invalid {
            message: error.message().trim_end().replace('\n', "; "),
            at: error.span().map_or(0, |span| span.start),
        })
    }

    /// The file's content.
    pub fn text(&self) -> String {
        toml::to_string(self).expect("texts and tables are TOML")
    }

    /// The content of a file that only lists files.
    pub fn commented_text(&self) -> String {
        format!(
            "# Written by simgen: the files of this crate that simgen may replace or remove.\n\n{}",
            self.text()
        )
    }
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

/// A path from a folder on, so that no folder of one machine gets into the file.
fn relative(path: &str, folder: &str) -> String {
    // An absolute path begins with an empty part.
    let [folder, path] = [folder, path].map(|text| {
        let parts = text.split('/').filter(|part| !part.is_empty());
        parts.collect::<Vec<&str>>()
    });
    let common = path
        .iter()
        .zip(&folder)
        .take_while(|(one, other)| one == other);
    let common = common.count();
    let up = folder[common..].iter().map(|_| "..");
    up.chain(path[common..].iter().copied())
        .collect::<Vec<_>>()
        .join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_start_at_the_folder_of_the_configuration() {
        for (path, folder, expected) in [
            ("spec/v1.yaml", "spec", "v1.yaml"),
            ("../spec/parts/a.yaml", "../spec", "parts/a.yaml"),
            ("common/a.yaml", "spec", "../common/a.yaml"),
            ("v1.yaml", "", "v1.yaml"),
            ("/home/me/spec/v1.yaml", "/home/me/spec", "v1.yaml"),
            ("/home/me/a.yaml", "/home/me/spec", "../a.yaml"),
        ] {
            assert_eq!(relative(path, folder), expected);
        }
    }

    #[test]
    fn what_is_written_is_read_again() {
        let operation = KnownOperation {
            method: "get_pet".to_owned(),
            type_name: "GetPet".to_owned(),
            tag: "Pets".to_owned(),
            errors: None,
            parameters: vec![Member::Plain("path id".to_owned())],
        };
        let pet = "/components/schemas/Pet".to_owned();
        let members = vec![
            Member::Plain("fooBar".to_owned()),
            Member::Named("foo_bar".to_owned(), "foo_bar2".to_owned()),
            Member::Left(["rest2".to_owned()]),
        ];
        let names = KnownNames {
            types: BTreeMap::from([(pet.clone(), "Pet".to_owned())]),
            members: BTreeMap::from([(pet, members)]),
            operations: BTreeMap::from([("getPet".to_owned(), operation)]),
            ..KnownNames::default()
        };
        let lock = Lock {
            simgen: "1.0.0".to_owned(),
            inputs: BTreeMap::from([("v1.yaml".to_owned(), hash(b"text"))]),
            outputs: BTreeMap::new(),
            names: BTreeMap::from([("v1".to_owned(), names)]),
        };
        assert_eq!(Lock::parse(&lock.text()), Ok(lock));
    }
}
