//! Turns findings into objects for editors and scripts.

use serde_json::{Value, json};

use super::sorted;
use crate::diagnostic::{Also, Diagnostic, Severity};
use crate::source::{Location, Sources};

/// Renders findings for editors and scripts: one JSON object a line, in the
/// order of [`super::render`], every one of them. `line` and `column` count from 1, in
/// lines and characters; they and `file` are missing where there is no place.
/// `also` is a second place in the same file.
pub fn render_json(sources: &Sources, diagnostics: &[Diagnostic]) -> String {
    let shown: Vec<&Diagnostic> = diagnostics.iter().collect();
    sorted(sources, &shown)
        .into_iter()
        .map(|(found, location)| format!("{}\n", object(sources, found, location.as_ref())))
        .collect()
}

fn object(sources: &Sources, found: &Diagnostic, location: Option<&Location>) -> Value {
    let severity = match found.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    let mut object = json!({
        "severity": severity,
        "code": found.code.as_str(),
        "message": found.message,
    });
    let place = found.place.as_ref();
    let members = [
        (
            "file",
            place.map(|place| json!(sources.file(place.file).path)),
        ),
        ("pointer", place.map(|place| json!(place.pointer.as_str()))),
        ("line", location.map(|location| json!(location.line))),
        ("column", location.map(|location| json!(location.column))),
        ("label", found.label.as_ref().map(|label| json!(label))),
        ("help", found.help.as_ref().map(|help| json!(help))),
        ("also", found.also.as_ref().map(second_place)),
    ];
    for (name, value) in members {
        if let Some(value) = value {
            object[name] = value;
        }
    }
    object
}

fn second_place(also: &Also) -> Value {
    json!({
        "line": also.location.line,
        "column": also.location.column,
        "label": also.label,
    })
}
