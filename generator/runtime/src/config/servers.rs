//! Turns the settings into one server for each list of servers that a document has: its
//! own, and those of paths and operations (OpenAPI 3.0.3 §4.7.9.1, §4.7.10.1).
//!
//! It does not know how a URL is put together.

use std::collections::{BTreeMap, BTreeSet};

use url::Url;

use super::super::metadata::description::{
    ApiDescription, OperationDescription, ServerDescription,
};
use super::super::send::failure_causes::InvalidInput;
use super::config_error::ConfigError;
use super::origin::Origin;
use super::server::{Known, Refused, Server, checked, is_absolute, path_of};
use super::server_choice::ServerChoice;
use super::server_variables::{expand, unchosen};

/// What settings say of servers.
#[derive(Clone, Debug, Default)]
pub(crate) struct ServerSettings {
    pub(crate) base_url: Option<String>,
    /// Base URLs of single servers.
    pub(crate) base_urls: Vec<(ServerChoice, String)>,
    pub(crate) choices: Vec<ServerChoice>,
    pub(crate) variables: BTreeMap<String, String>,
    /// Whether defaults in names of hosts count as chosen: only where nothing is sent.
    pub(crate) is_for_show: bool,
    /// What names the host.
    pub(crate) origin: Origin,
}

#[cfg(feature = "cli")]
impl ServerSettings {
    /// Whether they say anything of where requests go.
    pub(crate) fn is_said(&self) -> bool {
        self.base_url.is_some() || !self.choices.is_empty() || !self.variables.is_empty()
    }
}

/// The servers of a client.
#[derive(Clone, Debug)]
pub(crate) struct Servers {
    document: Result<Server, Refused>,
    /// In the order of [`ApiDescription::operation_servers`].
    own: Vec<Result<Server, Refused>>,
    /// Origins of the document's servers, from which token URLs move with the base URL.
    document_origins: Vec<Url>,
    http_on_loopback: bool,
}

/// One list of servers, and what the settings make of it.
#[derive(Clone, Copy)]
struct List<'s> {
    servers: &'static [ServerDescription],
    is_document: bool,
    settings: &'s ServerSettings,
    /// The paths of the package's other APIs.
    others: &'static [&'static str],
}

impl Servers {
    /// Finds a server for each list. A mistake in the settings is an error; a server of
    /// the document that cannot be used is one only where requests go there.
    pub(crate) fn resolve(
        api: &ApiDescription,
        settings: &ServerSettings,
        http_on_loopback: bool,
    ) -> Result<Self, ConfigError> {
        Self::find(api, settings, http_on_loopback).map_err(Refused::in_settings)
    }

    fn find(
        api: &ApiDescription,
        settings: &ServerSettings,
        http_on_loopback: bool,
    ) -> Result<Self, Refused> {
        let lists = lists(api, settings);
        let chosen = lists
            .iter()
            .map(List::chosen)
            .collect::<Result<Vec<_>, _>>()?;
        check_names(&lists, &chosen, settings)?;
        let first = chosen[0];
        let expanded = first.map(|server| expand(server, &settings.variables));
        let expanded = expanded.transpose()?;
        let path = expanded.as_deref().map(path_of).unwrap_or_default();
        let url = expanded.as_deref().filter(|url| is_absolute(url));
        let document = lists[0].document(first, url, &path, http_on_loopback)?;
        if let (Err(refused), [_]) = (&document, lists.as_slice()) {
            return Err(refused.clone());
        }
        let own = lists.iter().zip(&chosen).skip(1);
        let own = own.map(|(list, chosen)| list.own(*chosen, &document, &path, http_on_loopback));
        Ok(Self {
            own: own.collect::<Result<_, Refused>>()?,
            document_origins: document_origins(api, first),
            document,
            http_on_loopback,
        })
    }

    /// The server of an operation.
    pub(crate) fn of(&self, operation: &OperationDescription) -> Result<&Server, InvalidInput> {
        let list = operation.servers.and_then(|index| self.own.get(index));
        let server = list.unwrap_or(&self.document).as_ref();
        server.map_err(|refused| refused.clone().in_call())
    }

    /// The document's own server, where there is one.
    pub(crate) fn document(&self) -> Option<&Server> {
        self.document.as_ref().ok()
    }

    /// Whether secrets may go to the document's own server.
    pub(super) fn take_secrets(&self) -> Result<(), Refused> {
        self.document().map_or(Ok(()), Server::takes_secrets)
    }

    /// Whether TLS is needed to reach the document's own server; where there is none, any.
    pub(crate) fn need_tls(&self) -> bool {
        let mut own = self.own.iter().flatten();
        self.document()
            .map_or_else(|| own.any(Server::is_https), Server::is_https)
    }

