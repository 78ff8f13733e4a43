//! A package whose APIs send events, each told in another way: what it decodes and refuses.

use std::path::Path;

use simgen::{GeneratedFile, Project, ReadOptions};

/// The crate, with a test of its own.
pub(crate) fn package() -> Vec<GeneratedFile> {
    let config = Path::new("webhooks/simgen.toml");
    let project = Project::read(config, &ReadOptions::default());
    let project = project.unwrap_or_else(|rejected| panic!("{:#?}", rejected.diagnostics));
    let generated = project.generate();
    let mut files = generated.files;
    assert!(!files.is_empty(), "{:#?}", generated.diagnostics);
    files.push(GeneratedFile {
        path: "tests/events.rs".to_owned(),
        text: include_str!("test.rs").to_owned(),
    });
    files
}
