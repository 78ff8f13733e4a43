//! Turns Server Objects (OpenAPI 3.0.3 §4.7.5) into servers.

use super::doc::non_empty;
use crate::ir::{Doc, Server, ServerVariable, WireName};

/// The document's servers; where it names none, `/` (§4.7.1).
pub(super) fn lower(servers: &[openapiv3::Server]) -> Vec<Server> {
    if servers.is_empty() {
        let url = "/".to_owned();
        return vec![Server {
            url,
            doc: Doc::default(),
            variables: Vec::new(),
        }];
    }
    servers.iter().map(server).collect()
}

fn server(server: &openapiv3::Server) -> Server {
    let variables = server
        .variables
        .iter()
        .flatten()
        .map(|(name, variable)| ServerVariable {
            wire_name: WireName::new(name),
            default: variable.default.clone(),
            values: variable.enumeration.clone(),
            doc: words(variable.description.as_deref()),
        });
    Server {
        url: server.url.clone(),
        doc: words(server.description.as_deref()),
        variables: variables.collect(),
    }
}

fn words(text: Option<&str>) -> Doc {
    Doc {
        text: non_empty(text),
        ..Doc::default()
    }
}
