//! Turns pointers into the bundled document into places in the files.

use foldhash::{HashMap, HashMapExt as _};

use crate::source::{FileId, Place, Pointer};

/// Where each moved part of a bundled document comes from.
#[derive(Debug)]
pub(super) struct Places {
    root: FileId,
    /// By pointer into the bundled document; never iterated.
    moved: HashMap<String, Place>,
}

impl Places {
    /// Nothing is moved yet.
    pub(super) fn new(root: FileId) -> Self {
        Self {
            root,
            moved: HashMap::new(),
        }
    }

    /// What is at this pointer, and below it, comes from there.
    pub(super) fn moved(&mut self, pointer: &Pointer, origin: Place) {
        self.moved.insert(pointer.as_str().to_owned(), origin);
    }

    /// Where the value at this pointer is in the files.
    pub(super) fn place(&self, pointer: &Pointer) -> Place {
        let text = pointer.as_str();
        let mut end = text.len();
        loop {
            let (prefix, rest) = text.split_at(end);
            if let Some(origin) = self.moved.get(prefix) {
                return Place {
                    file: origin.file,
                    pointer: Pointer::from_escaped(format!("{}{rest}", origin.pointer.as_str())),
                };
            }
            match prefix.rfind('/') {
                Some(parent) => end = parent,
                None => {
                    return Place {
                        file: self.root,
                        pointer: pointer.clone(),
                    };
                }
            }
        }
    }
}
