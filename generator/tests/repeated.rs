//! What a run leaves for the next one: an unchanged input ends at once, and a
//! file that somebody edited is named.

use std::fs;

use serde_json::Value;

use crate::project::{Project, files};

/// Changes something between two runs.
type Edit = fn(&Project);

#[test]
fn an_unchanged_input_ends_without_a_look_at_the_output_again() {
    let project = Project::generated();
    let before = files(&project.path("client"));
    let ran = project.run(&["generate"]).ends_with_code(0);
    assert!(
        ran.error().contains("client/: up to date"),
        "{}",
        ran.error()
    );
    assert_eq!(before, files(&project.path("client")));
}

#[test]
fn anything_that_differs_makes_a_run_of_it() {
    let file = "client/src/pets/models/pet.rs";
    let edits: [(&str, Edit); 4] = [
        ("the document", |project| {
            project.replace_in_document("All pets.", "Every pet.")
        }),
        ("an emitted file", |project| {
            let path = "client/src/pets/models/pet.rs";
            let text = project.read(path);
            project.write(path, &text.replace("pub name:", "pub title:"));
        }),
        ("a file that is gone", |project| {
            fs::remove_file(project.path("client/src/pets/models/toy.rs")).expect("it was there");
        }),
        ("the mark of the last run", |project| {
            project.write("client/.simgen-stamp", "another one\n");
        }),
    ];
    for (what, edit) in edits {
        let project = Project::generated();
        edit(&project);
        let ran = project.run(&["generate"]).ends_with_code(0);
        assert!(
            !ran.error().contains("up to date"),
            "{what}: {}",
            ran.error()
        );
        assert!(project.read(file).contains("pub struct Pet"), "{what}");
        let ran = project.run(&["generate"]).ends_with_code(0);
        assert!(
            ran.error().contains("up to date"),
            "{what}: {}",
            ran.error()
        );
    }
}

#[test]
fn a_file_that_was_edited_by_hand_is_named() {
    let project = Project::generated();
    let file = "client/src/pets/models/pet.rs";
    let text = project.read(file);
    project.write(file, &text.replace("pub name:", "pub title:"));
    let ran = project.run(&["check"]).ends_with_code(1);
    let words = "changed since simgen wrote it: src/pets/models/pet.rs; `simgen generate` overwrites the change";
    assert!(ran.out().contains(words), "{}", ran.out());
    let ran = project.run(&["generate"]).ends_with_code(0);
    let words = "`client/src/pets/models/pet.rs` was changed since simgen wrote it";
    assert!(ran.error().contains(words), "{}", ran.error());
    assert_eq!(project.read(file), text);
    project.replace_in_document("All pets.", "Every pet.");
    let ran = project.run(&["check"]).ends_with_code(1);
    assert!(!ran.out().contains("changed since"), "{}", ran.out());
}

/// What `check` promises holds for any edit, even of the line that says who wrote the file.
#[test]
fn every_edit_that_check_names_is_overwritten_and_named() {
    let edits: [(&str, &str); 4] = [
        ("src/pets/models/pet.rs", "pub struct Mine;\n"),
        ("README.md", ""),
        (".gitignore", "/mine\n"),
        ("src/lib.rs", "// Mine.\n"),
    ];
    for (file, text) in edits {
        let project = Project::generated();
        let whole = project.read(&format!("client/{file}"));
        project.write(&format!("client/{file}"), text);
        let ran = project.run(&["check"]).ends_with_code(1);
        let words = format!(
            "changed since simgen wrote it: {file}; `simgen generate` overwrites the change"
        );
        assert!(ran.out().contains(&words), "{}", ran.out());
        let ran = project.run(&["generate"]).ends_with_code(0);
        let words = format!("warning: `client/{file}` was changed since simgen wrote it");
        assert!(ran.error().contains(&words), "{file}: {}", ran.error());
        assert_eq!(project.read(&format!("client/{file}")), whole);
        // For programs the same is an object on a line.
        project.write(&format!("client/{file}"), text);
        let ran = project.run(&["generate", "--message-format", "json"]);
        let ran = ran.ends_with_code(0);
        let object: Value = serde_json::from_str(ran.error().trim()).expect("one object");
        assert_eq!(object["file"], format!("client/{file}"), "{object}");
        assert_eq!(object["severity"], "warning", "{object}");
    }
}

/// A document with a defect that costs one operation, and that is a warning.
fn with_warning() -> Project {
    let project = Project::new();
    let config = project.read("spec/simgen.toml");
    let lenient = config.replace("[package]\n", "[package]\nstrict = false\n");
    project.write("spec/simgen.toml", &lenient);
    project.replace_in_document("schemas/Pet'", "schemas/Pett'");
    project
}

#[test]
fn a_run_with_warnings_shows_them_again() {
    let project = with_warning();
    for _ in 0..3 {
        let ran = project.run(&["generate"]).ends_with_code(0);
        let said = ran.error();
        assert!(said.contains("warning[unresolved-reference]"), "{said}");
        assert!(!said.contains("up to date"), "{said}");
    }
}

#[test]
fn strict_is_asked_even_where_the_last_run_was_not() {
    let project = with_warning();
    project.run(&["generate"]).ends_with_code(0);
    let ran = project.run(&["generate", "--strict"]).ends_with_code(1);
    let said = ran.error();
    assert!(said.contains("error[unresolved-reference]"), "{said}");
    // Nor does a run of another kind count as one without a word.
    let project = Project::generated();
    let runs: [&[&str]; 4] = [
        &["--strict"],
        &["--verbose"],
        &["--allow-path", "."],
        &["--out", "client"],
    ];
    for arguments in runs {
        let ran = project.run(&[&["generate"], arguments].concat());
        let ran = ran.ends_with_code(0);
        assert!(!ran.error().contains("up to date"), "{}", ran.error());
    }
}
