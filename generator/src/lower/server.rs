//! Turns Server Objects (OpenAPI 3.0.3 §4.7.5) into servers.

use indexmap::IndexSet;

use super::context::Context;
use super::doc::non_empty;
use crate::diagnostic::Code;
use crate::ir::{Doc, Server, ServerVariable, WireName};
use crate::source::Pointer;

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

/// The servers that paths and operations have in place of the document's, each list once.
pub(super) struct OwnServers<'s> {
    document: &'s [Server],
    lists: IndexSet<Vec<Server>>,
}

/// The servers that a path item or an operation lists.
pub(super) struct Declared<'d> {
    servers: &'d [openapiv3::Server],
    /// Where the path item or the operation is.
    at: &'d Pointer,
}

impl<'d> Declared<'d> {
    /// The servers of what is at this place.
    pub(super) fn at(servers: &'d [openapiv3::Server], at: &'d Pointer) -> Self {
        Self { servers, at }
    }
}

impl<'s> OwnServers<'s> {
    pub(super) fn beside(document: &'s [Server]) -> Self {
        Self {
            document,
            lists: IndexSet::new(),
        }
    }

    pub(super) fn into_lists(self) -> Vec<Vec<Server>> {
        self.lists.into_iter().collect()
    }

    /// Which list an operation has: its own, or else that of its path (§4.7.9.1,
    /// §4.7.10.1); none where it is the document's.
    pub(super) fn of(
        &mut self,
        context: &mut Context<'_>,
        path: Declared<'_>,
        own: Declared<'_>,
    ) -> Option<usize> {
        let declared = if own.servers.is_empty() { path } else { own };
        if declared.servers.is_empty() {
            return None;
        }
        let servers: Vec<Server> = declared.servers.iter().map(server).collect();
        self.report_relative(context, &servers, declared.at);
        if servers == self.document {
            return None;
        }
        Some(self.lists.insert_full(servers).0)
    }

    /// A relative URL is relative to where the document is served (§4.7.5), which nobody
    /// knows here. Where the document's own server is relative too, a base URL says it.
    fn report_relative(&self, context: &mut Context<'_>, servers: &[Server], at: &Pointer) {
        let Some(document) = self.document.first().filter(|server| server.names_host()) else {
            return;
        };
        for (index, server) in servers.iter().enumerate() {
            if server.names_host() {
                continue;
            }
            let at = at.child("servers").element(index).child("url");
            let message = format!(
                "`{}` names no host; requests go to that of `{}`",
                server.url, document.url
            );
            context.warning(Code::InvalidServer, &at, message);
            context
                .diagnostics
                .help("write the whole URL, with `https://` and the host");
        }
    }
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
