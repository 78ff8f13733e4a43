//! A lock file keeps names and types as they are when a document changes.

use std::path::Path;

use serde_json::{Value, json};
use simgen::internal::change::{Class, Report};
use simgen::internal::lock::{LOCK, Lock};
use simgen::{GeneratedFile, Project};

use super::edit::edited;
use super::{base, project};

#[test]
fn a_schema_that_takes_an_inline_ones_name_renames_nothing_once_there_is_a_lock() {
    let owner = json!({ "type": "string", "enum": ["me"] });
    let edits = json!([{ "put": "/components/schemas/PetOwner", "value": owner }]);
    assert_classes(&base(), &edits, Class::Major, Class::Minor);
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn what_takes_a_name_that_is_in_use_renames_nothing_once_there_is_a_lock() {
    let text = json!({ "type": "string" });
    let with_foo = edited(
        base(),
        &json!([{ "put": "/components/schemas/Pet/properties/fooBar", "value": text }]),
    );
    let other = json!({ "get": { "operationId": "a", "tags": ["pets"], "responses": { "204": { "description": "A." } } } });
    let query =
        |name: &str| json!({ "name": name, "in": "query", "schema": { "type": "integer" } });
    let pet = json!({ "type": "object", "properties": { "x": text } });
    let cases = [
        (
            "a property",
            json!([
                { "put": "/components/schemas/Pet/properties/foo_bar", "value": text },
                { "reorder": "/components/schemas/Pet/properties", "first": "foo_bar" },
            ]),
        ),
        (
            "the undeclared properties",
            json!([{ "put": "/components/schemas/Pet/properties/rest", "value": text }]),
        ),
        (
            "a value",
            json!([{ "put": "/components/schemas/Mood/enum", "value": ["HAPPY", "happy", "sad"] }]),
        ),
        (
            "unknown values",
            json!([{ "put": "/components/schemas/Mood/enum/-", "value": "unknown" }]),
        ),
        (
            "a parameter",
            json!([
                { "put": "/paths/~1pets/get/parameters/-", "value": query("Limit") },
                { "reorder": "/paths/~1pets/get/parameters", "first": 3 },
            ]),
        ),
        (
            "a body",
            json!([{ "put": "/paths/~1pets~1{id}~1{part}/put/parameters", "value": [query("body")] }]),
        ),
        (
            "a schema",
            json!([
                { "put": "/components/schemas/pet", "value": pet },
                { "reorder": "/components/schemas", "first": "pet" },
            ]),
        ),
        (
            "a resource",
            json!([{ "put": "/paths/~1a", "value": other }, { "reorder": "/paths", "first": "/a" }]),
        ),
    ];
    for (what, edits) in cases {
        let new = edited(with_foo.clone(), &edits);
        assert_eq!(
            class_without_names(&with_foo, &new),
            Some(Class::Major),
            "{what}"
        );
        let (old_files, lock) = run(&with_foo, Lock::default());
        let found = report(&with_foo, &new, &lock);
        assert_eq!(found.class(), Some(Class::Minor), "{what}: {found:#?}");
        let (new_files, again) = run(&new, lock);
        let (_, last) = run(&new, again.clone());
        assert_eq!(again, last, "{what}");
        assert_eq!(gone(&old_files, &new_files), [""; 0], "{what}");
    }
}

/// What is in the old `api.txt` and not in the new one, and the files that
/// hold another type than before.
fn gone(old: &[GeneratedFile], new: &[GeneratedFile]) -> Vec<String> {
    let text = |files: &[GeneratedFile], path: &str| {
        let found = files.iter().find(|file| file.path == path);
        found.map_or_else(String::new, |file| file.text.clone())
    };
    let api = text(new, "api.txt");
    let before = text(old, "api.txt");
    let lines = before
        .lines()
        .filter(|line| !api.lines().any(|other| other == *line));
    let declares = |text: &str| {
        text.lines()
            .find(|line| line.starts_with("pub struct "))
            .map(str::to_owned)
    };
    let moved = old
        .iter()
        .filter(|file| declares(&file.text) != declares(&text(new, &file.path)));
    let moved = moved.map(|file| file.path.clone());
    lines.map(str::to_owned).chain(moved).collect()
}

#[test]
fn an_error_status_of_one_operation_leaves_the_enum_that_it_shares() {
    let rename = json!([{ "rename": "/paths/~1pets/post/responses/400", "to": "404" }]);
    let shared = edited(base(), &rename);
    let broken = json!({ "description": "Broken." });
    let edits = json!([{ "put": "/paths/~1pets/post/responses/500", "value": broken }]);
    assert_classes(&shared, &edits, Class::Major, Class::Minor);
}

#[test]
fn a_status_that_means_two_things_parts_what_was_shared() {
    let rename = json!([{ "rename": "/paths/~1pets/post/responses/400", "to": "404" }]);
    let shared = edited(base(), &rename);
    let edits =
        json!([{ "put": "/paths/~1pets/post/responses/404", "value": { "description": "None." } }]);
    assert_classes(&shared, &edits, Class::Major, Class::Major);
}

#[test]
fn a_lock_changes_nothing_of_the_document_it_was_made_of() {
    let (files, lock) = run(&base(), Lock::default());
    let (again, lock_again) = run(&base(), lock.clone());
    assert_eq!((files, lock), (again, lock_again));
}

#[test]
fn names_of_what_is_gone_are_free_again() {
    let (_, lock) = run(&base(), Lock::default());
    let edits = json!([
        { "rename": "/paths/~1shops/get/operationId", "to": "operationId" },
        { "put": "/paths/~1shops/get/operationId", "value": "list-shops" },
        { "rename": "/components/schemas/Fish", "to": "fish" },
    ]);
    let (files, _) = run(&edited(base(), &edits), lock);
    let api = files.iter().find(|file| file.path == "api.txt");
    let api = api.map_or("", |file| &file.text);
    assert!(api.contains("::list_shops("), "{api}");
    assert!(api.contains("pub struct api::models::Fish:"), "{api}");
}

#[test]
fn a_lock_file_that_is_none_is_refused_with_a_fix() {
    let path = Path::new("client/simgen.lock");
    let texts = [
        ("simgen = '1'\n<<<<<<< HEAD\n", "merge conflict", "--theirs"),
        (
            "simgen = '1'\nsimgen = '2'\n",
            "is not a lock file",
            "restore it",
        ),
    ];
    for (text, message, help) in texts {
        let error = Lock::parse(text).expect_err("no lock file");
        assert!(error.message(path).contains(message), "{error}");
        assert!(error.help(path).contains(help), "{error}");
        assert!(error.at() > 10, "{error}");
    }
    let wild = "simgen = '1'\n[names.api.types]\n'/components/schemas/Pet' = 'fn'\n";
    let (files, _) = run(&base(), Lock::parse(wild).expect("it is TOML"));
    assert!(
        files
            .iter()
            .any(|file| file.text.contains("pub struct Pet {"))
    );
}

/// The class of a change without a lock, and with the one of the old side.
fn assert_classes(old: &Value, edits: &Value, without: Class, with: Class) {
    let new = edited(old.clone(), edits);
    let found = class_without_names(old, &new);
    assert_eq!(found, Some(without), "without names to go by");
    let (_, lock) = run(old, Lock::default());
    let report = report(old, &new, &lock);
    assert_eq!(report.class(), Some(with), "{report:#?}");
}

fn class_without_names(old: &Value, new: &Value) -> Option<Class> {
    let elsewhere = Lock::parse("simgen = '1'\n[names.elsewhere]\n").expect("it is TOML");
    report(old, new, &elsewhere).class()
}

fn report(old: &Value, new: &Value, lock: &Lock) -> Report {
    let (old, new) = (locked(old, lock.clone()), locked(new, lock.clone()));
    simgen::diff(&old, &new).report.expect("both can be used")
}

fn run(document: &Value, lock: Lock) -> (Vec<GeneratedFile>, Lock) {
    let generated = locked(document, lock).generate();
    let file = generated.files.iter().find(|file| file.path == LOCK);
    let file = file.unwrap_or_else(|| panic!("{:?}", generated.diagnostics));
    let lock = Lock::parse(&file.text).expect("it was just written");
    (generated.files, lock)
}

fn locked(document: &Value, lock: Lock) -> Project {
    let mut project = project(document);
    project.config.lock = Some(lock);
    project.config.lists_api = true;
    project
}
