//! Turns a crate in memory and a folder into the difference between them.

use std::fmt;
use std::path::Path;
use std::time::Duration;

use similar::TextDiff;

use super::error::OutputError;
use super::folder::{Inside, content};
use super::owned::{NewCrate, Owned};
use super::plan::{Found, look};
use super::staging::{State, state};
use super::stamp::Stamp;
use crate::generated_file::GeneratedFile;
use crate::lock::{LOCK, hash};
use crate::source::shown;

/// How a file on disk differs from what would be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// It is not there.
    Missing {
        /// Below the folder.
        path: String,
    },
    /// simgen wrote it once, and would no longer.
    Extra {
        /// Below the folder.
        path: String,
    },
    /// It says something else.
    Changed {
        /// Below the folder.
        path: String,
        /// From what is there to what would be written, as a unified diff.
        diff: String,
    },
    /// simgen did not write it, so `simgen generate` will refuse to replace it.
    InTheWay {
        /// Below the folder.
        path: String,
    },
    /// A run was stopped. Its staging folder is still there.
    Unfinished {
        /// The staging folder.
        path: String,
        /// Whether files of the old and of the new crate may be mixed.
        is_mixed: bool,
    },
}

impl Difference {
    /// Below the folder.
    pub fn path(&self) -> &str {
        match self {
            Self::Missing { path } | Self::Extra { path } | Self::InTheWay { path } => path,
            Self::Changed { path, .. } | Self::Unfinished { path, .. } => path,
        }
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing { path } => writeln!(out, "missing: {path}"),
            Self::Extra { path } => writeln!(out, "no longer generated: {path}"),
            Self::Changed { diff, .. } => out.write_str(diff),
            Self::InTheWay { path } => writeln!(
                out,
                "in the way: {path} was not written by simgen; remove it, or choose another folder"
            ),
            Self::Unfinished { path, is_mixed } => {
                let (what, does) = match is_mixed {
                    true => ("while it replaced files", "completes the crate"),
                    false => ("before or after it replaced files", "removes the folder"),
                };
                writeln!(
                    out,
                    "unfinished: {path}: simgen was stopped {what}; `simgen generate` {does}"
                )
            }
        }
    }
}

/// Compares a folder with a crate, sorted by path; empty where they are the same.
///
/// # Errors
///
/// As [`super::write()`], and if something can't be read.
pub fn compare(folder: &Path, files: &[GeneratedFile]) -> Result<Vec<Difference>, OutputError> {
    let new = NewCrate::new(files);
    let owned = Owned::read(folder, &new)?;
    let mut differences = Vec::new();
    match state(folder) {
        State::Clear => {}
        State::Busy => return Err(OutputError::Busy(folder.to_owned())),
        State::Left(place) => differences.push(unfinished(&place, false)),
        State::Interrupted(place) => differences.push(unfinished(&place, true)),
    }
    let mut inside = Inside::new(folder);
    for file in new.files() {
        let path = file.path.clone();
        match look(&inside.path(&path)?)? {
            Found::Nothing => differences.push(Difference::Missing { path }),
            Found::File(old) if old == file.text.as_bytes() => {}
            Found::File(old) if owned.has(&path) => {
                let diff = unified(&path, &String::from_utf8_lossy(&old), &file.text);
                differences.push(Difference::Changed { path, diff });
            }
            Found::File(_) | Found::InTheWay(_) => differences.push(Difference::InTheWay { path }),
        }
    }
    for path in owned.beside(&new) {
        if let Found::File(_) = look(&inside.path(path)?)? {
            let path = path.to_owned();
            differences.push(Difference::Extra { path });
        }
    }
    differences.sort_by(|one, other| one.path().cmp(other.path()));
    Ok(differences)
}

fn unfinished(place: &Path, is_mixed: bool) -> Difference {
    Difference::Unfinished {
        path: shown(place),
        is_mixed,
    }
}

/// The files that are not as the last run on this machine wrote them: somebody edited
/// them, or brought them from another revision. None where a run was stopped, because it
/// may have written them.
///
/// # Errors
///
/// If something can't be read.
pub fn changed_since(folder: &Path) -> Result<Vec<String>, OutputError> {
    if state(folder) != State::Clear {
        return Ok(Vec::new());
    }
    let mut inside = Inside::new(folder);
    let mut edited = Vec::new();
    let mut outputs = Stamp::read(folder).outputs;
    // Merging may change it.
    outputs.remove(LOCK);
    for (path, written) in outputs {
        let found = content(&inside.path(&path)?)?;
        if found.is_some_and(|bytes| hash(&bytes) != written) {
            edited.push(path);
        }
    }
    Ok(edited)
}

fn unified(path: &str, old: &str, new: &str) -> String {
    TextDiff::configure()
        // Past this the diff is coarser, not wrong.
        .timeout(Duration::from_secs(2))
        .diff_lines(old, new)
        .unified_diff()
        .header(&format!("a/{path}"), &format!("b/{path}"))
        .to_string()
}
