//! Lets others judge every kind of change: cargo-semver-checks compares what
//! rustdoc sees of both sides, and the compiler builds a program that was
//! written against the old side with the new one.
//!
//! Whatever they call breaking, `simgen diff` must call major. `.ci/semver`
//! runs this, and writes the table `SEMVER.md` beside this folder; it is no
//! part of the plain test run because it takes minutes and another tool.

mod compiler;
mod program;
mod semver;
mod sides;
mod table;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Output};

use simgen::internal::change::{Class, Report};

use super::{Kind, kinds};
use sides::Sides;
use table::Row;

/// What `.ci/semver` sets: the tool to ask.
const TOOL: &str = "CARGO_SEMVER_CHECKS";

/// What `.ci/semver` sets when only some kinds are to be judged: a part of
/// their names.
const ONLY: &str = "SIMGEN_JUDGED_KINDS";

/// The table of the latest run.
const TABLE: &str = "changes/SEMVER.md";

/// What one judge says of one pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Verdict {
    /// Both sides are the same Rust.
    Same,
    /// Nothing breaks.
    Fine,
    /// Something breaks.
    Breaks,
}

/// One kind of change in one direction.
struct Pair {
    name: String,
    expected: String,
    report: Report,
    /// The two sides' numbers.
    sides: (usize, usize),
}

#[test]
#[ignore = "takes minutes and cargo-semver-checks: run .ci/semver"]
fn whatever_others_call_breaking_is_major() {
    let tool = std::env::var(TOOL).unwrap_or_else(|_| panic!("run .ci/semver, which sets {TOOL}"));
    let only = std::env::var(ONLY).unwrap_or_default();
    let mut all = Sides::default();
    let kinds = kinds();
    let judged = kinds.iter().filter(|kind| kind.name.contains(&only));
    let pairs: Vec<Pair> = judged.flat_map(|kind| pairs(kind, &mut all)).collect();
    assert!(!pairs.is_empty(), "no kind's name has `{only}`");
    let workspace = all.write();
    let wanted: Vec<(usize, usize)> = pairs.iter().map(|pair| pair.sides).collect();
    let compiled = compiler::judge(&workspace, &all, &wanted);
    let documented = semver::judge(&workspace, Path::new(&tool), &all, &wanted);
    let rows: Vec<Row> = pairs
        .iter()
        .map(|pair| row(pair, &compiled, &documented))
        .collect();
    table::write(TABLE, &kinds, &rows);
    let missed: Vec<&Row> = rows.iter().filter(|row| row.is_missed()).collect();
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn the_committed_table_has_every_kind_with_its_class() {
    let missing = table::missing(TABLE, &kinds());
    assert!(missing.is_empty(), "run .ci/semver for {missing:?}");
}

/// Both directions of a kind.
fn pairs(kind: &Kind, all: &mut Sides) -> [Pair; 2] {
    let [old, new] = &kind.sides;
    [("", old, new, 0), (", back", new, old, 1)].map(|(way, from, to, index)| Pair {
        name: format!("{}{way}", kind.name),
        expected: kind.classes[index].clone(),
        report: super::report(from, to),
        sides: all.pair(from, to),
    })
}

type Verdicts = BTreeMap<(usize, usize), (Verdict, String)>;

fn row(pair: &Pair, compiled: &Verdicts, documented: &Verdicts) -> Row {
    let verdict = |verdicts: &Verdicts| match verdicts.get(&pair.sides) {
        Some((verdict, words)) => (*verdict, words.clone()),
        None => (Verdict::Same, String::new()),
    };
    let breaking = pair.report.changes.iter();
    let breaking = breaking.filter(|change| change.class == Class::Major);
    Row {
        kind: pair.name.clone(),
        expected: pair.expected.clone(),
        class: pair.report.class(),
        semver: verdict(documented),
        program: verdict(compiled),
        why: breaking.map(|change| change.why.clone()).next(),
    }
}

/// Runs cargo in the workspace of the sides with what only nightly toolchains
/// have, because rustdoc says what it sees in no other way.
fn cargo(workspace: &Path, arguments: &[&str]) -> Output {
    let json =
        "-Z unstable-options --document-private-items --document-hidden-items --output-format=json";
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .args(["--offline", "--no-default-features", "--jobs", "2"])
        .current_dir(workspace)
        .env("CARGO_TARGET_DIR", workspace.join("target"))
        .env("CARGO_TERM_COLOR", "never")
        .env("RUSTC_BOOTSTRAP", "1")
        .env("RUSTDOCFLAGS", format!("{json} --cap-lints allow"))
        .output();
    output.unwrap_or_else(|error| panic!("cargo does not start: {error}"))
}
