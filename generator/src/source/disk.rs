//! Turns paths into bytes: the one way in which reading touches the system.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Where files come from. Tests have one in memory.
pub trait Disk {
    /// The path without links and `..`, so that it can be compared with folders.
    ///
    /// # Errors
    ///
    /// If nothing is there, or it may not be looked at.
    fn canonical(&self, path: &Path) -> io::Result<PathBuf>;

    /// The bytes of a file, at most `limit` of them and one more.
    ///
    /// # Errors
    ///
    /// If it is not an ordinary file, or may not be read.
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>>;
}

/// The files of this machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct FileSystem;

impl Disk for FileSystem {
    fn canonical(&self, path: &Path) -> io::Result<PathBuf> {
        path.canonicalize()
    }

    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        // A pipe or a device might never end, so ask before opening.
        let metadata = path.metadata()?;
        if !metadata.is_file() {
            let kind = if metadata.is_dir() {
                "it is a folder"
            } else {
                "it is not an ordinary file"
            };
            return Err(io::Error::new(io::ErrorKind::InvalidInput, kind));
        }
        // As much as it says, and a byte in which the end is found.
        let length = metadata.len().min(limit).saturating_add(1);
        let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or_default());
        File::open(path)?
            .take(limit.saturating_add(1))
            .read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}
