//! The guide for programs that move from a yearly version to v1 has what `simgen diff` prints
//! of the two documents.

use std::fs;

use regex::Regex;
use simgen::internal::change_report::{Places, markdown};
use simgen::internal::source::ReadOptions;
use simgen::{Project, Single};

use crate::project::root;

/// What comes before the output.
const HEADING: &str = "## What differs\n";

fn document(name: &str) -> Project {
    let single = Single {
        document: root().join("spec").join(name),
        name: Some("api".to_owned()),
        module: "api".to_owned(),
        strict: false,
    };
    Project::single(&single, &ReadOptions::default()).expect("it is right")
}

#[test]
fn the_guide_says_what_the_command_prints() {
    let (old, new) = (document("v2025.yaml"), document("v1.yaml"));
    let report = simgen::diff(&old, &new).report.expect("both are right");
    let places = Places::find(&report, &old.sources, &new.sources);
    let printed = markdown(&report, &places);
    let place = Regex::new(r"(?m) \(`[^`]+:\d+:\d+`\)$").expect("it is an expression");
    let expected = place.replace_all(&printed, "");

    let guide = fs::read_to_string(root().join("spec/MIGRATION.md")).expect("it is there");
    let guide = guide.replace("\r\n", "\n");
    let (_, below) = guide.split_once(HEADING).expect("it has the heading");
    let from = below
        .find("### ")
        .expect("the output begins with a heading");
    assert_eq!(
        &below[from..],
        expected,
        "copy what is expected into the guide"
    );
}
