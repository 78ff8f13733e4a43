//! What the caller wants: the crate's name and its modules. Read from `simgen.toml`.
//!
//! May not know: OpenAPI, Rust.

mod file;
mod json_schema;
mod keys;
mod metadata;
#[cfg(test)]
mod reference;
mod runtime;
mod section;

use std::ops::Range;
use std::path::{Path, PathBuf};

use toml::Spanned;

use crate::diagnostic::{Code, Diagnostics};
use crate::ir::{CredentialSources, GuidePage, Metadata, Runtime};
use crate::lock::Lock;
use crate::project::{Project, Rejected};
use crate::source::{Disk, FileId, Place, Pointer, ReadOptions, Sources};
pub(crate) use file::{is_module_name, is_package_name, is_version};
pub use json_schema::json_schema;

/// One crate to generate.
#[derive(Clone, Debug)]
pub struct Config {
    /// The package's name.
    pub name: String,
    /// The package's version.
    pub version: String,
    /// One line for `Cargo.toml`.
    pub description: Option<String>,
    /// What it says of itself to registries.
    pub metadata: Metadata,
    /// Where it has the runtime from.
    pub runtime: Runtime,
    /// Its modules, in order.
    pub modules: Vec<Module>,
    /// Where the client finds its settings, beside code.
    pub credentials: Option<CredentialSources>,
    /// Properties of error bodies that belong into a log line.
    pub error_summary: Vec<String>,
    /// Whether every warning is an error.
    pub strict: bool,
    /// Whether to write `api.txt`, the list of what is public.
    pub lists_api: bool,
    /// What the last run recorded, to go by its names; none where no lock file
    /// is kept.
    pub lock: Option<Lock>,
    /// Which operations of all documents to generate.
    pub selection: Selection,
}

/// Which operations to generate: each word is an `operationId`, `METHOD /path`
/// or a tag.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Only these; all where there is none.
    pub only: Vec<String>,
    /// None of these.
    pub skip: Vec<String>,
}

impl Selection {
    /// The first word that is both selected and left out.
    pub fn word_in_both(&self) -> Option<&str> {
        let skip: Vec<String> = self.skip.iter().map(|word| spelled(word)).collect();
        let is_in_both = |word: &&String| skip.contains(&spelled(word));
        self.only.iter().find(is_in_both).map(String::as_str)
    }
}

/// A word of a selection as it is compared: a method is in capitals, a path is as
/// the document has it.
pub(crate) fn spelled(word: &str) -> String {
    let word = word.trim();
    match word.split_once(char::is_whitespace) {
        Some((method, path)) if path.trim_start().starts_with('/') => {
            format!("{} {}", method.to_ascii_uppercase(), path.trim_start())
        }
        _ => word.to_owned(),
    }
}

/// One document that becomes one module.
#[derive(Clone, Debug)]
pub struct Module {
    /// The module's name.
    pub name: String,
    /// Its document.
    pub document: FileId,
    /// How the output calls the document: its path as the configuration
    /// writes it, so that no folder of one machine gets into the output.
    pub document_name: String,
}

/// The text of a configuration with another version; none where it has none.
pub fn with_version(text: &str, version: &str) -> Option<String> {
    let span = file::parse(text).ok()?.package.version.span();
    let (before, after) = (text.get(..span.start)?, text.get(span.end..)?);
    Some(format!("{before}\"{version}\"{after}"))
}

/// The version that the text of a configuration names, whatever else is in it;
/// none where it names none.
pub fn version_of(text: &str) -> Option<String> {
    file::version_of(text)
}

/// Where a configuration wants the crate, without reading any document.
pub(crate) fn output_folder(disk: &dyn Disk, path: &Path) -> Option<PathBuf> {
    let real = disk.canonical(path).ok()?;
    let bytes = disk.read(&real, ReadOptions::default().largest_file).ok()?;
    let read = file::parse(std::str::from_utf8(&bytes).ok()?).ok()?;
    let folder = path.parent().unwrap_or(Path::new(""));
    Some(folder.join(read.output?))
}

