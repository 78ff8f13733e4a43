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
fn a_change_of_the_documentation_alone_needs_a_version_too() {
    let project = Project::released("v0.1.0");
    project.replace_in_document("All pets.", "Every pet.");
    project.run(&["generate"]).ends_with_code(0);
    let words =
        "version 0.1.0 does not cover what changed since v0.1.0 (0.1.0): docs asks for 0.1.1";
    let ran = project.run(&["check"]).ends_with_code(0);
    assert!(ran.error().contains(words), "{}", ran.error());
    let ran = project.run(&["check", "--release"]).ends_with_code(1);
    assert!(ran.out().contains(words), "{}", ran.out());
    project.run(&["generate", "--bump"]).ends_with_code(0);
    project.run(&["check", "--release"]).ends_with_code(0);
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
    assert!(log.contains("## 0.1.1 - 2026-11-28\n"), "{log}");
    assert!(log.contains("`age`"), "{log}");
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
    for (since, code, words) in [
        ("first", 1, "since first (0.1.0)"),
        ("HEAD", 0, "nothing changed since HEAD (0.1.0)"),
        ("nowhere", 1, "`nowhere` is not a revision"),
    ] {
        let ran = project
            .run(&["check", "--release", "--since", since])
            .ends_with_code(code);
        let said = ran.out() + &ran.error();
        assert!(said.contains(words), "{since}: {said}");
    }
}

/// What `check`, `check --release` and `check --release --first` end with, and
/// what each says.
fn gates(project: &Project, folder: &str, expected: [(i32, &str); 3]) {
    let arguments: [&[&str]; 3] = [&[], &["--release"], &["--release", "--first"]];
    for (arguments, (code, words)) in arguments.into_iter().zip(expected) {
        let ran = project
            .run_in(folder, &[&["check"], arguments].concat())
            .ends_with_code(code);
        let said = ran.out() + &ran.error();
        assert!(said.contains(words), "{arguments:?}: {said}");
    }
}

#[test]
fn without_a_tag_the_gate_is_shut_unless_it_is_the_first_release() {
    let project = Project::released("v0.1.0");
    let clone = project.cloned(&["--no-tags"]);
    let none = "there is no tag like `v1.2.3` or `pets-v1.2.3`";
    gates(
        &clone,
        "",
        [
            (0, "the commit that set version 0.1.0"),
            (1, none),
            (0, none),
        ],
    );
    let ran = clone.run(&["check", "--release"]).ends_with_code(1);
    assert!(ran.error().contains("git fetch --tags"), "{}", ran.error());
    clone.git(&["fetch", "--quiet", "--tags"]);
    gates(
        &clone,
        "",
        [
            (0, "nothing changed since v0.1.0 (0.1.0)"),
            (0, "nothing changed since v0.1.0 (0.1.0)"),
            (1, "v0.1.0 is a release of this crate"),
        ],
    );
    // A detached HEAD is nothing special.
    clone.git(&["checkout", "--quiet", "--detach"]);
    with_another_property(&clone);
    clone.run(&["check", "--release"]).ends_with_code(1);
}

#[test]
fn outside_a_repository_nothing_is_compared() {
    let words = "`spec/simgen.toml` is in no git repository";
    let project = Project::generated();
    gates(&project, "", [(0, words), (1, words), (0, words)]);
    let ran = project.run(&["check"]).ends_with_code(0);
    assert!(!ran.error().contains("error"), "{}", ran.error());
    let ran = project.run(&["generate", "--bump"]).ends_with_code(1);
    assert!(ran.error().contains(words), "{}", ran.error());
    let ran = project.run(&["diff", "HEAD"]).ends_with_code(2);
    assert!(ran.error().contains(words), "{}", ran.error());
    let ran = project.run(&["diff"]).ends_with_code(2);
    assert!(ran.error().contains(words), "{}", ran.error());
    // A repository without a commit has no release either.
    project.git(&["init", "--quiet"]);
    let words = "there is no tag";
    gates(&project, "", [(0, words), (1, words), (0, words)]);
}

#[test]
fn a_shallow_clone_says_how_to_get_the_rest() {
    let project = Project::released("v0.1.0");
    with_another_property(&project);
    project.commit("A property");
    let clone = project.cloned(&["--depth", "1"]);
    let words = "this clone is shallow";
    gates(&clone, "", [(0, words), (1, words), (1, words)]);
    let ran = clone.run(&["check", "--release"]).ends_with_code(1);
    let help = "git fetch --unshallow --tags";
    assert!(ran.error().contains(help), "{}", ran.error());
    clone.git(&["fetch", "--quiet", "--unshallow", "--tags"]);
    let ran = clone.run(&["check", "--release"]).ends_with_code(1);
    assert!(ran.out().contains("since v0.1.0"), "{}", ran.out());
}

#[test]
fn only_a_release_below_head_counts() {
    let project = Project::released("unrelated");
    project.git(&["checkout", "--quiet", "-b", "other"]);
    with_another_property(&project);
    project.commit("Elsewhere");
    project.git(&["tag", "v0.2.0"]);
    project.git(&["checkout", "--quiet", "-"]);
    let words = "`v0.2.0` is on another branch";
    gates(&project, "", [(0, words), (1, words), (1, words)]);
    project
        .run(&["check", "--release", "--since", "v0.2.0"])
        .ends_with_code(1);
}

