//! What a run leaves for the next one: an unchanged input ends at once, and a
//! file that somebody edited is named.

use std::fs;

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
    let words = "edited by hand: src/pets/models/pet.rs; `simgen generate` takes that back";
    assert!(ran.out().contains(words), "{}", ran.out());
    project.run(&["generate"]).ends_with_code(0);
    assert_eq!(project.read(file), text);
    project.replace_in_document("All pets.", "Every pet.");
    let ran = project.run(&["check"]).ends_with_code(1);
    assert!(!ran.out().contains("edited by hand"), "{}", ran.out());
}
