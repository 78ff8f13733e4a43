//! `build-script/` is a package whose build script calls simgen: that it
//! compiles is the proof. Here is what only looking at its manifest can tell.

use std::fs;
use std::path::Path;

use crate::case::{self, Case};

#[test]
fn the_example_has_the_features_and_dependencies_that_clients_need() {
    let path = Path::new("build-script/Cargo.toml");
    let example = fs::read_to_string(path).unwrap_or_else(|error| panic!("{path:?}: {error}"));
    let (_, generated) = Case::named("servers/none").generate();
    let emitted = case::text(&generated, "Cargo.toml").expect("every crate has a manifest");
    for heading in ["[features]", "[dependencies]"] {
        assert_eq!(
            section(&example, heading),
            section(emitted, heading),
            "{path:?} is not what simgen emits: copy {heading} from a generated crate"
        );
    }
}

/// The entries below a heading, without comments.
fn section<'t>(manifest: &'t str, heading: &str) -> Vec<&'t str> {
    let below = manifest.lines().skip_while(|line| *line != heading).skip(1);
    let own = below.take_while(|line| !line.starts_with('['));
    let entries: Vec<&str> = own
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect();
    assert!(!entries.is_empty(), "there is no {heading}");
    entries
}
