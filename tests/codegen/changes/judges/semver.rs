//! Asks cargo-semver-checks, which compares what rustdoc sees of two crates.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::sides::{PACKAGE, Sides, name};
use super::{Verdict, Verdicts};
use crate::project;

/// The verdict on each pair of different sides.
pub(super) fn judge(
    workspace: &Path,
    tool: &Path,
    all: &Sides,
    pairs: &[(usize, usize)],
) -> Verdicts {
    document(workspace);
    let folder = workspace.join("rustdoc");
    fs::create_dir_all(&folder).unwrap_or_else(|error| panic!("{folder:?}: {error}"));
    for number in all.numbers() {
        let own = name(number);
        let path = workspace.join(format!("target/doc/{own}.json"));
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path:?}: {error}"));
        // The two sides are versions of one crate.
        project::write(&json(workspace, number), &text.replace(&own, PACKAGE));
    }
    let different: BTreeSet<_> = pairs.iter().filter(|(old, new)| old != new).collect();
    let verdict = |pair: &(usize, usize)| (*pair, compare(workspace, tool, pair.0, pair.1));
    different.into_iter().map(verdict).collect()
}

fn json(workspace: &Path, number: usize) -> PathBuf {
    workspace.join(format!("rustdoc/{}.json", name(number)))
}

/// Lets rustdoc write what it sees of every side.
fn document(workspace: &Path) {
    let arguments = [
        "doc",
        "--workspace",
        "--no-deps",
        "--lib",
        "--exclude",
        "programs",
        "--exclude",
        "sides",
    ];
    let output = super::cargo(workspace, &arguments);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
}

fn compare(workspace: &Path, tool: &Path, old: usize, new: usize) -> (Verdict, String) {
    let output = Command::new(tool)
        .args([
            "semver-checks",
            "check-release",
            "--release-type",
            "minor",
            "--color",
            "never",
        ])
        .arg("--baseline-rustdoc")
        .arg(json(workspace, old))
        .arg("--current-rustdoc")
        .arg(json(workspace, new))
        .output()
        .unwrap_or_else(|error| panic!("{tool:?}: {error}"));
    let out = String::from_utf8_lossy(&output.stdout);
    let said = String::from_utf8_lossy(&output.stderr);
    let failures = out
        .lines()
        .filter_map(|line| line.strip_prefix("--- failure "));
    let failures: Vec<&str> = failures.filter_map(|line| line.split(':').next()).collect();
    let is_asked_for = said.contains("semver requires new major version");
    let is_fine = said.contains("no semver update required");
    assert!(
        is_asked_for != is_fine,
        "{tool:?} says neither yes nor no:\n{said}{out}"
    );
    let verdict = if is_asked_for {
        Verdict::Breaks
    } else {
        Verdict::Fine
    };
    (verdict, failures.join(", "))
}
