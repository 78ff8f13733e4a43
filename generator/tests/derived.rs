//! `simgen generate DOC` without `--name` or `--out`: what it chooses, and what it refuses.

use crate::project::{Project, files};

#[test]
fn the_name_is_that_of_the_title_and_the_folder_that_of_the_name() {
    let project = Project::new();
    project.replace_in_document("title: Pets", "title: 'The *Pets* API, v2'");
    let ran = project
        .run(&["generate", "spec/pets.yaml"])
        .ends_with_code(0);
    let said = ran.error();
    assert!(
        said.contains(
            "the package is called `the-pets-api-v2`, and is in `the-pets-api-v2/`; `--name` and \
             `--out` change that\n"
        ),
        "{said}"
    );
    let manifest = project.read("the-pets-api-v2/Cargo.toml");
    assert!(
        manifest.contains("name = \"the-pets-api-v2\""),
        "{manifest}"
    );
    // What it made it finds again.
    project.run(&["check", "spec/pets.yaml"]).ends_with_code(0);
    let ran = project
        .run(&["generate", "spec/pets.yaml"])
        .ends_with_code(0);
    assert!(ran.error().contains(" 0 files written"), "{}", ran.error());
}

#[test]
fn each_of_both_can_be_given() {
    for (arguments, folder, name, said) in [
        (
            &["--name", "dogs"][..],
            "dogs",
            "dogs",
            "the crate is in `dogs/`; `--out` changes that",
        ),
        (
            &["--out", "a/b"],
            "a/b",
            "pets",
            "the package is called `pets`; `--name` changes that",
        ),
        (&["--out", "c", "--name", "dogs"], "c", "dogs", ""),
    ] {
        let project = Project::new();
        let ran = project
            .run(&[&["generate", "spec/pets.yaml"], arguments].concat())
            .ends_with_code(0);
        let manifest = project.read(&format!("{folder}/Cargo.toml"));
        assert!(
            manifest.contains(&format!("name = \"{name}\"")),
            "{manifest}"
        );
        assert!(ran.error().starts_with(said), "{}", ran.error());
        assert_eq!(
            ran.error().lines().count(),
            1 + usize::from(!said.is_empty())
        );
    }
}

/// A title without words, a number, a keyword, or a name that Cargo keeps.
#[test]
fn a_title_that_gives_no_name_leaves_it_to_the_file() {
    for title in ["'***'", "'3'", "Type", "Build", "CON", "HTTP", "[]"] {
        let project = Project::new();
        project.replace_in_document("title: Pets", &format!("title: {title}"));
        project.write("3.yaml", &project.read("spec/pets.yaml"));
        let ran = project.run(&["generate", "3.yaml"]).ends_with_code(2);
        let message = "nor the file `3.yaml` gives a package's name; say it with `--name`";
        assert!(ran.error().contains(message), "{}", ran.error());
        if title != "[]" {
            project
                .run(&["generate", "spec/pets.yaml"])
                .ends_with_code(0);
            let manifest = project.read("pets/Cargo.toml");
            assert!(manifest.contains("name = \"pets\""), "{manifest}");
        }
    }
}

/// Nobody asked for this folder, so that what is in it is somebody else's.
#[test]
fn a_folder_that_is_there_is_not_taken() {
    let cases: [(&str, &str); 3] = [
        ("pets/notes.txt", "Mine."),
        ("pets/Cargo.toml", "[package]\nname = 'pets'\n"),
        ("pets", "A file."),
    ];
    for (path, text) in cases {
        let project = Project::new();
        project.write(path, text);
        let before = files(&project.path(""));
        for command in ["generate", "check"] {
            let ran = project.run(&[command, "spec/pets.yaml"]).ends_with_code(1);
            let message =
                "error: `pets` is there already, and is not a crate that simgen wrote\nhelp: say";
            assert!(ran.error().contains(message), "{}", ran.error());
        }
        let format = ["--message-format", "json"];
        let ran = project
            .run(&[&["generate", "spec/pets.yaml"][..], &format].concat())
            .ends_with_code(1);
        assert!(ran.error().contains("\"file\":\"pets\""), "{}", ran.error());
        assert_eq!(ran.error().lines().count(), 1, "{}", ran.error());
        assert_eq!(before, files(&project.path("")), "{path}");
    }
    let project = Project::new();
    std::fs::create_dir(project.path("pets")).expect("a folder can be made");
    project
        .run(&["generate", "spec/pets.yaml"])
        .ends_with_code(0);
}
