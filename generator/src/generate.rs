//! The whole flow, from texts in memory to files in memory.

use std::borrow::Cow;

use crate::config::{Config, Module};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Reported};
use crate::emit::Job;
use crate::format::Content;
use crate::generated_file::GeneratedFile;
use crate::ir::{Api, Package, Runtime};
use crate::lock::{LOCK, Lock};
use crate::openapi::{Document, Selector};
use crate::output::{STAGING, STAMP};
use crate::public_api::{Known, Outlines, PublicApi};
use crate::source::{Place, Pointer, Sources};
use crate::{check, emit, format, lower, openapi, parallel};

// `RUNTIME`: what the build script found to be public in the runtime, which is
// the same in every crate.
include!(concat!(env!("OUT_DIR"), "/public_api.rs"));

/// The file that lists what is public, one item a line.
const API: &str = "api.txt";

/// What a run gives.
#[derive(Debug)]
pub struct Generated {
    /// Every file of the crate, sorted by path; empty where a diagnostic is an error.
    pub files: Vec<GeneratedFile>,
    /// Everything there is to say, in the order in which it was found.
    pub diagnostics: Vec<Diagnostic>,
    /// Words of the selection that no operation matches, and the nearest
    /// that one does. Where there is one, the caller misspelled it.
    pub unknown: Vec<(String, Option<String>)>,
    /// Whether there is a selection, and no operation that it selects.
    pub selects_nothing: bool,
}

impl Generated {
    /// The features and dependencies that a package needs which takes the
    /// crate's code in from a `build.rs`, as sections of its `Cargo.toml`; empty
    /// where nothing is generated.
    pub fn dependencies(&self) -> String {
        let manifest = self.files.iter().find(|file| file.path == "Cargo.toml");
        manifest.map_or_else(String::new, |file| emit::requirements(&file.text))
    }
}

/// Generates one crate. Pure: no disk, no clock, no environment.
///
/// ```
/// use simgen::{Config, Module, Sources, generate};
///
/// let document = "
/// openapi: 3.0.3
/// info: {title: Pets, version: '1'}
/// paths:
///   /pets/{id}:
///     get:
///       operationId: getPet
///       parameters: [{name: id, in: path, required: true, schema: {type: string}}]
///       responses: {'204': {description: There is one.}}
/// ";
/// let sources = Sources::from_texts([("pets.yaml", document)]);
/// let module = Module {
///     name: "api".to_owned(),
///     document: sources.find("pets.yaml").expect("it is the only file"),
///     document_name: "pets.yaml".to_owned(),
///     webhooks: Default::default(),
/// };
/// let generated = generate(&sources, &Config::new("pets", vec![module]));
/// assert_eq!(generated.diagnostics, []);
/// let mut code = generated.files.iter().map(|file| file.text.as_str());
/// assert!(code.any(|text| text.contains("pub fn get_pet(")));
/// ```
pub fn generate(sources: &Sources, config: &Config) -> Generated {
    let mut diagnostics = Diagnostics::new(config.strict);
    let named = || Cow::Borrowed(config);
    let (package, selector) = read_and_lower(sources, config, named, &mut diagnostics);
    // Not all operations of a document that can't be read are known.
    let is_read = package.is_some();
    let files = match package {
        Some(package) if !diagnostics.has_errors() => {
            let mut files = files(&package, config.lists_api);
            if config.lock.is_some() {
                let lock = Lock::of(&package, &files).text();
                files.push(format::file(emit::text(&package, LOCK, lock)));
                files.sort_by(|one, other| one.path.cmp(&other.path));
            }
            files
        }
        _ => Vec::new(),
    };
    Generated {
        files,
        diagnostics: diagnostics.into_vec(),
        unknown: if is_read {
            selector.unknown()
        } else {
            Vec::new()
        },
        selects_nothing: is_read && selector.selects_nothing(),
    }
}

/// The crate's files, sorted by path. Where people review the crate, the list of what
/// is public in it and the pages of documentation too.
fn files(package: &Package, lists_api: bool) -> Vec<GeneratedFile> {
    let mut jobs: Vec<Job<'_>> = emit::package(package).collect();
    let mut code: Vec<Job<'_>> = emit::code(package).collect();
    let mut outlines = lists_api.then(Outlines::default);
    match lists_api {
        true => jobs.extend(emit::pages(package)),
        false => jobs.append(&mut code),
    }
    let mut files = parallel::map(jobs, formatted, || {
        // What is outlined is syntax, which stays on its thread.
        let run = |job: Job<'_>| job.run().into_iter().map(format::with_items);
        let outlined = code.into_iter().flat_map(run).map(|(file, items)| {
            if let (Some(outlines), Some(items)) = (&mut outlines, items) {
                outlines.add(&file.path, items);
            }
            file
        });
        outlined.collect()
    });
    let ignored = format!("/{STAMP}\n/{STAGING}/\n");
    files.push(format::file(emit::text(package, ".gitignore", ignored)));
    if let Some(outlines) = outlines {
        // What a crate beside it makes public, its own documentation lists.
        let public_api = match package.runtime {
            Runtime::Vendored => outlines.public_api_with(RUNTIME),
            Runtime::Crate { .. } => outlines.public_api(),
        };
        files.push(format::file(emit::text(
            package,
            API,
            public_api.to_string(),
        )));
    }
    files.sort_by(|one, other| one.path.cmp(&other.path));
    files
}

