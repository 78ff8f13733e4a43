//! `simgen bundle`: where it writes, in which format, and what it refuses.

use crate::project::{Project, files};

/// A project whose document refers to another file.
fn split() -> Project {
    let project = Project::new();
    project.replace_in_document("'#/components/schemas/Pet'", "'pet.yaml'");
    project.write("spec/pet.yaml", "type: object\ndescription: A pet.\n");
    project
}

#[test]
fn a_document_in_one_piece_goes_to_standard_output_or_into_a_file() {
    let project = split();
    let ran = project.run(&["bundle", "spec/pets.yaml"]).ends_with_code(0);
    assert_eq!(ran.error(), "");
    let yaml = ran.out();
    assert!(yaml.starts_with("openapi: 3.0.3\ninfo:\n"), "{yaml}");
    assert!(yaml.contains("$ref: '#/components/schemas/pet'"), "{yaml}");
    let arguments = ["bundle", "spec/pets.yaml", "--format", "json"];
    let json = project.run(&arguments).ends_with_code(0).out();
    assert!(json.starts_with("{\n  \"openapi\": \"3.0.3\","), "{json}");
    for (arguments, file, expected) in [
        (&["-o", "new/a.yml"][..], "new/a.yml", &yaml),
        (&["--output", "a.json"], "a.json", &json),
        (&["-o", "b.json", "--format", "yaml"], "b.json", &yaml),
        (&["-o", "a"], "a", &yaml),
    ] {
        let arguments = [&["bundle", "spec/pets.yaml"], arguments].concat();
        let ran = project.run(&arguments).ends_with_code(0);
        assert_eq!(
            (ran.out(), ran.error()),
            (String::new(), format!("{file}: written\n"))
        );
        assert_eq!(project.read(file), *expected, "{file}");
    }
    // What is written in JSON stays JSON.
    let ran = project.run(&["bundle", "a.json"]).ends_with_code(0);
    assert_eq!(ran.out(), json);
    let generate = [
        "generate", "a.json", "--name", "a-client", "--out", "client",
    ];
    project.run(&generate).ends_with_code(0);
}

#[test]
fn nothing_is_written_of_a_document_with_a_defect() {
    let project = split();
    project.write(
        "spec/pet.yaml",
        "type: object\nproperties: {a: {$ref: '#/b'}}\n",
    );
    project.write("out.yaml", "Mine.");
    let before = files(&project.path(""));
    let bundle = ["bundle", "spec/pets.yaml"];
    for output in [&[][..], &["-o", "out.yaml"], &["-o", "new.yaml"]] {
        let ran = project.run(&[&bundle, output].concat()).ends_with_code(1);
        assert_eq!(ran.out(), "", "{output:?}");
        let error = ran.error();
        assert!(error.starts_with("error[unresolved-reference]"), "{error}");
        assert!(error.contains("spec/pet.yaml:2:"), "{error}");
        assert!(error.ends_with("error: nothing is written because of the errors above\n"));
    }
    let json = [&bundle[..], &["--message-format", "json"]].concat();
    let error = project.run(&json).ends_with_code(1).error();
    let object: serde_json::Value = serde_json::from_str(&error).expect("one object");
    assert_eq!(object["code"], "unresolved-reference");
    assert_eq!(before, files(&project.path("")));
}

#[test]
fn wrong_input_and_output_is_named() {
    let project = split();
    project.write("folder/file", "");
    let cases: [(&[&str], i32, &str); 8] = [
        (&[], 2, "<DOC>"),
        (&["spec/simgen.toml"], 2, "--config FILE"),
        (&["spec/pets.yaml", "--format", "toml"], 2, "'toml'"),
        (
            &["spec/pets.yaml", "-o", "spec/pets.yaml"],
            2,
            "a file of the document itself",
        ),
        (
            &["spec/pets.yaml", "-o", "spec/../spec/pet.yaml"],
            2,
            "a file of the document itself",
        ),
        (&["none.yaml"], 1, "can't read `none.yaml`"),
        (&["spec/pets.yaml", "-o", "folder"], 1, "folder"),
        (
            &["spec/pets.yaml", "-o", "folder/file/below.yaml"],
            1,
            "folder/file",
        ),
    ];
    let before = files(&project.path(""));
    for (arguments, code, words) in cases {
        let arguments = [&["bundle"], arguments].concat();
        let ran = project.run(&arguments).ends_with_code(code);
        assert!(
            ran.error().contains(words),
            "{arguments:?}: {}",
            ran.error()
        );
        assert_eq!(ran.out(), "", "{arguments:?}");
    }
    assert_eq!(before, files(&project.path("")));
}
