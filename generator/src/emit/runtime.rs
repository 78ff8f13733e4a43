//! Turns the embedded runtime into files of the crate.
//!
//! May not know: what the runtime does.

use super::{Content, EmittedFile, header};
use crate::ir::{Package, Runtime};

mod embedded {
    include!(concat!(env!("OUT_DIR"), "/runtime.rs"));
}

/// What the package is called.
pub(super) const NAME: &str = "simgen-runtime";

/// The runtime's manifest.
pub(super) fn manifest() -> &'static str {
    embedded::MANIFEST
}

/// A server for examples that need no other one.
pub(super) fn loopback_server() -> &'static str {
    embedded::LOOPBACK_SERVER
}

/// A copy of each file, byte for byte below one line that names its origin; none where
/// the crate depends on the runtime.
pub(super) fn files(package: &Package) -> impl Iterator<Item = EmittedFile> + use<> {
    let files = match package.runtime {
        Runtime::Vendored => embedded::FILES,
        Runtime::Crate { .. } => &[],
    };
    files.iter().map(|(name, text)| {
        let target = if *name == "lib.rs" { "mod.rs" } else { name };
        EmittedFile {
            path: format!("src/runtime/{target}"),
            header: String::new(),
            content: Content::Text(header::of_runtime(name) + text),
        }
    })
}
