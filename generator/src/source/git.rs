//! Turns a revision of a git repository into files, as if it were checked out.
//!
//! May not know: what stands in the files. It asks the git that is installed,
//! so that every kind of repository and revision works.

use std::io;
use std::path::{Component, Path, PathBuf};
use std::process::Command;

use super::Disk;

/// The files of one revision.
#[derive(Clone, Debug)]
pub struct Revision {
    commit: String,
    folder: PathBuf,
    /// The repository's own folder.
    top: PathBuf,
    /// Where `folder` is below it.
    prefix: PathBuf,
}

impl Revision {
    /// Finds a revision, by any name that git knows, of the repository that a
    /// folder is in. Paths are taken from that folder on.
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
        let top = text(git(folder, &["rev-parse", "--show-toplevel"])?);
        let prefix = text(git(folder, &["rev-parse", "--show-prefix"])?);
        let commit = text(git(folder, &arguments)?);
        Ok(Self {
            commit: commit.lines().last().unwrap_or_default().to_owned(),
            folder: folder.to_owned(),
            top: top.into(),
            prefix: prefix.into(),
        })
    }

    /// The newest release of the repository that a folder is in: the nearest
    /// tag like `v1.2.3` below its present revision; none where there is none.
    ///
    /// # Errors
    ///
    /// If git is not installed or the folder is in no repository.
    pub fn last_release(folder: &Path) -> io::Result<Option<String>> {
        git(folder, &["rev-parse", "--git-dir"])?;
        let arguments = ["describe", "--tags", "--abbrev=0", "--match", "v[0-9]*"];
        let tag = git(folder, &arguments).ok();
        Ok(tag.map(text))
    }

    /// The commit that last changed how often a text stands in a file.
    ///
    /// # Errors
    ///
    /// If git is not installed or the folder is in no repository.
    pub fn that_wrote(words: &str, file: &Path, folder: &Path) -> io::Result<Option<String>> {
        let search = format!("-S{words}");
        let file = file.to_string_lossy();
        let arguments = ["log", "-1", "--format=%H", &search, "--", &file];
        let commit = text(git(folder, &arguments)?);
        Ok((!commit.is_empty()).then_some(commit))
    }
}

/// Paths are those below the repository's own folder.
impl Disk for Revision {
    fn canonical(&self, path: &Path) -> io::Result<PathBuf> {
        let outside = || io::Error::other("it is outside the repository");
        let below = match path.strip_prefix(&self.top) {
            Ok(below) => below.to_owned(),
            Err(_) if path.is_absolute() => return Err(outside()),
            Err(_) => self.prefix.join(path),
        };
        let mut normal = PathBuf::new();
        for part in below.components() {
            match part {
                Component::ParentDir if !normal.pop() => return Err(outside()),
                Component::ParentDir | Component::CurDir => {}
                part => normal.push(part),
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

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8_lossy(&bytes).trim().to_owned()
}

fn git(folder: &Path, arguments: &[&str]) -> io::Result<Vec<u8>> {
    let output = Command::new("git")
        .args(arguments)
        .current_dir(folder)
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
    let said = said.lines().next().unwrap_or("git knows no such revision");
    let said = said.trim_start_matches("fatal: ").to_owned();
    Err(io::Error::other(said))
}
