//! What of a folder is simgen's own: the files that its lock file lists. Only
//! these are ever replaced or removed, and nothing else is looked at.

use std::cell::OnceCell;
use std::path::Path;

use super::error::OutputError;
use super::folder::content;
use super::staging::{self, Journal};
use super::stamp::{Hashes, Stamp};
use crate::generated_file::GeneratedFile;
use crate::lock::{LOCK, Lock, hash};
use crate::parallel;

const MANIFEST: &str = "Cargo.toml";

/// A crate in memory, with the lock file that lists its files.
pub(super) struct NewCrate<'f> {
    files: &'f [GeneratedFile],
    /// Where the files have no lock file among them.
    lock: Option<GeneratedFile>,
    /// The name that the crate had before, where it gets another one.
    old_name: Option<&'f str>,
    hashes: OnceCell<Hashes>,
}

impl<'f> NewCrate<'f> {
    pub(super) fn new(files: &'f [GeneratedFile]) -> Self {
        let has_lock = files.iter().any(|file| file.path == LOCK);
        Self {
            files,
            lock: (!has_lock).then(|| GeneratedFile {
                path: LOCK.to_owned(),
                text: Lock::of_files(files).commented_text(),
            }),
            old_name: None,
            hashes: OnceCell::new(),
        }
    }

    /// The hashes of the files by their paths.
    pub(super) fn hashes(&self) -> &Hashes {
        self.hashes.get_or_init(|| {
            let files: Vec<&GeneratedFile> = self.files().collect();
            let hashed = |file: &GeneratedFile| [(file.path.clone(), hash(file.text.as_bytes()))];
            parallel::map(files, hashed, Vec::new).into_iter().collect()
        })
    }

    /// The crate in the folder may have this name, too.
    pub(super) fn called_before(mut self, name: &'f str) -> Self {
        self.old_name = Some(name);
        self
    }

    pub(super) fn files(&self) -> impl Iterator<Item = &GeneratedFile> {
        self.files.iter().chain(&self.lock)
    }

    pub(super) fn text(&self, path: &str) -> Option<&str> {
        let mut files = self.files();
        let found = files.find(|file| file.path == path)?;
        Some(&found.text)
    }
}

/// What of a folder is simgen's own.
#[derive(Debug, Default)]
pub(super) struct Owned {
    /// The files, each with the hashes of what simgen wrote, as far as they are known.
    pub(super) files: Journal,
    /// Whether a run was stopped while it replaced files.
    pub(super) is_interrupted: bool,
}

impl Owned {
    /// Reads what the lock file says, and the journal of a run that was stopped.
    /// Refuses a folder in which a crate like `new` may not be written.
    pub(super) fn read(folder: &Path, new: &NewCrate<'_>) -> Result<Self, OutputError> {
        if folder
            .canonicalize()
            .is_ok_and(|real| real.parent().is_none())
        {
            return Err(OutputError::Root(folder.to_owned()));
        }
        refuse_other_crate(folder, new)?;
        let path = folder.join(LOCK);
        let lock = read_lock(&path)?.unwrap_or_default();
        if lock.is_configured() && new.lock.is_some() {
            return Err(OutputError::Configured(folder.to_owned()));
        }
        let journal = staging::journal(folder)?;
        let is_interrupted = journal.is_some();
        let mut files = journal.unwrap_or_default();
        let mut hashes = Stamp::read(folder).outputs;
        for path in lock.files {
            let hash = hashes.remove(&path);
            files.entry(path).or_default().extend(hash);
        }
        Ok(Self {
            files,
            is_interrupted,
        })
    }

    /// Whether a file may be replaced or removed.
    pub(super) fn has(&self, path: &str) -> bool {
        path == LOCK || self.files.contains_key(path)
    }

    /// Whether the content of a file is known not to be what simgen wrote.
    pub(super) fn is_edited(&self, path: &str, content: &[u8]) -> bool {
        let hashes = self.files.get(path);
        // Of some it is not known: no run on this machine wrote them.
        hashes.is_some_and(|hashes| !hashes.is_empty() && !hashes.contains(&hash(content)))
    }

    /// The files that `new` no longer has.
    pub(super) fn beside(&self, new: &NewCrate<'_>) -> Vec<&str> {
        let new: foldhash::HashSet<&str> = new.files().map(|file| file.path.as_str()).collect();
        let files = self.files.keys().map(String::as_str);
        files.filter(|path| !new.contains(path)).collect()
    }
}

/// The lock file at a path; none where there is none.
pub(super) fn read_lock(path: &Path) -> Result<Option<Lock>, OutputError> {
    let Some(text) = content(path)? else {
        return Ok(None);
    };
    let lock = Lock::parse(&String::from_utf8_lossy(&text));
    lock.map(Some).map_err(|source| OutputError::Lock {
        path: path.to_owned(),
        source,
    })
}

fn refuse_other_crate(folder: &Path, new: &NewCrate<'_>) -> Result<(), OutputError> {
    let old = content(&folder.join(MANIFEST))?.unwrap_or_default();
    let found = package_name(&String::from_utf8_lossy(&old));
    let wanted = new.text(MANIFEST).and_then(package_name);
    match (found, wanted) {
        (Some(found), _) if new.old_name == Some(&found) => Ok(()),
        (Some(found), Some(wanted)) if found != wanted => Err(OutputError::OtherCrate {
            folder: folder.to_owned(),
            found,
            wanted,
        }),
        _ => Ok(()),
    }
}

fn package_name(manifest: &str) -> Option<String> {
    let manifest: toml::Table = manifest.parse().ok()?;
    let name = manifest.get("package")?.get("name")?;
    name.as_str().map(str::to_owned)
}
