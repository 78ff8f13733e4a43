//! The folder in which a run prepares its files, and which shows a later run
//! that this one was stopped.
//!
//! It is inside the crate's folder, or beside it while that does not exist:
//! never on another file system, because files are renamed out of it. A file
//! in it is locked as long as the run lasts.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::ErrorKind::{AlreadyExists, NotFound};
use std::path::{Path, PathBuf};

use fs4::{FileExt, TryLockError};
use same_file::Handle;

use super::error::{OutputError, io};
use super::folder::content;
use super::operations::Operations;

/// The folder's name inside the crate's folder.
pub const STAGING: &str = ".simgen-staging";

const LOCKED: &str = "lock";
const JOURNAL: &str = "journal";
/// The journal until it is complete.
const UNFINISHED_JOURNAL: &str = "journal-new";
/// Folders: files that are to be put in place, files that were replaced, and a
/// crate that does not exist yet.
pub(super) const NEW: &str = "new";
pub(super) const OLD: &str = "old";
pub(super) const WHOLE: &str = "crate";

/// How often the lock is tried again after another run removed the folder.
const ATTEMPTS: usize = 100;

/// What earlier runs left, or another one does at this moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// Nothing.
    Clear,
    /// Another run is writing.
    Busy,
    /// A run was stopped before it changed the crate, or right after it.
    Left(PathBuf),
    /// A run was stopped while it replaced files.
    Interrupted(PathBuf),
}

/// The files that a run was about to own, each with the hashes that it may have.
pub(super) type Journal = BTreeMap<String, BTreeSet<String>>;

/// A staging folder that this run holds.
pub(super) struct Staging<'o> {
    operations: &'o dyn Operations,
    folder: PathBuf,
    /// Locked until it is dropped.
    _lock: File,
}

/// Where an update of a crate is prepared.
pub(super) fn inside(folder: &Path) -> PathBuf {
    folder.join(STAGING)
}

/// Where a crate that does not exist yet is prepared.
pub(super) fn beside(folder: &Path) -> Option<PathBuf> {
    let name = folder.file_name()?.to_string_lossy();
    Some(folder.with_file_name(format!(".{name}{STAGING}")))
}

/// What earlier runs left for a folder.
pub(super) fn state(folder: &Path) -> State {
    let places = [Some(inside(folder)), beside(folder)];
    let mut state = State::Clear;
    for place in places.into_iter().flatten() {
        if place.symlink_metadata().is_err() {
            continue;
        }
        if is_locked(&place.join(LOCKED)) {
            return State::Busy;
        }
        if place.join(JOURNAL).exists() {
            state = State::Interrupted(place);
        } else if state == State::Clear {
            state = State::Left(place);
        }
    }
    state
}

/// The journal that an interrupted run left in a folder.
pub(super) fn journal(folder: &Path) -> Result<Option<Journal>, OutputError> {
    let Some(text) = content(&inside(folder).join(JOURNAL))? else {
        return Ok(None);
    };
    let mut journal = Journal::new();
    for line in String::from_utf8_lossy(&text).lines() {
        if let Some((hash, path)) = line.split_once(' ') {
            let hashes = journal.entry(path.to_owned()).or_default();
            hashes.insert(hash.to_owned());
        }
    }
    Ok(Some(journal))
}

fn is_locked(path: &Path) -> bool {
    let locked = File::open(path).map(|file| FileExt::try_lock_shared(&file));
    matches!(locked, Ok(Err(TryLockError::WouldBlock)))
}

impl<'o> Staging<'o> {
    /// Makes the folder, or takes over what a stopped run left of it, and keeps
    /// every other run out. A journal that is there stays.
    pub(super) fn begin(
        operations: &'o dyn Operations,
        folder: PathBuf,
        target: &Path,
    ) -> Result<Self, OutputError> {
        for _ in 0..ATTEMPTS {
            match operations.create_folder(&folder) {
                Err(error) if error.kind() != AlreadyExists => {
                    return Err(io("make the folder", &folder)(error));
                }
                _ => {}
            }
            match folder.symlink_metadata() {
                Ok(found) if found.is_dir() => {}
                // Another run had it, and has removed it since.
                Err(error) if error.kind() == NotFound => continue,
                _ => return Err(OutputError::Foreign(vec![folder])),
            }
            let Some(lock) = lock(operations, &folder, target)? else {
                continue;
            };
            let staging = Self {
                operations,
                folder,
                _lock: lock,
            };
            staging.discard_parts()?;
            return Ok(staging);
        }
        Err(OutputError::Busy(target.to_owned()))
    }

