//! The command line from outside: exit codes, what is printed, and what
//! happens on the disk.

mod builder;
mod bundled;
mod completions;
mod derived;
mod diff;
mod explained;
mod guide;
mod init;
mod kept;
mod project;
mod release;
mod repeated;
mod selection;

use std::fs;

use project::{Project, files};

#[test]
fn generate_writes_a_crate_that_check_agrees_with() {
    let project = Project::generated();
    assert!(
        project
            .read("client/src/pets/models/pet.rs")
            .contains("pub struct Pet")
    );
    project.run(&["check"]).ends_with_code(0);
}

#[test]
fn the_configuration_is_found_from_a_folder_below() {
    let project = Project::generated();
    fs::create_dir(project.path("below")).expect("a folder can be made");
    project.run_in("below", &["check"]).ends_with_code(0);
}

#[test]
fn what_is_unchanged_keeps_its_time() {
    let project = Project::generated();
    let before = files(&project.path("client"));
    project.run(&["generate"]).ends_with_code(0);
    assert_eq!(before, files(&project.path("client")));
}

#[test]
fn check_shows_what_differs_and_writes_nothing() {
    let project = Project::generated();
    project.replace_in_document(
        "Pet: {type: object, properties: {name",
        "Pet: {type: object, properties: {nickname",
    );
    let before = files(&project.path("client"));
    let ran = project.run(&["check"]).ends_with_code(1);
    let shown = ran.out();
    assert!(shown.contains("-    pub name: Option<String>,"), "{shown}");
    assert!(
        shown.contains("+    pub nickname: Option<String>,"),
        "{shown}"
    );
    assert!(shown.contains("is stale"), "{shown}");
    assert_eq!(before, files(&project.path("client")));
}

#[test]
fn a_refused_document_leaves_the_old_crate_as_it_is() {
    let cases = [
        (
            "openapi: 3.0.3",
            "openapi: 4.0.0",
            "error[unsupported-version]",
        ),
        (
            "schemas/Pet'",
            "schemas/Pett'",
            "error[unresolved-reference]",
        ),
        ("paths:", "paths: [", "error[syntax]"),
    ];
    for (old, new, message) in cases {
        let project = Project::generated();
        let before = files(&project.path("client"));
        project.replace_in_document(old, new);
        for command in ["generate", "check"] {
            let ran = project.run(&[command]).ends_with_code(1);
            assert!(ran.error().contains(message), "{}", ran.error());
            assert!(ran.error().contains("spec/pets.yaml"), "{}", ran.error());
        }
        assert_eq!(before, files(&project.path("client")), "{new}");
    }
}

#[test]
fn a_refused_document_makes_no_crate() {
    let project = Project::new();
    project.replace_in_document("openapi: 3.0.3", "swagger: '2.0'");
    project.run(&["generate"]).ends_with_code(1);
    assert!(!project.path("client").exists());
}

#[test]
fn only_own_files_are_removed() {
    let project = Project::generated();
    project.write("client/LICENSE", "Mine.");
    project.write("client/src/pets/models/mine.rs", "// Mine.\n");
    assert!(project.path("client/src/pets/models/toy.rs").exists());
    project.replace_in_document(
        "    Toy: {type: object, properties: {name: {type: string}}}\n",
        "",
    );
    let ran = project.run(&["check"]).ends_with_code(1);
    assert!(
        ran.out()
            .contains("no longer generated: src/pets/models/toy.rs"),
        "{}",
        ran.out()
    );
    project.run(&["generate"]).ends_with_code(0);
    assert!(!project.path("client/src/pets/models/toy.rs").exists());
    assert_eq!(project.read("client/LICENSE"), "Mine.");
    assert_eq!(project.read("client/src/pets/models/mine.rs"), "// Mine.\n");
}

