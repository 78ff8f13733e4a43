//! The emitter and the formatter together, on an IR made by hand.

use std::collections::BTreeMap;

use super::sample;
use crate::format;

/// Every file of the sample package, by path.
fn files() -> BTreeMap<String, String> {
    super::package(&sample::package())
        .into_iter()
        .map(format::file)
        .map(|file| (file.path, file.text))
        .collect()
}

#[test]
fn write_out() {
    if let Ok(folder) = std::env::var("SIMGEN_EMIT_OUT") {
        for (path, text) in files() {
            let path = std::path::Path::new(&folder).join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
    }
}
