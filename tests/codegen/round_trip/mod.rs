//! Every example of real documents that is a value of its type decodes into it, and encodes
//! back to the same JSON.
//!
//! `.ci/examples FOLDER` runs this over a folder of documents; it is not part of the plain test
//! run because the documents are not ours, and their models are a lot to build.

mod found;
mod program;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use simgen::Project;
use simgen::internal::diagnostic::Diagnostics;
use simgen::internal::ir::Runtime;
use simgen::internal::source::{FileSystem, ReadOptions, Sources};

use crate::case;
use crate::project::{root, scratch, write_crate};
use found::Found;

/// What `.ci/examples` sets: a folder of documents.
const FOLDER: &str = "SIMGEN_EXAMPLES";

/// What `.ci/examples` sets: the size of the greatest document to look at.
const LARGEST: &str = "SIMGEN_EXAMPLES_LARGEST";

/// How one document's examples fared.
#[derive(Default)]
struct Count {
    survive: usize,
    /// No values of their types, which a finding says.
    reported: usize,
    wrong: Vec<String>,
}

#[test]
#[ignore = "needs documents, and builds their models: run .ci/examples"]
fn examples_decode_and_encode_back_to_the_same() {
    let folder =
        std::env::var(FOLDER).unwrap_or_else(|_| panic!("run .ci/examples, which sets {FOLDER}"));
    let workspace = scratch("examples");
    let mut all = Vec::new();
    for (number, document) in documents(Path::new(&folder)).into_iter().enumerate() {
        let name = format!("examples_{number:03}");
        // Of an earlier run, with other documents.
        let _ = fs::remove_file(built(&workspace, &name));
        let found = prepare(&workspace.join("crates").join(&name), &name, &document);
        all.push((name, document, found));
    }
    build(&workspace);
    let mut total = Count::default();
    for (name, document, found) in all {
        let (survive, wrong) = run(&workspace, &name);
        let shown = document.file_name().unwrap_or_default().to_string_lossy();
        println!(
            "{shown}: {survive} survive, {} are reported, {} are wrong",
            found.reported,
            found.unsaid.len() + wrong.len()
        );
        total.survive += survive;
        total.reported += found.reported;
        let wrong = found.unsaid.into_iter().chain(wrong);
        total
            .wrong
            .extend(wrong.map(|words| format!("{shown}: {words}")));
    }
    println!("{} survive, {} are reported", total.survive, total.reported);
    assert!(
        total.wrong.is_empty(),
        "{}\n{}",
        total.wrong.len(),
        total.wrong.join("\n")
    );
}

fn documents(folder: &Path) -> Vec<PathBuf> {
    let largest = std::env::var(LARGEST)
        .ok()
        .and_then(|text| text.parse().ok());
    let is_meant = |path: &PathBuf| {
        let size = path.metadata().map_or(0, |metadata| metadata.len());
        let kinds = ["json", "yaml", "yml"];
        let is_document = path
            .extension()
            .is_some_and(|kind| kinds.iter().any(|known| kind == *known));
        is_document && largest.is_none_or(|largest: u64| size <= largest)
    };
    let documents: Vec<PathBuf> = case::entries(folder).into_iter().filter(is_meant).collect();
    assert!(!documents.is_empty(), "{folder:?} has no documents");
    documents
}

/// Writes the models of a document with a program that tries its examples.
fn prepare(folder: &Path, name: &str, document: &Path) -> Found {
    let mut sources = Sources::default();
    let root_file = sources.read(&FileSystem, document, &ReadOptions::default());
    let mut config = case::config(name, root_file);
    config.runtime = Runtime::Crate {
        version: "0.1.0".to_owned(),
        path: Some(root().join("generator/runtime").display().to_string()),
    };
    let mut diagnostics = Diagnostics::new(false);
    let package = simgen::internal::lower_all(&sources, &config, &mut diagnostics);
    let found = package.map_or_else(Found::default, |package| Found::of(&package, &sources));
    let project = Project {
        config,
        sources,
        output: None,
        runtime: None,
    };
    let generated = project.generate();
    write_crate(
        folder,
        &program::files(name, &generated.files, &found.examples),
    );
    found.compared_with(&generated.diagnostics)
}

/// Builds what can be built.
fn build(workspace: &Path) {
    let status = Command::new(env!("CARGO"))
        .args([
            "build",
            "--workspace",
            "--bins",
            "--keep-going",
            "--offline",
            "--quiet",
        ])
        .current_dir(workspace)
        .env("CARGO_TARGET_DIR", workspace.join("target"))
        .env("RUSTFLAGS", "--cap-lints allow")
        .status();
    status.unwrap_or_else(|error| panic!("cargo does not start: {error}"));
}

fn built(workspace: &Path, name: &str) -> PathBuf {
    workspace.join("target/debug").join(name)
}

/// How many examples survive, and what is wrong with the others.
fn run(workspace: &Path, name: &str) -> (usize, Vec<String>) {
    let output = match Command::new(built(workspace, name)).output() {
        Ok(output) if output.status.success() => output,
        other => return (0, vec![format!("its program does not run: {other:?}")]),
    };
    let said = String::from_utf8_lossy(&output.stdout);
    let (good, wrong): (Vec<&str>, Vec<&str>) =
        said.lines().partition(|line| *line == program::GOOD);
    (good.len(), wrong.into_iter().map(str::to_owned).collect())
}