#[test]
fn tags_with_the_packages_name_and_pre_releases() {
    // The tag of the crate itself, beside those of others in the repository.
    let project = Project::released("pets-v0.1.0");
    project.git(&["tag", "v3.0.0"]);
    project.git(&["tag", "toys-v4.0.0"]);
    with_another_property(&project);
    let ran = project.run(&["check", "--release"]).ends_with_code(1);
    assert!(ran.out().contains("since pets-v0.1.0"), "{}", ran.out());
    // A pre-release does not take the place of the release before it.
    let project = Project::released("v0.1.0");
    with_another_property(&project);
    project.commit("A property");
    project.git(&["tag", "v0.1.1-rc.1"]);
    let ran = project.run(&["check", "--release"]).ends_with_code(1);
    assert!(ran.out().contains("since v0.1.0"), "{}", ran.out());
}

#[test]
fn a_version_below_that_of_the_release_is_refused() {
    let project = Project::released("v0.1.0");
    let config = project.read("spec/simgen.toml");
    project.write("spec/simgen.toml", &config.replace("0.1.0", "0.0.9"));
    project.run(&["generate"]).ends_with_code(0);
    let ran = project.run(&["check", "--release"]).ends_with_code(1);
    let words = "version 0.0.9 is lower than that of v0.1.0 (0.1.0)";
    assert!(ran.out().contains(words), "{}", ran.out());
}

#[test]
fn a_release_from_before_the_configuration_is_said() {
    let project = Project::generated();
    let config = project.read("spec/simgen.toml");
    std::fs::remove_file(project.path("spec/simgen.toml")).expect("it is there");
    project.git(&["init", "--quiet"]);
    project.commit("Written by hand");
    project.git(&["tag", "v0.1.0"]);
    project.write("spec/simgen.toml", &config);
    project.commit("Generated");
    let words = "v0.1.0 has no `spec/simgen.toml`";
    gates(&project, "", [(0, words), (1, words), (0, words)]);
    // The commit that set the version is one that has a configuration.
    project.git(&["tag", "--delete", "v0.1.0"]);
    with_another_property(&project);
    let ran = project.run(&["check"]).ends_with_code(0);
    let error = ran.error();
    assert!(
        error.contains("the commit that set version 0.1.0"),
        "{error}"
    );
    assert!(error.contains("minor asks for 0.1.1"), "{error}");
    let hash = error.split("compared with ").nth(1).unwrap_or_default();
    let hash = hash.split(',').next().unwrap_or_default();
    let is_short = (4..16).contains(&hash.len()) && hash.bytes().all(|c| c.is_ascii_hexdigit());
    assert!(is_short, "git prints hashes abbreviated: {hash}");
    let ran = project.run(&["generate", "--bump"]).ends_with_code(0);
    assert!(ran.error().contains("version 0.1.1"), "{}", ran.error());
}

#[test]
fn the_repository_is_that_of_the_configuration() {
    let project = Project::released("v0.1.0");
    let config = project.path("spec/simgen.toml");
    let config = config.to_str().expect("a path in Unicode");
    let elsewhere = Project::new();
    let ran = elsewhere
        .run(&["check", "--release", "--config", config])
        .ends_with_code(0);
    assert!(ran.error().contains("since v0.1.0"), "{}", ran.error());
    std::fs::create_dir(project.path("below")).expect("a folder can be made");
    gates(
        &project,
        "below",
        [
            (0, "since v0.1.0"),
            (0, "since v0.1.0"),
            (1, "v0.1.0 is a release"),
        ],
    );
}

#[test]
fn diff_compares_with_the_last_release_and_says_what_with_what() {
    let project = Project::released("v0.1.0");
    with_another_property(&project);
    let ran = project.run(&["diff"]).ends_with_code(0);
    let words = "comparing v0.1.0 with the working tree";
    assert!(ran.error().contains(words), "{}", ran.error());
    assert!(ran.out().contains("`age`"), "{}", ran.out());
    project.git(&["tag", "--delete", "v0.1.0"]);
    let ran = project.run(&["diff"]).ends_with_code(0);
    let words = "the commit that set version 0.1.0";
    assert!(ran.error().contains(words), "{}", ran.error());
    project.write("old.yaml", &project.read("spec/pets.yaml"));
    let ran = project
        .run(&["diff", "old.yaml", "spec/pets.yaml"])
        .ends_with_code(0);
    let words = "comparing old.yaml with spec/pets.yaml";
    assert!(ran.error().contains(words), "{}", ran.error());
}

#[test]
fn check_names_what_a_stopped_bump_left() {
    let project = Project::released("v0.1.0");
    project.write("client/CHANGELOG.md", "# Changelog\n");
    for left in [
        "spec/.simgen.toml.simgen-new",
        "client/.CHANGELOG.md.simgen-new",
    ] {
        project.write(left, "half a te");
        let ran = project.run(&["check"]).ends_with_code(1);
        let line = format!("unfinished: {left}: simgen was stopped");
        assert!(ran.out().contains(&line), "{}", ran.out());
        project.run(&["generate"]).ends_with_code(0);
        project.run(&["check"]).ends_with_code(0);
    }

    // The version is moved, and the changelog is not written yet.
    with_another_property(&project);
    let config = project.read("spec/simgen.toml");
    let moved = config.replace("version = '0.1.0'", "version = '0.1.1'");
    project.write("spec/simgen.toml", &moved);
    project.run(&["generate"]).ends_with_code(0);
    let missing = "`client/CHANGELOG.md` has no entry of version 0.1.1";
    let ran = project.run(&["check"]).ends_with_code(0);
    assert!(ran.error().contains(missing), "{}", ran.error());
    project.run(&["generate", "--bump"]).ends_with_code(0);
    let ran = project.run(&["check"]).ends_with_code(0);
    assert!(!ran.error().contains(missing), "{}", ran.error());
    assert!(project.read("client/CHANGELOG.md").contains("## 0.1.1 - "));
}
