//! What the caller wants: the crate's name and its modules. Read from `simgen.toml`.
//!
//! May not know: OpenAPI, Rust.

use crate::ir::CredentialSources;
use crate::source::FileId;

/// One crate to generate.
#[derive(Clone, Debug)]
pub struct Config {
    /// The package's name.
    pub name: String,
    /// The package's version.
    pub version: String,
    /// One line for `Cargo.toml`.
    pub description: Option<String>,
    /// An SPDX expression.
    pub license: Option<String>,
    /// Where the crate's source lives.
    pub repository: Option<String>,
    /// Its modules, in order.
    pub modules: Vec<Module>,
    /// Where the client finds its settings, beside code.
    pub credentials: Option<CredentialSources>,
    /// Properties of error bodies that belong into a log line.
    pub error_summary: Vec<String>,
    /// Whether a defect of one schema or operation is an error.
    pub strict: bool,
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
