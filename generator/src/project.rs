//! Turns a `simgen.toml`, or one document, into what [`crate::generate`] takes:
//! the files read, and the configuration.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::config::{
    Config, MODULE_RULE, Module, PACKAGE_RULE, ReadConfig, Rejected, is_module_name,
    is_package_name, is_version, output_folder, read_config,
};
use crate::diagnostic::{Code, Diagnostics};
use crate::generate::{Generated, generate};
use crate::ir::Runtime;
use crate::lock::{LOCK, Lock, LockError, hash};
use crate::names::package_name;
use crate::source::{Disk, FileSystem, ReadOptions, Sources, shown};

/// One crate that is to be generated, everything read.
#[derive(Debug)]
pub struct Project {
    /// Every file that was read, the configuration's too.
    pub sources: Sources,
    /// What to make of them.
    pub config: Config,
    /// Where the configuration wants the crate; none where it does not say.
    pub output: Option<PathBuf>,
    /// The folder of the runtime that the crate depends on; none where it has a copy, or
    /// the runtime is a registry's.
    pub runtime: Option<PathBuf>,
}

/// One document that becomes a crate of its own.
#[derive(Clone, Debug)]
pub struct Single {
    /// Its path.
    pub document: PathBuf,
    /// The package's name; by default made of the document's `info.title`, or else of the name of
    /// its file.
    pub name: Option<String>,
    /// The module's name.
    pub module: String,
    /// Whether every warning is an error.
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
        Self::read_from(&FileSystem, config, options)
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
        let mut project = Self::of(read_config(disk, config, options)?);
        if let Some(folder) = project.output.clone() {
            let read = project.read_lock(disk, &folder);
            read.map_err(|error| broken_lock(disk, &mut project, &folder, &error))?;
        }
        Ok(project)
    }

    fn of(read: ReadConfig) -> Self {
        let mut project = Self {
            sources: read.sources,
            config: read.config,
            output: read.output,
            runtime: read.runtime,
        };
        project.point_to_runtime(None);
        project
    }

    /// Where a configuration wants the crate; none where it does not say, or
    /// can't be read, which [`Project::read`] reports.
    pub fn output_of(config: &Path) -> Option<PathBuf> {
        output_folder(&FileSystem, config)
    }

    /// Reads one document without a configuration. The package's version is
    /// the document's where that is a semantic version, else 0.1.0.
    ///
    /// # Errors
    ///
    /// If one of the names can't be used, or none can be made; the text says why.
    pub fn single(single: &Single, options: &ReadOptions) -> Result<Self, String> {
        if let Some(name) = single.name.as_ref().filter(|name| !is_package_name(name)) {
            return Err(format!(
                "`{name}` can't be a package's name, which is {PACKAGE_RULE}"
            ));
        }
        if !is_module_name(&single.module) {
            return Err(format!(
                "`{}` can't be a module's name, which is {MODULE_RULE}",
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
        let name = single.name.clone();
        let name = name.map_or_else(|| derived_name(text("title"), &single.document), Ok)?;
        let module = Module {
            name: single.module.clone(),
            document,
            document_name: file_name.to_string_lossy().into_owned(),
            webhooks: Default::default(),
        };
        let defaults = Config::new(name, vec![module]);
        let config = Config {
            version: version.unwrap_or_else(|| defaults.version.clone()),
            description: text("title").map(|title| one_line(&title)),
            strict: single.strict,
            ..defaults
        };
        Ok(Self {
            sources,
            config,
            output: None,
            runtime: None,
        })
    }

    /// Goes by the names of the lock file in another folder than the
    /// configuration's own.
    ///
    /// # Errors
    ///
    /// If there is one that is not as simgen writes it.
    pub fn read_lock(&mut self, disk: &dyn Disk, folder: &Path) -> Result<(), LockError> {
        if self.config.lock.is_some() {
            self.config.lock = Some(read_lock(disk, folder)?);
        }
        Ok(())
    }

    /// Writes the path of the runtime as the manifest needs it: from the crate's folder,
    /// which is the configuration's own unless another one is given.
    pub fn point_to_runtime(&mut self, crate_folder: Option<&Path>) {
        let folder = crate_folder.or(self.output.as_deref());
        let folder = folder.unwrap_or(Path::new("."));
        if let (Runtime::Crate { path, .. }, Some(runtime)) =
            (&mut self.config.runtime, &self.runtime)
        {
            *path = Some(from_to(folder, runtime));
        }
    }

    /// Generates the crate, in memory.
    pub fn generate(&self) -> Generated {
        generate(&self.sources, &self.config)
    }

    /// The SHA-256 of every file that the output depends on, by its path from the
    /// configuration's folder.
    pub fn input_hashes(&self) -> BTreeMap<String, String> {
        let files = || self.sources.files().map(|(_, file)| file);
        let first = files().next().map_or("", |file| file.path.as_str());
        let folder = first.rsplit_once('/').map_or("", |(folder, _)| folder);
        let hashes = files().map(|file| {
            let path = from_to(Path::new(folder), Path::new(&file.path));
            (path, hash(file.text.as_bytes()))
        });
        hashes.collect()
    }

    /// Every file that the output depends on.
    pub fn inputs(&self) -> impl Iterator<Item = &Path> {
        self.sources.files().map(|(_, file)| Path::new(&file.path))
    }
}

/// The largest lock file that is read: that of a hundred thousand schemas.
const LARGEST_LOCK: u64 = 64 << 20;

/// The lock file of a folder; an empty one where there is none.
fn read_lock(disk: &dyn Disk, folder: &Path) -> Result<Lock, LockError> {
    let path = folder.join(LOCK);
    let Ok(real) = disk.canonical(&path) else {
        return Ok(Lock::default());
    };
    let Ok(bytes) = disk.read(&real, LARGEST_LOCK) else {
        return Ok(Lock::default());
    };
    Lock::parse(&String::from_utf8_lossy(&bytes))
}

/// The finding about a lock file that can't be used, with its place in that file.
fn broken_lock(
    disk: &dyn Disk,
    project: &mut Project,
    folder: &Path,
    error: &LockError,
) -> Box<Rejected> {
    let path = folder.join(LOCK);
    let mut sources = std::mem::take(&mut project.sources);
    let file = sources.read_text(disk, &path, &ReadOptions::default());
    let at = error.at()..error.at();
    let wrong = vec![(error.message(&path), at)];
    let mut diagnostics = Diagnostics::new(true);
    for (message, place) in sources.break_file(file, Code::InvalidLock, wrong) {
        diagnostics.error(Code::InvalidLock, Some(place), message);
        diagnostics.help(error.help(&path));
    }
    Box::new(Rejected {
        sources,
        diagnostics: diagnostics.into_vec(),
    })
}

/// A path from a folder to another place, with `/` between its parts, so that no folder of
/// one machine gets into what is written. Between two disks there is none: then it is the
/// path from the other one's root.
fn from_to(from: &Path, to: &Path) -> String {
    let absolute = |path: &Path| {
        // An empty path is the folder that we are in.
        let path = Path::new(".").join(path);
        shown(&std::path::absolute(&path).unwrap_or(path))
    };
    let (from, to) = (absolute(from), absolute(to));
    pathdiff::diff_paths(&to, &from).map_or(to, |path| shown(&path))
}

/// The name of a package that nobody named.
fn derived_name(title: Option<String>, document: &Path) -> Result<String, String> {
    let file = document.file_stem().unwrap_or_default().to_string_lossy();
    let title = title.unwrap_or_default();
    let names = [&title, &*file].map(package_name);
    let mut fitting = names.into_iter().filter(|name| is_package_name(name));
    fitting.next().ok_or_else(|| {
        format!(
            "neither the title `{}` nor the file `{}` gives a package's name; say it with `--name`",
            one_line(&title),
            shown(document)
        )
    })
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::from_to;

    #[test]
    fn a_path_leads_from_the_crate_to_the_runtime() {
        for (from, to, expected) in [
            (
                "spec/../generated",
                "spec/../generator/runtime",
                "../generator/runtime",
            ),
            ("out", "runtime", "../runtime"),
            ("a/b/c", "a/runtime", "../../runtime"),
            ("a/./b/", "a/b/runtime", "runtime"),
            ("/x/y", "/x/z", "../z"),
        ] {
            let path = from_to(Path::new(from), Path::new(to));
            assert_eq!(path, expected, "from {from} to {to}");
        }
    }

    #[test]
    fn paths_start_at_the_folder_of_the_configuration() {
        for (path, folder, expected) in [
            ("spec/v1.yaml", "spec", "v1.yaml"),
            ("../spec/parts/a.yaml", "../spec", "parts/a.yaml"),
            ("common/a.yaml", "spec", "../common/a.yaml"),
            ("v1.yaml", "", "v1.yaml"),
            ("/home/me/spec/v1.yaml", "/home/me/spec", "v1.yaml"),
            ("/home/me/a.yaml", "/home/me/spec", "../a.yaml"),
        ] {
            let found = from_to(Path::new(folder), Path::new(path));
            assert_eq!(found, expected, "from {folder} to {path}");
        }
    }
}