#[test]
fn license_texts_come_and_go_with_the_license() {
    let project = Project::new();
    let config = project.read("spec/simgen.toml");
    let with = |lines: &str| {
        let text = config.replace("[[module]]", &format!("{lines}\n[[module]]"));
        project.write("spec/simgen.toml", &text);
    };
    with("license = 'MIT OR Apache-2.0'");
    project.run(&["generate"]).ends_with_code(0);
    project.run(&["check"]).ends_with_code(0);
    assert!(project.path("client/LICENSE-APACHE").exists());
    // They have no mark of simgen's, and are its files all the same.
    with("license = 'MIT'\nauthors = ['Jane Doe <jane@example.com>']");
    let ran = project.run(&["check"]).ends_with_code(1);
    let words = "no longer generated: LICENSE-APACHE";
    assert!(ran.out().contains(words), "{}", ran.out());
    project.run(&["generate"]).ends_with_code(0);
    assert!(!project.path("client/LICENSE-APACHE").exists());
    let text = project.read("client/LICENSE-MIT");
    assert!(text.contains("\nCopyright (c) Jane Doe\n"), "{text}");
    // A text of somebody else's is neither overwritten nor removed.
    with("");
    project.run(&["generate"]).ends_with_code(0);
    assert!(!project.path("client/LICENSE-MIT").exists());
    project.write("client/LICENSE-MIT", "Mine.");
    project.run(&["generate"]).ends_with_code(0);
    assert_eq!(project.read("client/LICENSE-MIT"), "Mine.");
    with("license = 'MIT'");
    project.run(&["generate"]).ends_with_code(1);
    assert_eq!(project.read("client/LICENSE-MIT"), "Mine.");
}

#[test]
fn what_the_configuration_says_for_registries_is_in_the_manifest() {
    let project = Project::new();
    let lines = [
        "license = \"ISC\"",
        "repository = \"https://example.com/pets.git\"",
        "homepage = \"https://example.com/\"",
        "documentation = \"https://example.com/docs\"",
        "authors = [\"Jane \\\"J\\\" Doe\"]",
        "keywords = [\"pets\", \"api\"]",
        "categories = [\"api-bindings\"]",
    ];
    let config = project.read("spec/simgen.toml");
    let config = config.replace("[[module]]", &format!("{}\n[[module]]", lines.join("\n")));
    project.write("spec/simgen.toml", &config);
    project.run(&["generate"]).ends_with_code(0);
    let manifest: toml::Value =
        toml::from_str(&project.read("client/Cargo.toml")).expect("it is TOML");
    let config: toml::Value = toml::from_str(&config).expect("it is TOML");
    for line in lines {
        let key = line.split(' ').next().unwrap_or_default();
        assert_eq!(manifest["package"][key], config["package"][key], "{key}");
    }
    assert_eq!(manifest["package"]["readme"].as_str(), Some("README.md"));
    assert!(!project.path("client/LICENSE-MIT").exists());
}

#[test]
fn the_pages_of_the_guide_are_copied_and_linked() {
    let project = Project::new();
    let config = project.read("spec/simgen.toml");
    let with = |line: &str| {
        let text = config.replace("[[module]]", &format!("{line}\n[[module]]"));
        project.write("spec/simgen.toml", &text);
    };
    with("guide = ['guide/first-steps.md', 'guide/errors.md']");
    project.write(
        "spec/guide/first-steps.md",
        "# First steps\r\n\r\nSee [errors](errors.md).\r\n\r\n",
    );
    let ran = project.run(&["generate"]).ends_with_code(1);
    let place = "--> spec/simgen.toml:5:34";
    assert!(
        ran.error().contains("`spec/guide/errors.md`") && ran.error().contains(place),
        "{}",
        ran.error()
    );

    project.write("spec/guide/errors.md", "Without a heading.\n");
    project.run(&["generate"]).ends_with_code(0);
    let page = project.read("client/docs/guide/first-steps.md");
    let (mark, text) = page.split_once("\n\n").expect("a mark is above the text");
    assert_eq!(
        mark,
        "<!-- Generated by simgen: a copy of guide/first-steps.md; edit that file. -->"
    );
    assert_eq!(
        text,
        "# First steps\n\n[All pages](../README.md)\n\nSee [errors](errors.md).\n"
    );
    let index = project.read("client/docs/README.md");
    let links =
        "## Guide\n\n- [First steps](guide/first-steps.md)\n- [errors.md](guide/errors.md)\n";
    assert!(index.contains(links), "{index}");

    // A page is a source like a document: the crate is stale after an edit.
    project.write("spec/guide/errors.md", "# Errors\n");
    project.run(&["check"]).ends_with_code(1);
    project.run(&["generate"]).ends_with_code(0);
    with("guide = ['guide/errors.md']");
    project.run(&["generate"]).ends_with_code(0);
    assert!(!project.path("client/docs/guide/first-steps.md").exists());
}

