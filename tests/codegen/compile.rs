//! What comes of the fixtures is Rust that compiles without a warning.
//!
//! All fixtures are modules of one crate, because they share the runtime then:
//! it is compiled once. A crate without any operation proves that no part of
//! the runtime counts on being used.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use simgen::config::{Config, Module};
use simgen::source::{FileSystem, ReadOptions, Sources};

use crate::case::{self, Case};
use crate::{fixtures, project};

#[test]
fn all_fixtures_compile_without_a_warning() {
    project::cargo(
        workspace(),
        &["check", "--workspace", "--no-default-features"],
    );
}

#[test]
fn all_fixtures_compile_with_blocking_calls_and_the_double() {
    let blocking = ["--no-default-features", "--features", "blocking,mock"];
    project::cargo(
        workspace(),
        &[&["check", "--workspace"][..], &blocking].concat(),
    );
}

#[test]
fn words_of_documents_are_good_rustdoc() {
    let packages = ["-p", "all-fixtures", "--no-deps", "--no-default-features"];
    project::cargo(workspace(), &[&["doc"][..], &packages].concat());
}

/// One workspace for all of these tests, so that dependencies are compiled once.
fn workspace() -> &'static Path {
    static WORKSPACE: OnceLock<PathBuf> = OnceLock::new();
    WORKSPACE.get_or_init(|| {
        let workspace = project::scratch("compile");
        let mut defective = Case::all("rejected");
        defective.retain(|case| !case.is_configuration() && !case.generate().1.files.is_empty());
        let empty = Case::named("servers/none").generate().1.files;
        let crates = [
            ("fixtures", together("all-fixtures", &fixtures::accepted())),
            ("defective", together("all-defective", &defective)),
            ("empty", empty),
        ];
        for (folder, files) in crates {
            project::write_crate(&workspace.join("crates").join(folder), &files);
        }
        workspace
    })
}

/// One crate with a module for each case.
fn together(name: &str, cases: &[Case]) -> Vec<simgen::GeneratedFile> {
    let mut sources = Sources::default();
    let modules = cases.iter().map(|case| Module {
        name: case.ident(),
        document: sources.read(&FileSystem, &case.root, &ReadOptions::default()),
        document_name: format!("{}.yaml", case.name),
    });
    let modules: Vec<Module> = modules.collect();
    let root = modules.first().expect("there are fixtures").document;
    let config = Config {
        modules,
        ..case::config(name, root)
    };
    let generated = simgen::generate(&sources, &config);
    assert!(!generated.files.is_empty(), "{:#?}", generated.diagnostics);
    generated.files
}
