//! Turns a path into the files of a document: the root, and all that it refers
//! to, relative to the file where the reference is.
//!
//! Must not know: OpenAPI. Never asks the network, and never reads outside the
//! folders it may read.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};

use super::disk::Disk;
use super::not_text::{no_file, not_utf_8, other_format};
use super::{FileId, Refusal, SourceFile, Sources, Tree, follow, path};
use crate::diagnostic_code::Code;

/// What reading may do.
#[derive(Clone, Debug)]
pub struct ReadOptions {
    /// Folders that references may lead to, beside the root document's own.
    pub allowed: Vec<PathBuf>,
    /// The largest file, in bytes.
    pub largest_file: u64,
    /// The most files.
    pub most_files: usize,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self {
            allowed: Vec::new(),
            largest_file: 64 << 20,
            most_files: 20_000,
        }
    }
}

impl Sources {
    /// Reads a root document and, transitively, every file that it refers to.
    ///
    /// Nothing fails here: what can't be read is remembered, and reported
    /// where somebody needs it ([`Sources::look_up`], [`super::SourceFile::tree`]).
    pub fn read(&mut self, disk: &dyn Disk, root: &Path, options: &ReadOptions) -> FileId {
        let shown = path::shown(root);
        if let Some(Ok(known)) = self.by_path.get(&shown) {
            return *known;
        }
        if let Some((message, help)) = root.to_str().and_then(no_file) {
            return self.add_broken(shown, Code::UnreadableFile, message, Some(help));
        }
        let folders = folders(disk, root, options);
        match self.read_file(disk, &shown, None, options) {
            Ok(root) => {
                self.follow(disk, root, &folders, options);
                root
            }
            Err(refusal) => {
                let (code, message) = describe(&refusal);
                self.add_broken(shown, code, message, None)
            }
        }
    }

    /// Reads a file that is not a document: only its text counts.
    pub(crate) fn read_text(
        &mut self,
        disk: &dyn Disk,
        path: &Path,
        options: &ReadOptions,
    ) -> FileId {
        let shown = path::shown(path);
        match self.read_bytes(disk, &shown, None, options) {
            Ok(text) => self.add_file(SourceFile {
                path: shown,
                text,
                tree: Ok(Tree::new(serde_json::Value::Null, false)),
            }),
            Err(Unread::Broken(code, message, help)) => self.add_broken(shown, code, message, help),
            Err(Unread::Refused(refusal)) => {
                let (code, message) = describe(&refusal);
                self.add_broken(shown, code, message, None)
            }
        }
    }

    fn follow(
        &mut self,
        disk: &dyn Disk,
        root: FileId,
        folders: &[PathBuf],
        options: &ReadOptions,
    ) {
        let mut open = VecDeque::from([root]);
        while let Some(from) = open.pop_front() {
            for path in self.unread_paths(from) {
                if matches!(self.by_path.get(&path), Some(Ok(_))) {
                    continue;
                }
                match self.read_file(disk, &path, Some(folders), options) {
                    Ok(found) => open.push_back(found),
                    Err(refusal) => {
                        self.by_path.insert(path, Err(refusal));
                    }
                }
            }
        }
    }

    /// The paths that a file refers to and that are not read yet.
    fn unread_paths(&self, from: FileId) -> Vec<String> {
        let file = self.file(from);
        let tree = file.tree.as_ref().ok();
        let Some(tree) = tree.filter(|tree| tree.names_files) else {
            return Vec::new();
        };
        let mut paths = Vec::new();
        for reference in follow::files(&tree.value) {
            if path::is_url(reference) {
                continue;
            }
            for path in path::candidates(&file.path, reference) {
                if !matches!(self.by_path.get(&path), Some(Ok(_))) {
                    paths.push(path);
                }
            }
        }
        paths
    }

    /// Reads one document; `folders` are where it must be, if it may not be anywhere.
    fn read_file(
        &mut self,
        disk: &dyn Disk,
        shown: &str,
        folders: Option<&[PathBuf]>,
        options: &ReadOptions,
    ) -> Result<FileId, Refusal> {
        match self.read_bytes(disk, shown, folders, options) {
            Ok(text) => Ok(self.add(shown.to_owned(), text)),
            Err(Unread::Broken(code, message, help)) => {
                Ok(self.add_broken(shown.to_owned(), code, message, help))
            }
            Err(Unread::Refused(refusal)) => Err(refusal),
        }
    }