#[test]
fn a_single_document_makes_a_crate_of_its_own() {
    let project = Project::new();
    let arguments = [
        "generate",
        "spec/pets.yaml",
        "--out",
        "own",
        "--name",
        "own-client",
    ];
    project.run(&arguments).ends_with_code(0);
    assert!(
        project
            .read("own/Cargo.toml")
            .contains("name = \"own-client\"")
    );
    assert!(project.path("own/src/api/client.rs").exists());
}

#[test]
fn a_defect_costs_one_operation_unless_strict() {
    let project = Project::new();
    project.replace_in_document(
        "schema: {type: array",
        "schema: {$ref: '#/nowhere', type: array",
    );
    let arguments = [
        "generate",
        "spec/pets.yaml",
        "--out",
        "own",
        "--name",
        "own",
    ];
    let ran = project.run(&arguments).ends_with_code(0);
    assert!(
        ran.error().contains("warning[unresolved-reference]"),
        "{}",
        ran.error()
    );
    let strict = [&arguments[..], &["--strict"]].concat();
    let ran = project.run(&strict).ends_with_code(1);
    assert!(
        ran.error().contains("error[unresolved-reference]"),
        "{}",
        ran.error()
    );
}

#[test]
fn wrong_arguments_end_with_code_2() {
    let project = Project::new();
    let wrong: [(&[&str], &str); 7] = [
        (&[], "Usage: simgen"),
        (&["generate", "--colour"], "'--colour'"),
        (
            &["generate", "spec/pets.yaml", "--name", "build"],
            "`build`",
        ),
        (
            &["generate", "spec/pets.yaml", "--config", "spec/simgen.toml"],
            "--config <FILE>",
        ),
        (
            &["generate", "x.yaml", "--out", "x", "--name", "no name"],
            "no name",
        ),
        (&["generate", "spec/simgen.toml"], "--config FILE"),
        (&["explain", "no-such-code"], "no-such-code"),
    ];
    for (arguments, words) in wrong {
        let ran = project.run(arguments).ends_with_code(2);
        assert!(
            ran.error().contains(words),
            "{arguments:?}: {}",
            ran.error()
        );
    }
    assert!(!project.path("client").exists() && !project.path("x").exists());
}

/// `simgen … | head -0`: nobody reads what is printed, and the code is the same.
#[test]
fn a_closed_pipe_changes_no_exit_code() {
    let project = Project::generated();
    project.write("old.yaml", &project.read("spec/pets.yaml"));
    project.replace_in_document("All pets.", "Every pet.");
    let cases: [(&[&str], i32); 9] = [
        (&["--help"], 0),
        (&["explain"], 0),
        (&["explain", "syntax"], 0),
        (&["dependencies"], 0),
        (&["bundle", "spec/pets.yaml"], 0),
        (&["completions", "bash"], 0),
        (&["diff", "old.yaml", "spec/pets.yaml"], 0),
        (&["check"], 1),
        (&["explain", "none"], 2),
    ];
    for (arguments, code) in cases {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let errors = writer.try_clone().expect("the same pipe");
        let status = std::process::Command::new(env!("CARGO_BIN_EXE_simgen"))
            .args(arguments)
            .current_dir(project.path(""))
            .stdout(writer)
            .stderr(errors)
            .status();
        let status = status.expect("simgen starts");
        assert_eq!(status.code(), Some(code), "{arguments:?}");
    }
}

#[test]
fn only_what_is_near_is_suggested() {
    let project = Project::new();
    let config = project.read("spec/simgen.toml");
    let key = |key: &str| {
        let text = config.replace("version = ", &format!("{key} = "));
        project.write("spec/simgen.toml", &text);
        project.run(&["generate"]).ends_with_code(1).error()
    };
    let code = |code: &str| project.run(&["explain", code]).ends_with_code(2).error();
    let selected = |word: &str| {
        let arguments = [
            "generate",
            "spec/pets.yaml",
            "--out",
            "own",
            "--name",
            "own",
        ];
        let arguments = [&arguments[..], &["--only", word]].concat();
        project.run(&arguments).ends_with_code(2).error()
    };
    for (near, far) in [
        (key("versoin"), key("colour")),
        (code("sintax"), code("colour")),
        (selected("listPet"), selected("colour")),
    ] {
        assert!(near.contains("did you mean"), "{near}");
        assert!(!far.contains("did you mean"), "{far}");
    }
}