    /// Whether no server is reached without TLS.
    pub(crate) fn all_have_tls(&self) -> bool {
        let mut all = self.document().into_iter().chain(self.own.iter().flatten());
        all.all(Server::is_https)
    }

    /// Where tokens come from. A URL on the document's own server, or one without a
    /// host, moves with the server.
    pub(crate) fn token_url(&self, text: &str) -> Result<Url, ConfigError> {
        let parsed = Url::parse(text).ok();
        let is_ours = |url: &Url| {
            let mut origins = self.document_origins.iter();
            origins.any(|known| known.origin() == url.origin())
        };
        let moved = match (&parsed, &self.document) {
            (Some(url), Ok(server)) if is_ours(url) => {
                let query = url.query().map(|query| format!("?{query}"));
                format!("{}{}", server.beside(url.path()), query.unwrap_or_default())
            }
            (Some(_), _) => text.to_owned(),
            (None, Ok(server)) => server.beside(text),
            (None, Err(refused)) => return Err(refused.clone().in_settings()),
        };
        checked("token URL", &moved, self.http_on_loopback).map_err(Refused::in_settings)
    }
}

/// The paths that the servers of an operation have, its first server's first. For a server
/// at which all of them are: the mock server.
#[cfg(feature = "mock")]
pub(crate) fn paths(api: &ApiDescription, operation: &OperationDescription) -> Vec<String> {
    let own = operation.servers;
    let own = own.and_then(|index| api.operation_servers.get(index).copied());
    let mut paths: Vec<String> = Vec::new();
    for server in own.unwrap_or(api.servers) {
        if let Ok(url) = expand(server, &BTreeMap::new()) {
            let path = path_of(&url);
            if !paths.contains(&path) {
                paths.push(path);
            }
        }
    }
    match paths.is_empty() {
        true => vec![String::new()],
        false => paths,
    }
}

fn lists<'s>(api: &ApiDescription, settings: &'s ServerSettings) -> Vec<List<'s>> {
    let own = api.operation_servers.iter().copied();
    let all = std::iter::once((api.servers, true)).chain(own.map(|list| (list, false)));
    let all = all.map(|(servers, is_document)| List {
        servers,
        is_document,
        settings,
        others: api.other_server_paths,
    });
    all.collect()
}

/// Where token URLs may be that move with the base URL.
fn document_origins(api: &ApiDescription, chosen: Option<&'static ServerDescription>) -> Vec<Url> {
    let servers = api.servers.first().into_iter().chain(chosen);
    let urls = servers.filter_map(|server| expand(server, &BTreeMap::new()).ok());
    urls.filter_map(|url| Url::parse(&url).ok()).collect()
}

