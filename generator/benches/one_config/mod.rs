//! The configuration that the benchmarks of stages have in common.

use simgen::{Config, FileId, Module};

/// Each document in a module of its own.
pub(crate) fn config(documents: &[FileId], strict: bool) -> Config {
    let modules = documents
        .iter()
        .enumerate()
        .map(|(index, document)| Module {
            name: format!("v{index}"),
            document: *document,
            document_name: "api.yaml".to_owned(),
            webhooks: Default::default(),
        });
    Config {
        strict,
        ..Config::new("bench", modules.collect())
    }
}
