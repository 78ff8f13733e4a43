//! Turns a crate in memory and a folder into the difference between them.
//!
//! May not know: how to write.

use std::collections::BTreeSet;
use std::fmt;
use std::path::Path;
use std::time::Duration;

use similar::TextDiff;

use super::folder::{Inside, OutputError, content, ours_beside};
use crate::GeneratedFile;
use crate::lock::{LOCK, Lock, hash};

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
}

impl Difference {
    /// Below the folder.
    pub fn path(&self) -> &str {
        let (Self::Missing { path } | Self::Extra { path } | Self::Changed { path, .. }) = self;
        path
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing { path } => writeln!(out, "missing: {path}"),
            Self::Extra { path } => writeln!(out, "no longer generated: {path}"),
            Self::Changed { diff, .. } => out.write_str(diff),
        }
    }
}

/// Compares a folder with a crate, sorted by path; empty where they are the same.
///
/// # Errors
///
/// If a path leads out of the folder, or something can't be read.
pub fn compare(folder: &Path, files: &[GeneratedFile]) -> Result<Vec<Difference>, OutputError> {
    let generated: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
    let extra = ours_beside(folder, |path| generated.contains(path))?;
    let mut inside = Inside::new(folder);
    let mut differences = Vec::new();
    for file in files {
        let path = file.path.clone();
        match content(&inside.path(&file.path)?)? {
            None => differences.push(Difference::Missing { path }),
            Some(old) if old != file.text.as_bytes() => {
                let diff = unified(&path, &String::from_utf8_lossy(&old), &file.text);
                differences.push(Difference::Changed { path, diff });
            }
            Some(_) => {}
        }
    }
    differences.extend(extra.into_iter().map(|path| Difference::Extra { path }));
    differences.sort_by(|one, other| one.path().cmp(other.path()));
    Ok(differences)
}

/// The files that are not as simgen wrote them, by what the lock file says.
///
/// # Errors
///
/// If something can't be read.
pub fn edited_by_hand(folder: &Path) -> Result<Vec<String>, OutputError> {
    let text = content(&folder.join(LOCK))?.unwrap_or_default();
    let Ok(lock) = Lock::parse(&String::from_utf8_lossy(&text)) else {
        return Ok(Vec::new());
    };
    let mut inside = Inside::new(folder);
    let mut edited = Vec::new();
    for (path, written) in lock.outputs {
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
