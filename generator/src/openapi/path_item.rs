//! What an API has at one path.

use openapiv3::{Operation, Parameter, ReferenceOr, Server};

/// A path item (OpenAPI 3.0.3 §4.7.9). That of the model has a place for each of eight methods,
/// most of which are empty; this one lists those that are there.
#[derive(Debug, Default)]
pub struct PathItem {
    /// What all of its operations do, in a few words.
    pub summary: Option<String>,
    /// The same at length.
    pub description: Option<String>,
    /// Where its operations are, if not where the others are.
    pub servers: Vec<Server>,
    /// What all of its operations take.
    pub parameters: Vec<ReferenceOr<Parameter>>,
    /// Its operations by their methods, which are as the document writes them: `get`.
    pub operations: Vec<(&'static str, Operation)>,
}
