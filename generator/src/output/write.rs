//! Turns a crate in memory into files. Where nothing is there, the whole crate
//! appears at once; else each file through a temporary name, those that are the
//! same untouched, those of ours that are gone removed.
//!
//! May not know: what the files are.

use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind::NotFound;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::folder::{Inside, OutputError, content, io, ours_beside, within};
use super::is_ours;
use crate::GeneratedFile;

/// What writing did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Files that are new or different.
    pub written: usize,
    /// Files that were the same; they keep their time stamps.
    pub unchanged: usize,
    /// Files of an earlier run that are no longer generated.
    pub removed: usize,
}

/// Writes a crate into a folder, which is made where it is not there.
///
/// # Errors
///
/// If a path leads out of the folder, or a file that simgen did not write is in
/// the way: then nothing is changed. If the disk fails in the middle, every
/// file is either as before or complete.
pub fn write(folder: &Path, files: &[GeneratedFile]) -> Result<Written, OutputError> {
    match folder.symlink_metadata() {
        Err(error) if error.kind() == NotFound && folder.file_name().is_some() => {
            create(folder, files)
        }
        _ => update(folder, files),
    }
}

/// The crate gets its name when it is complete.
fn create(folder: &Path, files: &[GeneratedFile]) -> Result<Written, OutputError> {
    let files = files
        .iter()
        .map(|file| Ok((within(&file.path)?, &*file.text)));
    let files: Vec<(&Path, &str)> = files.collect::<Result<_, _>>()?;
    folder.parent().map_or(Ok(()), make_folder)?;
    let fill = |temporary: &Path| fill(temporary, &files);
    appear(folder, fill, |temporary| fs::remove_dir_all(temporary))?;
    Ok(Written {
        written: files.len(),
        ..Written::default()
    })
}

fn fill(folder: &Path, files: &[(&Path, &str)]) -> std::io::Result<()> {
    fs::create_dir(folder)?;
    let parents: BTreeSet<&Path> = files.iter().filter_map(|(path, _)| path.parent()).collect();
    for parent in parents {
        fs::create_dir_all(folder.join(parent))?;
    }
    let mut files = files.iter();
    files.try_for_each(|(path, text)| write_new(&folder.join(path), text))
}

fn update(folder: &Path, files: &[GeneratedFile]) -> Result<Written, OutputError> {
    let mut done = Written::default();
    let mut changed: Vec<(PathBuf, &str)> = Vec::new();
    let mut inside = Inside::new(folder);
    for file in files {
        let path = inside.path(&file.path)?;
        match content(&path)? {
            Some(old) if old == file.text.as_bytes() => done.unchanged += 1,
            Some(old) if !is_ours(&old) => return Err(OutputError::Foreign(path)),
            _ => changed.push((path, &file.text)),
        }
    }
    let generated: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
    let stale = ours_beside(folder, |path| generated.contains(path))?;
    let folders: BTreeSet<&Path> = changed
        .iter()
        .filter_map(|(path, _)| path.parent())
        .collect();
    folders.into_iter().try_for_each(make_folder)?;
    for (path, text) in &changed {
        replace(path, text)?;
        done.written += 1;
    }
    for path in stale {
        remove(folder, &inside.path(&path)?)?;
        done.removed += 1;
    }
    Ok(done)
}

/// Writes one file, which may be anybody's.
///
/// # Errors
///
/// If the disk fails: then the file is as before.
pub fn replace_text(path: &Path, text: &str) -> Result<(), OutputError> {
    match content(path)? {
        Some(old) if old == text.as_bytes() => return Ok(()),
        _ => path.parent().map_or(Ok(()), make_folder)?,
    }
    replace(path, text)
}

fn make_folder(folder: &Path) -> Result<(), OutputError> {
    fs::create_dir_all(folder).map_err(io("make the folder", folder))
}

