//! Turns the embedded runtime into files of the crate.

use super::header;
use crate::format::{Content, EmittedFile};
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

/// A copy of each file below one line that names its origin, with the examples of its
/// documentation as those of this crate; none where the crate depends on the runtime.
pub(super) fn files(package: &Package) -> impl Iterator<Item = EmittedFile> + use<> {
    let files = match package.runtime {
        Runtime::Vendored => embedded::FILES,
        Runtime::Crate { .. } => &[],
    };
    let krate = package.name.replace('-', "_");
    files.iter().map(move |(name, text)| {
        let target = if *name == "lib.rs" { "mod.rs" } else { name };
        EmittedFile {
            path: format!("src/runtime/{target}"),
            header: String::new(),
            content: Content::Text(header::of_runtime(name) + &of_crate(text, &krate)),
        }
    })
}

/// A file whose examples take their names from this crate's copy of the runtime. They do so in
/// lines that documentation does not show, because the same names are in each crate.
fn of_crate(text: &str, krate: &str) -> String {
    text.replace(EXAMPLE_USE, &format!("/// # use {krate}::runtime::"))
}

/// How an example of the runtime takes names from it.
const EXAMPLE_USE: &str = "/// # use simgen_runtime::";

#[cfg(test)]
mod tests {
    use super::*;

    /// A copy knows no crate but the one that it is part of.
    #[test]
    fn copies_do_not_name_the_package_that_they_are_copied_from() {
        for (name, text) in embedded::FILES {
            let copy = of_crate(text, "pets");
            assert!(!copy.contains("simgen_runtime"), "{name}");
        }
        let examples = embedded::FILES.iter();
        let examples = examples.filter(|(_, text)| text.contains(EXAMPLE_USE));
        assert!(
            examples.count() > 10,
            "the types that people name have examples"
        );
    }
}
