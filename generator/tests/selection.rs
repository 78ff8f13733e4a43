//! What of a document is generated, and how findings are printed for programs.

use serde_json::Value;

use crate::project::Project;

const SHOPS: &str = "  /shops:
    get: {operationId: listShops, tags: [Shops], responses: {'200': {description: S., content: {application/json: {schema: {$ref: '#/components/schemas/Toy'}}}}}}
components:";

#[test]
fn only_and_skip_leave_out_operations_and_what_they_alone_need() {
    let cases: [(&[&str], bool, bool); 7] = [
        (&[], true, true),
        (&["--only", "listPets"], true, false),
        (&["--only", "GET /shops"], false, true),
        (&["--only", "Shops"], false, true),
        (&["--only", "Shops", "--only", "Pets"], true, true),
        (&["--skip", "listShops"], true, false),
        (
            &["--only", "Pets", "--only", "Shops", "--skip", "GET /pets"],
            false,
            true,
        ),
    ];
    for (words, pets, shops) in cases {
        let project = Project::new();
        project.replace_in_document("components:", SHOPS);
        let arguments = [
            "generate",
            "spec/pets.yaml",
            "--out",
            "own",
            "--name",
            "own",
        ];
        project
            .run(&[&arguments[..], words].concat())
            .ends_with_code(0);
        let models =
            ["pet", "toy"].map(|name| project.path(&format!("own/src/api/models/{name}.rs")));
        let found =
            ["pets", "shops"].map(|name| project.path(&format!("own/src/api/{name}.rs")).exists());
        assert_eq!(found, [pets, shops], "{words:?}");
        if !words.is_empty() {
            assert_eq!(models.map(|path| path.exists()), [pets, shops], "{words:?}");
        }
    }
}

#[test]
fn a_word_that_selects_nothing_is_wrong_usage_with_the_nearest() {
    let project = Project::new();
    let arguments = [
        "generate",
        "spec/pets.yaml",
        "--out",
        "own",
        "--name",
        "own",
        "--only",
        "listPet",
    ];
    let ran = project.run(&arguments).ends_with_code(2);
    assert!(
        ran.error().contains("did you mean `listPets`?"),
        "{}",
        ran.error()
    );
    assert!(!project.path("own").exists());
}

#[test]
fn options_that_contradict_or_select_nothing_are_wrong_usage() {
    let single = [
        "generate",
        "spec/pets.yaml",
        "--out",
        "own",
        "--name",
        "own",
    ];
    let both = "`--only` and to `--skip`";
    let nothing = "leave no operation";
    let cases: [(&[&str], &[&str], &str); 13] = [
        (&single, &["--only", "Pets", "--skip", "Pets"], both),
        (
            &single,
            &["--only", "GET /pets", "--skip", "get  /pets"],
            both,
        ),
        (&single, &["--only", "Pets", "--skip", "listPets"], nothing),
        (&single, &["--skip", "Pets"], nothing),
        (&["generate"], &["--out", "own", "--skip", "Pets"], nothing),
        (&["check"], &["--out", "own", "--skip", "Pets"], nothing),
        (&["generate"], &["--since", "HEAD"], "add `--bump`"),
        (
            &["generate"],
            &["--bump", "--only", "Pets"],
            "cannot be used with",
        ),
        (
            &["generate"],
            &["--bump", "--skip", "Pets"],
            "cannot be used with",
        ),
        (&["generate"], &["--allow-path", "none"], "no such folder"),
        (
            &["check"],
            &["--allow-path", "spec/pets.yaml"],
            "no such folder",
        ),
        (&["diff"], &["--allow-path", "none"], "no such folder"),
        (
            &["dependencies"],
            &["--allow-path", "none"],
            "no such folder",
        ),
    ];
    let project = Project::new();
    for (command, options, words) in cases {
        let arguments = [command, options].concat();
        let ran = project.run(&arguments).ends_with_code(2);
        assert!(
            ran.error().contains(words),
            "{arguments:?}: {}",
            ran.error()
        );
        let is_empty = !project.path("own").exists() && !project.path("client").exists();
        assert!(is_empty, "{arguments:?}");
    }
}