/// What stands in a file; nothing where there is none.
///
/// # Errors
///
/// If it can't be read.
pub fn content_of(path: &Path) -> Result<String, OutputError> {
    let bytes = content(path)?.unwrap_or_default();
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn replace(path: &Path, text: &str) -> Result<(), OutputError> {
    let write = |temporary: &Path| write_new(temporary, text);
    appear(path, write, |temporary| fs::remove_file(temporary))
}

/// Makes a file or folder beside its place and moves it there: readers see the
/// old one or the new one, never a half.
fn appear(
    path: &Path,
    make: impl FnOnce(&Path) -> std::io::Result<()>,
    remove: impl FnOnce(&Path) -> std::io::Result<()>,
) -> Result<(), OutputError> {
    let temporary = temporary(path);
    let made = make(&temporary).and_then(|()| fs::rename(&temporary, path));
    made.map_err(|error| {
        // Best effort: the first error is the one to report.
        let _ = remove(&temporary);
        io("write", path)(error)
    })
}

/// What stands for a file or folder until it is complete.
fn temporary(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.{}.simgen", std::process::id()))
}

fn write_new(path: &Path, text: &str) -> std::io::Result<()> {
    let mut file = fs::File::create_new(path)?;
    file.write_all(text.as_bytes())
}

/// Removes a file, and the folders that are empty without it.
fn remove(folder: &Path, path: &Path) -> Result<(), OutputError> {
    fs::remove_file(path).map_err(io("remove", path))?;
    let mut parent = path.parent();
    while let Some(empty) = parent.filter(|parent| *parent != folder) {
        if fs::remove_dir(empty).is_err() {
            break;
        }
        parent = empty.parent();
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::{Difference, compare};

    fn file(path: &str, text: &str) -> GeneratedFile {
        GeneratedFile {
            path: path.to_owned(),
            text: text.to_owned(),
        }
    }

    fn ours(path: &str, words: &str) -> GeneratedFile {
        file(path, &format!("// Generated by simgen.\n{words}\n"))
    }

    #[test]
    fn files_are_written_once_and_stale_ones_of_ours_removed() {
        let folder = tempfile::tempdir().expect("a folder");
        let out = folder.path().join("made/on/the/way");
        let first = [ours("src/a.rs", "1"), ours("src/old/b.rs", "2")];
        let written = write(&out, &first).expect("it is empty");
        assert_eq!(
            (written.written, written.unchanged, written.removed),
            (2, 0, 0)
        );
        fs::write(out.join("src/theirs.rs"), "fn theirs() {}").expect("a file");

        let second = [ours("src/a.rs", "1"), ours("src/c.rs", "3")];
        let written = write(&out, &second).expect("all ours");
        assert_eq!(
            (written.written, written.unchanged, written.removed),
            (1, 1, 1)
        );
        assert!(out.join("src/theirs.rs").exists());
        assert!(!out.join("src/old").exists());
        assert_eq!(compare(&out, &second).expect("readable"), []);
    }

    #[test]
    fn a_crate_that_was_not_there_appears_whole_or_not_at_all() {
        let folder = tempfile::tempdir().expect("a folder");
        let out = folder.path().join("out");
        // The second can't be written: the first is a file and not a folder.
        let files = [ours("src", "1"), ours("src/a.rs", "2")];
        let error = write(&out, &files).expect_err("no file is a folder");
        assert!(matches!(&error, OutputError::Io { path, .. } if *path == out));
        let left = fs::read_dir(folder.path()).expect("readable").count();
        assert_eq!(left, 0, "{error}");
    }

    #[test]
    fn unchanged_files_keep_their_time_stamps() {
        let folder = tempfile::tempdir().expect("a folder");
        let files = [ours("a.rs", "1")];
        write(folder.path(), &files).expect("it is empty");
        let long_ago = std::time::SystemTime::UNIX_EPOCH;
        let path = folder.path().join("a.rs");
        let stamped = fs::File::options().write(true).open(&path).expect("ours");
        stamped.set_modified(long_ago).expect("a time stamp");
        write(folder.path(), &files).expect("ours");
        let modified = path.metadata().and_then(|found| found.modified());
        assert_eq!(modified.expect("a time stamp"), long_ago);
    }

    #[test]
    fn what_simgen_did_not_write_is_never_replaced() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("Cargo.toml"), "[package]\n").expect("a file");
        let files = [ours("a.rs", "1"), ours("Cargo.toml", "")];
        let error = write(folder.path(), &files).expect_err("it is foreign");
        assert!(matches!(error, OutputError::Foreign(_)), "{error}");
        assert!(!folder.path().join("a.rs").exists(), "nothing is written");
    }

    #[test]
    fn nothing_is_written_outside_the_folder() {
        let folder = tempfile::tempdir().expect("a folder");
        let new = folder.path().join("new");
        for path in [
            "../x.rs",
            "/tmp/x.rs",
            "a/../../x.rs",
            "",
            "a\\..\\x.rs",
            "./x.rs/../..",
        ] {
            for folder in [folder.path(), &new] {
                let error = write(folder, &[ours(path, "1")]).expect_err(path);
                assert!(matches!(error, OutputError::Outside(_)), "{path}: {error}");
            }
        }
    }

    #[cfg(unix)]
    #[test]
    fn nothing_is_written_through_a_link() {
        let folder = tempfile::tempdir().expect("a folder");
        let elsewhere = tempfile::tempdir().expect("a folder");
        std::os::unix::fs::symlink(elsewhere.path(), folder.path().join("src")).expect("a link");
        let error = write(folder.path(), &[ours("src/a.rs", "1")]).expect_err("a link");
        assert!(matches!(error, OutputError::Outside(_)), "{error}");
        assert!(!elsewhere.path().join("a.rs").exists());
    }

    #[test]
    fn comparing_names_what_is_missing_extra_or_different() {
        let folder = tempfile::tempdir().expect("a folder");
        let old = [ours("a.rs", "one\ntwo"), ours("extra.rs", "x")];
        write(folder.path(), &old).expect("it is empty");
        let new = [ours("a.rs", "one\n2"), ours("missing.rs", "y")];
        let found = compare(folder.path(), &new).expect("readable");
        let names: Vec<(&str, bool)> = found
            .iter()
            .map(|difference| match difference {
                Difference::Changed { path, diff } => (path.as_str(), diff.contains("-two\n+2\n")),
                Difference::Missing { path } => (path.as_str(), path == "missing.rs"),
                Difference::Extra { path } => (path.as_str(), path == "extra.rs"),
            })
            .collect();
        assert_eq!(
            names,
            [("a.rs", true), ("extra.rs", true), ("missing.rs", true)]
        );
    }
}
