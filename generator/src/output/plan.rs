//! Turns a crate in memory and a folder into what has to be done.

use std::io::ErrorKind::{IsADirectory, NotADirectory, NotFound};
use std::path::{Path, PathBuf};

use super::error::{OutputError, io};
use super::folder::Inside;
use super::owned::{NewCrate, Owned};

/// What has to be done to a folder.
#[derive(Debug, Default)]
pub(super) struct Plan<'f> {
    /// Files that are new or different.
    pub(super) changed: Vec<Change<'f>>,
    /// How many files are the same.
    pub(super) unchanged: usize,
    /// Files of an earlier run that are no longer generated.
    pub(super) stale: Vec<PathBuf>,
    /// Files that somebody edited and that are replaced or removed.
    pub(super) edited: Vec<String>,
}

/// A file that is new or different.
#[derive(Debug)]
pub(super) struct Change<'f> {
    /// Below the folder.
    pub(super) name: &'f str,
    pub(super) path: PathBuf,
    pub(super) text: &'f str,
}

/// What is at the path of a generated file.
pub(super) enum Found {
    Nothing,
    /// A file.
    File(Vec<u8>),
    /// A folder in the place of a file, or a file in the place of a folder.
    InTheWay(PathBuf),
}

impl<'f> Plan<'f> {
    /// Looks at every file of the crate and every file of an earlier run.
    /// Refuses to replace what is not simgen's own.
    pub(super) fn of(
        folder: &Path,
        new: &'f NewCrate<'_>,
        owned: &Owned,
    ) -> Result<Self, OutputError> {
        let mut plan = Self::default();
        let mut foreign = Vec::new();
        let mut inside = Inside::new(folder);
        for file in new.files() {
            let (name, path) = (file.path.as_str(), inside.path(&file.path)?);
            match look(&path)? {
                Found::File(old) if old == file.text.as_bytes() => {
                    plan.unchanged += 1;
                    continue;
                }
                Found::File(_) if !owned.has(name) => foreign.push(path.clone()),
                Found::File(old) if owned.is_edited(name, &old) => {
                    plan.edited.push(name.to_owned())
                }
                Found::InTheWay(path) => foreign.push(path),
                Found::File(_) | Found::Nothing => {}
            }
            plan.changed.push(Change {
                name,
                path,
                text: &file.text,
            });
        }
        for name in owned.beside(new) {
            let path = inside.path(name)?;
            if let Found::File(old) = look(&path)? {
                if owned.is_edited(name, &old) {
                    plan.edited.push(name.to_owned());
                }
                plan.stale.push(path);
            }
        }
        foreign.dedup();
        match foreign.is_empty() {
            true => Ok(plan),
            false => Err(OutputError::Foreign(foreign)),
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.changed.is_empty() && self.stale.is_empty()
    }
}

/// What is at a path.
pub(super) fn look(path: &Path) -> Result<Found, OutputError> {
    match std::fs::read(path) {
        Ok(bytes) => Ok(Found::File(bytes)),
        Err(error) if error.kind() == NotFound => Ok(Found::Nothing),
        Err(error) if error.kind() == IsADirectory || path.is_dir() => {
            Ok(Found::InTheWay(path.to_owned()))
        }
        Err(error) if error.kind() == NotADirectory => {
            let parents = path.ancestors().skip(1);
            let file = parents.into_iter().find(|parent| parent.is_file());
            Ok(Found::InTheWay(file.unwrap_or(path).to_owned()))
        }
        Err(error) => Err(io("read", path)(error)),
    }
}
