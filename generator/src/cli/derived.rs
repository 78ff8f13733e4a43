//! Chooses the folder of a crate that is made of one document, where the caller does not, and says
//! what was chosen.

use std::fs;
use std::path::{Path, PathBuf};

use simgen::internal::lock::LOCK;

use super::arguments::What;
use super::failure::Failure;
use super::run::{note, shown};

/// The folder of a crate whose caller names none: that of its name, which must be simgen's, or empty.
pub(super) fn folder(name: &str) -> Result<PathBuf, Failure> {
    let folder = PathBuf::from(name);
    let is_there = folder.symlink_metadata().is_ok();
    let is_empty = || fs::read_dir(&folder).is_ok_and(|mut files| files.next().is_none());
    if is_there && !folder.join(LOCK).is_file() && !is_empty() {
        let text = format!("`{name}` is there already, and is not a crate that simgen wrote");
        let help =
            "say with `--out DIR` where the crate goes, or with `--name NAME` what it is called";
        let failure = Failure::refused("output", text).about(Some(name.to_owned()));
        return Err(failure.with_help(Some(help.to_owned())));
    }
    Ok(folder)
}

/// Says what the caller left to simgen.
pub(super) fn say(what: &What, name: &str, folder: &Path) {
    if what.document.is_none() {
        return;
    }
    let folder = shown(folder);
    let text = match (&what.name, &what.out) {
        (Some(_), Some(_)) => return,
        (Some(_), None) => format!("the crate is in `{folder}/`; `--out` changes that"),
        (None, Some(_)) => format!("the package is called `{name}`; `--name` changes that"),
        (None, None) => format!(
            "the package is called `{name}`, and is in `{folder}/`; `--name` and `--out` change that"
        ),
    };
    note(what.message_format, &text);
}
