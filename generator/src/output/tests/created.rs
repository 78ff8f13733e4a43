//! New projects: all files or none, whenever a run is stopped.

use std::fs;
use std::path::PathBuf;

use super::super::create::create_by;
use super::faults::{Fault, Faulty};
use super::{file, tree};
use crate::generated_file::GeneratedFile;
use crate::output::{OutputError, create};

fn project() -> Vec<GeneratedFile> {
    [
        ("Cargo.toml", "a"),
        ("spec/a.yaml", "b"),
        ("src/deep/c.rs", "c"),
    ]
    .map(|(path, text)| file(path, text))
    .into()
}

/// What is in a new project, below its folder.
fn whole() -> Vec<(PathBuf, String)> {
    let files = project().into_iter();
    let mut files: Vec<_> = files.map(|file| (file.path.into(), file.text)).collect();
    files.sort();
    files
}

/// Stopped after each operation, there is no folder, an empty one, or the whole project; where
/// files have to be moved into a folder that was there, a run can also be stopped among them.
#[test]
fn a_project_appears_whole_and_the_next_run_makes_it() {
    for is_there in [false, true] {
        let mut runs = 0..100;
        let needed = runs.find(|operations| {
            let beside = tempfile::tempdir().expect("a folder");
            let folder = beside.path().join("new");
            if is_there {
                fs::create_dir(&folder).expect("a folder can be made");
            }
            let disk = Faulty::after(*operations, Fault::Full);
            let is_done = create_by(&disk, &folder, &project()).is_ok();
            let found = below(&folder);
            assert!(
                found.is_empty() || found == whole(),
                "{operations}: {found:?}"
            );
            assert_eq!(is_done, !found.is_empty(), "{operations}");
            // Nothing is left beside it.
            let entries = fs::read_dir(beside.path()).expect("it is there");
            let count = entries.count();
            assert_eq!(count, usize::from(is_there || is_done), "{operations}");

            let disk = Faulty::after(*operations, Fault::Killed);
            let killed = beside.path().join("killed");
            let _ = create_by(&disk, &killed, &project());
            let found = below(&killed);
            assert!(
                found.is_empty() || found == whole(),
                "{operations}: {found:?}"
            );
            if found.is_empty() {
                create(&killed, &project()).expect("what was left is no hindrance");
                assert_eq!(below(&killed), whole(), "{operations}");
            }
            is_done
        });
        assert!(needed.is_some_and(|needed| needed > 4), "{needed:?}");
    }
}

fn below(folder: &std::path::Path) -> Vec<(PathBuf, String)> {
    let found = tree(folder).into_iter();
    let found = found.map(|(path, text)| {
        let path = path.strip_prefix(folder).expect("it is below");
        (path.to_owned(), text)
    });
    let mut found: Vec<_> = found.collect();
    found.sort();
    found
}

#[test]
fn a_folder_with_anything_but_a_repository_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join(".git")).expect("a folder can be made");
    create(folder.path(), &project()).expect("it has no files");
    let error = create(folder.path(), &project()).expect_err("it has files");
    assert!(matches!(&error, OutputError::NotEmpty { found, .. } if found.len() == 3));
    let outside = [file("../a", "a")];
    let elsewhere = folder.path().join("new");
    let error = create(&elsewhere, &outside).expect_err("it leads out");
    assert!(matches!(error, OutputError::Outside(_)), "{error}");
    assert!(!elsewhere.exists());
}