/// Reads a configuration and the documents that it names.
pub(crate) fn read_config(
    disk: &dyn Disk,
    path: &Path,
    options: &ReadOptions,
) -> Result<Project, Box<Rejected>> {
    let mut sources = Sources::default();
    let id = sources.read_text(disk, path, options);
    let read = match &sources.file(id).tree {
        Err(broken) => {
            let place = Place {
                file: id,
                pointer: Pointer::root(),
            };
            let finding = (broken.code, broken.message.clone(), place);
            return Err(rejected(sources, [finding]));
        }
        Ok(_) => match file::parse(&sources.file(id).text) {
            Ok(read) => read,
            Err(wrong) => {
                let wrong = wrong.into_iter().map(|wrong| (wrong.message, wrong.span));
                return Err(invalid(sources, id, wrong.collect()));
            }
        },
    };
    let folder = path.parent().unwrap_or(Path::new(""));
    let guide = read_guide(disk, folder, &mut sources, read.package.guide, options);
    let guide = match guide {
        Ok(guide) => guide,
        Err(wrong) => return Err(invalid(sources, id, wrong)),
    };
    let modules = read.modules.into_iter().map(|module| {
        let document_name = module.document.into_inner();
        Module {
            name: module.name.into_inner(),
            document: sources.read(disk, &folder.join(&document_name), options),
            document_name,
        }
    });
    let modules = modules.collect();
    let config = Config {
        name: read.package.name.into_inner(),
        version: read.package.version.into_inner(),
        description: read.package.description,
        metadata: Metadata {
            guide,
            ..read.package.metadata
        },
        runtime: read.runtime,
        modules,
        credentials: read.credentials,
        error_summary: read.error_summary,
        strict: read.package.strict.unwrap_or(true),
        lists_api: true,
        lock: Some(Lock::default()),
        selection: Selection::default(),
    };
    let mut project = Project {
        sources,
        config,
        output: read.output.map(|output| folder.join(output)),
        runtime: read.runtime_path.map(|path| folder.join(path)),
    };
    project.point_to_runtime(None);
    Ok(project)
}

/// Reads the pages of the guide, or says which of them can't be read.
fn read_guide(
    disk: &dyn Disk,
    folder: &Path,
    sources: &mut Sources,
    paths: Vec<Spanned<String>>,
    options: &ReadOptions,
) -> Result<Vec<GuidePage>, Vec<(String, Range<usize>)>> {
    let (mut pages, mut wrong) = (Vec::new(), Vec::new());
    for path in paths {
        let id = sources.read_text(disk, &folder.join(path.get_ref()), options);
        let file = sources.file(id);
        match &file.tree {
            Ok(_) => pages.push(GuidePage {
                text: file.text.clone(),
                path: path.into_inner(),
            }),
            Err(broken) => wrong.push((broken.message.clone(), path.span())),
        }
    }
    match wrong.is_empty() {
        true => Ok(pages),
        false => Err(wrong),
    }
}

/// What is wrong with the configuration itself.
fn invalid(
    mut sources: Sources,
    config: FileId,
    wrong: Vec<(String, Range<usize>)>,
) -> Box<Rejected> {
    let found = sources.break_file(config, Code::InvalidConfig, wrong);
    let found = found.into_iter();
    let found = found.map(|(message, place)| (Code::InvalidConfig, message, place));
    rejected(sources, found)
}

fn rejected(
    sources: Sources,
    findings: impl IntoIterator<Item = (Code, String, Place)>,
) -> Box<Rejected> {
    let mut diagnostics = Diagnostics::new(true);
    for (code, message, place) in findings {
        diagnostics.error(code, Some(place), message);
    }
    Box::new(Rejected {
        sources,
        diagnostics: diagnostics.into_vec(),
    })
}
