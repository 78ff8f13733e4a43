//! `simgen init`: what it makes works at once, and nothing that is there is touched.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::project::{Project, Ran, files};

/// Runs it in an empty folder.
fn init(project: &Project, arguments: &[&str]) -> Ran {
    project.run_in("empty", &[&["init"], arguments].concat())
}

fn empty() -> Project {
    let project = Project::new();
    fs::create_dir(project.path("empty")).expect("a folder can be made");
    project
}

/// Offline, with the versions that this workspace has. The test of a project that starts from the
/// same document is run beside its own.
#[test]
fn the_test_of_a_new_project_passes() {
    let temporary = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let folder = temporary.join("init/demo");
    let _ = fs::remove_dir_all(temporary.join("init"));
    let make = |arguments: &[&str]| {
        let made = Command::new(env!("CARGO_BIN_EXE_simgen"))
            .args([&["init"], arguments].concat())
            .current_dir(temporary)
            .status();
        assert!(made.expect("simgen starts").success(), "{arguments:?}");
    };
    make(&["init/demo"]);
    let from = ["--from", "init/demo/spec/demo.yaml", "--name", "demo"];
    make(&[&["init/copy"][..], &from].concat());
    let other = temporary.join("init/copy/tests/client.rs");
    fs::copy(other, folder.join("tests/other.rs")).expect("there is a test");
    let manifest = folder.join("tests/Cargo.toml");
    let text = fs::read_to_string(&manifest).expect("there is a manifest");
    let text = text + "\n[[test]]\nname = \"other\"\npath = \"other.rs\"\n";
    fs::write(&manifest, text).expect("it can be written");
    let versions = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    fs::copy(versions, folder.join("Cargo.lock")).expect("there is a lock file");
    let output = Command::new(env!("CARGO"))
        .args(["test", "--offline"])
        .current_dir(&folder)
        .env("CARGO_TARGET_DIR", temporary.parent().unwrap_or(temporary))
        .env("CARGO_TERM_COLOR", "never")
        .output()
        .expect("cargo starts");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let said = said + &String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}");
    for test in [
        "a_task_that_was_created_can_be_read",
        "the_client_finds_the_mock_server",
    ] {
        assert!(said.contains(&format!("test {test} ... ok")), "{said}");
    }
    assert!(!said.contains("warning"), "{said}");
}

#[test]
fn a_new_project_is_complete_and_up_to_date() {
    let project = empty();
    let ran = project.run(&["init", "a/My_Demo"]).ends_with_code(0);
    let next = "`cd a/My_Demo && cargo test` runs the test in tests/client.rs";
    assert!(ran.error().contains(next), "{}", ran.error());
    for path in [
        ".gitignore",
        "Cargo.toml",
        "README.md",
        "generated/Cargo.toml",
        "generated/simgen.lock",
        "generated/src/lib.rs",
        "spec/my-demo.yaml",
        "spec/simgen.toml",
        "tests/Cargo.toml",
        "tests/client.rs",
    ] {
        let text = project.read(&format!("a/My_Demo/{path}"));
        let is_own = path.starts_with("generated");
        assert!(is_own || !text.contains("{{"), "{path}: {text}");
        assert!(text.ends_with('\n') && !text.ends_with("\n\n"), "{path}");
    }
    let manifest = project.read("a/My_Demo/generated/Cargo.toml");
    assert!(manifest.contains("name = \"my-demo\""), "{manifest}");
    assert!(
        project
            .read("a/My_Demo/tests/client.rs")
            .contains("use my_demo::api")
    );
    let before = files(&project.path("a"));
    for command in ["check", "generate"] {
        project.run_in("a/My_Demo", &[command]).ends_with_code(0);
    }
    let stamp = |path: &Path| path.ends_with(".simgen-stamp");
    let mut after = files(&project.path("a"));
    after.retain(|(path, ..)| !stamp(path));
    assert_eq!(before, after);
    let beside = fs::read_dir(project.path("a"))
        .expect("it is there")
        .count();
    assert_eq!(beside, 1, "something is left beside the project");
}

