//! Any text, read as a document, gives files that are Rust, or findings; never
//! a panic.
//!
//! `generator/README.md` says how it is run; fixtures of `tests/codegen` make a
//! good corpus to start from.

#![no_main]

use libfuzzer_sys::fuzz_target;
use simgen::{Config, Module, Sources, generate};

fuzz_target!(|text: &str| {
    let sources = Sources::from_texts([("openapi.yaml", text.to_owned())]);
    let Some(document) = sources.find("openapi.yaml") else {
        return;
    };
    let module = Module {
        name: "api".to_owned(),
        document,
        document_name: "openapi.yaml".to_owned(),
        webhooks: Default::default(),
    };
    let config = Config::new("fuzzed", vec![module]);
    for file in generate(&sources, &config).files {
        assert!(!file.path.starts_with('/') && !file.path.contains(".."));
        if file.path.starts_with("src/api/") {
            syn::parse_file(&file.text).expect("what is written is Rust");
        }
    }
});
