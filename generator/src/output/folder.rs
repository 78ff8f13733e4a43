//! Turns paths below the output folder into what is there, and refuses
//! those that would lead out of it.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use foldhash::{HashSet, HashSetExt as _};

use super::error::{OutputError, io};

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

/// Refuses a path that is a link.
pub(super) fn refuse_link(path: &Path) -> Result<(), OutputError> {
    match path.symlink_metadata() {
        Ok(found) if found.is_symlink() => Err(OutputError::Outside(path.to_owned())),
        _ => Ok(()),
    }
}

/// The content of a file; none where there is no file.
pub(super) fn content(path: &Path) -> Result<Option<Vec<u8>>, OutputError> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(io("read", path)(error)),
    }
}
