//! Turns the files of one document into the text of one file, for other tools.
//!
//! Must not know: what a document says.

mod text;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::openapi;
use crate::source::{FileId, Sources};

/// How a document is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentFormat {
    /// YAML 1.2, with everything in quotes that YAML 1.1 reads as something else.
    Yaml,
    /// JSON, indented by two spaces.
    Json,
}

/// What [`bundle`] gives.
#[derive(Debug)]
pub struct Bundled {
    /// The document; none where a diagnostic is an error.
    pub text: Option<String>,
    /// Everything there is to say, in the order in which it was found.
    pub diagnostics: Vec<Diagnostic>,
}

/// Writes a root document and all that it refers to as one OpenAPI document: what is
/// in other files is below its `components`, path items are where they are used, and every
/// reference leads to a place in the same document. Members keep their order. Nothing is
/// repaired, and nothing but comments is left out. A crate that is generated from it is
/// the same as one from `root`; only a schema of another file that nothing but a callback
/// refers to gets a type. Pure: no disk, no clock, no environment.
///
/// Every defect is an error that would lose something: references that lead nowhere,
/// members that are in an object twice, tags of YAML.
pub fn bundle(sources: &Sources, root: FileId, format: DocumentFormat) -> Bundled {
    let mut diagnostics = Diagnostics::new(true);
    let local = openapi::local(sources, root, &mut diagnostics).ok();
    let local = local.filter(|_| !diagnostics.has_errors());
    Bundled {
        text: local.map(|local| text::document(local, format)),
        diagnostics: diagnostics.into_vec(),
    }
}
