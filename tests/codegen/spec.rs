//! The crate of the project's own documents: each file of Rust in it is a snapshot of its
//! own, and so are the list of what is public, the IR of each document, and that of what the
//! documents share. These are what a reviewer reads; everything else that is generated says
//! the same again, for others.

use std::path::Path;

use simgen::internal::diagnostic::Diagnostics;
use simgen::internal::ir;
use simgen::internal::source::ReadOptions;
use simgen::{GeneratedFile, Project};

use crate::snapshot;

/// What `cargo codegen` reads.
pub(crate) fn project() -> Project {
    let config = Path::new("../../spec/simgen.toml");
    Project::read(config, &ReadOptions::default())
        .unwrap_or_else(|rejected| panic!("{:#?}", rejected.diagnostics))
}

/// What `cargo codegen` writes.
pub(crate) fn files() -> Vec<GeneratedFile> {
    generated(&project())
}

/// The same with a copy of the runtime, for a crate that stands alone.
pub(crate) fn vendored() -> Vec<GeneratedFile> {
    let mut project = project();
    project.config.runtime = ir::Runtime::Vendored;
    generated(&project)
}

fn generated(project: &Project) -> Vec<GeneratedFile> {
    let generated = project.generate();
    assert!(!generated.files.is_empty(), "{:#?}", generated.diagnostics);
    generated.files
}

/// The list of what is public.
const API: &str = "api.txt";

/// `spec__v2025_models_owner_dto` for `src/v2025/models/owner_dto.rs`, and its
/// text; `spec__v2025_ir` for a document.
pub(crate) fn snapshots() -> Vec<(String, String)> {
    let own = files().into_iter();
    // `freshness` compares the others.
    let own = own.filter(|file| file.path.ends_with(".rs") || file.path == API);
    own.map(|file| (snapshot_name(&file.path), file.text))
        .chain(dumps())
        .collect()
}

#[test]
fn every_file_of_the_crate_is_what_a_reviewer_has_seen() {
    snapshot::compare(snapshots());
}

#[test]
fn the_documents_give_nothing_to_complain_about() {
    let project = project();
    let found = project.generate().diagnostics;
    let text = crate::rejected::rendered(&project.sources, &found);
    assert!(found.is_empty(), "{text}");
}

fn dumps() -> Vec<(String, String)> {
    let project = project();
    let mut diagnostics = Diagnostics::new(false);
    let package = simgen::internal::lower_all(&project.sources, &project.config, &mut diagnostics);
    let package = package.expect("the documents are right");
    let apis = package.apis.iter();
    let apis = apis.map(|api| (format!("spec__{}_ir", api.module), ir::dump(api)));
    let shared = package.shared.iter().map(ir::dump).collect();
    apis.chain([("spec__shared_ir".to_owned(), shared)])
        .collect()
}

fn snapshot_name(path: &str) -> String {
    let stem = path.strip_prefix("src/").unwrap_or(path);
    let stem = ["/mod.rs", ".rs"]
        .iter()
        .find_map(|end| stem.strip_suffix(end))
        .unwrap_or(stem);
    format!("spec__{}", stem.replace('/', "_").to_lowercase())
}
