//! Turns operations into programs below `examples/` that show how they are called.
//!
//! An example that no operation fits is left out.

mod blocking;
pub(super) mod call;
mod choice;
mod create;
mod errors;
pub(super) mod json_value;
mod list;
pub(super) mod model;
mod patch;
mod program;
mod quickstart;
mod serve;
mod site;
mod value;

use crate::format::EmittedFile;
use crate::ir::Package;
use choice::Choice;

/// The programs, each a file, but for `quickstart`, which brings its server along.
pub(super) fn files(package: &Package) -> Vec<EmittedFile> {
    let Some(choice) = Choice::of(package) else {
        return Vec::new();
    };
    let mut files = Vec::new();
    files.extend(list::file(&choice));
    files.extend(create::file(&choice));
    files.extend(patch::file(&choice));
    files.extend(errors::file(&choice));
    files.extend(blocking::file(&choice));
    files.extend(quickstart::files(&choice));
    files.push(serve::file(&choice));
    files
}

/// The part of the manifest that the programs need; empty where there are none.
pub(super) fn manifest(package: &Package) -> String {
    let Some(choice) = Choice::of(package) else {
        return String::new();
    };
    let dependencies = match choice.is_empty() {
        true => "",
        false => DEPENDENCIES,
    };
    let blocking = match blocking::file(&choice) {
        Some(_) => BLOCKING,
        None => "",
    };
    format!("{dependencies}{blocking}{SERVE}")
}

const DEPENDENCIES: &str = "\
[dev-dependencies]
# The runtime that the examples bring along.
tokio = { version = \"1\", default-features = false, features = [\"macros\", \"rt\"] }

";

const SERVE: &str = "\
[[example]]
name = \"serve\"
required-features = [\"mock\"]

";

const BLOCKING: &str = "\
[[example]]
name = \"blocking\"
required-features = [\"blocking\"]

";
