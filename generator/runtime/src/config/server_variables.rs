//! Turns a server's template and its variables into a URL (OpenAPI 3.0.3 §4.7.6).
//!
//! It does not know any base URL. Its errors never show a value.

use std::collections::BTreeMap;

use url::{Host, Url};

use super::super::metadata::description::{ServerDescription, ServerVariable};
use super::server::Refused;

/// The first variable of the host's name that is not chosen and may have any value. One
/// that lists its values is no stranger's, whichever it is.
pub(super) fn unchosen(
    server: &'static ServerDescription,
    chosen: &BTreeMap<String, String>,
) -> Option<&'static ServerVariable> {
    server.variables.iter().find(|variable| {
        variable.values.is_empty()
            && !chosen.contains_key(variable.name)
            && is_in_host(server.url, &placeholder(variable.name))
    })
}

/// How a variable is in a template.
fn placeholder(name: &str) -> String {
    format!("{{{name}}}")
}

/// Whether a placeholder is before the path.
fn is_in_host(url: &str, placeholder: &str) -> bool {
    let Some((before, _)) = url.split_once(placeholder) else {
        return false;
    };
    let after_scheme = before.split_once("://").map_or(before, |(_, rest)| rest);
    !after_scheme.contains('/')
}

/// Puts the variables into a server's URL.
pub(crate) fn expand(
    server: &ServerDescription,
    chosen: &BTreeMap<String, String>,
) -> Result<String, Refused> {
    let mut url = server.url.to_owned();
    for variable in server.variables {
        let value = chosen
            .get(variable.name)
            .map_or(variable.default, String::as_str);
        let placeholder = placeholder(variable.name);
        if chosen.contains_key(variable.name)
            && let Some(place) = server.url.split_once(&placeholder)
        {
            check_variable(variable.name, variable.values, value, place)?;
        }
        url = url.replace(&placeholder, value);
    }
    Ok(url)
}

/// Refuses a value that the document does not list, or that would move the request
/// to another host or path than the template means.
fn check_variable(
    name: &str,
    allowed: &[&str],
    value: &str,
    place: (&str, &str),
) -> Result<(), Refused> {
    if !allowed.is_empty() {
        return match allowed.contains(&value) {
            true => Ok(()),
            false => {
                let allowed = allowed.join(", ");
                Err(Refused::new(name, format!("must be one of {allowed}")))
            }
        };
    }
    let (before, after) = place;
    let after_scheme = before.split_once("://").map(|(_, rest)| rest);
    let is_in_path = after_scheme.unwrap_or(before).contains('/');
    let (fits, kind) = match after_scheme {
        _ if is_in_path => (fits_path(value), "a path"),
        Some(authority) if authority.ends_with(':') => (value.parse::<u16>().is_ok(), "a port"),
        Some("") if after.is_empty() || after.starts_with('/') => (is_authority(value), "a host"),
        Some(_) => (is_host_name(value), "a host's name"),
        None if after.starts_with("://") => {
            let is_letter = |byte: u8| byte.is_ascii_alphabetic();
            (value.bytes().all(is_letter), "a scheme")
        }
        None => (fits_path(value) && Url::parse(value).is_ok(), "a URL"),
    };
    match fits && !value.is_empty() {
        true => Ok(()),
        false => Err(Refused::new(name, format!("cannot be {kind}"))),
    }
}

/// Whether a value can be in a path without leading elsewhere.
fn fits_path(value: &str) -> bool {
    let harmful = |found: char| {
        matches!(found, '?' | '#' | '@' | '\\' | '{' | '}')
            || found.is_whitespace()
            || found.is_control()
    };
    let is_step = |step: &str| {
        let plain = step.to_ascii_lowercase().replace("%2e", ".");
        !matches!(plain.as_str(), "." | "..")
    };
    !value.contains(harmful) && value.split('/').all(is_step)
}

/// Whether a value is a host, with a port or without, and nothing that is read as another.
fn is_authority(value: &str) -> bool {
    let Ok(url) = Url::parse(&format!("https://{value}/")) else {
        return false;
    };
    let host = url.host_str().unwrap_or_default();
    let rest = value
        .get(..host.len())
        .filter(|start| start.eq_ignore_ascii_case(host));
    let port = rest.map(|_| &value[host.len()..]);
    let is_port = |text: &str| {
        text.strip_prefix(':')
            .is_some_and(|digits| digits.parse::<u16>().is_ok())
    };
    let is_host = !matches!(url.host(), Some(Host::Domain(name)) if !is_host_name(name));
    is_host && port.is_some_and(|port| port.is_empty() || is_port(port))
}

/// Whether a text is one or more labels of a host's name (RFC 1123 §2.1), underscores allowed.
pub(super) fn is_host_name(text: &str) -> bool {
    let is_label = |label: &str| {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        (1..=63).contains(&label.len())
            && label.bytes().all(plain)
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    text.split('.').all(is_label)
}

#[cfg(test)]
mod tests {
    use super::check_variable;

    #[test]
    fn a_value_is_what_its_place_in_the_url_means() {
        for (before, after, right, wrong) in [
            (
                "",
                "",
                &["https://acme.example.com/v1"][..],
                &["acme", "", "https://acme.example.com?a"][..],
            ),
            ("", "://a", &["https"], &["https://evil", "h2", ""]),
            (
                "https://",
                "/v1",
                &["acme.example.com", "acme.example.com:8080"],
                &["acme.example.com/evil", "me@evil", "a:b", ""],
            ),
            (
                "https://",
                ".example.com",
                &["acme"],
                &["evil/", "evil:80", "a..b", ""],
            ),
            ("https://a:", "/v1", &["8080"], &["acme", "65536", ""]),
            (
                "https://a/",
                "",
                &["v1", "v1/b"],
                &["..", "a/%2E", "a?b", ""],
            ),
        ] {
            for (values, fits) in [(right, true), (wrong, false)] {
                for value in values {
                    let checked = check_variable("name", &[], value, (before, after));
                    assert_eq!(checked.is_ok(), fits, "{before}{{{value}}}{after}");
                }
            }
        }
    }
}
