//! Turns files in memory into a folder that was not there, or was empty: all of them, or none.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, ErrorKind::NotFound};
use std::path::{Path, PathBuf};

use super::error::{OutputError, io};
use super::folder::within;
use super::operations::{OnDisk, Operations};
use super::staging::{Staging, WHOLE, beside, inside};
use super::write::make_folder;
use crate::generated_file::GeneratedFile;

/// What may be in a folder that counts as empty: a repository without files, and what a stopped run left.
const NOT_COUNTED: &[&str] = &[".git", super::STAGING];

/// Writes files into a folder, which is made where it is not there.
///
/// # Errors
///
/// If something is in the folder ([`OutputError::NotEmpty`]), a path leads out of it, or another run is
/// writing it: then nothing is changed. If the disk fails, what was done is taken back.
pub fn create(folder: &Path, files: &[GeneratedFile]) -> Result<(), OutputError> {
    create_by(&OnDisk, folder, files)
}

pub(super) fn create_by(
    operations: &dyn Operations,
    folder: &Path,
    files: &[GeneratedFile],
) -> Result<(), OutputError> {
    for file in files {
        within(&file.path)?;
    }
    refuse_full(folder)?;
    let place = beside(folder).filter(|_| is_missing(folder));
    folder.parent().map_or(Ok(()), make_folder)?;
    let is_new = place.is_some();
    let staging = Staging::begin(operations, place.unwrap_or_else(|| inside(folder)), folder)?;
    let whole = staging.path(WHOLE);
    let made = fill(operations, &whole, files.iter().collect());
    let made = made.and_then(|()| match is_new {
        true => operations.rename(&whole, folder),
        false => move_in(operations, &whole, folder),
    });
    let ended = staging.end();
    made.map_err(io("write", folder))?;
    ended
}

pub(super) fn is_missing(folder: &Path) -> bool {
    let found = folder.symlink_metadata();
    let is_missing = found.is_err_and(|error| error.kind() == NotFound);
    is_missing && folder.file_name().is_some()
}

/// Makes a folder with these files.
pub(super) fn fill(
    operations: &dyn Operations,
    folder: &Path,
    files: Vec<&GeneratedFile>,
) -> io::Result<()> {
    let parents = files
        .iter()
        .flat_map(|file| Path::new(&file.path).ancestors().skip(1));
    // A folder comes before what is in it.
    let parents: BTreeSet<&Path> = parents.collect();
    for parent in parents {
        operations.create_folder(&folder.join(parent))?;
    }
    operations.write_all_new(folder, files)
}

fn refuse_full(folder: &Path) -> Result<(), OutputError> {
    if is_missing(folder) {
        return Ok(());
    }
    let mut found = entries(folder).map_err(io("read", folder))?;
    found.retain(|path| {
        let name = path.file_name().unwrap_or_default();
        NOT_COUNTED.iter().all(|not_counted| name != *not_counted)
    });
    match found.is_empty() {
        true => Ok(()),
        false => Err(OutputError::NotEmpty {
            folder: folder.to_owned(),
            found,
        }),
    }
}

/// What is in a folder, sorted.
fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder)?.map(|entry| Ok(entry?.path()));
    let mut entries = entries.collect::<io::Result<Vec<_>>>()?;
    entries.sort();
    Ok(entries)
}

/// Moves all that is in a folder into another one, or nothing.
fn move_in(operations: &dyn Operations, from: &Path, to: &Path) -> io::Result<()> {
    let mut moved: Vec<(PathBuf, PathBuf)> = Vec::new();
    for old in entries(from)? {
        let new = to.join(old.file_name().unwrap_or_default());
        if let Err(error) = operations.rename(&old, &new) {
            for (old, new) in &moved {
                // Best effort: the first error is the one to report.
                let _ = operations.rename(new, old);
            }
            return Err(error);
        }
        moved.push((old, new));
    }
    Ok(())
}
