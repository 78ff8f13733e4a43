//! Turns a `simgen.toml`, or one document, into what [`crate::generate`] takes:
//! the files read, and the configuration.
//!
//! May not know: what is printed, or what becomes of the output.

use std::path::{Path, PathBuf};

use crate::config::{
    Config, Module, Selection, is_module_name, is_package_name, is_version, read_config,
};
use crate::diagnostic::Diagnostic;
use crate::generate::{Generated, generate};
use crate::source::{Disk, FileSystem, ReadOptions, Sources};

/// One crate that is to be generated, everything read.
#[derive(Debug)]
pub struct Project {
    /// Every file that was read, the configuration's too.
    pub sources: Sources,
    /// What to make of them.
    pub config: Config,
    /// Where the configuration wants the crate; none where it does not say.
    pub output: Option<PathBuf>,
}

/// Why there is no project, ready to be rendered with the sources.
#[derive(Debug)]
pub struct Rejected {
    /// What was read so far.
    pub sources: Sources,
    /// What is wrong.
    pub diagnostics: Vec<Diagnostic>,
}

/// One document that becomes a crate of its own.
#[derive(Clone, Debug)]
pub struct Single {
    /// Its path.
    pub document: PathBuf,
    /// The package's name.
    pub name: String,
    /// The module's name.
    pub module: String,
    /// Whether a defect of one schema or operation is an error.
    pub strict: bool,
}

impl Project {
    /// Reads a `simgen.toml` and the documents that it names.
    ///
    /// # Errors
    ///
    /// If the configuration can't be read or is not as it should be. Documents
    /// that can't be read are reported by [`Project::generate`].
    pub fn read(config: &Path, options: &ReadOptions) -> Result<Self, Box<Rejected>> {
        read_config(&FileSystem, config, options)
    }

    /// The same from elsewhere: a revision of a repository.
    ///
    /// # Errors
    ///
    /// As [`Project::read`].
    pub fn read_from(
        disk: &dyn Disk,
        config: &Path,
        options: &ReadOptions,
    ) -> Result<Self, Box<Rejected>> {
        read_config(disk, config, options)
    }

    /// Reads one document without a configuration. The package's version is
    /// the document's where that is a semantic version, else 0.1.0.
    ///
    /// # Errors
    ///
    /// If one of the names can't be used; the text says why.
    pub fn single(single: &Single, options: &ReadOptions) -> Result<Self, String> {
        if !is_package_name(&single.name) {
            return Err(format!(
                "`{}` can't be a package's name: use letters, digits, `-` and `_`",
                single.name
            ));
        }
        if !is_module_name(&single.module) {
            return Err(format!(
                "`{}` can't be a module's name: use small letters, digits and `_`",
                single.module
            ));
        }
        let mut sources = Sources::default();
        let document = sources.read(&FileSystem, &single.document, options);
        let info = sources.file(document).tree.as_ref().ok();
        let info = info.and_then(|tree| tree.value.get("info"));
        let text = |member: &str| info?.get(member)?.as_str().map(str::to_owned);
        let version = text("version").filter(|version| is_version(version));
        let file_name = single.document.file_name().unwrap_or_default();
        let config = Config {
            name: single.name.clone(),
            version: version.unwrap_or_else(|| "0.1.0".to_owned()),
            description: text("title").map(|title| one_line(&title)),
            license: None,
            repository: None,
            modules: vec![Module {
                name: single.module.clone(),
                document,
                document_name: file_name.to_string_lossy().into_owned(),
            }],
            credentials: None,
            error_summary: Vec::new(),
            strict: single.strict,
            lists_api: false,
            selection: Selection::default(),
        };
        Ok(Self {
            sources,
            config,
            output: None,
        })
    }

    /// Generates the crate, in memory.
    pub fn generate(&self) -> Generated {
        generate(&self.sources, &self.config)
    }

    /// Every file that the output depends on.
    pub fn inputs(&self) -> impl Iterator<Item = &Path> {
        self.sources.files().map(|(_, file)| Path::new(&file.path))
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
