//! Tells whether a folder is what the last run made of what is there now,
//! without doing the run.
//!
//! May not know: what the files are. The stamp is this machine's own and is
//! never committed: without it, or with another generator's, the run is done.

use std::fs;
use std::path::Path;

use super::error::{OutputError, io};
use super::folder::{Inside, content};
use super::staging::{State, state};
use crate::lock::{LOCK, Lock, hash};

/// The stamp's name in the crate's folder.
pub const STAMP: &str = ".simgen-stamp";

/// What another generator would have another one of.
const GENERATOR: &str = concat!(env!("CARGO_PKG_VERSION"), " ", env!("SIMGEN_FINGERPRINT"));

/// Whether everything that the lock file names is as it says, this very
/// generator wrote it, and no run was stopped. Any doubt is a no.
pub fn is_fresh(folder: &Path, config: &Path) -> bool {
    let Ok(Some(text)) = content(&folder.join(LOCK)) else {
        return false;
    };
    let stamp = content(&folder.join(STAMP)).ok().flatten();
    if stamp.as_deref() != Some(expected(&text).as_bytes()) {
        return false;
    }
    let Ok(lock) = Lock::parse(&String::from_utf8_lossy(&text)) else {
        return false;
    };
    let inputs = config.parent().unwrap_or(Path::new(""));
    let is_same = |path: &Path, expected: &str| {
        let bytes = content(path).ok().flatten();
        bytes.is_some_and(|bytes| hash(without_mark(&bytes)) == expected)
    };
    let inputs_same = || {
        let mut inputs = lock
            .inputs
            .iter()
            .map(|(path, hash)| (inputs.join(path), hash));
        inputs.all(|(path, hash)| is_same(&path, hash))
    };
    let outputs_same = || {
        let mut inside = Inside::new(folder);
        let mut outputs = lock.outputs.iter();
        outputs.all(|(path, hash)| inside.path(path).is_ok_and(|path| is_same(&path, hash)))
    };
    inputs_same() && outputs_same() && state(folder) == State::Clear
}

/// Leaves the stamp of a run that is done.
///
/// # Errors
///
/// If it can't be written.
pub fn stamp(folder: &Path) -> Result<(), OutputError> {
    let path = folder.join(STAMP);
    match content(&folder.join(LOCK))? {
        Some(text) => fs::write(&path, expected(&text)).map_err(io("write", &path)),
        None => Ok(()),
    }
}

fn expected(lock: &[u8]) -> String {
    format!("{GENERATOR} {}\n", hash(lock))
}

/// The mark that some editors put before a text is no part of it.
fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
}
