//! Does what a plan says, so that a run that is stopped leaves the old crate, the
//! new one, or one that says that it is incomplete.
//!
//! Every file is written in the staging folder first. Then the journal says
//! that the crate may be a mix, and files are renamed: those that are replaced
//! into the staging folder, so that they can be put back when a step fails.
//! While that lasts, the crate's root is a file that does not compile and says
//! why. The root is put in place last, and then the journal is removed.

use std::io;
use std::path::{Path, PathBuf};

use super::error::{self, OutputError};
use super::operations::Operations;
use super::owned::{NewCrate, Owned};
use super::plan::{Change, Plan};
use super::staging::{NEW, OLD, Staging};
use crate::lock::{LOCK, hash};

/// The file without which nothing of the crate compiles.
const ROOT: &str = "src/lib.rs";

/// What the root says while the crate may be a mix.
const UNFINISHED: &str = "\
// Written by simgen while it updates this crate.
compile_error!(
    \"simgen was stopped while it updated this crate, or is updating it at this moment: \\
     run `simgen generate`\"
);
";

/// Does what a plan says, or nothing.
pub(super) fn apply(
    operations: &dyn Operations,
    staging: &Staging<'_>,
    folder: &Path,
    plan: &Plan<'_>,
    owned: &Owned,
    new: &NewCrate<'_>,
) -> Result<(), OutputError> {
    if plan.is_empty() {
        return Ok(());
    }
    let mut replacement = Replacement {
        operations,
        staging,
        folder,
        has_root: new.text(ROOT).is_some(),
        undo: Vec::new(),
        kept: 0,
    };
    replacement.stage(plan)?;
    staging.write_journal(&journal(owned, new))?;
    replacement
        .run(plan)
        .map_err(|error| match replacement.roll_back() {
            Ok(()) => error,
            Err(_) => OutputError::Incomplete {
                folder: folder.to_owned(),
                source: Box::new(error),
            },
        })
}

/// Every file that may be there until the crate is whole, old or new.
fn journal(owned: &Owned, new: &NewCrate<'_>) -> super::staging::Journal {
    let mut journal = owned.files.clone();
    let unfinished = (ROOT.to_owned(), hash(UNFINISHED.as_bytes()));
    // The list is simgen's whatever is in it.
    let outputs = new.hashes().iter().filter(|(path, _)| *path != LOCK);
    for (path, hash) in outputs.chain([(&unfinished.0, &unfinished.1)]) {
        journal
            .entry(path.clone())
            .or_default()
            .insert(hash.clone());
    }
    journal
}

/// A step that was done, by what takes it back.
enum Undo {
    Rename { from: PathBuf, to: PathBuf },
    RemoveFile(PathBuf),
    RemoveFolder(PathBuf),
    CreateFolder(PathBuf),
}

/// What is under way.
struct Replacement<'a> {
    operations: &'a dyn Operations,
    staging: &'a Staging<'a>,
    folder: &'a Path,
    has_root: bool,
    undo: Vec<Undo>,
    /// How many files were moved into the staging folder.
    kept: usize,
}

