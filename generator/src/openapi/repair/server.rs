//! Rules for servers (OpenAPI 3.0.3 §4.7.5, §4.7.6): where requests would go.

use foldhash::{HashSet, HashSetExt as _};
use serde_json::Value;
use url::Url;

use super::finding::Finding;
use super::rule::{Members, Rule, insert, text};
use crate::diagnostic::Code;
use crate::openapi::nearest::nearest;

pub(super) const SERVER: &[Rule] = &[
    undeclared_variable,
    unused_variable,
    without_slash,
    more_than_a_place,
    unusable_url,
];
pub(super) const SERVER_VARIABLE: &[Rule] = &[default_outside_enum, no_values];
/// For all that have a list of servers.
pub(super) const SERVERS: &[Rule] = &[same_server_twice];

/// What is in braces is a variable of the server.
fn undeclared_variable(server: &mut Members, finding: &mut Finding<'_, '_>) {
    let url = text(server, "url").unwrap_or_default();
    let declared = variables(server);
    for name in in_braces(url).filter(|name| !declared.contains(name)) {
        let message = format!("the server declares no variable `{name}`; requests need a base URL");
        finding.warn_at(Code::UnknownName, &["url"], message);
        match nearest(name, declared.iter().copied()) {
            Some(meant) => finding.help(format!("did you mean `{meant}`?")),
            None => finding.help(format!(
                "declare `{name}` below `variables`, with a `default`"
            )),
        }
    }
}

/// A variable that the URL does not name changes nothing.
fn unused_variable(server: &mut Members, finding: &mut Finding<'_, '_>) {
    let url = text(server, "url").unwrap_or_default();
    let used: HashSet<&str> = in_braces(url).collect();
    for name in variables(server)
        .into_iter()
        .filter(|name| !used.contains(name))
    {
        let message = format!("the server's URL does not name the variable `{name}`");
        finding.note_at(Code::UnknownName, &["variables", name], message);
        finding.help(format!(
            "write `{{{name}}}` into the URL, or drop the variable"
        ));
    }
}

/// The default is one of the values, where they are listed: it is what requests go to.
fn default_outside_enum(variable: &mut Members, finding: &mut Finding<'_, '_>) {
    let Some(Value::String(default)) = variable.get("default") else {
        return;
    };
    let Some(Value::Array(values)) = variable.get("enum") else {
        return;
    };
    let values: Vec<&str> = values.iter().filter_map(Value::as_str).collect();
    if values.is_empty() || values.contains(&default.as_str()) {
        return;
    }
    let message = format!("the default `{default}` is none of the values that `enum` lists");
    finding.warn_at(Code::InvalidDefault, &["default"], message);
    match nearest(default, values.iter().copied()) {
        Some(meant) => finding.help(format!("did you mean `{meant}`?")),
        None => finding.help(format!("write one of {}", values.join(", "))),
    }
}

/// OpenAPI 3.0.3 §4.7.6: `enum` is not empty. Without values, any is taken.
fn no_values(variable: &mut Members, finding: &mut Finding<'_, '_>) {
    if variable
        .get("enum")
        .and_then(Value::as_array)
        .is_some_and(Vec::is_empty)
    {
        finding.note_at(
            Code::Repaired,
            &["enum"],
            "an `enum` without values is left out: any value is taken".to_owned(),
        );
        variable.shift_remove("enum");
    }
}

/// `api.example.com/v1` is a path, and so is `v1`: only a scheme makes a host.
fn without_slash(server: &mut Members, finding: &mut Finding<'_, '_>) {
    let url = expanded(server);
    if url.is_empty() || url.starts_with('/') || has_scheme(&url) || url.starts_with('{') {
        if let Some(rest) = url.strip_prefix("//") {
            let taken = format!("https://{rest}");
            let message = format!("`{url}` has no scheme; `{taken}` is taken");
            finding.note_at(Code::Repaired, &["url"], message);
            insert(
                server,
                "url",
                format!("https:{}", text(server, "url").unwrap_or_default()),
            );
        }
        return;
    }
    let (host, path) = url.split_once('/').unwrap_or((url.as_str(), ""));
    if is_host(host) {
        let message =
            format!("`{url}` has no scheme, so `{host}` is no host; requests need a base URL");
        finding.warn_at(Code::InvalidServer, &["url"], message);
        finding.help(format!("write `https://{url}`"));
        let path = format!("/{path}");
        insert(server, "url", path);
    } else {
        let base = Url::parse("https://localhost/").ok();
        let resolved = base.and_then(|base| base.join(&url).ok());
        let path = resolved.map_or_else(|| format!("/{url}"), |url| url.path().to_owned());
        let message =
            format!("`{url}` is relative to the document's own folder, which is taken to be `/`");
        finding.warn_at(Code::InvalidServer, &["url"], message);
        finding.help(format!(
            "write `{path}`, or the whole URL with `https://` and the host"
        ));
        if !text(server, "url").unwrap_or_default().contains('{') {
            insert(server, "url", path);
        }
    }
}

