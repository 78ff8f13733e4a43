//! How long each stage takes by itself, and how much it allocates: over `spec/`,
//! and over synthetic documents of growing size, so that growth can be seen.
//! What the whole process takes is in `processes.rs`.
//!
//! `cargo bench -p simgen`

mod inputs;
mod one_config;

use std::path::Path;

use divan::{AllocProfiler, Bencher, black_box};
use simgen::internal::config::{Config, Module};
use simgen::internal::diagnostic::Diagnostics;
use simgen::internal::emit::Job;
use simgen::internal::format::EmittedFile;
use simgen::internal::ir::Package;
use simgen::internal::openapi::Document;
use simgen::internal::source::{FileSystem, ReadOptions, Sources};
use simgen::internal::{check, emit, format, lower, lower_all, openapi};

use inputs::synthetic;
use one_config::config;

#[global_allocator]
static ALLOCATOR: AllocProfiler = AllocProfiler::system();

const SPEC: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../spec");

fn main() {
    divan::main();
}

/// What a benchmark runs over.
#[derive(Clone, Copy, Debug)]
enum Input {
    /// The two documents of `spec/`.
    Spec,
    /// A document made up with so many operations.
    Operations(usize),
}

const INPUTS: [Input; 4] = [
    Input::Spec,
    Input::Operations(10),
    Input::Operations(100),
    Input::Operations(1000),
];

impl Input {
    fn read(self) -> (Sources, Config) {
        let (sources, documents) = match self {
            Self::Spec => {
                let mut sources = Sources::default();
                let documents = ["v2024.yaml", "v2025.yaml"].map(|name| {
                    let path = Path::new(SPEC).join(name);
                    sources.read(&FileSystem, &path, &ReadOptions::default())
                });
                (sources, documents.to_vec())
            }
            Self::Operations(count) => {
                let sources = Sources::from_texts([("api.yaml", synthetic(count))]);
                let document = sources.find("api.yaml").expect("the text was just added");
                (sources, vec![document])
            }
        };
        let config = config(&documents, true);
        (sources, config)
    }

    fn lower(self) -> Package {
        let (sources, config) = self.read();
        let mut diagnostics = Diagnostics::new(true);
        lower_all(&sources, &config, &mut diagnostics).expect("the inputs are sound")
    }
}

/// Files to a tree each.
#[divan::bench(args = INPUTS)]
fn a_read(input: Input) {
    black_box(input.read());
}

/// Trees to `openapiv3`: references bundled, defects repaired.
#[divan::bench(args = INPUTS)]
fn b_bundle(bencher: Bencher<'_, '_>, input: Input) {
    let (sources, config) = input.read();
    bencher.bench_local(|| bundled(&sources, &config));
}

/// Documents to the IR, checked.
#[divan::bench(args = INPUTS)]
fn c_lower(bencher: Bencher<'_, '_>, input: Input) {
    let (sources, config) = input.read();
    let documents = bundled(&sources, &config);
    bencher.bench_local(|| {
        let mut diagnostics = Diagnostics::new(true);
        for (document, module) in documents.iter().zip(&config.modules) {
            let api = lower::api(document, module, &config, &mut diagnostics);
            check::api(&api, &mut diagnostics);
            black_box(api);
        }
    });
}

fn bundled(sources: &Sources, config: &Config) -> Vec<Document> {
    let read = |module: &Module| {
        let mut diagnostics = Diagnostics::new(true);
        let document = openapi::read(sources, module.document, &mut diagnostics);
        document.expect("the inputs are sound")
    };
    config.modules.iter().map(read).collect()
}

fn emitted(package: &Package) -> Vec<EmittedFile> {
    let jobs = emit::package(package).chain(emit::code(package));
    jobs.flat_map(Job::run).collect()
}

/// The IR to tokens.
#[divan::bench(args = INPUTS)]
fn d_emit(bencher: Bencher<'_, '_>, input: Input) {
    let package = input.lower();
    bencher.bench_local(|| emitted(&package));
}

/// Tokens to text.
#[divan::bench(args = INPUTS)]
fn e_format(bencher: Bencher<'_, '_>, input: Input) {
    let package = input.lower();
    bencher
        .with_inputs(|| emitted(&package))
        .bench_local_values(|files: Vec<EmittedFile>| {
            files.into_iter().map(format::file).collect::<Vec<_>>()
        });
}

/// Everything but writing.
#[divan::bench(args = INPUTS)]
fn f_all(input: Input) {
    let (sources, config) = input.read();
    black_box(simgen::generate(&sources, &config));
}