#[test]
fn the_current_folder_is_taken_where_it_is_empty() {
    let project = empty();
    project
        .run_in("empty", &["init", "--help"])
        .ends_with_code(0);
    fs::create_dir(project.path("empty/.git")).expect("a folder can be made");
    project.write("empty/.git/HEAD", "ref: refs/heads/main\n");
    let ran = init(&project, &[]).ends_with_code(0);
    assert!(ran.error().contains("`cargo test` runs"), "{}", ran.error());
    assert!(project.path("empty/spec/empty.yaml").is_file());
    assert!(!project.path("empty/.simgen-staging").exists());
    // Twice it is not empty any more.
    let before = files(&project.path("empty"));
    let ran = init(&project, &[]).ends_with_code(1);
    let found = "`.` is not empty: it has `./.gitignore`, `./Cargo.toml`, `./README.md`, `./generated`, \
                 `./spec`, `./tests`; choose a folder that is empty or not there";
    assert!(ran.error().contains(found), "{}", ran.error());
    assert_eq!(before, files(&project.path("empty")));
}

#[test]
fn what_can_not_be_is_refused_and_nothing_is_written() {
    let cases: [(&[&str], i32, &str); 7] = [
        (&["--name", "no name"], 2, "a package's name"),
        (&["--name", "build"], 2, "a package's name"),
        (&["3d"], 2, "a package's name"),
        (&["***"], 2, "gives no package's name; say it with `--name`"),
        (&["x", "--from", "none.yaml"], 1, "none.yaml"),
        (&["x", "--from", "spec.toml"], 2, "`--config FILE`"),
        (
            &["../spec"],
            1,
            "`../spec` is not empty: it has `../spec/pets.yaml`",
        ),
    ];
    for (arguments, code, words) in cases {
        let project = empty();
        let before = files(&project.path(""));
        let ran = init(&project, arguments).ends_with_code(code);
        assert!(
            ran.error().contains(words),
            "{arguments:?}: {}",
            ran.error()
        );
        assert_eq!(before, files(&project.path("")), "{arguments:?}");
        let left = fs::read_dir(project.path("empty")).expect("it is there");
        assert_eq!(left.count(), 0, "{arguments:?}");
    }
}

#[test]
fn a_project_can_start_from_a_document_in_several_files() {
    let project = empty();
    project.replace_in_document(
        "    Pet: {type: object, properties: {name: {type: string}}}",
        "    Pet: {$ref: 'parts/pet.yaml'}",
    );
    let pet = "type: object\nproperties: {'{{name}}': {type: string}}\n";
    project.write("spec/parts/pet.yaml", pet);
    init(&project, &["--from", "../spec/pets.yaml", "--name", "dogs"]).ends_with_code(0);
    assert_eq!(
        project.read("empty/spec/pets.yaml"),
        project.read("spec/pets.yaml")
    );
    assert_eq!(project.read("empty/spec/parts/pet.yaml"), pet);
    let config = project.read("empty/spec/simgen.toml");
    assert!(config.contains("document = \"pets.yaml\""), "{config}");
    assert!(config.contains("\nstrict = false\n"), "{config}");
    project.run_in("empty", &["check"]).ends_with_code(0);
}

#[test]
fn a_document_that_gives_nothing_makes_no_project() {
    let project = empty();
    project.replace_in_document("openapi: 3.0.3", "swagger: '2.0'");
    let ran = init(&project, &["--from", "../spec/pets.yaml", "x"]).ends_with_code(1);
    let message = "error[unsupported-version]";
    assert!(ran.error().contains(message), "{}", ran.error());
    assert!(ran.error().contains("../spec/pets.yaml"), "{}", ran.error());
    assert!(!project.path("empty/x").exists());
}
