//! Asks the git that is installed what a repository remembers: its tags, and the
//! commits of a file.

use std::io;
use std::path::{Path, PathBuf};

use super::git::{git, text};

/// What the repository of a folder remembers.
#[derive(Clone, Debug)]
pub struct History {
    folder: PathBuf,
}

impl History {
    /// The history of the repository that a folder is in.
    ///
    /// # Errors
    ///
    /// If git is not installed, or the folder is in no repository; the text is
    /// what git says.
    pub fn of(folder: &Path) -> io::Result<Self> {
        git(folder, &["rev-parse", "--git-dir"])?;
        Ok(Self {
            folder: folder.to_owned(),
        })
    }

    /// All tags, each with whether the present revision descends from it.
    ///
    /// # Errors
    ///
    /// If git can't list them.
    pub fn tags(&self) -> io::Result<Vec<(String, bool)>> {
        let lines = |arguments: &[&str]| -> io::Result<Vec<String>> {
            let listed = String::from_utf8_lossy(&git(&self.folder, arguments)?).into_owned();
            Ok(listed.lines().map(str::to_owned).collect())
        };
        let all = lines(&["tag", "--list"])?;
        if all.is_empty() {
            return Ok(Vec::new());
        }
        let below = lines(&["tag", "--list", "--merged", "HEAD"])?;
        let known = |tag: String| {
            let is_below = below.contains(&tag);
            (tag, is_below)
        };
        Ok(all.into_iter().map(known).collect())
    }

    /// Whether older commits have not been fetched.
    pub fn is_shallow(&self) -> bool {
        let output = git(&self.folder, &["rev-parse", "--is-shallow-repository"]);
        output.is_ok_and(|output| text(output) == "true")
    }

    /// The commits that changed a file, the newest first.
    ///
    /// # Errors
    ///
    /// If there is no commit yet.
    pub fn commits_of(&self, file: &Path) -> io::Result<Vec<String>> {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let listed = git(&self.folder, &["log", "--format=%H", "--", &name])?;
        Ok(text(listed).lines().map(str::to_owned).collect())
    }
}
