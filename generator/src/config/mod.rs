//! What the caller wants: the crate's name and its modules. Read from `simgen.toml`.
//!
//! Must not know: OpenAPI, Rust.

mod credential_keys;
mod file;
mod json_schema;
mod keys;
mod metadata;
mod read;
#[cfg(test)]
mod reference;
mod rules;
mod runtime;
mod section;
mod streams;
mod webhooks;

use crate::ir::{CredentialSources, Metadata, Runtime};
use crate::lock::Lock;
use crate::source::FileId;

pub use json_schema::json_schema;
pub use read::Rejected;
pub(crate) use read::{ReadConfig, output_folder, read_config};
pub(crate) use rules::{MODULE_RULE, PACKAGE_RULE, is_module_name, is_package_name, is_version};
pub use streams::{StreamSettings, Streams};
pub use webhooks::WebhookSettings;

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
    /// What the responses are that come item by item.
    pub streams: Streams,
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

impl Config {
    /// A package of this name and version 0.1.0 with these modules, and nothing else: it has
    /// a copy of the runtime, no lock file and all operations.
    pub fn new(name: impl Into<String>, modules: Vec<Module>) -> Self {
        Self {
            name: name.into(),
            version: "0.1.0".to_owned(),
            description: None,
            metadata: Metadata::default(),
            runtime: Runtime::default(),
            modules,
            credentials: None,
            error_summary: Vec::new(),
            streams: Streams::default(),
            strict: false,
            lists_api: false,
            lock: None,
            selection: Selection::default(),
        }
    }
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
    /// Whether it selects everything.
    pub(crate) fn is_empty(&self) -> bool {
        self.only.is_empty() && self.skip.is_empty()
    }

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
    /// What tells its webhooks apart, and how they are signed.
    pub webhooks: WebhookSettings,
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
