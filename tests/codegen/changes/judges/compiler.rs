//! Asks the compiler: is a program that was written against one side still a
//! program with the other?

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::Value;

use super::sides::{Sides, name};
use super::{Verdict, Verdicts, program};
use crate::project::{write, write_crate};

const MANIFEST: &str = "\
[package]
name = \"programs\"
version = \"0.0.0\"
edition = \"2024\"

[dependencies]
sides = { path = \"../sides\", default-features = false }
serde_json = \"1\"
bytes = \"1\"
serde = \"1\"
";

/// The verdict on each pair of different sides.
///
/// # Panics
///
/// Where a program is none even with the side that it was written against.
pub(super) fn judge(workspace: &Path, all: &Sides, pairs: &[(usize, usize)]) -> Verdicts {
    let different = pairs.iter().filter(|(old, new)| old != new);
    let written_against = pairs.iter().map(|(old, _)| (*old, *old));
    let programs: BTreeSet<(usize, usize)> = different.copied().chain(written_against).collect();
    let folder = workspace.join("crates/programs");
    write_crate(&folder, &[]);
    write(&folder.join("Cargo.toml"), MANIFEST);
    write(&folder.join("src/lib.rs"), "");
    for (old, new) in &programs {
        let text = program::using(all.public_api(*old), &name(*new));
        write(
            &folder.join(format!("examples/{}.rs", target(*old, *new))),
            &text,
        );
    }
    let failed = failures(workspace);
    let verdict = |pair: &(usize, usize)| match failed.get(&target(pair.0, pair.1)) {
        Some(words) => (Verdict::Breaks, words.clone()),
        None => (Verdict::Fine, String::new()),
    };
    let verdicts: Verdicts = programs.iter().map(|pair| (*pair, verdict(pair))).collect();
    let own = verdicts.iter().filter(|((old, new), _)| old == new);
    let wrong: Vec<_> = own
        .filter(|(_, verdict)| verdict.0 != Verdict::Fine)
        .collect();
    assert!(
        wrong.is_empty(),
        "no programs even with their own side: {wrong:#?}"
    );
    verdicts
        .into_iter()
        .filter(|((old, new), _)| old != new)
        .collect()
}

fn target(old: usize, new: usize) -> String {
    format!("written_{old:03}_built_{new:03}")
}

/// The first error of each program that does not compile.
fn failures(workspace: &Path) -> BTreeMap<String, String> {
    let arguments = [
        "check",
        "--package",
        "programs",
        "--examples",
        "--keep-going",
    ];
    let output = super::cargo(
        workspace,
        &[&arguments[..], &["--message-format", "json"]].concat(),
    );
    let mut failed = BTreeMap::new();
    let mut built = 0;
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        let message: Value = serde_json::from_str(line).unwrap_or_default();
        let target = message["target"]["name"].as_str().unwrap_or_default();
        built +=
            usize::from(message["reason"] == "compiler-artifact" && target.starts_with("written"));
        if message["message"]["level"] == "error" {
            let code = message["message"]["code"]["code"]
                .as_str()
                .unwrap_or_default();
            let words = message["message"]["message"].as_str().unwrap_or_default();
            assert!(target.starts_with("written"), "{target}: {words}");
            failed
                .entry(target.to_owned())
                .or_insert_with(|| format!("{code} {words}"));
        }
    }
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(built > 0, "no program was built:\n{said}");
    failed
}
