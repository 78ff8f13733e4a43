//! Versions from outside: `check` says what the version does not cover, and
//! `--bump` moves it.

use crate::project::Project;

const PET: &str = "Pet: {type: object, properties: {name: {type: string}";

fn with_another_property(project: &Project) {
    project.replace_in_document(PET, &format!("{PET}, age: {{type: integer}}"));
    project.run(&["generate"]).ends_with_code(0);
}

#[test]
fn check_says_when_the_version_does_not_cover_the_change() {
    let project = Project::released("v0.1.0");
    for arguments in [&["check"][..], &["check", "--release"]] {
        let ran = project.run(arguments).ends_with_code(0);
        assert!(!ran.error().contains("does not cover"), "{}", ran.error());
    }
    with_another_property(&project);
    let words =
        "version 0.1.0 does not cover what changed since v0.1.0 (0.1.0): minor asks for 0.1.1";
    let ran = project.run(&["check"]).ends_with_code(0);
    assert!(ran.error().contains(words), "{}", ran.error());
    let ran = project.run(&["check", "--release"]).ends_with_code(1);
    assert!(ran.out().contains(words), "{}", ran.out());
}

#[test]
fn bump_moves_the_version_as_far_as_the_change_asks_for() {
    let project = Project::released("v0.1.0");
    with_another_property(&project);
    let ran = project.run(&["generate", "--bump"]).ends_with_code(0);
    assert!(
        ran.error()
            .contains("minor since v0.1.0 (0.1.0): version 0.1.1"),
        "{}",
        ran.error()
    );
    assert!(
        project
            .read("spec/simgen.toml")
            .contains("version = '0.1.1'")
            || project
                .read("spec/simgen.toml")
                .contains("version = \"0.1.1\"")
    );
    assert!(
        project
            .read("client/Cargo.toml")
            .contains("version = \"0.1.1\"")
    );
    let log = project.read("client/CHANGELOG.md");
    assert!(log.contains("0.1.1") && log.contains("`age`"), "{log}");
    project.run(&["check", "--release"]).ends_with_code(0);
    // Once more changes nothing: the version covers what changed.
    project.run(&["generate", "--bump"]).ends_with_code(0);
    assert_eq!(project.read("client/CHANGELOG.md"), log);
    // A greater change after it moves the same release further.
    project.replace_in_document(
        "Pet: {type: object, properties: {name",
        "Pet: {type: object, properties: {title",
    );
    project.run(&["generate", "--bump"]).ends_with_code(0);
    assert!(
        project
            .read("client/Cargo.toml")
            .contains("version = \"0.2.0\"")
    );
    project.run(&["check", "--release"]).ends_with_code(0);
}

#[test]
fn a_release_can_be_named_and_must_be_there() {
    let project = Project::released("first");
    with_another_property(&project);
    project.commit("A property");
    let ran = project
        .run(&["check", "--release", "--since", "first"])
        .ends_with_code(1);
    assert!(ran.out().contains("since first"), "{}", ran.out());
    project
        .run(&["check", "--release", "--since", "HEAD"])
        .ends_with_code(0);
    project
        .run(&["check", "--release", "--since", "nowhere"])
        .ends_with_code(1);
    // Without a tag like a version, it is the commit that wrote the version.
    project.run(&["check", "--release"]).ends_with_code(1);
    let outside = Project::generated();
    outside.run(&["generate", "--bump"]).ends_with_code(1);
}
