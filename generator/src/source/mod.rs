//! Turns files into texts and JSON trees, and JSON pointers into lines and columns.
//!
//! Must not know: OpenAPI. `$ref` and the mapping of a discriminator are all it
//! has heard of, to find the files of a document.

mod disk;
mod file;
mod follow;
mod git;
mod history;
mod lines;
mod locate;
mod locate_json;
mod locate_yaml;
mod location;
mod named;
mod not_text;
mod oddity;
mod parse;
mod path;
mod place;
mod read;
mod token;
mod tree;
mod trouble;
mod written;

pub use disk::{Disk, FileSystem};
pub use file::{Broken, SourceFile, Tree};
pub(crate) use follow::names_a_file;
pub use git::Revision;
pub use history::History;
pub use location::Location;
pub(crate) use location::line_start;
pub use oddity::{Oddity, OddityKind};
pub(crate) use path::percent_decoded;
pub use path::shown;
pub use place::{FileId, Place, Pointer};
pub use read::ReadOptions;
pub(crate) use read::describe;
pub(crate) use token::{escaped, unescaped};

use std::collections::BTreeMap;
use std::ops::Range;

use self::location::spot;
use crate::diagnostic_code::Code;

/// The files of a run: every root document and what they refer to.
#[derive(Debug, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
    by_path: BTreeMap<String, Result<FileId, Refusal>>,
}

/// Why a reference leads to no file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It can't be read: the path, and what the system says.
    Unreadable(String, String),
    /// The path is outside every folder that may be read.
    Outside(String),
    /// It is a URL.
    Network,
}

impl Sources {
    /// Takes texts from memory: path and content each. References between
    /// them resolve; everything else is missing.
    pub fn from_texts<P: AsRef<str>, T: Into<String>>(
        texts: impl IntoIterator<Item = (P, T)>,
    ) -> Self {
        let mut sources = Self::default();
        for (path, text) in texts {
            sources.add(path::normal(path.as_ref()), text.into());
        }
        sources
    }

    /// The file at a path, as diagnostics show it.
    pub fn find(&self, path: &str) -> Option<FileId> {
        let known = self.by_path.get(&path::normal(path))?;
        known.as_ref().ok().copied()
    }

    /// One file.
    ///
    /// # Panics
    ///
    /// If the id comes from other sources.
    pub fn file(&self, id: FileId) -> &SourceFile {
        self.files
            .get(id.0 as usize)
            .expect("a FileId is used with the Sources it came from")
    }

    /// Every file, in the order in which they were read.
    pub fn files(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        (0..).map(FileId).zip(&self.files)
    }

    /// The file that a reference without its fragment means where it is in `from`.
    #[doc(hidden)]
    pub fn look_up(&self, from: FileId, reference: &str) -> Result<FileId, Refusal> {
        if reference.is_empty() {
            return Ok(from);
        }
        if path::is_url(reference) {
            return Err(Refusal::Network);
        }
        let mut missing = None;
        for path in path::candidates(&self.file(from).path, reference) {
            match self.by_path.get(&path) {
                Some(Ok(id)) => return Ok(*id),
                Some(Err(refusal)) => missing = missing.or_else(|| Some(refusal.clone())),
                None => {
                    let gone = Refusal::Unreadable(path, "no such file".to_owned());
                    missing = missing.or(Some(gone));
                }
            }
        }
        Err(missing.unwrap_or(Refusal::Network))
    }

    /// Says that a file is not what it should be, from the first of each of these
    /// bytes on; returned is which place means which of them.
    pub(crate) fn break_file(
        &mut self,
        id: FileId,
        code: Code,
        wrong: Vec<(String, Range<usize>)>,
    ) -> Vec<(String, Place)> {
        let file = &mut self.files[id.0 as usize];
        let mut spots = wrong.iter().map(|(_, span)| spot(&file.text, span.start));
        let broken = Broken {
            code,
            message: "the file is not what it should be".to_owned(),
            help: None,
            position: spots.next(),
            further: spots.collect(),
            unclosed: None,
        };
        file.tree = Err(broken);
        let numbered = wrong.into_iter().enumerate();
        let placed = numbered.map(|(number, (message, _))| {
            let pointer = match number {
                0 => Pointer::root(),
                number => Pointer::root().element(number),
            };
            (message, Place { file: id, pointer })
        });
        placed.collect()
    }

    fn add(&mut self, path: String, text: String) -> FileId {
        let text = match text.strip_prefix('\u{feff}') {
            Some(rest) => rest.to_owned(),
            None => text,
        };
        let tree = parse::parse(&path, &text);
        self.add_file(SourceFile { path, text, tree })
    }

    fn add_broken(
        &mut self,
        path: String,
        code: Code,
        message: String,
        help: Option<String>,
    ) -> FileId {
        self.add_file(SourceFile {
            path,
            text: String::new(),
            tree: Err(Broken {
                code,
                message,
                help,
                position: None,
                further: Vec::new(),
                unclosed: None,
            }),
        })
    }

    fn add_file(&mut self, file: SourceFile) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).expect("fewer than 2^32 files"));
        self.by_path.insert(file.path.clone(), Ok(id));
        self.files.push(file);
        id
    }
}
