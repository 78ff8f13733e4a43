//! A project on disk, and what simgen does in it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::SystemTime;

use tempfile::TempDir;

const DOCUMENT: &str = "\
openapi: 3.0.3
info: {title: Pets, version: '1'}
paths:
  /pets:
    get:
      operationId: listPets
      tags: [Pets]
      responses:
        '200':
          description: All pets.
          content:
            application/json:
              schema: {type: array, items: {$ref: '#/components/schemas/Pet'}}
components:
  schemas:
    Pet: {type: object, properties: {name: {type: string}}}
    Toy: {type: object, properties: {name: {type: string}}}
";

const CONFIG: &str = "\
output = '../client'
[package]
name = 'pets'
version = '0.1.0'
[[module]]
name = 'pets'
document = 'pets.yaml'
";

/// A project as its author lays it out: `spec/`, and `client/` once generated.
pub(crate) struct Project(TempDir);

impl Project {
    pub(crate) fn new() -> Self {
        let project = Self(TempDir::new().expect("a folder for the test"));
        project.write("spec/simgen.toml", CONFIG);
        project.write("spec/pets.yaml", DOCUMENT);
        project
    }

    pub(crate) fn generated() -> Self {
        let project = Self::new();
        project.run(&["generate"]).ends_with_code(0);
        project
    }

    /// The same as a git repository with everything committed and a tag.
    pub(crate) fn released(tag: &str) -> Self {
        let project = Self::generated();
        project.git(&["init", "--quiet"]);
        project.commit("Released");
        project.git(&["tag", tag]);
        project
    }

    /// A clone of it, made as git's arguments say.
    pub(crate) fn cloned(&self, arguments: &[&str]) -> Self {
        let clone = Self(TempDir::new().expect("a folder for the test"));
        let from = format!("file://{}", self.path("").display());
        clone.git(&[&["clone", "--quiet"], arguments, &[&from, "."]].concat());
        clone
    }

    pub(crate) fn commit(&self, words: &str) {
        self.git(&["add", "--all"]);
        let author = ["-c", "user.name=A", "-c", "user.email=a@example.com"];
        let commit = [
            "-c",
            "commit.gpgsign=false",
            "commit",
            "--quiet",
            "-m",
            words,
        ];
        self.git(&[&author[..], &commit].concat());
    }

    pub(crate) fn git(&self, arguments: &[&str]) {
        let output = Command::new("git")
            .args(arguments)
            .current_dir(self.path(""))
            .output();
        let output = output.expect("what compares revisions needs git");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "git {arguments:?}: {said}");
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap_or(&path)).expect("a folder can be made");
        fs::write(path, text).expect("a file can be written");
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).expect("the file is there")
    }

    pub(crate) fn replace_in_document(&self, old: &str, new: &str) {
        let text = self.read("spec/pets.yaml");
        assert!(text.contains(old), "the document has no {old:?}");
        self.write("spec/pets.yaml", &text.replace(old, new));
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        self.run_in("", arguments)
    }

    pub(crate) fn run_in(&self, folder: &str, arguments: &[&str]) -> Ran {
        let output = Command::new(env!("CARGO_BIN_EXE_simgen"))
            .args(arguments)
            .current_dir(self.path(folder))
            // Noon of 2026-11-28, by UTC.
            .env("SOURCE_DATE_EPOCH", "1795867200")
            .output();
        Ran(output.expect("simgen starts"))
    }
}

/// How a run of simgen ended.
pub(crate) struct Ran(Output);

impl Ran {
    #[track_caller]
    pub(crate) fn ends_with_code(self, code: i32) -> Self {
        assert_eq!(self.0.status.code(), Some(code), "{}", self.error());
        self
    }

    pub(crate) fn out(&self) -> String {
        String::from_utf8_lossy(&self.0.stdout).into_owned()
    }

    pub(crate) fn error(&self) -> String {
        String::from_utf8_lossy(&self.0.stderr).into_owned()
    }
}

/// Every file below a folder with its text and time, sorted.
pub(crate) fn files(folder: &Path) -> Vec<(PathBuf, Vec<u8>, SystemTime)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            let changed = entry.metadata().and_then(|metadata| metadata.modified());
            let text = fs::read(&path).expect("the file can be read");
            found.push((path, text, changed.expect("files have times")));
        }
    }
    found.sort();
    found
}
