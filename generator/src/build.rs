//! Turns a configuration or a document into a crate's files from a `build.rs`.
//!
//! Nothing is printed unless [`Built::cargo_lines`] is, by the caller.

use std::fmt;
use std::path::{Path, PathBuf};

use crate::diagnostic::{Diagnostic, Severity};
use crate::generated_file::GeneratedFile;
use crate::lock::LOCK;
use crate::output::{OutputError, Written, write};
use crate::project::{Project, Single};
use crate::report::{ReportOptions, render};
use crate::source::ReadOptions;

/// Generates from a `build.rs`.
///
/// ```no_run
/// // build.rs
/// fn main() -> Result<(), Box<dyn std::error::Error>> {
///     let out = std::env::var("OUT_DIR")?;
///     let package = env!("CARGO_PKG_NAME");
///     let built = simgen::Builder::from_document("openapi.yaml", package).write_to(out)?;
///     print!("{}", built.cargo_lines());
///     Ok(())
/// }
/// ```
///
/// What it does is the same anywhere else:
///
/// ```
/// use simgen::Builder;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let folder = tempfile::tempdir()?;
/// let document = folder.path().join("openapi.yaml");
/// std::fs::write(&document, "{openapi: 3.0.3, info: {title: Pets, version: '1'}, paths: {}}")?;
/// let out = folder.path().join("out");
/// let built = Builder::from_document(document, "pets").module("pets").write_to(&out)?;
/// assert_eq!(built.findings, "");
/// assert!(out.join("client.rs").exists());
/// # Ok(())
/// # }
/// ```
///
/// Cargo then shows what is wrong with the document: warnings for what is left
/// out or typed as any JSON; an error stops the build, with its place in the
/// document. With [`strict`](Self::strict) every warning is an error.
///
/// Beside the crate's files there is a `client.rs`, by which the package takes
/// the whole crate in, at its own root:
///
/// ```text
/// // lib.rs
/// include!(concat!(env!("OUT_DIR"), "/client.rs"));
/// ```
///
/// The package needs the dependencies and features that the generated code
/// uses. `simgen dependencies openapi.yaml` prints them for its `Cargo.toml`.
#[derive(Clone, Debug)]
pub struct Builder {
    input: Input,
    options: ReadOptions,
}

#[derive(Clone, Debug)]
enum Input {
    Config(PathBuf),
    Document(Single),
}

/// What a build wrote, and what cargo has to know of it.
#[derive(Debug)]
#[must_use = "cargo shows no warning and does not run the script again unless `cargo_lines` are printed"]
pub struct Built {
    /// How many files.
    pub written: Written,
    /// Warnings and notes, as text for people; empty where there are none.
    pub findings: String,
    warnings: String,
    inputs: Vec<PathBuf>,
}

/// Why a build wrote nothing. Displays as the findings, with file and line, and
/// so does its `Debug`, which is what a `main` that returns it prints.
#[non_exhaustive]
pub enum BuildError {
    /// The configuration or a document is not as it should be: the rendered findings.
    Rejected(String),
    /// A name can't be used.
    Name(String),
    /// The output can't be written.
    Output(OutputError),
}

impl Builder {
    /// Takes everything from a `simgen.toml`, except where it goes.
    pub fn from_config(path: impl Into<PathBuf>) -> Self {
        Self::new(Input::Config(path.into()))
    }

    /// Takes one document, as the module `api` of a package of this name: the
    /// package that takes the crate in, so that the examples in its docs are right.
    pub fn from_document(document: impl Into<PathBuf>, name: impl Into<String>) -> Self {
        Self::new(Input::Document(Single {
            document: document.into(),
            name: Some(name.into()),
            module: "api".to_owned(),
            strict: false,
        }))
    }

    /// Calls the module something else than `api`; a configuration says it itself.
    #[must_use]
    pub fn module(mut self, name: impl Into<String>) -> Self {
        if let Input::Document(single) = &mut self.input {
            single.module = name.into();
        }
        self
    }

    /// Makes an error of every warning; a configuration says it itself.
    #[must_use]
    pub fn strict(mut self) -> Self {
        if let Input::Document(single) = &mut self.input {
            single.strict = true;
        }
        self
    }

