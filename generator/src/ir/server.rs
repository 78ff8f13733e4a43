//! Where the API is served.

use super::{Doc, WireName};

/// OpenAPI 3.0.3 §4.7.5.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// The URL template, `{name}` for variables; may be relative.
    pub url: String,
    /// What the document says of it.
    pub doc: Doc,
    /// In document order.
    pub variables: Vec<ServerVariable>,
}

/// OpenAPI 3.0.3 §4.7.6.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerVariable {
    /// Its name in the template.
    pub wire_name: WireName,
    /// What stands there unless the caller says otherwise.
    pub default: String,
    /// The only values allowed; empty where any is.
    pub values: Vec<String>,
    /// What the document says of it.
    pub doc: Doc,
}
