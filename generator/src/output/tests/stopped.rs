//! Runs that are stopped after every single operation, or that fail there, and
//! what the next run finds.

use std::fs;
use std::path::{Path, PathBuf};

use fs4::FileExt;
use tempfile::TempDir;

use super::super::write::write_by;
use super::faults::{Fault, Faulty};
use super::{file, put, tree};
use crate::generated_file::GeneratedFile;
use crate::output::{Difference, OutputError, STAGING, changed_since, compare, write};

/// A crate in memory.
type Files = Vec<GeneratedFile>;

fn old() -> Files {
    [
        ("src/lib.rs", "old root"),
        ("src/a.rs", "old a"),
        ("src/gone/deep/b.rs", "old b"),
        ("src/same.rs", "same"),
    ]
    .map(|(path, text)| file(path, text))
    .into()
}

/// The new crate: with another root, or only with other files.
fn new(root: &str) -> Files {
    [
        ("src/lib.rs", root),
        ("src/a.rs", "new a"),
        ("src/new/deep/c.rs", "new c"),
        ("src/same.rs", "same"),
    ]
    .map(|(path, text)| file(path, text))
    .into()
}

/// What a crate looks like on disk, beside a file of somebody else.
struct Look {
    folder: TempDir,
}

impl Look {
    fn of(files: Option<&Files>) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let look = Self { folder };
        if let Some(files) = files {
            write(&look.out(), files).expect("nothing is there");
            put(&look.out(), "src/theirs.rs", "theirs");
        }
        look
    }

    fn out(&self) -> PathBuf {
        self.folder.path().join("client")
    }

    /// Everything beside and in the crate, below the folder, with what a run
    /// keeps for itself.
    fn everything(&self) -> Vec<(PathBuf, String)> {
        let below = |path: PathBuf| {
            let path = path.strip_prefix(self.folder.path());
            path.expect("it is below").to_owned()
        };
        let found = tree(self.folder.path()).into_iter();
        found.map(|(path, text)| (below(path), text)).collect()
    }

    /// What a person sees as the crate.
    fn crate_files(&self) -> Vec<(PathBuf, String)> {
        let is_staging = |path: &Path| path.to_string_lossy().contains(STAGING);
        let found = self.everything().into_iter();
        found.filter(|(path, _)| !is_staging(path)).collect()
    }
}

/// Runs with 0, 1, 2, … operations that succeed, until the whole run does, and
/// returns how often it did not.
fn until_it_succeeds(run: impl Fn(usize) -> bool) -> usize {
    let mut runs = 0..1_000;
    let needed = runs.find(|operations| run(*operations));
    needed.expect("a run ends after some operations")
}

fn is_unfinished(difference: &Difference) -> bool {
    matches!(difference, Difference::Unfinished { .. })
}

/// The crate is whole, or says that it is not.
fn assert_whole_or_told(look: &Look, wholes: &[&Look], when: &str) {
    let out = look.out();
    let found = compare(&out, &old()).expect("readable");
    let is_told = found.iter().any(is_unfinished);
    let has_staging = look.everything().len() > look.crate_files().len();
    assert_eq!(is_told, has_staging, "{when}: {found:?}");
    let crate_files = look.crate_files();
    if wholes
        .iter()
        .any(|whole| whole.crate_files() == crate_files)
    {
        return;
    }
    assert!(is_told, "{when}: {crate_files:?}");
    assert_eq!(changed_since(&out).expect("readable"), [""; 0], "{when}");
    let root = fs::read_to_string(out.join("src/lib.rs")).unwrap_or_default();
    assert!(
        root.is_empty() || root.contains("compile_error!"),
        "{when}: {root}"
    );
}

/// What the next run gives, whatever it is to write.
fn assert_next_run_repairs(look: &Look, files: &Files, whole: &Look, when: &str) {
    let done = write(&look.out(), files);
    let done = done.unwrap_or_else(|error| panic!("{when}: {error}"));
    assert_eq!(look.everything(), whole.everything(), "{when}");
    assert_eq!(done.edited, [""; 0], "{when}");
    assert_eq!(compare(&look.out(), files).expect("readable"), [], "{when}");
}

#[test]
fn an_update_that_is_killed_leaves_the_old_crate_the_new_one_or_says_so() {
    for root in ["new root", "old root"] {
        let new = new(root);
        let wholes = [Look::of(Some(&old())), Look::of(Some(&new))];
        let kills = until_it_succeeds(|operations| {
            let when = format!("{root:?}, killed after {operations} operations");
            let ends = [(old(), &wholes[0]), (new.clone(), &wholes[1])];
            let done = ends.map(|(next, whole)| {
                let look = Look::of(Some(&old()));
                let disk = Faulty::after(operations, Fault::Killed);
                let done = write_by(&disk, &look.out(), &new);
                assert_whole_or_told(&look, &[&wholes[0], &wholes[1]], &when);
                assert_next_run_repairs(&look, &next, whole, &when);
                done.is_ok()
            });
            done == [true; 2]
        });
        assert!(kills > 25, "{kills} kills");
    }
}