    /// Lets references lead into another folder than the document's own.
    #[must_use]
    pub fn allow_path(mut self, folder: impl Into<PathBuf>) -> Self {
        self.options.allowed.push(folder.into());
        self
    }

    /// Generates, and writes the crate's files into a folder. Prints nothing:
    /// print [`Built::cargo_lines`], so that cargo knows what to do.
    ///
    /// # Errors
    ///
    /// If the input is not as it should be, or the output can't be written.
    pub fn write_to(&self, folder: impl AsRef<Path>) -> Result<Built, BuildError> {
        let project = self.project()?;
        let generated = project.generate();
        let options = ReportOptions::default();
        let render = |found: &[Diagnostic]| render(&project.sources, found, options);
        let findings = render(&generated.diagnostics);
        if is_refused(&generated.diagnostics) {
            return Err(BuildError::Rejected(findings));
        }
        let folder = folder.as_ref();
        let mut files = generated.files;
        files.push(entrance(folder));
        let written = write(folder, &files).map_err(BuildError::Output)?;
        let mut warnings = generated.diagnostics;
        warnings.retain(|found| found.severity == Severity::Warning);
        Ok(Built {
            written,
            findings,
            warnings: render(&warnings),
            inputs: inputs(&project),
        })
    }

    fn new(input: Input) -> Self {
        Self {
            input,
            options: ReadOptions::default(),
        }
    }

    fn project(&self) -> Result<Project, BuildError> {
        match &self.input {
            Input::Config(path) => Project::read(path, &self.options).map_err(|rejected| {
                let options = ReportOptions::default();
                let text = render(&rejected.sources, &rejected.diagnostics, options);
                BuildError::Rejected(text)
            }),
            Input::Document(single) => {
                Project::single(single, &self.options).map_err(BuildError::Name)
            }
        }
    }
}

/// Every file that the output depends on, with the lock file that keeps names.
fn inputs(project: &Project) -> Vec<PathBuf> {
    let lock = project.output.as_ref().map(|folder| folder.join(LOCK));
    let lock = lock.filter(|lock| lock.is_file());
    project.inputs().map(Path::to_owned).chain(lock).collect()
}

impl Built {
    /// What cargo has to know, to be printed to standard output by the `build.rs`:
    /// [`Self::rerun_lines`] and [`Self::warning_lines`]. Cargo shows warnings of
    /// the packages of your own workspace.
    pub fn cargo_lines(&self) -> String {
        self.rerun_lines() + &self.warning_lines()
    }

    /// What tells cargo to run the `build.rs` again: one
    /// `cargo::rerun-if-changed=…` line for each file that was read.
    pub fn rerun_lines(&self) -> String {
        let line = |path: &PathBuf| format!("cargo::rerun-if-changed={}\n", path.display());
        self.inputs.iter().map(line).collect()
    }

    /// The warnings, as one `cargo::warning=…` line for each line of their text;
    /// empty where there are none.
    pub fn warning_lines(&self) -> String {
        let lines = self.warnings.lines().filter(|line| !line.trim().is_empty());
        lines
            .map(|line| format!("cargo::warning={line}\n"))
            .collect()
    }
}

/// What a package includes. A file that is included may not begin with docs, as
/// the crate's root does, but a module may; re-exporting it makes its
/// `crate::…` paths true.
fn entrance(folder: &Path) -> GeneratedFile {
    let root = folder.join("src").join("lib.rs");
    let text = format!(
        "// Generated by simgen for a build script.\n\n\
         #[path = {root:?}]\nmod client;\n\npub use client::*;\n"
    );
    GeneratedFile {
        path: "client.rs".to_owned(),
        text,
    }
}

/// Whether nothing may be written.
fn is_refused(diagnostics: &[Diagnostic]) -> bool {
    let is_error = |found: &Diagnostic| found.severity == Severity::Error;
    diagnostics.iter().any(is_error)
}

impl fmt::Display for BuildError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Rejected(text) | Self::Name(text) => out.write_str(text),
            Self::Output(error) => error.fmt(out),
        }
    }
}

impl fmt::Debug for BuildError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, out)
    }
}

impl std::error::Error for BuildError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Output(error) => Some(error),
            Self::Rejected(_) | Self::Name(_) => None,
        }
    }
}
