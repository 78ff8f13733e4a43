//! Where the API is served.

use super::{Doc, WireName};

/// OpenAPI 3.0.3 §4.7.5.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Server {
    /// The URL template, `{name}` for variables; may be relative.
    pub url: String,
    /// What the document says of it.
    pub doc: Doc,
    /// In document order.
    pub variables: Vec<ServerVariable>,
}

impl Server {
    /// Its URL with the defaults of its variables.
    pub fn expanded(&self) -> String {
        let mut url = self.url.clone();
        for variable in &self.variables {
            let placeholder = format!("{{{}}}", variable.wire_name.as_str());
            url = url.replace(&placeholder, &variable.default);
        }
        url
    }

    /// The path of that URL, without a slash at its end.
    pub fn path(&self) -> String {
        let url = self.expanded();
        let path = match url.split_once("://") {
            Some((_, rest)) => rest.split_once('/').map_or("", |(_, path)| path),
            None => &url,
        };
        match path.trim_matches('/') {
            "" => String::new(),
            path => format!("/{path}"),
        }
    }

    /// Whether requests can go there without a base URL.
    pub fn names_host(&self) -> bool {
        let url = self.expanded();
        let scheme = url.split_once("://").map(|(scheme, _)| scheme);
        scheme.is_some_and(|scheme| !scheme.is_empty() && !scheme.contains('/'))
    }
}

/// OpenAPI 3.0.3 §4.7.6.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ServerVariable {
    /// Its name in the template.
    pub wire_name: WireName,
    /// What is there unless the caller says otherwise.
    pub default: String,
    /// The only values allowed; empty where any is.
    pub values: Vec<String>,
    /// What the document says of it.
    pub doc: Doc,
}
