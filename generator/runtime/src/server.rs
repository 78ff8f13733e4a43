//! Turns the settings and the document's first server into the URLs that requests go to.
//!
//! It is a pure function of both. It does not know any operation.

use std::collections::BTreeMap;
use std::net::IpAddr;

use url::{Host, Url};

use super::server_variables::{expand, is_host_name, unchosen};
use super::{ApiDescription, ConfigError, ServerVariable};

/// Where an API is served.
#[derive(Clone, Debug)]
pub(super) struct Server {
    /// Scheme, host, port and the path that stands before each operation's, without
    /// a slash at its end.
    pub(super) base: String,
    /// The path of `base`.
    pub(super) path: String,
    /// `base`, parsed once: each request only has its own path and query to add.
    base_url: Url,
    /// The same without the document's own part of the path.
    root: String,
    /// The server that the document means unless it is told otherwise.
    document: Option<Url>,
    url: Url,
    http_on_loopback: bool,
    /// A part of the host's name that nobody chose: the document's default stands there.
    unchosen: Option<&'static ServerVariable>,
}

impl Server {
    /// Finds the server. The base URL gets the path of the document's first server,
    /// unless it already ends with it.
    pub(super) fn resolve(
        api: &ApiDescription,
        base_url: Option<&str>,
        variables: &BTreeMap<String, String>,
        http_on_loopback: bool,
    ) -> Result<Self, ConfigError> {
        let described = api.servers.first();
        let document = described
            .map(|server| expand(server, &BTreeMap::new()))
            .transpose()?;
        let chosen = described
            .map(|server| expand(server, variables))
            .transpose()?;
        let document_path = chosen.as_deref().map(path_of).unwrap_or_default();
        let given = match (base_url, &chosen) {
            (Some(given), _) => given,
            (None, Some(chosen)) if chosen.contains("://") => chosen,
            _ => {
                return Err(ConfigError::setting(
                    "base URL",
                    "is needed: the document names no host",
                ));
            }
        };
        let url = checked("base URL", given, http_on_loopback)?;
        if url.query().is_some() {
            return Err(ConfigError::setting("base URL", "may not have a query"));
        }
        let root_path = root(url.path(), &document_path)?;
        let origin = url.origin().ascii_serialization();
        let path = format!("{root_path}{document_path}");
        let base = format!("{origin}{path}");
        let unusable = |_| ConfigError::setting("base URL", "cannot stand in a request");
        Ok(Self {
            base_url: Url::parse(&base).map_err(unusable)?,
            base,
            root: format!("{origin}{root_path}"),
            path,
            document: document.and_then(|text| Url::parse(&text).ok()),
            url,
            http_on_loopback,
            unchosen: described
                .filter(|_| base_url.is_none())
                .and_then(|server| unchosen(server, variables)),
        })
    }

    /// Whether secrets may go there. A default in place of a tenant's name is an example,
    /// and whoever owns that name must not get the secrets of those who forgot their own.
    pub(super) fn takes_secrets(&self) -> Result<(), ConfigError> {
        let Some(variable) = self.unchosen else {
            return Ok(());
        };
        let reason = format!(
            "is needed, or a base URL: credentials are not sent to `{}`, which is only the \
             document's default",
            variable.default
        );
        Err(ConfigError::setting(variable.name, reason))
    }

    /// The URL of a path, with the server's own before it, and a query; none where a
    /// parser does not read from it just what was put into it.
    pub(super) fn url(&self, path: &str, query: &str) -> Option<Url> {
        let mut url = self.base_url.clone();
        let path = match path {
            "" => "/",
            path => path,
        };
        url.set_path(path);
        if !query.is_empty() {
            url.set_query(Some(query));
        }
        let origin = &self.base[..self.base.len() - self.path.len()];
        let below = url.as_str().strip_prefix(origin)?.strip_prefix(path)?;
        let is_as_built = below.strip_prefix('?').unwrap_or(below) == query;
        is_as_built.then_some(url)
    }

    /// Whether TLS is needed to reach it.
    pub(super) fn is_https(&self) -> bool {
        self.url.scheme() == "https"
    }