    fn read_bytes(
        &self,
        disk: &dyn Disk,
        shown: &str,
        folders: Option<&[PathBuf]>,
        options: &ReadOptions,
    ) -> Result<String, Unread> {
        let unreadable = |why: String| Unread::Refused(Refusal::Unreadable(shown.to_owned(), why));
        let real = disk
            .canonical(Path::new(shown))
            .map_err(|error| unreadable(plain(&error)))?;
        if folders.is_some_and(|folders| !folders.iter().any(|folder| real.starts_with(folder))) {
            return Err(Unread::Refused(Refusal::Outside(shown.to_owned())));
        }
        if self.files.len() >= options.most_files {
            let most = options.most_files;
            return Err(unreadable(format!(
                "more than {most} files belong to the document"
            )));
        }
        let bytes = disk
            .read(&real, options.largest_file)
            .map_err(|error| unreadable(plain(&error)))?;
        if bytes.len() as u64 > options.largest_file {
            let limit = options.largest_file >> 20;
            let message = format!("`{shown}` is larger than {limit} MiB");
            return Err(Unread::Broken(Code::TooComplex, message, None));
        }
        let unusable = |(message, help)| Unread::Broken(Code::UnreadableFile, message, Some(help));
        if let Some(other) = other_format(shown, &bytes) {
            return Err(unusable(other));
        }
        String::from_utf8(bytes).map_err(|error| unusable(not_utf_8(shown, &error)))
    }
}

/// Why there is no text.
enum Unread {
    /// There is no file that may be read.
    Refused(Refusal),
    /// There is one, and it is not a text of ours: what it is, and the help.
    Broken(Code, String, Option<String>),
}

/// Code and sentence of a refusal, wherever it is reported.
pub(crate) fn describe(refusal: &Refusal) -> (Code, String) {
    match refusal {
        Refusal::Unreadable(path, why) => {
            (Code::UnreadableFile, format!("can't read `{path}`: {why}"))
        }
        Refusal::Outside(path) => (
            Code::ForbiddenReference,
            format!("`{path}` is outside the root document's folder"),
        ),
        Refusal::Network => (
            Code::ForbiddenReference,
            "the network is never read".to_owned(),
        ),
    }
}

fn folders(disk: &dyn Disk, root: &Path, options: &ReadOptions) -> Vec<PathBuf> {
    let own = match root.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let mut folders = vec![own.to_owned()];
    folders.extend(options.allowed.iter().cloned());
    folders
        .iter()
        .filter_map(|folder| disk.canonical(folder).ok())
        .collect()
}

