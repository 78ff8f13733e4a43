//! What is emitted has the line breaks of rustfmt's default style.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{compile, project};

#[test]
fn the_committed_crate_is_what_rustfmt_writes() {
    let generated = project::root().join("generated");
    let differences = differences(&roots(&generated));
    assert!(differences.is_empty(), "{differences}");
}

/// A copy of the runtime is among them, and the examples are in one program.
#[test]
fn what_comes_of_the_fixtures_is_what_rustfmt_writes() {
    let roots = roots(&compile::workspace().join("crates/fixtures"));
    let differences = differences(&roots);
    assert!(differences.is_empty(), "{differences}");
}

/// The files that cargo compiles; rustfmt goes on to their modules.
fn roots(folder: &Path) -> Vec<PathBuf> {
    let roots = ["src/lib.rs", "src/main.rs"].map(|root| folder.join(root));
    let mut roots: Vec<PathBuf> = roots.into_iter().filter(|root| root.exists()).collect();
    let examples = project::files_below(&folder.join("examples"));
    roots.extend(
        examples
            .into_iter()
            .filter(|path| path.extension().is_some_and(|kind| kind == "rs")),
    );
    roots
}

/// What rustfmt would change. The crate's own `rustfmt.toml` turns formatting off, so that no
/// difference makes a crate stale; here it does not count.
fn differences(files: &[PathBuf]) -> String {
    assert!(!files.is_empty(), "there is nothing to look at");
    let settings = Path::new(env!("CARGO_TARGET_TMPDIR")).join("rustfmt.toml");
    project::write(&settings, "");
    let output = Command::new("rustfmt")
        .args([
            "--check",
            "--edition",
            "2024",
            "--config",
            "color=Never",
            "--config-path",
        ])
        .arg(&settings)
        .args(files)
        .output()
        .expect("rustfmt belongs to the toolchain");
    let text = [output.stdout, output.stderr].concat();
    let text = String::from_utf8_lossy(&text).into_owned();
    assert!(
        output.status.success() || !text.is_empty(),
        "rustfmt ended with {}",
        output.status
    );
    text
}
