//! A disk on which everything fails after a number of operations.

use std::cell::Cell;
use std::fs::File;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::super::operations::{OnDisk, Operations};

/// What fails.
pub(super) enum Fault {
    /// The process is killed: from then on nothing is done. The operation in
    /// which that happens writes half of its text.
    Killed,
    /// The disk is full: nothing can be made any more.
    Full,
    /// Nothing in this folder can be changed.
    ReadOnly(PathBuf),
    /// Until then another run has what is to be made, and has removed it when one looks.
    Removed,
}

/// A disk with a fault.
pub(super) struct Faulty {
    fault: Fault,
    /// The operations that still succeed.
    left: Cell<usize>,
}

impl Faulty {
    pub(super) fn after(operations: usize, fault: Fault) -> Self {
        Self {
            fault,
            left: Cell::new(operations),
        }
    }

    pub(super) fn read_only(folder: &Path) -> Self {
        Self::after(0, Fault::ReadOnly(folder.to_owned()))
    }

    fn ask(&self, makes: bool, paths: &[&Path]) -> io::Result<()> {
        let left = self.left.get();
        self.left.set(left.saturating_sub(1));
        let is_inside = |folder: &PathBuf| {
            let mut parents = paths.iter().filter_map(|path| path.parent());
            parents.any(|parent| parent == folder)
        };
        match &self.fault {
            Fault::Killed if left == 0 => Err(ErrorKind::Other.into()),
            Fault::Full if left == 0 && makes => Err(ErrorKind::StorageFull.into()),
            Fault::ReadOnly(folder) if is_inside(folder) => Err(ErrorKind::PermissionDenied.into()),
            Fault::Removed if left > 0 && makes => Err(ErrorKind::AlreadyExists.into()),
            _ => Ok(()),
        }
    }
}

impl Operations for Faulty {
    fn create_folder(&self, path: &Path) -> io::Result<()> {
        self.ask(true, &[path])?;
        OnDisk.create_folder(path)
    }

    fn open_or_create(&self, path: &Path) -> io::Result<File> {
        self.ask(true, &[path])?;
        OnDisk.open_or_create(path)
    }

    fn write_new(&self, path: &Path, text: &[u8]) -> io::Result<()> {
        let is_last = self.left.get() == 1 && matches!(self.fault, Fault::Killed);
        self.ask(true, &[path])?;
        let length = if is_last { text.len() / 2 } else { text.len() };
        OnDisk.write_new(path, &text[..length])
    }

    fn write_new_durably(&self, path: &Path, text: &[u8]) -> io::Result<()> {
        self.write_new(path, text)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.ask(false, &[from, to])?;
        OnDisk.rename(from, to)
    }

    fn remove_file(&self, path: &Path) -> io::Result<()> {
        self.ask(false, &[path])?;
        OnDisk.remove_file(path)
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        self.ask(false, &[path])?;
        OnDisk.remove_folder(path)
    }

    fn remove_tree(&self, path: &Path) -> io::Result<()> {
        self.ask(false, &[path])?;
        OnDisk.remove_tree(path)
    }
}