#[test]
fn a_document_that_cannot_be_read_is_reported_before_the_words_of_a_selection() {
    let project = Project::new();
    project.replace_in_document("paths:", "paths: [");
    let arguments = ["generate", "--out", "own", "--only", "Pets"];
    let ran = project.run(&arguments).ends_with_code(1);
    assert!(ran.error().contains("error[syntax]"), "{}", ran.error());
}

#[test]
fn findings_for_programs_are_one_object_a_line_and_nothing_else() {
    let project = Project::generated();
    project.replace_in_document("schemas/Pet'", "schemas/Pett'");
    for command in ["generate", "check"] {
        let ran = project
            .run(&[command, "--message-format", "json"])
            .ends_with_code(1);
        let lines: Vec<Value> = ran
            .error()
            .lines()
            .map(|line| {
                serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))
            })
            .collect();
        let found = lines
            .iter()
            .find(|line| line["code"] == "unresolved-reference");
        let found = found.unwrap_or_else(|| panic!("{lines:#?}"));
        assert_eq!(found["severity"], "error", "{found:#}");
        assert!(found.to_string().contains("spec/pets.yaml"), "{found:#}");
    }
}

/// Arguments, the exit code, the code of the object, and words in it.
const FAILURES: &[(&[&str], i32, &str, &str)] = &[
    (&[], 2, "wrong-usage", "requires a subcommand"),
    (&["generate", "--colour"], 2, "wrong-usage", "'--colour'"),
    (
        &["generate", "spec/pets.yaml", "--name", "taken"],
        1,
        "output",
        "--name NAME",
    ),
    (
        &["generate", "spec/simgen.toml"],
        2,
        "wrong-usage",
        "--config FILE",
    ),
    (
        &["generate", "--since", "HEAD"],
        2,
        "wrong-usage",
        "`--bump`",
    ),
    (
        &["generate", "--out", "own", "--only", "listPet"],
        2,
        "wrong-usage",
        "`listPets`",
    ),
    (&["explain", "none"], 2, "wrong-usage", "`none`"),
    (&["init", "taken"], 1, "output", "taken/Cargo.toml"),
    (
        &["init", "new", "--name", "a b"],
        2,
        "wrong-usage",
        "a package's name",
    ),
    (
        &["dependencies", "--config", "none.toml"],
        1,
        "unreadable-file",
        "none.toml",
    ),
    (
        &["diff", "spec/pets.yaml", "none"],
        2,
        "wrong-usage",
        "`none`",
    ),
    (
        &["diff", "none.toml", "spec/pets.yaml"],
        1,
        "unreadable-file",
        "none.toml",
    ),
    (&["check", "--release"], 1, "stale", "client/ is stale"),
    (&["generate", "--bump"], 1, "release", "no release"),
    (
        &["generate", "--out", "spec/pets.yaml"],
        1,
        "output",
        "spec/pets.yaml",
    ),
    (
        &["generate", "--out", "taken"],
        1,
        "output",
        "taken/Cargo.toml",
    ),
];

#[test]
fn whatever_fails_is_told_to_programs_in_objects() {
    let project = Project::new();
    project.write("taken/Cargo.toml", "");
    for &(arguments, code, name, words) in FAILURES {
        let arguments = [arguments, &["--message-format", "json"]].concat();
        let ran = project.run(&arguments).ends_with_code(code);
        let object = |line| serde_json::from_str::<Value>(line);
        let lines: Result<Vec<Value>, _> = ran.error().lines().map(object).collect();
        let lines = lines.unwrap_or_else(|error| panic!("{arguments:?}: {error}: {}", ran.error()));
        let found = lines.iter().find(|line| line["code"] == name);
        let found = found.unwrap_or_else(|| panic!("{arguments:?}: {lines:#?}"));
        assert_eq!(found["severity"], "error", "{found:#}");
        assert!(
            found.to_string().contains(words),
            "{arguments:?}: {found:#}"
        );
    }
}

#[test]
fn a_run_that_succeeds_says_nothing_to_programs() {
    let project = Project::released("v0.1.0");
    for command in [
        &["generate"][..],
        &["check"],
        &["check", "--release"],
        &["diff"],
        &["generate", "--bump"],
    ] {
        let arguments = [command, &["--message-format=json"]].concat();
        let ran = project.run(&arguments).ends_with_code(0);
        assert_eq!(ran.error(), "", "{arguments:?}");
    }
}