/// What the system says, without the number of its error.
fn plain(error: &std::io::Error) -> String {
    let text = error.to_string();
    let words = text.split(" (os error").next().unwrap_or(&text);
    let mut chars = words.chars();
    match chars.next() {
        Some(first) => first.to_lowercase().chain(chars).collect(),
        None => "unknown trouble".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::source::FileSystem;

    /// A folder with these files in it.
    fn folder(files: &[(&str, &[u8])]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        for (path, bytes) in files {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().expect("below the folder")).expect("a folder");
            fs::write(path, bytes).expect("a file");
        }
        folder
    }

    fn read(folder: &Path, root: &str, options: &ReadOptions) -> (Sources, FileId) {
        let mut sources = Sources::default();
        let root = sources.read(&FileSystem, &folder.join(root), options);
        (sources, root)
    }

    #[test]
    fn every_file_that_is_referred_to_is_read_once() {
        let folder = folder(&[
            (
                "s/root.yaml",
                b"{a: {$ref: 'x/a.yaml#/b'}, discriminator: {mapping: {c: ./c.yaml}}}",
            ),
            (
                "s/x/a.yaml",
                b"{b: {$ref: '../root.yaml'}, d: [{$ref: 'my%20file.json'}]}",
            ),
            ("s/x/my file.json", b"{}"),
            ("s/c.yaml", b"{}"),
            ("s/unused.yaml", b"{}"),
        ]);
        let (sources, root) = read(folder.path(), "s/root.yaml", &ReadOptions::default());
        let names: Vec<&str> = sources
            .files()
            .map(|(_, file)| file.path.rsplit('/').next().unwrap_or_default())
            .collect();
        assert_eq!(names, ["root.yaml", "a.yaml", "c.yaml", "my file.json"]);
        assert!(sources.look_up(root, "x/a.yaml").is_ok());
    }

    #[test]
    fn references_stay_within_the_allowed_folders() {
        let folder = folder(&[
            (
                "s/root.yaml",
                b"[{$ref: ../other/a.yaml}, {$ref: link/a.yaml}, {$ref: 'http://a/b'}]",
            ),
            ("other/a.yaml", b"{}"),
        ]);
        #[cfg(unix)]
        std::os::unix::fs::symlink(folder.path().join("other"), folder.path().join("s/link"))
            .expect("a link");
        let (sources, root) = read(folder.path(), "s/root.yaml", &ReadOptions::default());
        for outside in ["../other/a.yaml", "link/a.yaml"] {
            let refused = sources.look_up(root, outside).expect_err(outside);
            assert!(matches!(refused, Refusal::Outside(_)), "{refused:?}");
        }
        assert_eq!(sources.look_up(root, "http://a/b"), Err(Refusal::Network));

        let options = ReadOptions {
            allowed: vec![folder.path().join("other")],
            ..ReadOptions::default()
        };
        let (sources, root) = read(folder.path(), "s/root.yaml", &options);
        assert!(sources.look_up(root, "../other/a.yaml").is_ok());
    }

    #[test]
    fn a_file_that_is_no_text_says_why() {
        let utf_16 = |text: &str, order: fn(u16) -> [u8; 2]| -> Vec<u8> {
            text.encode_utf16().flat_map(order).collect()
        };
        let folder = folder(&[
            ("latin.yaml", b"a: \xe9"),
            ("large.yaml", &[b' '; 2_000]),
            ("bom.yaml", b"\xef\xbb\xbfa: 1"),
            ("dir/x.yaml", b"{}"),
            ("little.yaml", &utf_16("\u{feff}a: 1", u16::to_le_bytes)),
            ("big.yaml", &utf_16("\u{feff}a: 1", u16::to_be_bytes)),
            ("bare.yaml", &utf_16("a: 1", u16::to_le_bytes)),
            ("wide.yaml", b"\xff\xfe\x00\x00a\x00\x00\x00"),
            ("openapi.json.gz", b"\x1f\x8b\x08\x00"),
            ("openapi.zip", b"PK\x03\x04"),
        ]);
        let options = ReadOptions {
            largest_file: 1_000,
            ..ReadOptions::default()
        };
        for (path, expected) in [
            (
                "latin.yaml",
                Some((Code::UnreadableFile, "save it as UTF-8")),
            ),
            ("large.yaml", Some((Code::TooComplex, ""))),
            ("dir", Some((Code::UnreadableFile, ""))),
            ("missing.yaml", Some((Code::UnreadableFile, ""))),
            ("bom.yaml", None),
            (
                "little.yaml",
                Some((Code::UnreadableFile, "iconv -f UTF-16 ")),
            ),
            ("big.yaml", Some((Code::UnreadableFile, "iconv -f UTF-16 "))),
            (
                "bare.yaml",
                Some((Code::UnreadableFile, "iconv -f UTF-16 ")),
            ),
            (
                "wide.yaml",
                Some((Code::UnreadableFile, "iconv -f UTF-32 ")),
            ),
            ("openapi.json.gz", Some((Code::UnreadableFile, "unpack it"))),
            ("openapi.zip", Some((Code::UnreadableFile, "unpack it"))),
        ] {
            let (sources, root) = read(folder.path(), path, &options);
            let broken = sources.file(root).tree.as_ref().err();
            assert_eq!(
                broken.map(|broken| broken.code),
                expected.map(|(code, _)| code),
                "{path}"
            );
            let help = broken.and_then(|broken| broken.help.as_deref());
            let words = expected.map_or("", |(_, words)| words);
            assert!(help.unwrap_or_default().contains(words), "{path}: {help:?}");
        }
    }

    #[test]
    fn what_is_no_path_says_what_to_do_instead() {
        for (root, message, help) in [
            (
                "-",
                "a document is a file",
                "write standard input to a file",
            ),
            (
                "https://example.com/openapi.yaml",
                "on the network, which is never read",
                "curl -LO https://example.com/openapi.yaml",
            ),
            (
                "file:///srv/openapi.yaml",
                "is a URL, not a path",
                "write the path alone: `/srv/openapi.yaml`",
            ),
        ] {
            let mut sources = Sources::default();
            let root = sources.read(&FileSystem, Path::new(root), &ReadOptions::default());
            let broken = sources.file(root).tree.as_ref().expect_err(message);
            assert_eq!(broken.code, Code::UnreadableFile);
            assert!(broken.message.contains(message), "{}", broken.message);
            let found = broken.help.as_deref().unwrap_or_default();
            assert!(found.contains(help), "{found}");
        }
    }
}