/// User information, a query and a fragment are no part of where an API is served.
fn more_than_a_place(server: &mut Members, finding: &mut Finding<'_, '_>) {
    let template = text(server, "url").unwrap_or_default().to_owned();
    let end = template.find(['?', '#']).unwrap_or(template.len());
    let (place, rest) = template.split_at(end);
    let mut kept = place.to_owned();
    let mut gone = Vec::new();
    if let Some((scheme, after)) = place.split_once("://")
        && let authority = after.split('/').next().unwrap_or_default()
        && let Some((_, host)) = authority.rsplit_once('@')
    {
        let path = &after[authority.len()..];
        kept = format!("{scheme}://{host}{path}");
        gone.push("user information");
    }
    if rest.starts_with('?') {
        gone.push("a query");
    }
    if rest.contains('#') {
        gone.push("a fragment");
    }
    if gone.is_empty() {
        return;
    }
    let gone = gone.join(" and ");
    // The URL may hold a password, so it is not repeated.
    let message = format!("a server's URL can't have {gone}; it is left out");
    finding.warn_at(Code::InvalidServer, &["url"], message);
    finding.help("write scheme, host and path only; credentials belong into `security`");
    insert(server, "url", kept);
}

/// What is not a URL, and what no client for HTTP can reach.
fn unusable_url(server: &mut Members, finding: &mut Finding<'_, '_>) {
    let url = expanded(server);
    if url.contains('{') || !has_scheme(&url) {
        return;
    }
    match Url::parse(&url) {
        Err(error) => {
            let message =
                format!("the server's URL can't be read: {error}; requests need a base URL");
            finding.warn_at(Code::InvalidServer, &["url"], message);
        }
        Ok(parsed) if !matches!(parsed.scheme(), "http" | "https") => {
            let message = format!(
                "no request can be sent to a `{}` URL; requests need a base URL",
                parsed.scheme()
            );
            finding.warn_at(Code::InvalidServer, &["url"], message);
            finding.help("write a URL that begins with `https://`");
        }
        Ok(_) => {}
    }
}

/// A server that is listed again can't be told from the first.
fn same_server_twice(holder: &mut Members, finding: &mut Finding<'_, '_>) {
    let servers = holder.get("servers").and_then(Value::as_array);
    let mut known = HashSet::new();
    for (index, server) in servers.into_iter().flatten().enumerate() {
        let url = server.get("url").and_then(Value::as_str);
        if let Some(url) = url.filter(|url| !known.insert(*url)) {
            let message = format!("the server `{url}` is listed twice");
            finding.note_at(
                Code::InvalidServer,
                &["servers", &index.to_string(), "url"],
                message,
            );
            finding.help("leave one of them out");
        }
    }
}

/// The names of the declared variables.
fn variables(server: &Members) -> Vec<&str> {
    let declared = server.get("variables").and_then(Value::as_object);
    declared
        .into_iter()
        .flat_map(|all| all.keys())
        .map(String::as_str)
        .collect()
}

fn in_braces(url: &str) -> impl Iterator<Item = &str> {
    let parts = url.split('{').skip(1);
    parts.filter_map(|rest| Some(rest.split_once('}')?.0))
}

/// The URL with the defaults of its variables.
fn expanded(server: &Members) -> String {
    let mut url = text(server, "url").unwrap_or_default().to_owned();
    let declared = server.get("variables").and_then(Value::as_object);
    for (name, variable) in declared.into_iter().flatten() {
        if let Some(default) = variable.get("default").and_then(Value::as_str) {
            url = url.replace(&format!("{{{name}}}"), default);
        }
    }
    url
}

fn has_scheme(url: &str) -> bool {
    let scheme = url.split_once("://").map(|(scheme, _)| scheme);
    scheme.is_some_and(|scheme| !scheme.is_empty() && !scheme.contains('/'))
}

/// Whether the first part of a path is what people write for a host.
fn is_host(part: &str) -> bool {
    let is_version = part
        .trim_start_matches('v')
        .chars()
        .all(|c| c.is_ascii_digit() || c == '.');
    (part.contains(['.', ':']) && !is_version && !part.starts_with('.')) || part == "localhost"
}
