//! Every finding that simgen can make, as a person sees it.

use std::collections::BTreeSet;

use simgen::diagnostic::{Code, Diagnostic};
use simgen::source::Sources;

use crate::case::Case;
use crate::snapshot;

/// `rejected__<code>_<case>`
pub(crate) fn snapshot_name(case: &Case) -> String {
    format!("rejected__{}", case.ident())
}

/// Findings as text, sorted by place, without colours.
pub(crate) fn rendered(sources: &Sources, found: Vec<Diagnostic>) -> String {
    let _ = sources;
    found
        .iter()
        .map(|d| {
            format!(
                "{:?}[{}]: {} {}\n  label {:?} help {:?}\n",
                d.severity,
                d.code.as_str(),
                d.message,
                d.place
                    .as_ref()
                    .map(|p| p.pointer.to_string())
                    .unwrap_or_default(),
                d.label,
                d.help
            )
        })
        .collect()
}

#[test]
fn each_code_is_explained_to_people() {
    snapshot::compare(Case::all("rejected").iter().map(|case| {
        let (sources, generated) = case.generate();
        (
            snapshot_name(case),
            rendered(&sources, generated.diagnostics),
        )
    }));
}

#[test]
fn each_case_is_about_the_code_of_its_folder() {
    for case in Case::all("rejected") {
        let (_, generated) = case.generate();
        let codes: BTreeSet<&str> = generated
            .diagnostics
            .iter()
            .map(|d| d.code.as_str())
            .collect();
        let (folder, _) = case.name.split_once('/').expect("a case lies in a folder");
        assert!(codes.contains(folder), "{} reports {codes:?}", case.name);
    }
}

#[test]
fn every_code_has_a_case() {
    let cases = Case::all("rejected");
    for code in Code::ALL {
        let folder = format!("{}/", code.as_str());
        assert!(
            cases.iter().any(|case| case.name.starts_with(&folder)),
            "fixtures/rejected/{folder} is missing or empty"
        );
    }
}
