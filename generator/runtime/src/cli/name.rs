//! Turns the names of parameters into the names of options.
//!
//! It does not know what the options mean.

use super::super::metadata::parameter::{Location, Parameter};
use super::super::metadata::parameter_metadata::ParameterMetadata;

/// The options that a command has beside its parameters.
pub(super) const RESERVED: &[&str] = &[
    "add",
    "allow-http",
    "api-version",
    "attempts",
    "base-url",
    "body",
    "ca-certificate",
    "client-certificate",
    "client-key",
    "columns",
    "copy",
    "debug",
    "dry-run",
    "help",
    "include",
    "move",
    "output",
    "proxy",
    "remove",
    "replace",
    "select",
    "server",
    "server-variable",
    "test",
    "timeout",
    "version",
    "yes",
];

/// A name for each parameter: its own in kebab case. One that is taken, by an option of
/// the program or by another parameter, has its place before it (`query-output`), and
/// where that is taken too a number behind it.
pub(super) fn options(parameters: &[ParameterMetadata]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let plain: Vec<String> = parameters
        .iter()
        .map(|metadata| kebab(metadata.parameter.name))
        .collect();
    for (index, metadata) in parameters.iter().enumerate() {
        let own = &plain[index];
        let others = plain.iter().filter(|other| *other == own).count();
        let is_free = |name: &str| !RESERVED.contains(&name) && !names.iter().any(|n| n == name);
        let name = match others == 1 && is_free(own) {
            true => own.clone(),
            false => numbered(&format!("{}-{own}", place(&metadata.parameter)), |name| {
                is_free(name) && !plain.iter().any(|other| other == name)
            }),
        };
        names.push(name);
    }
    names
}

fn numbered(name: &str, is_free: impl Fn(&str) -> bool) -> String {
    let numbers = (2_u64..).map(|number| format!("{name}-{number}"));
    std::iter::once(name.to_owned())
        .chain(numbers)
        .find(|name| is_free(name))
        .unwrap_or_default()
}

fn place(parameter: &Parameter) -> &'static str {
    match parameter.location {
        Location::Path => "path",
        Location::Query => "query",
        Location::Header => "header",
        Location::Cookie => "cookie",
    }
}

/// `limitCount` becomes `limit-count`; a name that has hyphens of its own is only
/// written small.
pub(super) fn kebab(name: &str) -> String {
    let has_words = name.contains('-');
    let mut out = String::new();
    let mut before = ' ';
    for found in name.chars() {
        let begins_word =
            found.is_ascii_uppercase() && (before.is_ascii_lowercase() || before.is_ascii_digit());
        let parts = !found.is_alphanumeric() || begins_word && !has_words;
        if parts && !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
        if found.is_alphanumeric() {
            out.extend(found.to_lowercase());
        }
        before = found;
    }
    match out.trim_end_matches('-') {
        "" => "parameter".to_owned(),
        name => name.to_owned(),
    }
}