    /// Where tokens come from. A URL on the document's own server, or one without a
    /// host, moves with the server.
    pub(super) fn token_url(&self, text: &str) -> Result<Url, ConfigError> {
        let moved = match Url::parse(text) {
            Ok(url) if self.is_document_origin(&url) => {
                let query = url
                    .query()
                    .map(|query| format!("?{query}"))
                    .unwrap_or_default();
                format!("{}{}{query}", self.root, url.path())
            }
            Ok(_) => text.to_owned(),
            Err(_) if text.starts_with('/') => format!("{}{text}", self.root),
            Err(_) => format!("{}/{text}", self.root),
        };
        checked("token URL", &moved, self.http_on_loopback)
    }

    fn is_document_origin(&self, url: &Url) -> bool {
        self.document
            .as_ref()
            .is_some_and(|document| document.origin() == url.origin())
    }
}

/// Parses a URL that requests may go to: https, or plain http on this very computer
/// where the settings allow it; without user information and fragment.
fn checked(name: &str, text: &str, http_on_loopback: bool) -> Result<Url, ConfigError> {
    let refuse = |reason: &str| Err(ConfigError::setting(name, reason));
    let url = match Url::parse(text) {
        Ok(url) => url,
        Err(error) => return refuse(&format!("is no URL: {error}")),
    };
    if !url.username().is_empty() || url.password().is_some() {
        return refuse("may not have user information");
    }
    if url.fragment().is_some() {
        return refuse("may not have a fragment");
    }
    if let Some(Host::Domain(name)) = url.host()
        && !is_host_name(name.strip_suffix('.').unwrap_or(name))
    {
        return refuse("has a host that is none");
    }
    match url.scheme() {
        "https" => Ok(url),
        "http" if http_on_loopback && is_loopback(&url) => Ok(url),
        "http" => refuse(
            "must be https; plain http is for loopback, and only where the settings allow it",
        ),
        _ => refuse("must be https"),
    }
}

/// Whether a URL leads to this very computer (RFC 1122 §3.2.1.3, RFC 4291 §2.5.3, RFC 6761 §6.3).
fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => IpAddr::V4(address).is_loopback(),
        Some(Host::Ipv6(address)) => IpAddr::V6(address).is_loopback(),
        None => false,
    }
}

/// The part of a base URL's path that stands before the document's own, which it may end with.
/// A part of that, or another version of it, is refused: what is meant can't be told.
fn root<'g>(given: &'g str, document: &str) -> Result<&'g str, ConfigError> {
    let given = given.trim_end_matches('/');
    if let Some(root) = given.strip_suffix(document) {
        return Ok(root.trim_end_matches('/'));
    }
    let steps = |path: &'g str| path.split('/').skip(1).collect::<Vec<_>>();
    let of_document: Vec<_> = document.split('/').skip(1).collect();
    let of_given = steps(given);
    let is_begun = (1..of_document.len()).any(|length| of_given.ends_with(&of_document[..length]));
    let versions = of_given.last().zip(of_document.last());
    let is_other = versions.is_some_and(|(given, own)| is_version(given) && is_version(own));
    if is_begun || is_other {
        let end = of_given.last().copied().unwrap_or_default();
        let reason = format!(
            "ends in `/{end}`, and the API is below `{document}`: leave `/{end}` out, or write the \
             whole path, with `{document}` at its end"
        );
        return Err(ConfigError::setting("base URL", reason));
    }
    Ok(given)
}

/// Whether a part of a path is the name of a version, such as `v2` or `V1.1`.
fn is_version(step: &str) -> bool {
    let digits = step.strip_prefix(['v', 'V']).unwrap_or_default();
    digits.starts_with(|first: char| first.is_ascii_digit())
        && digits
            .chars()
            .all(|found| found.is_ascii_digit() || found == '.')
}

/// The path of a URL or of a path, without a slash at its end.
fn path_of(server: &str) -> String {
    let after_scheme = server.split_once("://").map_or(server, |(_, rest)| rest);
    let path = after_scheme
        .find('/')
        .map_or("", |start| &after_scheme[start..]);
    path.trim_end_matches('/').to_owned()
}
