//! `build-script/` is a package whose build script calls simgen: that it
//! compiles is the proof. Here is what only looking at its manifest can tell.

use std::fs;
use std::path::Path;

use simgen::{Project, Single};

#[test]
fn the_example_has_the_features_and_dependencies_that_clients_need() {
    let path = Path::new("build-script/Cargo.toml");
    let example = fs::read_to_string(path).unwrap_or_else(|error| panic!("{path:?}: {error}"));
    let single = Single {
        document: "build-script/openapi.yaml".into(),
        name: "build-script-example".to_owned(),
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
