//! Makes a project to start from: a document, its configuration, the crate that comes of them, and a
//! test that calls it.

mod memory;

use std::path::{Path, PathBuf};

use simgen::internal::diagnostic::{Diagnostic, Severity};
use simgen::internal::output;
use simgen::internal::source::{ReadOptions, Sources, shown};
use simgen::{GeneratedFile, Project, Single};

use super::arguments::{MessageFormat, What};
use super::failure::Failure;
use super::run::{note, report};
use memory::Memory;

/// Where the configuration is in the project, and the folder of the crate.
const CONFIG: &str = "spec/simgen.toml";
const CRATE: &str = "generated";

/// What a caller says of the project.
pub(super) struct New<'a> {
    pub(super) folder: &'a Path,
    pub(super) name: Option<String>,
    /// The document to start from.
    pub(super) from: Option<&'a Path>,
    pub(super) message_format: MessageFormat,
}

/// Writes the project.
pub(super) fn run(new: &New<'_>) -> Result<(), Failure> {
    let name = match &new.name {
        Some(name) => name.clone(),
        None => name_of(new.folder)?,
    };
    let spec = match new.from {
        Some(document) => copied(new, document, &name)?,
        None => Spec {
            documents: vec![file(
                &format!("spec/{name}.yaml"),
                &include_str!("document.yaml").replace("{{name}}", &name),
            )],
            root: format!("{name}.yaml"),
            strict: "",
            test: include_str!("tasks.txt"),
        },
    };
    let files = files(&name, spec)?;
    output::create(new.folder, &files).map_err(|error| Failure::output(&error))?;
    let folder = super::run::shown(new.folder);
    let go = match folder == "." {
        true => String::new(),
        false => format!("cd {folder} && "),
    };
    let text = format!(
        "{folder}/: {} files written; `{go}cargo test` runs the test in tests/client.rs",
        files.len()
    );
    note(new.message_format, &text);
    Ok(())
}

/// The document of a project.
struct Spec {
    /// Its files, by their paths in the project.
    documents: Vec<GeneratedFile>,
    /// The path of the document itself, from the folder of the configuration.
    root: String,
    /// Lines of the configuration.
    strict: &'static str,
    test: &'static str,
}

/// All files of the project.
fn files(name: &str, spec: Spec) -> Result<Vec<GeneratedFile>, Failure> {
    let config = include_str!("simgen.toml").replace("{{strict}}\n", spec.strict);
    let config = config.replace("{{file}}", &spec.root);
    let templates = [
        (CONFIG, config.as_str()),
        ("Cargo.toml", include_str!("workspace.toml")),
        (".gitignore", "/target\n"),
        ("README.md", include_str!("readme.md")),
        ("tests/Cargo.toml", include_str!("tests.toml")),
        ("tests/client.rs", spec.test),
    ];
    let ident = name.replace('-', "_");
    let filled = |text: &str| text.replace("{{name}}", name).replace("{{ident}}", &ident);
    let mut files = spec.documents;
    files.extend(templates.map(|(path, text)| file(path, &filled(text))));
    generated(&mut files)?;
    Ok(files)
}

fn file(path: &str, text: &str) -> GeneratedFile {
    GeneratedFile {
        path: path.to_owned(),
        text: text.to_owned(),
    }
}

/// Adds the crate, in which only a name can be wrong.
fn generated(files: &mut Vec<GeneratedFile>) -> Result<(), Failure> {
    let memory = Memory::of(files);
    let project = Project::read_from(&memory, Path::new(CONFIG), &ReadOptions::default());
    let project = project.map_err(|rejected| first(&rejected.diagnostics))?;
    let generated = project.generate();
    if generated.files.is_empty() {
        return Err(first(&generated.diagnostics));
    }
    let of_crate = generated.files.into_iter().map(|file| GeneratedFile {
        path: format!("{CRATE}/{}", file.path),
        text: file.text,
    });
    files.extend(of_crate);
    Ok(())
}

fn first(found: &[Diagnostic]) -> Failure {
    let error = found.iter().find(|found| found.severity == Severity::Error);
    Failure::usage(error.map_or("nothing is generated", |found| &found.message))
}

/// The name of a project that nobody named.
fn name_of(folder: &Path) -> Result<String, Failure> {
    let whole = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    let words = whole.file_name().unwrap_or_default().to_string_lossy();
    match simgen::internal::names::package_name(&words) {
        name if name.is_empty() => Err(Failure::usage(format!(
            "the folder `{}` gives no package's name; say it with `--name`",
            shown(&whole)
        ))),
        name => Ok(name),
    }
}

/// A document of somebody else with all files that it refers to, once it is clear that something
/// can be generated.
fn copied(new: &New<'_>, document: &Path, name: &str) -> Result<Spec, Failure> {
    let single = Single {
        document: document.to_owned(),
        name: Some(name.to_owned()),
        module: "api".to_owned(),
        strict: false,
    };
    let project = Project::single(&single, &ReadOptions::default()).map_err(Failure::usage)?;
    let generated = project.generate();
    let what = What {
        message_format: new.message_format,
        ..What::default()
    };
    report(&what, &project.sources, &generated.diagnostics);
    if generated.files.is_empty() {
        return Err(Failure::Reported);
    }
    let folder = document.parent().unwrap_or(Path::new(""));
    let root = shown(Path::new(document.file_name().unwrap_or_default()));
    Ok(Spec {
        documents: below(&project.sources, folder)?,
        root,
        strict: "# `true`, which is the default, makes an error of every warning about the document.\n\
                 strict = false\n",
        test: include_str!("any.txt"),
    })
}

/// The files of a document, by their paths in the project.
fn below(sources: &Sources, folder: &Path) -> Result<Vec<GeneratedFile>, Failure> {
    let prefix = match shown(folder) {
        folder if folder.is_empty() => folder,
        folder => format!("{folder}/"),
    };
    let files = sources.files().map(|(_, found)| {
        let path = shown(&PathBuf::from(&found.path));
        match path.strip_prefix(&prefix) {
            Some(path) => Ok(file(&format!("spec/{path}"), &found.text)),
            None => Err(Failure::refused(
                "output",
                format!("`{path}` is outside the folder of the document, and is not copied"),
            )),
        }
    });
    files.collect()
}
