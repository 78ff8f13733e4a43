//! Turns one server of the document and what the settings say of it into the URLs that
//! requests go to.
//!
//! It does not know any operation, nor why it is this server.

use std::net::IpAddr;

use url::{Host, Url};

use super::super::metadata::description::ServerVariable;
use super::super::send::failure_causes::InvalidInput;
use super::config_error::ConfigError;
use super::server_variables::is_host_name;

/// Where requests go.
#[derive(Clone, Debug)]
pub(crate) struct Server {
    /// Scheme, host, port and the path before that of each operation, without a slash at
    /// its end.
    pub(crate) base: String,
    /// The path of `base`.
    pub(crate) path: String,
    /// `base`, parsed once: each request only has its own path and query to add.
    base_url: Url,
    /// `base` without the document's own part of the path.
    root: String,
    /// A part of the host's name that nobody chose: the document's default is used.
    pub(crate) unchosen: Option<&'static ServerVariable>,
}

/// The paths at which a base URL may end.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Known<'k> {
    /// That of the document.
    pub(crate) own: &'k str,
    /// Those of the package's other APIs, which are refused.
    pub(crate) others: &'k [&'static str],
}

impl<'k> Known<'k> {
    /// The path of the document alone.
    pub(crate) fn own(own: &'k str) -> Self {
        Self { own, others: &[] }
    }
}

/// Why there is no such server: the setting, and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refused {
    pub(crate) name: String,
    pub(crate) reason: String,
}

impl Server {
    /// The server at a URL. A path that the URL already has at its end, the known one, is
    /// replaced by `path`; both come from the document.
    pub(crate) fn at(
        name: &str,
        given: &str,
        known: Known<'_>,
        path: &str,
        http_on_loopback: bool,
    ) -> Result<Self, Refused> {
        let url = checked(name, given, http_on_loopback)?;
        if url.query().is_some() {
            return Err(Refused::new(name, "may not have a query"));
        }
        let root_path = root(name, url.path(), known)?;
        let root = format!("{}{root_path}", url.origin().ascii_serialization());
        Self::below(&root, path).ok_or_else(|| Refused::new(name, "cannot be part of a request"))
    }

    /// A server on the same host, with another path from the document.
    pub(super) fn sibling(&self, path: &str) -> Result<Self, Refused> {
        let server = Self::below(&self.root, path);
        let server = server.map(|server| Self {
            unchosen: self.unchosen,
            ..server
        });
        server.ok_or_else(|| Refused::new("server", "cannot be part of a request"))
    }

    fn below(root: &str, path: &str) -> Option<Self> {
        let base = format!("{root}{path}");
        let base_url = Url::parse(&base).ok()?;
        let origin = base_url.origin().ascii_serialization();
        Some(Self {
            path: base.strip_prefix(&origin)?.to_owned(),
            root: root.to_owned(),
            unchosen: None,
            base_url,
            base,
        })
    }

    /// Whether secrets may go there. A default in place of a tenant's name is an example,
    /// and the owner of that name must not get the secrets of others.
    pub(crate) fn takes_secrets(&self) -> Result<(), Refused> {
        let Some(variable) = self.unchosen else {
            return Ok(());
        };
        let reason = format!(
            "is needed, or a base URL: credentials are not sent to `{}`, which is only the \
             document's default",
            variable.default
        );
        Err(Refused::new(variable.name, reason))
    }

    /// The URL of a path, with the server's own before it, and a query; none where a
    /// parser does not read from it just what was put into it.
    pub(crate) fn url(&self, path: &str, query: &str) -> Option<Url> {
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
        self.base_url.scheme() == "https"
    }

    /// The URL of a path on the same host, outside the document's part of the path.
    pub(super) fn beside(&self, path: &str) -> String {
        match path.starts_with('/') {
            true => format!("{}{path}", self.root),
            false => format!("{}/{path}", self.root),
        }
    }
}

impl Refused {
    pub(crate) fn new(name: impl Into<String>, reason: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            reason: reason.into(),
        }
    }

    /// As a mistake of the settings.
    pub(super) fn in_settings(self) -> ConfigError {
        ConfigError::setting(self.name, self.reason)
    }

    /// As a mistake of a call.
    pub(crate) fn in_call(self) -> InvalidInput {
        InvalidInput::new(self.name, self.reason)
    }
}

/// Why plain http to localhost is refused; the command-line client adds how to allow it.
pub(crate) const NOT_ALLOWED: &str =
    "must be https; plain http to localhost has to be allowed first";

/// Parses a URL that requests may go to: https, or plain http on localhost where the
/// settings allow it; without user information and fragment.
pub(super) fn checked(name: &str, text: &str, http_on_loopback: bool) -> Result<Url, Refused> {
    let refuse = |reason: &str| Err(Refused::new(name, reason));
    let url = match Url::parse(text) {
        Ok(url) => url,
        Err(error) => return refuse(&format!("is not a URL: {error}")),
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
        "http" if is_loopback(&url) => refuse(NOT_ALLOWED),
        "http" => refuse("must be https: plain http is for localhost alone"),
        _ => refuse("must be https"),
    }
}