impl List<'_> {
    /// The server that the settings choose: by its URL, description or place in the list,
    /// by the variables that they set, or the first.
    fn chosen(&self) -> Result<Option<&'static ServerDescription>, Refused> {
        let choices = self.settings.choices.iter().rev();
        for choice in choices {
            if let Some(found) = self.find(choice)? {
                return Ok(Some(found));
            }
        }
        let is_set = |name: &str| self.settings.variables.contains_key(name);
        let declares = |server: &ServerDescription, name: &str| {
            server.variables.iter().any(|known| known.name == name)
        };
        let variables = self.servers.iter().flat_map(|server| server.variables);
        let names: Vec<&str> = variables
            .map(|variable| variable.name)
            .filter(|name| is_set(name))
            .collect();
        let fits = |server: &&ServerDescription| names.iter().all(|name| declares(server, name));
        match self.servers.iter().find(fits) {
            Some(found) => Ok(Some(found)),
            None if self.servers.is_empty() => Ok(None),
            None => {
                let names: BTreeSet<&str> = names.into_iter().collect();
                let names: Vec<&str> = names.into_iter().collect();
                let reason = "no server of the document has them all";
                Err(Refused::new(names.join(", "), reason))
            }
        }
    }

    /// The server that a choice names.
    fn find(&self, choice: &ServerChoice) -> Result<Option<&'static ServerDescription>, Refused> {
        let name = match choice {
            ServerChoice::Index(index) if self.is_document => return Ok(self.servers.get(*index)),
            ServerChoice::Index(_) => return Ok(None),
            ServerChoice::Name(name) => name.as_str(),
        };
        if let Some(found) = self.servers.iter().find(|server| server.url == name) {
            return Ok(Some(found));
        }
        let is_described = |server: &&ServerDescription| {
            !name.is_empty() && server.description.eq_ignore_ascii_case(name)
        };
        let mut described = self.servers.iter().filter(is_described);
        match (described.next(), described.next()) {
            (found, None) => Ok(found),
            (_, Some(_)) => Err(Refused::new(
                "server",
                format!("`{name}` describes several; choose by URL"),
            )),
        }
    }

    /// The document's own server. The base URL gets its path, unless it already ends with
    /// it. A mistake in the settings is the outer error.
    fn document(
        &self,
        chosen: Option<&'static ServerDescription>,
        url: Option<&str>,
        path: &str,
        http_on_loopback: bool,
    ) -> Result<Result<Server, Refused>, Refused> {
        if let Some(given) = self.base_url(chosen)? {
            return self.given(given, path, path, http_on_loopback).map(Ok);
        }
        let Some(url) = url else {
            let reason = "is needed: the document names no host";
            return Ok(Err(Refused::new("base URL", reason)));
        };
        let server = Server::at("base URL", url, Known::own(path), path, http_on_loopback);
        Ok(server.map(|server| self.with_unchosen(server, chosen)))
    }

    /// The server of a path or operation. The base URL counts for it, too: a test, a proxy
    /// or another stage must never reach a host that its settings do not name. A mistake in
    /// the settings is the outer error.
    fn own(
        &self,
        chosen: Option<&'static ServerDescription>,
        document: &Result<Server, Refused>,
        document_path: &str,
        http_on_loopback: bool,
    ) -> Result<Result<Server, Refused>, Refused> {
        let Some(chosen) = chosen else {
            return Ok(document.clone());
        };
        let expanded = expand(chosen, &self.settings.variables)?;
        let path = path_of(&expanded);
        if let Some(url) = self.own_base_url(chosen)? {
            return self.given(url, &path, &path, http_on_loopback).map(Ok);
        }
        if let Some(url) = &self.settings.base_url {
            return self
                .given(url, document_path, &path, http_on_loopback)
                .map(Ok);
        }
        if !is_absolute(&expanded) {
            return Ok(document.clone().and_then(|server| server.sibling(&path)));
        }
        let server = Server::at(
            chosen.url,
            &expanded,
            Known::own(&path),
            &path,
            http_on_loopback,
        );
        Ok(server.map(|server| self.with_unchosen(server, Some(chosen))))
    }

    /// The server at a base URL of the settings.
    fn given(
        &self,
        url: &str,
        known: &str,
        path: &str,
        http_on_loopback: bool,
    ) -> Result<Server, Refused> {
        let known = Known {
            others: self.others,
            ..Known::own(known)
        };
        Server::at("base URL", url, known, path, http_on_loopback)
    }

    fn with_unchosen(
        &self,
        mut server: Server,
        chosen: Option<&'static ServerDescription>,
    ) -> Server {
        let unchosen = chosen.and_then(|chosen| unchosen(chosen, &self.settings.variables));
        server.unchosen = unchosen.filter(|_| !self.settings.is_for_show);
        server
    }

    fn base_url(
        &self,
        chosen: Option<&'static ServerDescription>,
    ) -> Result<Option<&str>, Refused> {
        let own = chosen.map(|chosen| self.own_base_url(chosen)).transpose()?;
        Ok(own.flatten().or(self.settings.base_url.as_deref()))
    }

    /// The base URL that the settings give this server alone.
    fn own_base_url(&self, server: &ServerDescription) -> Result<Option<&str>, Refused> {
        for (choice, url) in self.settings.base_urls.iter().rev() {
            if let Some(found) = self.find(choice)?
                && std::ptr::eq(found, server)
            {
                return Ok(Some(url));
            }
        }
        Ok(None)
    }
}

/// Refuses names that mean nothing: of variables, and of servers.
fn check_names(
    lists: &[List<'_>],
    chosen: &[Option<&'static ServerDescription>],
    settings: &ServerSettings,
) -> Result<(), Refused> {
    let named = settings.base_urls.iter().map(|(choice, _)| choice);
    for choice in settings.choices.iter().chain(named) {
        let mut found = false;
        for list in lists {
            found |= list.find(choice)?.is_some();
        }
        if !found {
            return Err(Refused::new(
                "server",
                format!("{choice} is none of the document's"),
            ));
        }
    }
    let declares = |server: &ServerDescription, name: &str| {
        server.variables.iter().any(|known| known.name == name)
    };
    for name in settings.variables.keys() {
        if chosen.iter().flatten().any(|server| declares(server, name)) {
            continue;
        }
        let mut all = lists.iter().flat_map(|list| list.servers);
        let reason = match all.any(|server| declares(server, name)) {
            true => "is no variable of the server that is chosen",
            false => "is no variable of the document's servers",
        };
        return Err(Refused::new(name, reason));
    }
    Ok(())
}
