//! Turns a revision of a git repository into files, as if it were checked out.
//!
//! The git that is installed is asked, so that every kind of repository and revision works.

use std::io;
use std::path::{Component, Path, PathBuf};
use std::process::Command;

use super::{Disk, path};

/// The files of one revision.
#[derive(Clone, Debug)]
pub struct Revision {
    name: String,
    commit: String,
    /// A folder of the repository, as the paths that are read begin.
    folder: PathBuf,
    /// The repository's own folder.
    top: PathBuf,
    /// Where `folder` is below it.
    prefix: PathBuf,
    /// Where simgen runs below it; none where it runs elsewhere.
    here: Option<PathBuf>,
}

impl Revision {
    /// Finds a revision, by any name that git knows, of the repository that a
    /// folder is in: that of the configuration, which the files are near.
    ///
    /// # Errors
    ///
    /// If git is not installed, the folder is in no repository, or there is no
    /// such revision.
    pub fn find(name: &str, folder: &Path) -> io::Result<Self> {
        let wanted = format!("{name}^{{commit}}");
        let arguments = [
            "rev-parse",
            "--verify",
            "--quiet",
            "--end-of-options",
            &wanted,
        ];
        let (top, prefix) = place(folder)?;
        let here = place(Path::new("")).ok();
        let here = here.filter(|(other, _)| *other == top);
        let commit = text(git(folder, &arguments)?);
        let commit = commit.lines().last().unwrap_or_default().to_owned();
        let is_hash = name.len() > 4 && commit.starts_with(&name.to_ascii_lowercase());
        let name = match is_hash {
            true => text(git(folder, &["rev-parse", "--short", &commit])?),
            false => name.to_owned(),
        };
        Ok(Self {
            name,
            commit,
            folder: path::shown(folder).into(),
            top,
            prefix,
            here: here.map(|(_, prefix)| prefix),
        })
    }

    /// What git calls it: the tag or branch that was asked for, or the
    /// abbreviated hash of the commit.
    pub fn name(&self) -> &str {
        &self.name
    }
}

/// Paths are those below the repository's own folder.
impl Disk for Revision {
    fn canonical(&self, path: &Path) -> io::Result<PathBuf> {
        let outside = || io::Error::other("it is outside the repository");
        let below = match (
            path.strip_prefix(&self.top),
            path.strip_prefix(&self.folder),
        ) {
            (Ok(below), _) => below.to_owned(),
            (_, Ok(below)) => self.prefix.join(below),
            // Beside the folder: from where simgen runs.
            _ if path.is_relative() => self.here.as_ref().ok_or_else(outside)?.join(path),
            _ => return Err(outside()),
        };
        let mut normal = PathBuf::new();
        for part in below.components() {
            match part {
                Component::Normal(part) => normal.push(part),
                Component::CurDir => {}
                Component::ParentDir if normal.pop() => {}
                _ => return Err(outside()),
            }
        }
        Ok(normal)
    }

    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        let path = path.to_string_lossy().replace('\\', "/");
        let object = format!("{}:{path}", self.commit);
        let mut bytes = git(&self.folder, &["cat-file", "blob", &object])?;
        bytes.truncate(usize::try_from(limit.saturating_add(1)).unwrap_or(usize::MAX));
        Ok(bytes)
    }
}

/// The folder of a repository, and where another folder is below it.
fn place(folder: &Path) -> io::Result<(PathBuf, PathBuf)> {
    let both = git(folder, &["rev-parse", "--show-toplevel", "--show-prefix"])?;
    let both = String::from_utf8_lossy(&both);
    let mut lines = both.lines().map(PathBuf::from);
    let top = lines.next().unwrap_or_default();
    Ok((top, lines.next().unwrap_or_default()))
}

pub(super) fn text(bytes: Vec<u8>) -> String {
    String::from_utf8_lossy(&bytes).trim().to_owned()
}

pub(super) fn git(folder: &Path, arguments: &[&str]) -> io::Result<Vec<u8>> {
    let output = Command::new("git")
        .args(arguments)
        .current_dir(if folder == Path::new("") {
            Path::new(".")
        } else {
            folder
        })
        // What it says is part of our own messages, which are in English.
        .env("LC_ALL", "C")
        .output();
    let output = output.map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => {
            io::Error::new(error.kind(), "git is not installed, or not in the PATH")
        }
        _ => error,
    })?;
    if output.status.success() {
        return Ok(output.stdout);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let said = said.lines().next().unwrap_or("git has no such revision");
    let said = said.trim_start_matches("fatal: ").to_owned();
    Err(io::Error::other(said))
}
