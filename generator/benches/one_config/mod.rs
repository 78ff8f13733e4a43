//! The configuration that the benchmarks of stages have in common.

use simgen::config::{Config, Module, Selection};
use simgen::ir::{Metadata, Runtime};
use simgen::source::FileId;

/// Each document in a module of its own.
pub(crate) fn config(documents: &[FileId], strict: bool) -> Config {
    let modules = documents
        .iter()
        .enumerate()
        .map(|(index, document)| Module {
            name: format!("v{index}"),
            document: *document,
            document_name: "api.yaml".to_owned(),
        });
    Config {
        name: "bench".to_owned(),
        version: "0.1.0".to_owned(),
        description: None,
        metadata: Metadata::default(),
        runtime: Runtime::default(),
        modules: modules.collect(),
        credentials: None,
        error_summary: Vec::new(),
        strict,
        lists_api: false,
        lock: None,
        selection: Selection::default(),
    }
}