    /// A file or folder in it.
    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Whether the crate may be a mix of files.
    pub(super) fn has_journal(&self) -> bool {
        self.path(JOURNAL).exists()
    }

    /// Says that from now on the crate may be a mix of files.
    pub(super) fn write_journal(&self, journal: &Journal) -> Result<(), OutputError> {
        let pairs = journal
            .iter()
            .flat_map(|(path, hashes)| hashes.iter().map(move |hash| format!("{hash} {path}\n")));
        let text: String = pairs.collect();
        let (unfinished, path) = (self.path(UNFINISHED_JOURNAL), self.path(JOURNAL));
        self.operations
            .write_new_durably(&unfinished, text.as_bytes())
            .and_then(|()| self.operations.rename(&unfinished, &path))
            .map_err(io("write", &path))
    }

    /// Says that the crate is whole, and removes the folder.
    pub(super) fn end(self) -> Result<(), OutputError> {
        self.remove(JOURNAL)?;
        self.discard_parts()?;
        self.remove(LOCKED)?;
        let removed = self.operations.remove_folder(&self.folder);
        removed.map_err(io("remove", &self.folder))
    }

    /// Removes everything but the journal and the lock.
    fn discard_parts(&self) -> Result<(), OutputError> {
        for name in [NEW, OLD, WHOLE] {
            let path = self.path(name);
            match path.symlink_metadata() {
                Ok(_) => {
                    let removed = self.operations.remove_tree(&path);
                    removed.map_err(io("remove", &path))?;
                }
                Err(_) => continue,
            }
        }
        self.remove(UNFINISHED_JOURNAL)
    }

    fn remove(&self, name: &str) -> Result<(), OutputError> {
        let path = self.path(name);
        if path.symlink_metadata().is_err() {
            return Ok(());
        }
        let removed = self.operations.remove_file(&path);
        removed.map_err(io("remove", &path))
    }
}

/// Locks the folder; none where another run removed it in between.
fn lock(
    operations: &dyn Operations,
    folder: &Path,
    target: &Path,
) -> Result<Option<File>, OutputError> {
    let path = folder.join(LOCKED);
    super::folder::refuse_link(&path)?;
    let file = match operations.open_or_create(&path) {
        Ok(file) => file,
        Err(error) if error.kind() == NotFound => return Ok(None),
        Err(error) => {
            // Best effort: the first error is the one to report.
            let _ = operations.remove_folder(folder);
            return Err(io("write", &path)(error));
        }
    };
    match FileExt::try_lock(&file) {
        Err(TryLockError::WouldBlock) => return Err(OutputError::Busy(target.to_owned())),
        // A file system without locks can't tell of a second run.
        Ok(()) | Err(TryLockError::Error(_)) => {}
    }
    let is_same =
        || Some(Handle::from_file(file.try_clone().ok()?).ok()? == Handle::from_path(&path).ok()?);
    Ok(is_same().unwrap_or(false).then_some(file))
}

/// The name beside a file, under which its new text is written before it is
/// moved over the old one.
fn unfinished(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.simgen-new"))
}

/// What a stopped [`super::replace_text`] left beside a file, if it left something.
pub fn left_beside(path: &Path) -> Option<PathBuf> {
    let unfinished = unfinished(path);
    unfinished.symlink_metadata().is_ok().then_some(unfinished)
}

/// Replaces the text of a single file: readers see the old one or the new one.
pub(super) fn replace(
    operations: &dyn Operations,
    path: &Path,
    text: &str,
) -> Result<(), OutputError> {
    let unfinished = unfinished(path);
    clear_beside(path)?;
    let written = operations
        .write_new(&unfinished, text.as_bytes())
        .and_then(|()| operations.rename(&unfinished, path));
    written.map_err(|error| {
        // Best effort: the first error is the one to report.
        let _ = operations.remove_file(&unfinished);
        io("write", path)(error)
    })
}

/// Removes what a stopped [`super::replace_text`] left beside a file.
///
/// # Errors
///
/// If it can't be removed.
pub fn clear_beside(path: &Path) -> Result<(), OutputError> {
    let unfinished = unfinished(path);
    match fs::remove_file(&unfinished) {
        Err(error) if error.kind() != NotFound => Err(io("remove", &unfinished)(error)),
        _ => Ok(()),
    }
}
