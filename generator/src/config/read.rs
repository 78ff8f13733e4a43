//! Turns a `simgen.toml` into a configuration, and the documents that it names into sources.

use std::ops::Range;
use std::path::{Path, PathBuf};

use toml::Spanned;

use super::{Config, Module, Selection, file};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::ir::{GuidePage, Metadata};
use crate::lock::Lock;
use crate::source::{Disk, FileId, Place, Pointer, ReadOptions, Sources};

/// Why there is no project, ready to be rendered with the sources.
#[derive(Debug)]
pub struct Rejected {
    /// What was read so far.
    pub sources: Sources,
    /// What is wrong.
    pub diagnostics: Vec<Diagnostic>,
}

/// A configuration with everything that it names.
pub(crate) struct ReadConfig {
    /// Every file that was read, the configuration's too.
    pub(crate) sources: Sources,
    /// What to make of them.
    pub(crate) config: Config,
    /// Where it wants the crate; none where it does not say.
    pub(crate) output: Option<PathBuf>,
    /// The folder of the runtime that the crate depends on; none where it has a copy, or
    /// the runtime is a registry's.
    pub(crate) runtime: Option<PathBuf>,
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
) -> Result<ReadConfig, Box<Rejected>> {
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
            webhooks: module.webhooks,
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
        streams: read.streams,
        strict: read.package.strict.unwrap_or(true),
        lists_api: true,
        lock: Some(Lock::default()),
        selection: Selection::default(),
    };
    Ok(ReadConfig {
        sources,
        config,
        output: read.output.map(|output| folder.join(output)),
        runtime: read.runtime_path.map(|path| folder.join(path)),
    })
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
