//! Files that are not written yet, as simgen reads them.

use std::collections::BTreeMap;
use std::io::{self, ErrorKind::NotFound};
use std::path::{Component, Path, PathBuf};

use simgen::GeneratedFile;
use simgen::internal::source::Disk;

/// A disk with a project that is still to be written, at the root of relative paths.
pub(super) struct Memory(BTreeMap<PathBuf, Vec<u8>>);

impl Memory {
    pub(super) fn of(files: &[GeneratedFile]) -> Self {
        let files = files.iter();
        let files = files.map(|file| (PathBuf::from(&file.path), file.text.clone().into_bytes()));
        Self(files.collect())
    }
}

impl Disk for Memory {
    fn canonical(&self, path: &Path) -> io::Result<PathBuf> {
        let mut normal = PathBuf::new();
        for part in path.components() {
            match part {
                Component::Normal(part) => normal.push(part),
                Component::ParentDir if !normal.pop() => return Err(NotFound.into()),
                _ => {}
            }
        }
        // A folder is there where a file is in it.
        let is_there = self.0.keys().any(|file| file.starts_with(&normal));
        is_there.then_some(normal).ok_or_else(|| NotFound.into())
    }

    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        let mut bytes = self.0.get(path).cloned().ok_or(NotFound)?;
        bytes.truncate(usize::try_from(limit.saturating_add(1)).unwrap_or(usize::MAX));
        Ok(bytes)
    }
}
