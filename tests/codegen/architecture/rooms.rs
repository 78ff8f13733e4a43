//! The rooms of the runtime: the folders of `generator/runtime/src`, and which of them may
//! import which.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::code::{self, Code};

/// A room, and those that it may import. Each has only earlier ones, so that there is no
/// circle.
const ROOMS: &[(&str, &[&str])] = &[
    ("send", &[]),
    ("json", &["send"]),
    ("metadata", &["json", "send"]),
    ("auth", &["json", "metadata", "send"]),
    ("config", &["auth", "json", "metadata", "send"]),
    ("response", &["json", "metadata", "send"]),
    (
        "request",
        &["auth", "config", "json", "metadata", "response", "send"],
    ),
    ("webhook", &["auth", "json", "send"]),
    (
        "mock",
        &["auth", "config", "json", "metadata", "response", "send"],
    ),
    (
        "cli",
        &[
            "auth", "config", "json", "metadata", "request", "response", "send",
        ],
    ),
];

#[test]
fn rooms_import_only_the_rooms_below_them() {
    for (index, (room, may)) in ROOMS.iter().enumerate() {
        for other in *may {
            let is_below = ROOMS[..index].iter().any(|(name, _)| name == other);
            assert!(is_below, "`{other}` is not below `{room}`: a circle");
        }
    }
    let mut found = BTreeMap::<&str, BTreeSet<String>>::new();
    let code = code::below("generator/runtime/src");
    let is_list = |file: &&Code| matches!(file.path.as_str(), "lib.rs" | "generated.rs");
    for file in code.iter().filter(|file| !is_list(file)) {
        let (own, _) = file.path.split_once('/').unwrap_or((&file.path, ""));
        let Some((room, _)) = ROOMS.iter().find(|(name, _)| *name == own) else {
            panic!("{} is in no room", file.path);
        };
        for import in imports(file) {
            if import != own {
                found.entry(room).or_default().insert(import);
            }
        }
    }
    for (room, may) in ROOMS {
        let imported = found.remove(room).unwrap_or_default();
        let may: BTreeSet<String> = may.iter().map(|name| (*name).to_owned()).collect();
        assert_eq!(imported, may, "what `{room}` imports, and what it may");
    }
}

#[test]
fn every_room_says_what_it_does() {
    for (room, _) in ROOMS {
        let path = format!("generator/runtime/src/{room}/mod.rs");
        let text = std::fs::read_to_string(crate::project::root().join(&path)).unwrap_or_default();
        let docs = text.lines().take_while(|line| line.starts_with("//!"));
        let docs: Vec<&str> = docs.collect();
        let says = |words: &str| docs.iter().any(|line| line.contains(words));
        assert!(
            says("Must not know"),
            "{path} does not say what it must not know"
        );
    }
}

/// The rooms that a file names by a path from the runtime's root. What is directly below
/// the root counts under its own name, which is that of no room: files name the room where
/// something is, and not the list of public names.
fn imports(file: &Code) -> BTreeSet<String> {
    let module: Vec<String> = module_of(Path::new(&file.path));
    let relative = file.names.iter().filter(|name| name.starts_with("super::"));
    relative
        .filter_map(|name| {
            let parts: Vec<&str> = name.split("::").filter(|part| !part.is_empty()).collect();
            let up = parts.iter().take_while(|part| **part == "super").count();
            let stays = module.len().checked_sub(up)?;
            match stays {
                0 => parts.get(up).map(|part| (*part).to_owned()),
                _ => None,
            }
        })
        .collect()
}

/// The path of a file's module.
fn module_of(path: &Path) -> Vec<String> {
    let path = path.with_extension("");
    let parts = path.iter().map(|part| part.to_string_lossy().into_owned());
    parts.filter(|part| part != "mod").collect()
}
