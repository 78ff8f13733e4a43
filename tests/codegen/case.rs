//! Turns a fixture into what simgen makes of it.

use std::fs;
use std::path::{Path, PathBuf};

use simgen::internal::config::{Config, Module, Selection, Streams};
use simgen::internal::diagnostic::{Diagnostic, Diagnostics};
use simgen::internal::ir;
use simgen::internal::source::{FileId, FileSystem, ReadOptions, Sources};
use simgen::{Generated, Project};

/// One fixture: a document `<case>.yaml`, or a folder `<case>/` whose root is
/// `openapi.yaml` or `openapi.json`.
pub(crate) struct Case {
    /// `<concept>/<case>`
    pub(crate) name: String,
    /// Below the folder of this package, where cargo runs the tests, so that
    /// no folder of one machine gets into a snapshot.
    pub(crate) root: PathBuf,
}

impl Case {
    /// Every case below `fixtures/<folder>`, by concept and name.
    pub(crate) fn all(folder: &str) -> Vec<Self> {
        let top = Path::new("fixtures").join(folder);
        let mut cases = Vec::new();
        for concept in entries(&top).iter().filter(|path| path.is_dir()) {
            cases.extend(entries(concept).into_iter().filter_map(|path| {
                let name = format!("{}/{}", last(concept), path.file_stem()?.to_str()?);
                Some(Self {
                    name,
                    root: root(&path)?,
                })
            }));
        }
        cases
    }

    /// One of the accepted cases.
    pub(crate) fn named(name: &str) -> Self {
        let found = Self::all(".").into_iter().find(|case| case.name == name);
        found.unwrap_or_else(|| panic!("no fixture is called {name}"))
    }

    /// The files to show, from the comment `# shows: …` on the first line.
    pub(crate) fn shows(&self) -> Vec<String> {
        let text = fs::read_to_string(&self.root).unwrap_or_default();
        let line = text.lines().next().unwrap_or_default();
        let files = line.strip_prefix("# shows:").unwrap_or_default();
        files.split_whitespace().map(str::to_owned).collect()
    }

    /// The document with everything it refers to.
    pub(crate) fn sources(&self) -> (Sources, FileId) {
        let mut sources = Sources::default();
        let root = sources.read(&FileSystem, &self.root, &ReadOptions::default());
        (sources, root)
    }

    /// The crate that comes of it.
    pub(crate) fn generate(&self) -> (Sources, Generated) {
        let (sources, root) = self.sources();
        let generated = simgen::generate(&sources, &config(&self.package(), root));
        (sources, generated)
    }

    /// Whether its root is a `simgen.toml`.
    pub(crate) fn is_configuration(&self) -> bool {
        self.root.extension().is_some_and(|kind| kind == "toml")
    }

    /// Everything there is to say about it; its root may be a `simgen.toml`.
    pub(crate) fn findings(&self) -> (Sources, Vec<Diagnostic>) {
        if !self.is_configuration() {
            let (sources, generated) = self.generate();
            return (sources, generated.diagnostics);
        }
        match Project::read(&self.root, &ReadOptions::default()) {
            Ok(project) => {
                let generated = project.generate();
                (project.sources, generated.diagnostics)
            }
            Err(rejected) => (rejected.sources, rejected.diagnostics),
        }
    }

    /// The dump of its IR.
    pub(crate) fn dump(&self) -> String {
        let (sources, root) = self.sources();
        dump(&sources, root)
    }

    /// What its crate is called.
    pub(crate) fn package(&self) -> String {
        self.name.replace(['/', '_'], "-")
    }

    /// Its name in the names of snapshots and tests.
    pub(crate) fn ident(&self) -> String {
        self.name.replace(['/', '-'], "_")
    }
}

/// A crate with one module called `api`.
pub(crate) fn config(name: &str, document: FileId) -> Config {
    Config {
        name: name.to_owned(),
        version: "0.0.0".to_owned(),
        description: None,
        metadata: ir::Metadata::default(),
        runtime: ir::Runtime::default(),
        modules: vec![Module {
            name: "api".to_owned(),
            document,
            document_name: "openapi.yaml".to_owned(),
            webhooks: Default::default(),
        }],
        credentials: None,
        error_summary: Vec::new(),
        streams: Streams::default(),
        strict: false,
        lists_api: false,
        lock: None,
        selection: Selection::default(),
    }
}

/// The dump of a document's IR; empty where it can't be lowered.
pub(crate) fn dump(sources: &Sources, document: FileId) -> String {
    let mut diagnostics = Diagnostics::new(false);
    let package = simgen::internal::lower_all(sources, &config("dump", document), &mut diagnostics);
    let apis = package.map(|package| package.apis).unwrap_or_default();
    apis.iter().map(ir::dump).collect()
}

/// The text of one generated file.
pub(crate) fn text<'a>(generated: &'a Generated, path: &str) -> Option<&'a str> {
    let found = generated.files.iter().find(|file| file.path == path)?;
    Some(&found.text)
}

/// What a folder holds, sorted.
pub(crate) fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{folder:?}: {error}"));
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    paths
}

fn root(path: &Path) -> Option<PathBuf> {
    if path.is_file() {
        return Some(path.to_owned());
    }
    ["openapi.yaml", "openapi.json", "simgen.toml"]
        .iter()
        .map(|name| path.join(name))
        .find(|root| root.is_file())
}

fn last(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}
