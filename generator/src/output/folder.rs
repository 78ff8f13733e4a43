//! Turns paths below the output folder into what stands there, and refuses
//! those that would lead out of it.
//!
//! May not know: what is to be written.

use std::collections::{BTreeSet, HashSet};
use std::fmt;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use super::is_ours;

/// Why the output can't be written or compared. Nothing has been changed where
/// the path could be refused beforehand.
#[derive(Debug)]
#[non_exhaustive]
pub enum OutputError {
    /// The system says no.
    Io {
        /// What was to be done: `write`, `read`, …
        what: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The path leads out of the output folder: `..`, an absolute path, or
    /// through a link.
    Outside(PathBuf),
    /// A file that simgen did not write is in the way.
    Foreign(PathBuf),
}

impl fmt::Display for OutputError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io { what, path, source } => {
                write!(out, "can't {what} `{}`: {source}", path.display())
            }
            Self::Outside(path) => {
                write!(out, "`{}` leads out of the output folder", path.display())
            }
            Self::Foreign(path) => write!(
                out,
                "`{}` is in the way and was not written by simgen; remove it, or choose another folder",
                path.display()
            ),
        }
    }
}

impl std::error::Error for OutputError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { source, .. } => Some(source),
            Self::Outside(_) | Self::Foreign(_) => None,
        }
    }
}

pub(super) fn io(what: &'static str, path: &Path) -> impl FnOnce(io::Error) -> OutputError {
    let path = path.to_owned();
    move |source| OutputError::Io { what, path, source }
}

/// Paths of generated files on disk. No part of one may be a link: what is
/// written through it lands elsewhere.
pub(super) struct Inside<'f> {
    folder: &'f Path,
    /// The parents that have been looked at, below the folder: many files have the same.
    parents: HashSet<String>,
}

impl<'f> Inside<'f> {
    pub(super) fn new(folder: &'f Path) -> Self {
        Self {
            folder,
            parents: HashSet::new(),
        }
    }

    /// The path of one file.
    pub(super) fn path(&mut self, path: &str) -> Result<PathBuf, OutputError> {
        let relative = within(path)?;
        let parent = path.rsplit_once('/').map_or("", |(parent, _)| parent);
        let path = self.folder.join(relative);
        if self.parents.contains(parent) {
            refuse_link(&path)?;
        } else {
            let parts = path.ancestors();
            let parts = parts.take_while(|part| *part != self.folder);
            parts
                .collect::<Vec<_>>()
                .into_iter()
                .rev()
                .try_for_each(refuse_link)?;
            self.parents.insert(parent.to_owned());
        }
        Ok(path)
    }
}

/// A relative path that goes only down.
pub(super) fn within(path: &str) -> Result<&Path, OutputError> {
    let relative = Path::new(path);
    let normal = |part: Component<'_>| matches!(part, Component::Normal(_));
    if path.is_empty() || path.contains('\\') || !relative.components().all(normal) {
        return Err(OutputError::Outside(relative.to_owned()));
    }
    Ok(relative)
}

fn refuse_link(path: &Path) -> Result<(), OutputError> {
    match path.symlink_metadata() {
        Ok(found) if found.is_symlink() => Err(OutputError::Outside(path.to_owned())),
        _ => Ok(()),
    }
}

/// What stands in a file; none where there is no file.
pub(super) fn content(path: &Path) -> Result<Option<Vec<u8>>, OutputError> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(io("read", path)(error)),
    }
}

/// The files that simgen wrote into the folder, by path below it, but for those
/// that are known: they are not even opened. Hidden folders, cargo's `target`
/// and other crates below are none of ours; links are not followed.
pub(super) fn ours_beside(
    folder: &Path,
    is_known: impl Fn(&str) -> bool,
) -> Result<BTreeSet<String>, OutputError> {
    let mut found = BTreeSet::new();
    let mut open = vec![(folder.to_owned(), String::new())];
    while let Some((folder, prefix)) = open.pop() {
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(io("list", &folder)(error)),
        };
        for entry in entries {
            let entry = entry.map_err(io("list", &folder))?;
            let kind = entry.file_type().map_err(io("look at", &entry.path()))?;
            // A name that is not Unicode is none of ours.
            let Ok(name) = entry.file_name().into_string() else {
                continue;
            };
            let path = format!("{prefix}{name}");
            let is_crate = || entry.path().join("Cargo.toml").exists();
            if kind.is_dir() && !name.starts_with('.') && path != "target" && !is_crate() {
                open.push((entry.path(), format!("{path}/")));
            } else if kind.is_file() && !is_known(&path) && is_our_file(&entry.path()) {
                found.insert(path);
            }
        }
    }
    Ok(found)
}

/// Only the beginning is read; a large file of somebody else costs nothing.
fn is_our_file(path: &Path) -> bool {
    use std::io::Read;
    let mut start = [0; 512];
    let read = fs::File::open(path).and_then(|mut file| file.read(&mut start));
    read.is_ok_and(|length| is_ours(&start[..length]))
}
