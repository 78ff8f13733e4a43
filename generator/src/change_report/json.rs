//! Turns a report into JSON for programs.

use serde_json::{Value, json};

use super::Places;
use crate::change::{Class, Report, Side, Subject};

/// Prints a report as one JSON object: `class` and `changes`.
pub fn json(report: &Report, places: &Places) -> String {
    let changes: Vec<Value> = report
        .changes
        .iter()
        .enumerate()
        .map(|(index, change)| {
            let rust = change
                .rust
                .iter()
                .map(|rust| json!({ "before": rust.before, "after": rust.after }));
            json!({
                "class": change.class.as_str(),
                "kind": change.kind,
                "module": change.scope.module,
                "subject": subject(change.scope.subject),
                "name": change.scope.name,
                "what": change.what,
                "why": change.why,
                "rust": rust.collect::<Vec<_>>(),
                "document": change.place.as_ref().map(|(side, _)| match side {
                    Side::Old => "old",
                    Side::New => "new",
                }),
                "pointer": change.place.as_ref().map(|(_, place)| place.pointer.as_str()),
                "place": places.get(index),
            })
        })
        .collect();
    let class = report.class().map(Class::as_str);
    let mut text = format!("{:#}", json!({ "class": class, "changes": changes }));
    text.push('\n');
    text
}

fn subject(subject: Subject) -> &'static str {
    match subject {
        Subject::Package => "package",
        Subject::Api => "api",
        Subject::Security => "security",
        Subject::Operation => "operation",
        Subject::Type => "type",
        Subject::Event => "event",
        Subject::Error => "error",
    }
}
