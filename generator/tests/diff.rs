//! `simgen diff` from outside: what can be compared, what is printed, and
//! with which code it ends.

use crate::project::Project;

/// An edit of the document, and the least class that `--deny` must refuse.
const EDITS: [(&str, &str, &str); 4] = [
    (
        "name: {type: string}}}\n    Toy",
        "names: {type: string}}}\n    Toy",
        "major",
    ),
    (
        "name: {type: string}}}\n    Toy",
        "name: {type: string}, age: {type: integer}}}\n    Toy",
        "minor",
    ),
    (
        "            application/json:",
        "            application/hal+json:",
        "patch",
    ),
    ("All pets.", "Every pet.", "docs"),
];

#[test]
fn deny_refuses_changes_of_its_class_or_a_greater_one() {
    for (old, new, class) in EDITS {
        let project = Project::new();
        let before = project.read("spec/pets.yaml");
        project.write("old.yaml", &before);
        project.replace_in_document(old, new);
        let classes = ["docs", "patch", "minor", "major"];
        let rank = |class: &str| classes.iter().position(|known| *known == class);
        for denied in ["patch", "minor", "major"] {
            let arguments = ["diff", "old.yaml", "spec/pets.yaml", "--deny", denied];
            let expected = i32::from(rank(class) >= rank(denied));
            let ran = project.run(&arguments).ends_with_code(expected);
            let says_so = ran.error().contains("there is a change that is denied");
            assert_eq!(says_so, expected == 1, "{class} {denied}: {}", ran.error());
            assert!(ran.out().contains(class), "{class}: {}", ran.out());
        }
        let ran = project.run(&["diff", "old.yaml", "spec/pets.yaml"]);
        ran.ends_with_code(0);
    }
}

#[test]
fn documents_configurations_folders_and_revisions_are_sides() {
    let project = Project::released("v0.1.0");
    project.write("old/spec/simgen.toml", &project.read("spec/simgen.toml"));
    project.write("old/spec/pets.yaml", &project.read("spec/pets.yaml"));
    let (old, new, _) = EDITS[0];
    project.replace_in_document(old, new);
    let sides: [&[&str]; 7] = [
        &["old/spec/pets.yaml", "spec/pets.yaml"],
        &["old", "."],
        &["old/spec", "spec"],
        &["old/spec/simgen.toml", "spec/simgen.toml"],
        &["old"],
        &["v0.1.0"],
        &["HEAD", "spec"],
    ];
    for sides in sides {
        let ran = project.run(&[&["diff"], sides].concat()).ends_with_code(0);
        let out = ran.out();
        assert!(
            out.contains("the property `name` is gone"),
            "{sides:?}: {out}"
        );
        assert!(out.contains("spec/pets.yaml:"), "{sides:?}: {out}");
        assert!(
            out.contains("comes 0.2.0, at least") || sides.len() == 2,
            "{sides:?}: {out}"
        );
    }
    project.commit("Renamed");
    let ran = project.run(&["diff", "HEAD~1", "HEAD"]).ends_with_code(0);
    assert!(
        ran.out().contains("after 0.1.0 comes 0.2.0"),
        "{}",
        ran.out()
    );
    let ran = project.run(&["diff", "HEAD"]).ends_with_code(0);
    assert!(!ran.out().contains("major"), "{}", ran.out());
}

#[test]
fn reports_are_for_people_pull_requests_and_programs() {
    let project = Project::new();
    project.write("old.yaml", &project.read("spec/pets.yaml"));
    let (old, new, _) = EDITS[1];
    project.replace_in_document(old, new);
    let printed = |format: &str| {
        let arguments = ["diff", "old.yaml", "spec/pets.yaml", "--format", format];
        project.run(&arguments).ends_with_code(0).out()
    };
    let json: serde_json::Value = serde_json::from_str(&printed("json")).expect("it is JSON");
    assert_eq!(json["class"], "minor", "{json:#}");
    assert_eq!(
        json["changes"][0]["kind"], "optional-property-added",
        "{json:#}"
    );
    let markdown = printed("markdown");
    assert!(
        markdown.contains("`age`") && markdown.contains("```diff"),
        "{markdown}"
    );
    assert!(printed("terminal").contains("1 minor"));
}

#[test]
fn what_is_no_side_is_wrong_usage_and_what_is_broken_is_refused() {
    let project = Project::released("v0.1.0");
    for sides in [
        &["nowhere"][..],
        &["v9.9.9"],
        &["v0.1.0", "nowhere"],
        &["client"],
    ] {
        let ran = project.run(&[&["diff"], sides].concat()).ends_with_code(2);
        assert!(!ran.error().is_empty(), "{sides:?} says nothing");
    }
    project.replace_in_document("openapi: 3.0.3", "openapi: 4.0.0");
    let ran = project.run(&["diff", "v0.1.0"]).ends_with_code(1);
    assert!(
        ran.error().contains("error[unsupported-version]"),
        "{}",
        ran.error()
    );
    assert!(ran.out().is_empty(), "{}", ran.out());
}

#[test]
fn an_old_side_with_warnings_is_compared_and_a_new_one_is_refused() {
    let project = Project::released("v0.1.0");
    let right = project.read("spec/pets.yaml");
    let wrong = right.replace("All pets.", "All pets.\n          contents: {}");
    project.write("old/spec/pets.yaml", &wrong);
    project.write("old/spec/simgen.toml", &project.read("spec/simgen.toml"));
    let ran = project.run(&["diff", "old", "."]).ends_with_code(0);
    assert_eq!(ran.error(), "comparing old with .\n");
    let ran = project.run(&["diff", ".", "old"]).ends_with_code(1);
    assert!(
        ran.error().contains("error[unknown-member]"),
        "{}",
        ran.error()
    );
    assert!(!ran.error().contains("--verbose"), "{}", ran.error());
}
