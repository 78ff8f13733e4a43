//! The operations that change something on disk, one at a time, so that a test
//! can stop a run after each of them.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use crate::generated_file::GeneratedFile;
use crate::parallel;

/// What changes something on disk.
pub(super) trait Operations {
    /// Makes one folder.
    fn create_folder(&self, path: &Path) -> io::Result<()>;
    /// Opens a file, which is made where there is none.
    fn open_or_create(&self, path: &Path) -> io::Result<File>;
    /// Writes a file that is not there yet.
    fn write_new(&self, path: &Path, text: &[u8]) -> io::Result<()>;
    /// The same, and the text survives a power failure.
    fn write_new_durably(&self, path: &Path, text: &[u8]) -> io::Result<()>;
    /// Writes files below a folder that are not there yet, in no order that matters.
    fn write_all_new(&self, folder: &Path, files: Vec<&GeneratedFile>) -> io::Result<()> {
        let mut files = files.into_iter();
        files.try_for_each(|file| self.write_new(&folder.join(&file.path), file.text.as_bytes()))
    }
    /// Moves a file or folder. A file that is at the new place is replaced.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Removes a file.
    fn remove_file(&self, path: &Path) -> io::Result<()>;
    /// Removes an empty folder.
    fn remove_folder(&self, path: &Path) -> io::Result<()>;
    /// Removes a folder with everything in it. Links are removed, not followed.
    fn remove_tree(&self, path: &Path) -> io::Result<()>;
}

/// The disk itself.
pub(super) struct OnDisk;

impl Operations for OnDisk {
    fn create_folder(&self, path: &Path) -> io::Result<()> {
        fs::create_dir(path)
    }

    fn open_or_create(&self, path: &Path) -> io::Result<File> {
        let mut options = File::options();
        options.write(true).create(true).truncate(false).open(path)
    }

    fn write_new(&self, path: &Path, text: &[u8]) -> io::Result<()> {
        File::create_new(path)?.write_all(text)
    }

    fn write_all_new(&self, folder: &Path, files: Vec<&GeneratedFile>) -> io::Result<()> {
        let write = |file: &GeneratedFile| {
            let written = self.write_new(&folder.join(&file.path), file.text.as_bytes());
            written.err()
        };
        match parallel::map(files, write, Vec::new).into_iter().next() {
            Some(error) => Err(error),
            None => Ok(()),
        }
    }

    fn write_new_durably(&self, path: &Path, text: &[u8]) -> io::Result<()> {
        let mut file = File::create_new(path)?;
        file.write_all(text)?;
        file.sync_all()
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        fs::remove_dir(path)
    }

    fn remove_tree(&self, path: &Path) -> io::Result<()> {
        fs::remove_dir_all(path)
    }
}
