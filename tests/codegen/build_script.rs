//! `build-script/` is a package whose build script calls simgen: that it
//! compiles is the proof. Here is what only looking at its manifest can tell.

use std::fs;
use std::path::Path;

use simgen::{Project, Single};

use crate::project;

#[test]
fn the_example_has_the_features_and_dependencies_that_clients_need() {
    let path = Path::new("build-script/Cargo.toml");
    let example = fs::read_to_string(path).unwrap_or_else(|error| panic!("{path:?}: {error}"));
    let single = Single {
        document: "build-script/openapi.yaml".into(),
        name: Some("build-script-example".to_owned()),
        module: "greeter".to_owned(),
        strict: true,
    };
    let project = Project::single(&single, &Default::default());
    let generated = project.expect("the names can be used").generate();
    let dependencies = generated.dependencies();
    assert!(
        dependencies.contains("\n[dependencies]\n"),
        "{dependencies}"
    );
    assert!(
        example.contains(&dependencies),
        "{path:?} does not hold what `simgen dependencies {}` prints",
        single.document.display()
    );
}

/// What the guide shows of a file is in that file, which is compiled.
#[test]
fn the_guide_shows_this_package() {
    let guide = project::root().join("generator/docs/build-rs.md");
    let guide = fs::read_to_string(&guide).unwrap_or_else(|error| panic!("{guide:?}: {error}"));
    let mut shown = Vec::new();
    for block in guide.split("```rust\n// ").skip(1) {
        let (file, rest) = block.split_once('\n').expect("a line names the file");
        let code = rest.split("```").next().unwrap_or_default();
        let path = Path::new("build-script").join(file);
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path:?}: {error}"));
        assert!(
            text.contains(code),
            "{path:?} has not what the guide shows: {code}"
        );
        shown.push(file);
    }
    assert_eq!(shown, ["build.rs", "lib.rs", "test.rs"]);
}
