//! The crate of the project's own documents: each file that depends on them
//! is a snapshot of its own, and so is the IR of each document.

use std::path::Path;

use simgen::diagnostic::Diagnostics;
use simgen::source::ReadOptions;
use simgen::{GeneratedFile, Project, ir};

use crate::snapshot;

/// What `cargo codegen` reads.
pub(crate) fn project() -> Project {
    let config = Path::new("../../spec/simgen.toml");
    Project::read(config, &ReadOptions::default())
        .unwrap_or_else(|rejected| panic!("{:#?}", rejected.diagnostics))
}

/// What `cargo codegen` writes.
pub(crate) fn files() -> Vec<GeneratedFile> {
    let generated = project().generate();
    assert!(!generated.files.is_empty(), "{:#?}", generated.diagnostics);
    generated.files
}

/// What the last run recorded.
const LOCK: &str = "simgen.lock";

/// `spec__v2025_models_owner_dto` for `src/v2025/models/owner_dto.rs`, and its
/// text; `spec__v2025_ir` for a document.
pub(crate) fn snapshots() -> Vec<(String, String)> {
    let own = files().into_iter();
    // The lock file holds the hashes of all the others, the copied runtime's
    // too, and nobody reviews the text of a license; `freshness` compares them.
    let is_own = |path: &str| !path.starts_with("src/runtime/") && !path.starts_with("LICENSE-");
    let own = own.filter(|file| is_own(&file.path) && file.path != LOCK);
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
    let package = simgen::lower_all(&project.sources, &project.config, &mut diagnostics);
    let apis = package.map(|package| package.apis).unwrap_or_default();
    apis.iter()
        .map(|api| (format!("spec__{}_ir", api.module), ir::dump(api)))
        .collect()
}

fn snapshot_name(path: &str) -> String {
    let stem = path.strip_prefix("src/").unwrap_or(path);
    let stem = ["/mod.rs", ".rs", ".toml", ".md"]
        .iter()
        .find_map(|end| stem.strip_suffix(end))
        .unwrap_or(stem);
    let stem = if stem == "Cargo" { "manifest" } else { stem };
    format!("spec__{}", stem.replace('/', "_").to_lowercase())
}
