//! How long each stage takes, and how much it allocates: over `spec/`, and over
//! synthetic documents of growing size, so that growth can be seen.
//!
//! `cargo bench -p simgen`

use std::fmt::Write as _;
use std::path::Path;

use divan::{AllocProfiler, Bencher, black_box};
use simgen::config::{Config, Module, Selection};
use simgen::diagnostic::Diagnostics;
use simgen::emit::EmittedFile;
use simgen::ir::Package;
use simgen::source::{FileSystem, ReadOptions, Sources};
use simgen::{emit, format, lower_all, openapi};

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
        let modules = documents
            .iter()
            .enumerate()
            .map(|(index, document)| Module {
                name: format!("v{index}"),
                document: *document,
                document_name: "api.yaml".to_owned(),
            });
        let config = Config {
            name: "bench".to_owned(),
            version: "0.1.0".to_owned(),
            description: None,
            license: None,
            repository: None,
            modules: modules.collect(),
            credentials: None,
            error_summary: Vec::new(),
            strict: true,
            lists_api: false,
            lock: None,
            selection: Selection::default(),
        };
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

/// Trees to `openapiv3`: references bundled, defects mended.
#[divan::bench(args = INPUTS)]
fn b_bundle(bencher: Bencher<'_, '_>, input: Input) {
    let (sources, config) = input.read();
    bencher.bench_local(|| {
        for module in &config.modules {
            let mut diagnostics = Diagnostics::new(true);
            let document = openapi::read(&sources, module.document, &mut diagnostics);
            black_box(document).expect("the inputs are sound");
        }
    });
}

/// Documents to the IR, bundling included, checked.
#[divan::bench(args = INPUTS)]
fn c_bundle_and_lower(bencher: Bencher<'_, '_>, input: Input) {
    let (sources, config) = input.read();
    bencher.bench_local(|| lower_all(&sources, &config, &mut Diagnostics::new(true)));
}

/// The IR to tokens.
#[divan::bench(args = INPUTS)]
fn d_emit(bencher: Bencher<'_, '_>, input: Input) {
    let package = input.lower();
    bencher.bench_local(|| emit::package(&package).collect::<Vec<_>>());
}

/// Tokens to text.
#[divan::bench(args = INPUTS)]
fn e_format(bencher: Bencher<'_, '_>, input: Input) {
    let package = input.lower();
    bencher
        .with_inputs(|| emit::package(&package).collect::<Vec<_>>())
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

/// A document with so many operations in resources of ten, each resource with
/// a model of ten properties, an enum and a list.
fn synthetic(operations: usize) -> String {
    let mut paths = String::new();
    let mut schemas = String::new();
    for resource in 0..operations.div_ceil(5) {
        write_paths(&mut paths, resource);
        write_schemas(&mut schemas, resource);
    }
    format!(
        "openapi: 3.0.3\ninfo: {{title: Synthetic, version: '1'}}\n\
         servers: [{{url: 'https://api.example.com/v1'}}]\n\
         paths:\n{paths}components:\n  schemas:\n{schemas}"
    )
}

fn write_paths(out: &mut String, n: usize) {
    let tag = n / 2;
    let model = format!("{{$ref: '#/components/schemas/Thing{n}'}}");
    let answer = format!(
        "{{'200': {{description: ok, content: {{application/json: {{schema: {model}}}}}}}, \
         '404': {{description: gone, content: {{application/json: {{schema: {{$ref: '#/components/schemas/State{n}'}}}}}}}}}}"
    );
    let body = format!("{{required: true, content: {{application/json: {{schema: {model}}}}}}}");
    let id = "{name: id, in: path, required: true, schema: {type: string}}";
    let limit = "{name: limit, in: query, schema: {type: integer, format: int32}}";
    let _ = write!(
        out,
        "  /things{n}:
    get: {{operationId: listThing{n}, tags: [Tag{tag}], parameters: [{limit}], responses: {answer}}}
    post: {{operationId: createThing{n}, tags: [Tag{tag}], requestBody: {body}, responses: {answer}}}
  /things{n}/{{id}}:
    parameters: [{id}]
    get: {{operationId: getThing{n}, tags: [Tag{tag}], summary: Gets a thing., responses: {answer}}}
    put: {{operationId: putThing{n}, tags: [Tag{tag}], requestBody: {body}, responses: {answer}}}
    delete: {{operationId: deleteThing{n}, tags: [Tag{tag}], responses: {{'204': {{description: gone}}}}}}
"
    );
}

fn write_schemas(out: &mut String, n: usize) {
    let _ = write!(
        out,
        "    Thing{n}:
      type: object
      required: [id, name]
      properties:
        id: {{type: string, readOnly: true}}
        name: {{type: string, description: What it is called.}}
        created: {{type: string, format: date-time}}
        count: {{type: integer}}
        weight: {{type: number, nullable: true}}
        active: {{type: boolean, default: true}}
        state: {{$ref: '#/components/schemas/State{n}'}}
        labels: {{type: object, additionalProperties: {{type: string}}}}
        parts: {{type: array, items: {{$ref: '#/components/schemas/Thing{n}'}}}}
        owner: {{type: object, properties: {{id: {{type: string}}, kind: {{type: string, enum: [A, B]}}}}}}
    State{n}: {{type: string, enum: [NEW, OPEN, DONE]}}
"
    );
}
