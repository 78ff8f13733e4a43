//! Why the output can't be written or compared, in words.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::lock::LockError;

/// The most files that one message names.
const MOST_NAMED: usize = 10;

/// Why the output can't be written or compared. Unless the variant says
/// otherwise, the folder is as it was before.
#[derive(Debug)]
#[non_exhaustive]
pub enum OutputError {
    /// The operating system refuses an operation.
    Io {
        /// What was to be done: `write`, `read`, …
        what: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The path leads out of the output folder: `..`, an absolute path, or
    /// through a link.
    Outside(PathBuf),
    /// Files that are not in the list of files that simgen wrote are in the way.
    Foreign(Vec<PathBuf>),
    /// The folder holds a crate of another name.
    OtherCrate {
        /// The folder.
        folder: PathBuf,
        /// The name of the package that is there.
        found: String,
        /// The name of the package that was to be written.
        wanted: String,
    },
    /// The crate in the folder is generated from a `simgen.toml`, and one
    /// document alone would drop the names that its lock file keeps.
    Configured(PathBuf),
    /// The folder of a new project holds something.
    NotEmpty {
        /// The folder.
        folder: PathBuf,
        /// What is in it.
        found: Vec<PathBuf>,
    },
    /// The folder is the root of a file system.
    Root(PathBuf),
    /// Another run is writing the crate at this moment.
    Busy(PathBuf),
    /// The list of the files that simgen wrote can't be read.
    Lock {
        /// The lock file.
        path: PathBuf,
        /// What is wrong with it.
        source: LockError,
    },
    /// Writing failed in the middle, and what was replaced by then could not
    /// be put back. The next run completes the crate.
    Incomplete {
        /// The folder.
        folder: PathBuf,
        /// Why writing failed.
        source: Box<OutputError>,
    },
}

impl fmt::Display for OutputError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io { what, path, source } => {
                write!(out, "can't {what} `{}`: {source}", path.display())
            }
            Self::Outside(path) => {
                write!(out, "`{}` leads out of the output folder", path.display())
            }
            Self::Foreign(paths) => foreign(out, paths),
            Self::OtherCrate {
                folder,
                found,
                wanted,
            } => write!(
                out,
                "`{}` holds the crate `{found}`, not `{wanted}`; choose another folder, or, if it is \
                 the same crate under a new name, run `simgen generate --rename-from {found}`",
                folder.display()
            ),
            Self::Configured(folder) => write!(
                out,
                "the crate in `{}` is generated from a `simgen.toml`; run `simgen generate` without a \
                 document, or choose another folder",
                folder.display()
            ),
            Self::NotEmpty { folder, found } => {
                write!(out, "`{}` is not empty: it has ", folder.display())?;
                named(out, found)?;
                out.write_str("; choose a folder that is empty or not there")
            }
            Self::Root(folder) => write!(
                out,
                "`{}` is the root of a file system; choose a folder for the crate",
                folder.display()
            ),
            Self::Busy(folder) => write!(
                out,
                "another run of simgen is writing `{}`; wait until it has ended",
                folder.display()
            ),
            Self::Lock { path, source } => {
                write!(out, "{}; {}", source.message(path), source.help(path))
            }
            Self::Incomplete { folder, source } => write!(
                out,
                "{source}; the crate in `{}` is incomplete until simgen has run again",
                folder.display()
            ),
        }
    }
}

/// The first of these paths, and how many there are beside them.
fn named(out: &mut fmt::Formatter<'_>, paths: &[PathBuf]) -> fmt::Result {
    for (number, path) in paths.iter().take(MOST_NAMED).enumerate() {
        let comma = if number == 0 { "" } else { ", " };
        write!(out, "{comma}`{}`", path.display())?;
    }
    let further = paths.len().saturating_sub(MOST_NAMED);
    if further > 0 {
        write!(out, " and {further} more")?;
    }
    Ok(())
}

fn foreign(out: &mut fmt::Formatter<'_>, paths: &[PathBuf]) -> fmt::Result {
    named(out, paths)?;
    let (is, was, it) = match paths.len() {
        1 => ("is", "was", "it"),
        _ => ("are", "were", "them"),
    };
    write!(
        out,
        " {is} in the way and {was} not written by simgen; remove {it}, or choose another folder"
    )
}

impl std::error::Error for OutputError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { source, .. } => Some(source),
            Self::Lock { source, .. } => Some(source),
            Self::Incomplete { source, .. } => Some(source),
            _ => None,
        }
    }
}

pub(super) fn io(what: &'static str, path: &Path) -> impl FnOnce(io::Error) -> OutputError {
    let path = path.to_owned();
    move |source| OutputError::Io { what, path, source }
}
