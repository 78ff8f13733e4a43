//! Rules for paths as a whole (OpenAPI 3.0.3 §4.7.8): what no request can be sent to, and
//! what is the same path twice.

use foldhash::{HashMap, HashMapExt as _};
use serde_json::Value;

use super::finding::Finding;
use super::rule::{Members, Rule};
use crate::diagnostic::Code;
use crate::openapi::grammar::METHODS;

pub(super) const PATHS: &[Rule] = &[unusable, twins];

/// A path ends at `?` or `#`, and `.` and `..` lead to another one (RFC 3986 §3.3, §5.2.4).
fn unusable(paths: &mut Members, finding: &mut Finding<'_, '_>) {
    for path in paths.keys().filter(|path| path.starts_with('/')) {
        let literal = without_names(path);
        let (message, help) = if let Some((before, after)) = literal.split_once(['?', '#']) {
            let is_query = literal.as_bytes().get(before.len()) == Some(&b'?');
            let name = after.split(['=', '&', '#']).next().unwrap_or_default();
            match is_query {
                true => (
                    format!("`{path}` has a query, so no request can be sent to it"),
                    format!("write `{before}`, and `{name}` as a parameter with `in: query`"),
                ),
                false => (
                    format!("`{path}` has a fragment, so no request can be sent to it"),
                    format!("write `{before}`; a fragment is never sent"),
                ),
            }
        } else if literal.split('/').any(is_dots) {
            (
                format!("`{path}` has a part `.` or `..`, so no request can be sent to it"),
                "write the path that it leads to".to_owned(),
            )
        } else {
            continue;
        };
        finding.warn_at(Code::UnusablePath, &[path], message);
        finding.help(help);
    }
}

/// Paths that differ only in the names of their parameters are one path (§4.7.8.2).
fn twins(paths: &mut Members, finding: &mut Finding<'_, '_>) {
    let mut known: HashMap<String, (&str, &Value)> = HashMap::new();
    for (path, item) in paths.iter().filter(|(path, _)| path.starts_with('/')) {
        let Some((first, other)) = known.get(&without_names(path)) else {
            known.insert(without_names(path), (path, item));
            continue;
        };
        let shares = |method: &&&str| item.get(**method).is_some() && other.get(**method).is_some();
        let message = format!("`{path}` is the same path as `{first}`");
        match METHODS.iter().find(shares) {
            Some(method) => {
                let method = method.to_uppercase();
                let message = format!("{message}, and both have {method}");
                finding.warn_at(Code::DuplicatePath, &[path], message);
            }
            None => finding.note_at(Code::DuplicatePath, &[path], message),
        }
    }
}

fn is_dots(part: &str) -> bool {
    let plain = part.to_ascii_lowercase().replace("%2e", ".");
    matches!(plain.as_str(), "." | "..")
}

/// The path with `{}` for each parameter.
fn without_names(path: &str) -> String {
    let mut parts = path.split('{');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once('}') {
            Some((_, after)) => {
                plain.push_str("{}");
                plain.push_str(after);
            }
            None => {
                plain.push('{');
                plain.push_str(part);
            }
        }
    }
    plain
}