/// The files of a job, which is done with one before the next is begun.
fn formatted(job: Job<'_>) -> impl Iterator<Item = GeneratedFile> {
    job.run().into_iter().map(format::file)
}

/// What a user of the crate can name, the runtime aside, which no document changes.
pub fn public_api_of(package: &Package) -> PublicApi {
    let mut outlines = Outlines::default();
    for file in emit::code(package).flat_map(Job::run) {
        if let Content::Rust(code) = file.content {
            outlines.add(&file.path, code.items);
        }
    }
    outlines.public_api()
}

/// Reads, lowers and checks every document; `None` where one can't be used at all.
pub fn lower_all(
    sources: &Sources,
    config: &Config,
    diagnostics: &mut Diagnostics,
) -> Option<Package> {
    read_and_lower(sources, config, || Cow::Borrowed(config), diagnostics).0
}

/// The same, and what became of the selection. The configuration with the names of an earlier
/// run is asked for once every document is read.
pub(crate) fn read_and_lower<'c>(
    sources: &Sources,
    config: &Config,
    named: impl FnOnce() -> Cow<'c, Config>,
    diagnostics: &mut Diagnostics,
) -> (Option<Package>, Selector) {
    let mut selector = Selector::new(&config.selection);
    let mut read = |module: &Module| {
        openapi::read_selected(sources, module.document, &mut selector, diagnostics)
    };
    let documents: Vec<_> = config.modules.iter().map(&mut read).collect();
    let package = lower_documents(&documents, &named(), diagnostics);
    (package, selector)
}

/// Lowers and checks what could be read; `None` where a document could not.
fn lower_documents(
    documents: &[Result<Document, Reported>],
    config: &Config,
    diagnostics: &mut Diagnostics,
) -> Option<Package> {
    let both = documents.iter().zip(&config.modules);
    let apis = both.map(|(document, module)| {
        let document = document.as_ref().ok()?;
        Some(lower_one(document, module, config, diagnostics))
    });
    // Each is lowered before one that is missing is noticed: what is wrong in it is reported too.
    let apis: Vec<Option<Api>> = apis.collect();
    let apis: Option<Vec<Api>> = apis.into_iter().collect();
    let apis = apis?;
    report_unknown_streams(config, &apis, diagnostics);
    Some(package(config, apis))
}

/// Reports operations that the configuration says something of and no document has. One that is
/// not selected is not known here.
fn report_unknown_streams(config: &Config, apis: &[Api], diagnostics: &mut Diagnostics) {
    let is_there = |id: &str| {
        let resources = apis.iter().flat_map(|api| &api.resources);
        let mut operations = resources.flat_map(|resource| &resource.operations);
        operations.any(|operation| operation.id.as_str() == id)
    };
    let (Some(module), true) = (config.modules.first(), config.selection.is_empty()) else {
        return;
    };
    for id in config.streams.operations().filter(|id| !is_there(id)) {
        let place = Place {
            file: module.document,
            pointer: Pointer::root().child("paths"),
        };
        let message =
            format!("a table `[[stream]]` is about `{id}`, and no operation is called so");
        diagnostics.warning(Code::UnknownName, place, message);
        diagnostics.help("write the `operationId` of an operation");
    }
}

fn lower_one(
    document: &Document,
    module: &Module,
    config: &Config,
    diagnostics: &mut Diagnostics,
) -> Api {
    let api = lower::api(document, module, config, diagnostics);
    check::api(&api, diagnostics);
    api
}

fn package(config: &Config, apis: Vec<Api>) -> Package {
    let mut package = Package {
        name: config.name.clone(),
        version: config.version.clone(),
        description: config.description.clone(),
        metadata: config.metadata.clone(),
        runtime: config.runtime.clone(),
        credentials: config.credentials.clone(),
        apis,
        shared: Vec::new(),
    };
    lower::share(&mut package);
    package
}
