//! Where the project's own files are, and commands that run beside the tests.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use simgen::GeneratedFile;

/// The folder of the workspace.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = here.ancestors().nth(2);
    root.expect("this package lies two folders deep").to_owned()
}

/// An empty workspace of this name for crates that a test makes, with the
/// project's own choice of versions, so that no network is needed.
pub(crate) fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let manifest = "[workspace]\nresolver = \"3\"\nmembers = [\"crates/*\"]\n";
    write(&folder.join("Cargo.toml"), manifest);
    let lock = root().join("Cargo.lock");
    let versions = fs::read_to_string(&lock).unwrap_or_else(|error| panic!("{lock:?}: {error}"));
    write(&folder.join("Cargo.lock"), &versions);
    folder
}

/// Makes a crate of a workspace what simgen generated, and leaves what is the
/// same as before untouched, so that cargo need not look at it again.
pub(crate) fn write_crate(folder: &Path, files: &[GeneratedFile]) {
    let stale: Vec<PathBuf> = files_below(folder)
        .into_iter()
        .filter(|path| files.iter().all(|file| folder.join(&file.path) != *path))
        .collect();
    for path in stale {
        fs::remove_file(&path).unwrap_or_else(|error| panic!("{path:?}: {error}"));
    }
    for file in files {
        write(&folder.join(&file.path), &file.text);
    }
}

/// Writes a file unless it holds this text already.
pub(crate) fn write(path: &Path, text: &str) {
    if fs::read_to_string(path).is_ok_and(|old| old == text) {
        return;
    }
    let folder = path.parent().unwrap_or(path);
    fs::create_dir_all(folder).unwrap_or_else(|error| panic!("{folder:?}: {error}"));
    fs::write(path, text).unwrap_or_else(|error| panic!("{path:?}: {error}"));
}

/// Every file below a folder, sorted; none where there is no such folder.
pub(crate) fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            files.extend(files_below(&path));
        } else {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// Runs cargo in a scratch workspace, where warnings are errors.
///
/// # Panics
///
/// With what the compiler says, if it says anything.
pub(crate) fn cargo(folder: &Path, arguments: &[&str]) {
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .args(["--offline", "--quiet"])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .env("CARGO_TERM_COLOR", "never")
        .env("RUSTFLAGS", "-D warnings")
        .env("RUSTDOCFLAGS", "-D warnings")
        .output()
        .unwrap_or_else(|error| panic!("cargo does not start: {error}"));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success(),
        "cargo {}:\n{said}",
        arguments.join(" ")
    );
}