/// Whether a URL leads to localhost (RFC 1122 §3.2.1.3, RFC 4291 §2.5.3, RFC 6761 §6.3).
fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => IpAddr::V4(address).is_loopback(),
        Some(Host::Ipv6(address)) => IpAddr::V6(address).is_loopback(),
        None => false,
    }
}

/// The part of a base URL's path that is before the document's own, which it may end with.
/// A part of that, or another version of it, is refused: what is meant can't be told.
fn root<'g>(name: &str, given: &'g str, known: Known<'_>) -> Result<&'g str, Refused> {
    let given = given.trim_end_matches('/');
    let document = known.own;
    if let Some(other) = other_end(given, known) {
        return Err(Refused::new(name, ends_in(other, document)));
    }
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
        return Err(Refused::new(name, ends_in(&format!("/{end}"), document)));
    }
    Ok(given)
}

/// The path of another API at the end of a URL's path, unless that of this one, which is at
/// the end too, is no shorter.
fn other_end<'k>(given: &str, known: Known<'k>) -> Option<&'k str> {
    let is_own = given.ends_with(known.own);
    let others = known.others.iter().copied();
    let ends = others.filter(|other| !other.is_empty() && given.ends_with(other));
    let other = ends.max_by_key(|other| other.len())?;
    (!is_own || other.len() > known.own.len()).then_some(other)
}

fn ends_in(end: &str, document: &str) -> String {
    match document {
        "" => format!("ends in `{end}`, where another API is: leave `{end}` out"),
        _ => format!(
            "ends in `{end}`, and the API is below `{document}`: leave `{end}` out, or write the \
             whole path, with `{document}` at its end"
        ),
    }
}

/// Whether a part of a path is the name of a version, such as `v2` or `V1.1`.
fn is_version(step: &str) -> bool {
    let digits = step.strip_prefix(['v', 'V']).unwrap_or_default();
    digits.starts_with(|first: char| first.is_ascii_digit())
        && digits
            .chars()
            .all(|found| found.is_ascii_digit() || found == '.')
}

/// Whether a request can hold a URL. The standard recommends no limit of its own
/// (RFC 9110 §4.1); this one is that of `http::Uri`.
pub(crate) fn fits(url: &Url) -> bool {
    url.as_str().len() < usize::from(u16::MAX)
}

/// Whether a text begins with a scheme, so that it names a host.
pub(super) fn is_absolute(text: &str) -> bool {
    text.split_once("://")
        .is_some_and(|(scheme, _)| !scheme.is_empty() && !scheme.contains('/'))
}

/// The path of a URL or of a path, without a slash at its end.
pub(crate) fn path_of(server: &str) -> String {
    let path = match is_absolute(server) {
        true => {
            let after_scheme = server.split_once("://").map_or(server, |(_, rest)| rest);
            after_scheme.split_once('/').map_or("", |(_, path)| path)
        }
        false => server,
    };
    match path.trim_matches('/') {
        "" => String::new(),
        path => format!("/{path}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_is_what_it_was_built_of_or_none() {
        let server = Server::at(
            "base URL",
            "https://acme.example.com",
            Known::own(""),
            "/v7",
            false,
        );
        let server = server.expect("it is one");
        for (path, query, expected) in [
            ("/v7/things", "", Some("/v7/things")),
            ("", "", Some("/")),
            ("/v7/things", "a=b%20c&d", Some("/v7/things?a=b%20c&d")),
            // A parser would change these.
            ("/v7/things", "a=b c", None),
            ("/v7/things", "a='", None),
            ("/v7/things", "a=b#c", None),
            ("/v7/things", "a=\n", None),
            ("/v7/things?a=b", "", None),
            ("/v7/../things", "", None),
            ("/v7/%2e%2E/things", "", None),
            ("v7/things", "", None),
            ("/v7\\things", "", None),
        ] {
            let url = server.url(path, query);
            let expected = expected.map(|end| format!("https://acme.example.com{end}"));
            assert_eq!(url.map(String::from), expected, "{path} {query}");
        }
    }

    #[test]
    fn a_scheme_makes_a_text_absolute_and_https_needs_tls() {
        for (text, expected) in [
            ("https://acme.example.com", true),
            ("a://", true),
            ("://acme.example.com", false),
            ("/a://b", false),
            ("a/b://c", false),
            ("acme.example.com", false),
        ] {
            assert_eq!(is_absolute(text), expected, "{text}");
        }
        for (url, expected) in [("https://localhost", true), ("http://localhost", false)] {
            let server =
                Server::at("base URL", url, Known::own(""), "/v7", true).expect("it is one");
            assert_eq!(server.is_https(), expected, "{url}");
        }
    }

    #[test]
    fn the_longest_url_is_what_a_request_can_hold() {
        let longest = usize::from(u16::MAX) - 1;
        for (length, expected) in [(longest, true), (longest + 1, false)] {
            let start = "https://acme.example.com/";
            let url = format!("{start}{}", "a".repeat(length - start.len()));
            let url = Url::parse(&url).expect("it is one");
            assert_eq!(fits(&url), expected, "{length}");
            assert_eq!(
                http::Uri::try_from(url.as_str()).is_ok(),
                expected,
                "{length}"
            );
        }
    }
}
