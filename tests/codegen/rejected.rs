//! Every finding that simgen can make, as a person sees it.

use std::collections::BTreeSet;

use simgen::internal::diagnostic::{Code, Diagnostic};
use simgen::internal::report::{ReportOptions, render};
use simgen::internal::source::Sources;

use crate::case::Case;
use crate::snapshot;

/// `rejected__<code>_<case>`
pub(crate) fn snapshot_name(case: &Case) -> String {
    format!("rejected__{}", case.ident())
}

/// Findings as `simgen --verbose` prints them, without colours.
pub(crate) fn rendered(sources: &Sources, found: &[Diagnostic]) -> String {
    let options = ReportOptions {
        colour: false,
        verbose: true,
        option_for_all: "--verbose",
    };
    render(sources, found, options)
}

#[test]
fn each_finding_shows_its_place_and_a_fix() {
    snapshot::compare(Case::all("rejected").iter().map(|case| {
        let (sources, found) = case.findings();
        (snapshot_name(case), rendered(&sources, &found))
    }));
}

#[test]
fn each_case_is_about_the_code_of_its_folder() {
    for case in Case::all("rejected") {
        let (_, found) = case.findings();
        let codes: BTreeSet<&str> = found.iter().map(|found| found.code.as_str()).collect();
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
