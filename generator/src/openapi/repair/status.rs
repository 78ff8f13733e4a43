//! Rules for the keys of responses (OpenAPI 3.0.3 §4.7.16): statuses and ranges of them.

use super::finding::Finding;
use super::rule::{Members, Rule};
use crate::diagnostic::Code;

pub(super) const RESPONSES: &[Rule] = &[outside_of_http, small_range];

/// RFC 9110 §15: statuses are from 100 to 599.
fn outside_of_http(responses: &mut Members, finding: &mut Finding<'_, '_>) {
    for status in responses.keys() {
        if status.parse::<u16>().is_ok_and(|code| code > 599) {
            let message = format!("HTTP has no status `{status}`: they end at 599");
            finding.warn_at(Code::InvalidDocument, &[status], message);
            finding.help("write the status that comes, or `default`");
        }
    }
}

/// A range is written `2XX`; in small letters it means the same here.
fn small_range(responses: &mut Members, finding: &mut Finding<'_, '_>) {
    for status in responses.keys() {
        if status.len() == 3 && status.ends_with(['x', 'X']) && status.contains('x') {
            let upper = status.to_ascii_uppercase();
            let message = format!("a range of statuses is written `{upper}`");
            finding.note_at(Code::Repaired, &[status], message);
        }
    }
}