impl Replacement<'_> {
    /// Writes every file into the staging folder.
    fn stage(&self, plan: &Plan<'_>) -> Result<(), OutputError> {
        for name in [NEW, OLD] {
            let path = self.staging.path(name);
            let made = self.operations.create_folder(&path);
            made.map_err(error::io("make the folder", &path))?;
        }
        let texts = plan.changed.iter().map(|change| change.text);
        for (number, text) in texts.chain([UNFINISHED]).enumerate() {
            let path = self.staged(number);
            let written = self.operations.write_new(&path, text.as_bytes());
            written.map_err(error::io("write", &path))?;
        }
        Ok(())
    }

    /// Puts everything in place: the lock file when all else is there, the root last.
    fn run(&mut self, plan: &Plan<'_>) -> Result<(), OutputError> {
        let numbered = || plan.changed.iter().enumerate();
        let of = |name: &str| numbered().find(|(_, change)| change.name == name);
        let root = self.open_root(plan.changed.len(), of(ROOT))?;
        for (number, change) in numbered() {
            if ![ROOT, LOCK].contains(&change.name) {
                self.put(&self.staged(number), &change.path)?;
            }
        }
        for path in &plan.stale {
            self.keep(path)?;
            self.remove_empty_parents(path);
        }
        if let Some((number, change)) = of(LOCK) {
            self.put(&self.staged(number), &change.path)?;
        }
        match root {
            Some(root) => self.rename(&root, &self.folder.join(ROOT)),
            None => Ok(()),
        }
    }

    /// Puts a root in place that does not compile, and returns the file that
    /// belongs there; none where the crate has no root.
    fn open_root(
        &mut self,
        unfinished: usize,
        change: Option<(usize, &Change<'_>)>,
    ) -> Result<Option<PathBuf>, OutputError> {
        if !self.has_root {
            return Ok(None);
        }
        let path = self.folder.join(ROOT);
        let old = match path.exists() {
            true => Some(self.keep(&path)?),
            false => None,
        };
        self.put(&self.staged(unfinished), &path)?;
        Ok(change.map(|(number, _)| self.staged(number)).or(old))
    }

    /// Moves a file to its place, and what is there into the staging folder.
    fn put(&mut self, staged: &Path, path: &Path) -> Result<(), OutputError> {
        if path.symlink_metadata().is_ok() {
            self.keep(path)?;
        }
        self.make_parents(path)?;
        self.rename(staged, path)?;
        self.undo.push(Undo::RemoveFile(path.to_owned()));
        Ok(())
    }

    /// Moves a file into the staging folder.
    fn keep(&mut self, path: &Path) -> Result<PathBuf, OutputError> {
        let kept = self.staging.path(OLD).join(self.kept.to_string());
        self.kept += 1;
        self.rename(path, &kept)?;
        self.undo.push(Undo::Rename {
            from: kept.clone(),
            to: path.to_owned(),
        });
        Ok(kept)
    }

    fn rename(&self, from: &Path, to: &Path) -> Result<(), OutputError> {
        let renamed = self.operations.rename(from, to);
        renamed.map_err(error::io("replace", to))
    }

    fn make_parents(&mut self, path: &Path) -> Result<(), OutputError> {
        let parents = path.ancestors().skip(1);
        let missing: Vec<&Path> = parents.take_while(|parent| !parent.exists()).collect();
        for parent in missing.into_iter().rev() {
            let made = self.operations.create_folder(parent);
            made.map_err(error::io("make the folder", parent))?;
            self.undo.push(Undo::RemoveFolder(parent.to_owned()));
        }
        Ok(())
    }

    fn remove_empty_parents(&mut self, path: &Path) {
        for removed in remove_empty_parents(self.operations, self.folder, path) {
            self.undo.push(Undo::CreateFolder(removed));
        }
    }

    /// Takes back what was done, the last step first.
    fn roll_back(&mut self) -> io::Result<()> {
        let operations = self.operations;
        while let Some(step) = self.undo.pop() {
            match step {
                Undo::Rename { from, to } => operations.rename(&from, &to),
                Undo::RemoveFile(path) => operations.remove_file(&path),
                Undo::RemoveFolder(path) => operations.remove_folder(&path),
                Undo::CreateFolder(path) => operations.create_folder(&path),
            }?;
        }
        Ok(())
    }

    fn staged(&self, number: usize) -> PathBuf {
        self.staging.path(NEW).join(number.to_string())
    }
}

/// Removes the folders that are empty without a file, and says which.
pub(super) fn remove_empty_parents(
    operations: &dyn Operations,
    folder: &Path,
    path: &Path,
) -> Vec<PathBuf> {
    let parents = path.ancestors().skip(1);
    let mut removed = Vec::new();
    for parent in parents.take_while(|parent| *parent != folder) {
        match operations.remove_folder(parent) {
            Ok(()) => removed.push(parent.to_owned()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(_) => break,
        }
    }
    removed
}
