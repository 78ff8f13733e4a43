//! Turns a crate in memory into files. Where nothing is there, the whole crate
//! appears at once; else files that are the same stay untouched, and all others
//! are replaced together.

use std::fs;
use std::path::Path;

use super::create::{fill, is_missing};
use super::error::{OutputError, io};
use super::folder::{Inside, content, within};
use super::operations::{OnDisk, Operations};
use super::owned::{NewCrate, Owned};
use super::plan::Plan;
use super::replace::{apply, remove_empty_parents};
use super::staging::{self, Staging, State, WHOLE, beside, inside, state};
use super::stamp::Stamp;
use crate::generated_file::GeneratedFile;

/// What writing did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Files that are new or different.
    pub written: usize,
    /// Files that were the same; they keep their time stamps.
    pub unchanged: usize,
    /// Files of an earlier run that are no longer generated.
    pub removed: usize,
    /// Files that somebody edited since the last run and that were replaced or
    /// removed, below the folder.
    pub edited: Vec<String>,
}

/// Writes a crate into a folder, which is made where it is not there, with a
/// lock file that lists its files where the crate has none.
///
/// # Errors
///
/// If a path leads out of the folder, a file that simgen did not write is in
/// the way, the folder holds another crate, or another run is writing it: then
/// nothing is changed. If the disk fails in the middle, what was done is taken
/// back; where that fails too, the error is [`OutputError::Incomplete`].
pub fn write(folder: &Path, files: &[GeneratedFile]) -> Result<Written, OutputError> {
    write_by(&OnDisk, folder, files)
}

/// The same over the crate that was called `old` until now.
///
/// # Errors
///
/// As [`write()`], and if the crate in the folder has a third name.
pub fn write_renamed(
    folder: &Path,
    files: &[GeneratedFile],
    old: &str,
) -> Result<Written, OutputError> {
    write_crate(&OnDisk, folder, &NewCrate::new(files).called_before(old))
}

pub(super) fn write_by(
    operations: &dyn Operations,
    folder: &Path,
    files: &[GeneratedFile],
) -> Result<Written, OutputError> {
    write_crate(operations, folder, &NewCrate::new(files))
}

fn write_crate(
    operations: &dyn Operations,
    folder: &Path,
    new: &NewCrate<'_>,
) -> Result<Written, OutputError> {
    if is_missing(folder)
        && let Some(written) = create(operations, folder, new)?
    {
        return Ok(written);
    }
    update(operations, folder, new)
}

/// The crate gets its name when it is complete. None where another run has
/// made it in the meantime.
fn create(
    operations: &dyn Operations,
    folder: &Path,
    new: &NewCrate<'_>,
) -> Result<Option<Written>, OutputError> {
    for file in new.files() {
        within(&file.path)?;
    }
    let Some(place) = beside(folder) else {
        return Ok(None);
    };
    folder.parent().map_or(Ok(()), make_folder)?;
    let staging = Staging::begin(operations, place, folder)?;
    if !is_missing(folder) {
        return staging.end().map(|()| None);
    }
    let whole = staging.path(WHOLE);
    let made = fill(operations, &whole, new.files().collect())
        .and_then(|()| operations.rename(&whole, folder));
    let ended = staging.end();
    made.map_err(io("write", folder))?;
    Stamp::of(new).leave(folder);
    ended?;
    Ok(Some(Written {
        written: new.files().count(),
        ..Written::default()
    }))
}

fn update(
    operations: &dyn Operations,
    folder: &Path,
    new: &NewCrate<'_>,
) -> Result<Written, OutputError> {
    let owned = Owned::read(folder, new)?;
    let plan = Plan::of(folder, new, &owned)?;
    let state = state(folder);
    if plan.is_empty() && state == State::Clear {
        Stamp::of(new).leave(folder);
        return Ok(written(plan));
    }
    if state == State::Busy {
        return Err(OutputError::Busy(folder.to_owned()));
    }
    if let Some(place) = beside(folder).filter(|place| place.symlink_metadata().is_ok()) {
        Staging::begin(operations, place, folder)?.end()?;
    }
    let staging = Staging::begin(operations, inside(folder), folder)?;
    let was_interrupted = staging.has_journal();
    match replace(operations, &staging, folder, new) {
        Ok(written) => staging.end().map(|()| written),
        // What is in the staging folder shows the next run what happened.
        Err(error @ OutputError::Incomplete { .. }) => Err(error),
        Err(error) if was_interrupted => Err(OutputError::Incomplete {
            folder: folder.to_owned(),
            source: Box::new(error),
        }),
        Err(error) => {
            // Best effort: the first error is the one to report.
            let _ = staging.end();
            Err(error)
        }
    }
}

/// Looks again, now that no other run can change the crate, and replaces what differs.
fn replace(
    operations: &dyn Operations,
    staging: &Staging<'_>,
    folder: &Path,
    new: &NewCrate<'_>,
) -> Result<Written, OutputError> {
    let owned = Owned::read(folder, new)?;
    let plan = Plan::of(folder, new, &owned)?;
    apply(operations, staging, folder, &plan, &owned, new)?;
    Stamp::of(new).leave(folder);
    if owned.is_interrupted {
        let mut inside = Inside::new(folder);
        for name in owned.beside(new) {
            remove_empty_parents(operations, folder, &inside.path(name)?);
        }
    }
    Ok(written(plan))
}

fn written(plan: Plan<'_>) -> Written {
    Written {
        written: plan.changed.len(),
        unchanged: plan.unchanged,
        removed: plan.stale.len(),
        edited: plan.edited,
    }
}

/// Writes one file, which may be anybody's.
///
/// # Errors
///
/// If the disk fails: then the file is as before.
pub fn replace_text(path: &Path, text: &str) -> Result<(), OutputError> {
    match content(path)? {
        Some(old) if old == text.as_bytes() => return Ok(()),
        _ => path.parent().map_or(Ok(()), make_folder)?,
    }
    staging::replace(&OnDisk, path, text)
}

pub(super) fn make_folder(folder: &Path) -> Result<(), OutputError> {
    fs::create_dir_all(folder).map_err(io("make the folder", folder))
}

/// The content of a file; nothing where there is none.
///
/// # Errors
///
/// If it can't be read.
pub fn content_of(path: &Path) -> Result<String, OutputError> {
    let bytes = content(path)?.unwrap_or_default();
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
