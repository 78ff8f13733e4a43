//! The stamp: what the last run on this machine wrote, and from what. It tells whether
//! a folder is what that run made of what is there now, without doing the run, and which
//! files were changed since.
//!
//! The stamp is never committed: without it, or with another generator's, the run is done, and
//! nothing counts as changed.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::error::{OutputError, io};
use super::folder::{Inside, content};
use super::owned::NewCrate;
use super::staging::{State, state};
use crate::lock::hash;

/// The stamp's name in the crate's folder.
pub const STAMP: &str = ".simgen-stamp";

/// What another generator would have another one of.
const GENERATOR: &str = concat!(env!("CARGO_PKG_VERSION"), " ", env!("SIMGEN_FINGERPRINT"));

/// The SHA-256 of files, by their paths.
pub type Hashes = BTreeMap<String, String>;

#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Stamp {
    /// Who wrote the crate; none where the run is to be done again, because there was
    /// something to say.
    #[serde(skip_serializing_if = "Option::is_none")]
    generator: Option<String>,
    /// Every file that was read, from the configuration's folder.
    #[serde(default)]
    inputs: Hashes,
    /// Every file that was written, below the crate's folder.
    #[serde(default)]
    pub(super) outputs: Hashes,
}

impl Stamp {
    /// That of a folder. One that can't be read says nothing.
    pub(super) fn read(folder: &Path) -> Self {
        let text = content(&folder.join(STAMP)).ok().flatten();
        let text = text.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        let stamp = text.and_then(|text| toml::from_str(&text).ok());
        stamp.unwrap_or_default()
    }

    /// That of a crate that was just written.
    pub(super) fn of(new: &NewCrate<'_>) -> Self {
        Self {
            outputs: new.hashes().clone(),
            ..Self::default()
        }
    }

    pub(super) fn text(&self) -> String {
        toml::to_string(self).expect("texts and tables are TOML")
    }

    /// Leaves it in a folder, where another one is there. Without it the crate is whole
    /// all the same; one that is out of date would say that files were changed.
    pub(super) fn leave(&self, folder: &Path) {
        let path = folder.join(STAMP);
        if Self::read(folder).outputs != self.outputs && fs::write(&path, self.text()).is_err() {
            let _ = fs::remove_file(&path);
        }
    }
}

/// Whether everything that the stamp names is as it says, this very generator wrote it,
/// and no run was stopped. Any doubt is a no.
pub fn is_fresh(folder: &Path, config: &Path) -> bool {
    let stamp = Stamp::read(folder);
    if stamp.generator.as_deref() != Some(GENERATOR) {
        return false;
    }
    let inputs = config.parent().unwrap_or(Path::new(""));
    let is_same = |path: &Path, expected: &str| {
        let bytes = content(path).ok().flatten();
        bytes.is_some_and(|bytes| hash(without_mark(&bytes)) == expected)
    };
    let inputs_same = || {
        let mut inputs = stamp
            .inputs
            .iter()
            .map(|(path, hash)| (inputs.join(path), hash));
        inputs.all(|(path, hash)| is_same(&path, hash))
    };
    let outputs_same = || {
        let mut inside = Inside::new(folder);
        let mut outputs = stamp.outputs.iter();
        outputs.all(|(path, hash)| inside.path(path).is_ok_and(|path| is_same(&path, hash)))
    };
    inputs_same() && outputs_same() && state(folder) == State::Clear
}

/// Says that the crate in a folder is all that there is to make of these files, by their
/// paths from the configuration's folder.
///
/// # Errors
///
/// If the stamp can't be written.
pub fn stamp(folder: &Path, inputs: Hashes) -> Result<(), OutputError> {
    let stamp = Stamp {
        generator: Some(GENERATOR.to_owned()),
        inputs,
        ..Stamp::read(folder)
    };
    let path = folder.join(STAMP);
    fs::write(&path, stamp.text()).map_err(io("write", &path))
}

/// The mark that some editors put before a text is no part of it.
fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
}
