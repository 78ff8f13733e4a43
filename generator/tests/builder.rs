//! The way in for a build script: what cargo is told, and what stops the build.

use std::fs;
use std::path::Path;

use simgen::{BuildError, Builder, Built};

use crate::project::Project;

/// A reference to a schema that is not there.
fn with_wrong_reference() -> Project {
    let project = Project::new();
    project.replace_in_document("schemas/Pet'", "schemas/Pett'");
    project
}

fn from_document(project: &Project) -> Builder {
    Builder::from_document(project.path("spec/pets.yaml"), "pets")
}

#[track_caller]
fn written(builder: &Builder, project: &Project) -> Built {
    let out = project.path("out");
    builder
        .write_to(out)
        .unwrap_or_else(|error| panic!("{error}"))
}

#[track_caller]
fn refused(builder: &Builder, project: &Project) -> String {
    let out = project.path("out");
    let error = builder.write_to(&out).expect_err("it is wrong");
    assert!(!out.exists(), "nothing is written");
    // What cargo shows of a `main` that returns the error.
    assert_eq!(format!("{error:?}"), error.to_string());
    error.to_string()
}

#[test]
fn cargo_is_told_of_every_file_that_was_read() {
    let project = Project::generated();
    project.write("spec/more.yaml", "Toy: {type: object}\n");
    project.replace_in_document(
        "Toy: {type: object, properties: {name: {type: string}}}",
        "Toy: {$ref: 'more.yaml#/Toy'}",
    );
    let read = ["spec/pets.yaml", "spec/more.yaml"];
    // The lock file keeps names, so the output depends on it, too.
    let configured = ["spec/simgen.toml", read[0], read[1], "client/simgen.lock"];
    let cases = [
        (from_document(&project), &read[..]),
        (
            Builder::from_config(project.path("spec/simgen.toml")),
            &configured,
        ),
    ];
    for (builder, expected) in cases {
        let built = written(&builder, &project);
        let lines = built.rerun_lines();
        let mut found: Vec<_> = lines
            .lines()
            .map(|line| line.strip_prefix("cargo::rerun-if-changed="))
            .map(|path| Path::new(path.expect("every line is one")).canonicalize())
            .map(|path| path.expect("cargo would run the script for ever"))
            .collect();
        found.sort();
        let mut expected: Vec<_> = expected
            .iter()
            .map(|path| project.path(path).canonicalize().expect("it is there"))
            .collect();
        expected.sort();
        assert_eq!(found, expected);
        assert_eq!(built.cargo_lines(), lines, "there is nothing to warn of");
        fs::remove_dir_all(project.path("out")).expect("it was written");
    }
}

#[test]
fn a_warning_is_shown_by_cargo_and_an_error_under_strict() {
    let project = with_wrong_reference();
    let built = written(&from_document(&project), &project);
    let lines = built.cargo_lines();
    assert!(lines.starts_with("cargo::rerun-if-changed="), "{lines}");
    let warnings: Vec<&str> = lines
        .lines()
        .filter_map(|line| line.strip_prefix("cargo::warning="))
        .collect();
    assert_eq!(built.warning_lines().lines().count(), warnings.len());
    let rerun = built.rerun_lines().lines().count();
    assert_eq!(lines.lines().count(), warnings.len() + rerun, "{lines}");
    for words in [
        "warning[unresolved-reference]",
        "pets.yaml:",
        "did you mean",
    ] {
        assert!(warnings.iter().any(|line| line.contains(words)), "{lines}");
    }
    fs::remove_dir_all(project.path("out")).expect("it was written");

    let said = refused(&from_document(&project).strict(), &project);
    assert!(said.contains("error[unresolved-reference]"), "{said}");
    let config = project.path("spec/simgen.toml");
    let said = refused(&Builder::from_config(config), &project);
    assert!(said.contains("error[unresolved-reference]"), "{said}");
}

#[test]
fn whatever_is_wrong_stops_the_build_and_writes_nothing() {
    let edits = [
        (
            "openapi: 3.0.3",
            "openapi: 4.0.0",
            "error[unsupported-version]",
        ),
        ("paths:", "paths: [", "error[syntax]"),
    ];
    for (old, new, words) in edits {
        let project = Project::new();
        project.replace_in_document(old, new);
        let said = refused(&from_document(&project), &project);
        assert!(said.contains(words) && said.contains("pets.yaml"), "{said}");
    }
    let project = Project::new();
    let document = project.path("spec/pets.yaml");
    let cases = [
        (Builder::from_document(&document, "no name"), "no name"),
        (
            from_document(&project).module("Not A Module"),
            "Not A Module",
        ),
        (Builder::from_document("none.yaml", "pets"), "none.yaml"),
        (Builder::from_config("none.toml"), "none.toml"),
    ];
    for (builder, words) in cases {
        let said = refused(&builder, &project);
        assert!(said.contains(words), "{said}");
    }
    let config = project
        .read("spec/simgen.toml")
        .replace("name = 'pets'", "nam = 'pets'");
    project.write("spec/simgen.toml", &config);
    let config = Builder::from_config(project.path("spec/simgen.toml"));
    let said = refused(&config, &project);
    assert!(said.contains("unknown field `nam`"), "{said}");
}

#[test]
fn files_of_others_stop_the_build_too() {
    let project = Project::new();
    project.write("out/client.rs", "fn mine() {}\n");
    let error = from_document(&project).write_to(project.path("out"));
    let error = error.expect_err("it is in the way");
    assert!(matches!(error, BuildError::Output(_)), "{error}");
    assert_eq!(project.read("out/client.rs"), "fn mine() {}\n");
}

#[test]
fn references_lead_out_of_the_folder_only_where_that_is_allowed() {
    let project = Project::new();
    project.write("common/more.yaml", "Toy: {type: object}\n");
    project.replace_in_document(
        "Toy: {type: object, properties: {name: {type: string}}}",
        "Toy: {$ref: '../common/more.yaml#/Toy'}",
    );
    let builder = from_document(&project).strict();
    let said = refused(&builder, &project);
    assert!(said.contains("forbidden-reference"), "{said}");
    let built = written(&builder.allow_path(project.path("common")), &project);
    assert!(built.rerun_lines().contains("more.yaml"), "{built:?}");
}

#[test]
fn the_printed_dependencies_are_those_of_the_generated_crate() {
    let project = Project::generated();
    let manifest = project.read("client/Cargo.toml");
    let cases: [&[&str]; 2] = [&["dependencies"], &["dependencies", "spec/pets.yaml"]];
    for arguments in cases {
        let printed = project.run(arguments).ends_with_code(0).out();
        for heading in ["[features]\n", "[dependencies]\n"] {
            assert!(printed.contains(heading), "{printed}");
        }
        let sections = printed.split_inclusive("\n\n").map(str::trim);
        for section in sections {
            assert!(manifest.contains(section), "{section}");
        }
        let table: toml::Table = printed.parse().expect("it is TOML");
        let whole: toml::Table = manifest.parse().expect("it is TOML");
        for section in ["features", "dependencies"] {
            assert_eq!(table.get(section), whole.get(section), "{section}");
        }
    }
    project.replace_in_document("openapi: 3.0.3", "openapi: 4.0.0");
    let ran = project.run(&["dependencies"]).ends_with_code(1);
    assert_eq!(ran.out(), "");
}
