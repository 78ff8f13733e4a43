//! Turns documents into crates: each different one once, however many kinds
//! of change it is a side of.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use simgen::internal::diagnostic::Diagnostics;
use simgen::internal::ir::Package;
use simgen::internal::lock::Lock;
use simgen::internal::public_api::PublicApi;
use simgen::{GeneratedFile, Project};

use crate::changes::project;
use crate::project::{scratch, write_crate};

/// What the crates are called in the eyes of the judges.
pub(super) const PACKAGE: &str = "pets";

/// Every different crate.
#[derive(Default)]
pub(super) struct Sides {
    sides: Vec<Side>,
    /// Their numbers by document and names.
    known: HashMap<String, usize>,
}

struct Side {
    /// The manifest, and everything below `src/`.
    files: Vec<GeneratedFile>,
    public_api: PublicApi,
}

impl Sides {
    /// The numbers of two sides. The new one goes by the names of the old one,
    /// as it does where `simgen diff` compares them.
    pub(super) fn pair(&mut self, old: &Value, new: &Value) -> (usize, usize) {
        let (before, mut after) = (project(old), project(new));
        let names = lock(&before);
        after.config.lock = Some(names.clone());
        (
            self.number(old, &before, &names),
            self.number(new, &after, &lock(&after)),
        )
    }

    /// The number of what a document gives under these names.
    fn number(&mut self, document: &Value, project: &Project, names: &Lock) -> usize {
        let key = format!("{document}\n{}", names.text());
        if let Some(number) = self.known.get(&key) {
            return *number;
        }
        let files = files(project);
        let same = self.sides.iter().position(|side| side.files == files);
        let number = same.unwrap_or_else(|| {
            let public_api = simgen::internal::public_api_of(&package(project));
            self.sides.push(Side { files, public_api });
            self.sides.len() - 1
        });
        self.known.insert(key, number);
        number
    }

    pub(super) fn public_api(&self, number: usize) -> &PublicApi {
        &self.sides[number].public_api
    }

    pub(super) fn numbers(&self) -> std::ops::Range<usize> {
        0..self.sides.len()
    }

    /// Writes each as a crate of its own, for rustdoc, and all of them as
    /// modules of one crate, for the compiler, which then reads what they
    /// share once.
    pub(super) fn write(&self) -> PathBuf {
        let workspace = scratch("judges");
        remove_others(&workspace.join("crates"), self.sides.len());
        for (number, side) in self.sides.iter().enumerate() {
            let name = name(number);
            let mut files = side.files.clone();
            rename(&mut files, &name);
            write_crate(&workspace.join("crates").join(&name), &files);
        }
        self.write_together(&workspace);
        workspace
    }

    fn write_together(&self, workspace: &Path) {
        let mut together: Vec<GeneratedFile> = Vec::new();
        for (number, side) in self.sides.iter().enumerate() {
            let own = side.files.iter().filter_map(|file| {
                let below = file.path.strip_prefix("src/api/")?;
                let path = format!("src/{}/{below}", name(number));
                let text = file.text.clone();
                Some(GeneratedFile { path, text })
            });
            together.extend(own);
        }
        let first = self.sides.first().expect("there are kinds of change");
        let shared = first.files.iter();
        together.extend(
            shared
                .filter(|file| !file.path.starts_with("src/api/"))
                .cloned(),
        );
        let modules: String = self
            .numbers()
            .map(|number| format!("pub mod {};\n", name(number)))
            .collect();
        for file in together.iter_mut().filter(|file| file.path == "src/lib.rs") {
            file.text = file.text.replace("pub mod api;\n", &modules);
        }
        rename(&mut together, "sides");
        write_crate(&workspace.join("crates/sides"), &together);
    }
}

/// `side_017`: long enough to be nowhere else in what rustdoc writes.
pub(super) fn name(number: usize) -> String {
    format!("side_{number:03}")
}

/// Removes the crates of an earlier run that had more.
fn remove_others(crates: &Path, count: usize) {
    let others = (count..).map(|number| crates.join(name(number)));
    for folder in others.take_while(|folder| folder.exists()) {
        fs::remove_dir_all(&folder).unwrap_or_else(|error| panic!("{folder:?}: {error}"));
    }
}

fn package(project: &Project) -> Package {
    let mut diagnostics = Diagnostics::new(false);
    let package = simgen::internal::lower_all(&project.sources, &project.config, &mut diagnostics);
    package.expect("the cases are valid documents")
}

fn lock(project: &Project) -> Lock {
    Lock::of(&package(project), &[])
}

/// The manifest without examples, which are not written, and the code.
fn files(project: &Project) -> Vec<GeneratedFile> {
    let is_kept = |file: &GeneratedFile| file.path.starts_with("src/") || file.path == "Cargo.toml";
    let mut files = project.generate().files;
    files.retain(is_kept);
    for file in files.iter_mut().filter(|file| file.path == "Cargo.toml") {
        let sections = file.text.split("\n\n");
        let kept = sections.filter(|section| !section.starts_with("[[example]]"));
        file.text = kept.collect::<Vec<_>>().join("\n\n");
    }
    files
}

fn rename(files: &mut [GeneratedFile], name: &str) {
    for file in files.iter_mut().filter(|file| file.path == "Cargo.toml") {
        let (old, new) = (
            format!("name = \"{PACKAGE}\""),
            format!("name = \"{name}\""),
        );
        file.text = file.text.replacen(&old, &new, 1);
    }
}
