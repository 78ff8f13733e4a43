//! Turns the embedded runtime into files of the crate.
//!
//! May not know: what the runtime does.

use super::{Content, EmittedFile, header};

mod embedded {
    include!(concat!(env!("OUT_DIR"), "/runtime.rs"));
}

/// The runtime's manifest.
pub(super) fn manifest() -> &'static str {
    embedded::MANIFEST
}

/// A server for examples that need no other one.
pub(super) fn loopback_server() -> &'static str {
    embedded::LOOPBACK_SERVER
}

/// A copy of each file, byte for byte below one line that names its origin.
pub(super) fn files() -> impl Iterator<Item = EmittedFile> {
    embedded::FILES.iter().map(|(name, text)| {
        let target = if *name == "lib.rs" { "mod.rs" } else { name };
        EmittedFile {
            path: format!("src/runtime/{target}"),
            header: String::new(),
            content: Content::Text(header::of_runtime(name) + text),
        }
    })
}