#[test]
fn a_repair_that_is_killed_is_repaired_by_the_next_run() {
    let new = new("new root");
    let wholes = [Look::of(Some(&old())), Look::of(Some(&new))];
    for first in (0..60).step_by(7) {
        for second in (0..60).step_by(7) {
            let when = format!("killed after {first}, then after {second} operations");
            let look = Look::of(Some(&old()));
            let killed = |operations| Faulty::after(operations, Fault::Killed);
            let _ = write_by(&killed(first), &look.out(), &new);
            let _ = write_by(&killed(second), &look.out(), &old());
            assert_whole_or_told(&look, &[&wholes[0], &wholes[1]], &when);
            assert_next_run_repairs(&look, &new, &wholes[1], &when);
        }
    }
}

#[test]
fn a_new_crate_whose_run_is_killed_is_whole_or_not_there() {
    let old = old();
    let nothing = Look::of(None);
    let whole = Look::of(None);
    write(&whole.out(), &old).expect("nothing is there");
    let kills = until_it_succeeds(|operations| {
        let when = format!("killed after {operations} operations");
        let look = Look::of(None);
        let disk = Faulty::after(operations, Fault::Killed);
        let done = write_by(&disk, &look.out(), &old);
        assert_whole_or_told(&look, &[&nothing, &whole], &when);
        assert!(!look.out().exists() || look.crate_files() == whole.crate_files());
        assert_next_run_repairs(&look, &old, &whole, &when);
        done.is_ok()
    });
    assert!(kills > 10, "{kills} kills");
}

#[test]
fn a_full_disk_changes_nothing() {
    for before in [None, Some(old())] {
        let failures = until_it_succeeds(|operations| {
            let look = Look::of(before.as_ref());
            let everything = look.everything();
            let disk = Faulty::after(operations, Fault::Full);
            let done = write_by(&disk, &look.out(), &new("new root"));
            if let Err(error) = &done {
                assert!(matches!(error, OutputError::Io { .. }), "{error}");
                assert_eq!(look.everything(), everything, "full after {operations}");
            }
            done.is_ok()
        });
        assert!(failures > 10, "{failures} failures");
    }
}

#[test]
fn a_folder_that_is_read_only_changes_nothing() {
    let folders = ["", "client", "client/src", "client/src/gone/deep"];
    for folder in folders {
        let look = Look::of(Some(&old()));
        let everything = look.everything();
        let disk = Faulty::read_only(&look.folder.path().join(folder));
        let done = write_by(&disk, &look.out(), &new("new root"));
        // The folder around the crate need not be writable for an update.
        assert_eq!(done.is_ok(), folder.is_empty(), "{folder}");
        if let Err(error) = done {
            assert!(matches!(error, OutputError::Io { .. }), "{error}");
            assert_eq!(look.everything(), everything, "{folder}");
        }
    }
}

#[test]
fn a_run_that_has_nothing_to_do_needs_no_writable_folder() {
    let look = Look::of(Some(&old()));
    let disk = Faulty::after(0, Fault::Killed);
    let done = write_by(&disk, &look.out(), &old()).expect("nothing is to be done");
    assert_eq!((done.written, done.removed), (0, 0));
}

#[test]
fn two_runs_at_once_are_refused() {
    // An update, and a crate that is only being made.
    for (before, staging) in [(Some(old()), "client/"), (None, ".client")] {
        let look = Look::of(before.as_ref());
        let staging = look.folder.path().join(format!("{staging}{STAGING}"));
        put(&staging, "lock", "");
        let lock = fs::File::open(staging.join("lock")).expect("it is there");
        FileExt::try_lock(&lock).expect("nobody has it");
        let everything = look.everything();
        let error = write(&look.out(), &new("new root")).expect_err("it is locked");
        assert!(matches!(error, OutputError::Busy(_)), "{error}");
        assert!(
            error.to_string().contains("another run of simgen"),
            "{error}"
        );
        assert!(matches!(
            compare(&look.out(), &old()),
            Err(OutputError::Busy(_))
        ));
        assert_eq!(look.everything(), everything);
        // As soon as that run has ended, even by a kill, the next one goes on.
        drop(lock);
        write(&look.out(), &new("new root")).expect("nobody has it");
        assert!(!staging.exists());
    }
}

#[test]
fn a_staging_folder_that_another_run_removes_meanwhile_is_made() {
    let look = Look::of(None);
    let disk = Faulty::after(3, Fault::Removed);
    write_by(&disk, &look.out(), &old()).expect("the folder is free");
    assert_eq!(look.everything(), look.crate_files());
}

#[test]
fn runs_at_once_give_one_whole_crate_and_clear_messages() {
    let look = Look::of(None);
    let crates = [old(), new("new root")];
    std::thread::scope(|scope| {
        for number in 0..8 {
            let (out, files) = (look.out(), &crates[number % 2]);
            scope.spawn(move || {
                for _ in 0..20 {
                    match write(&out, files) {
                        Ok(_) | Err(OutputError::Busy(_)) => {}
                        Err(error) => panic!("{error}"),
                    }
                }
            });
        }
    });
    let differences = crates.each_ref().map(|files| compare(&look.out(), files));
    let is_whole = |found: &Result<Vec<_>, _>| found.as_ref().is_ok_and(Vec::is_empty);
    assert!(differences.iter().any(is_whole), "{differences:?}");
    assert_eq!(look.everything(), look.crate_files());
}
