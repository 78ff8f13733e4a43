//! `api.txt` lists what rustdoc sees as public: no more, no less, and with the
//! same signatures.
//!
//! rustdoc's pages are read rather than its JSON, which only nightly
//! toolchains write and whose format changes with each of them.

mod documented;
mod html;
mod lines;
mod listed;

use std::collections::BTreeMap;
use std::path::Path;

use lines::Line;

/// Traits that the list leaves out: what only the runtime asks for, and what
/// comes with `PartialEq`.
const UNLISTED: &[&str] = &[
    "ErrorBody",
    "IntegerEnum",
    "Items",
    "Json",
    "Operation",
    "RequestBody",
    "ResponseHeaders",
    "StreamingOperation",
    "StringEnum",
    "StructuralPartialEq",
    "ValueEnum",
];

/// The items in which a crate's `api.txt` and its documentation differ.
pub(crate) fn differences(api: &str, documentation: &Path) -> Vec<String> {
    let is_listed = |line: &Line| line.given().is_none_or(|name| !UNLISTED.contains(&name));
    let (listed, documented) = (listed::lines(api), documented::lines(documentation));
    let aliases = listed.iter().chain(&documented);
    let paths: BTreeMap<String, String> = aliases.filter_map(Line::other_path).collect();
    let targets: BTreeMap<String, String> = listed.iter().filter_map(Line::target).collect();
    let canonical = |lines: &[Line]| -> Vec<Line> {
        let mut lines: Vec<Line> = lines
            .iter()
            // An item that two modules export has a page in both, or only one that says
            // where the other is.
            .filter(|line| is_listed(line) && line.other_path().is_none())
            .map(|line| line.renamed(&paths).resolved(&targets))
            .collect();
        lines.sort();
        lines.dedup();
        lines
    };
    let (listed, documented) = (canonical(&listed), canonical(&documented));
    assert!(
        documented.len() > 100,
        "{documentation:?} is no documentation"
    );
    let only = |these: &[Line], those: &[Line], word: &str| -> Vec<String> {
        let mut those = those.to_vec();
        let mut found = Vec::new();
        for line in these {
            match those.iter().position(|other| other == line) {
                Some(at) => drop(those.swap_remove(at)),
                None => found.push(format!("only {word}: {line}")),
            }
        }
        found
    };
    [
        only(&listed, &documented, "in api.txt"),
        only(&documented, &listed, "in rustdoc"),
    ]
    .concat()
}
