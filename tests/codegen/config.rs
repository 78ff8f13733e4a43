//! The JSON Schema by which editors check a `simgen.toml`, against simgen itself.

use std::fs;
use std::path::PathBuf;

use jsonschema::Validator;
use serde_json::Value;

use crate::project;

const SCHEMA: &str = "generator/docs/simgen.schema.json";

/// The schema that is committed.
fn schema() -> Validator {
    let text = fs::read_to_string(project::root().join(SCHEMA)).expect("it is committed");
    let schema: Value = serde_json::from_str(&text).expect("it is JSON");
    assert!(jsonschema::meta::is_valid(&schema), "it is no JSON Schema");
    jsonschema::validator_for(&schema).expect("it is a JSON Schema")
}

/// Whether simgen takes a configuration, whatever the documents in it say.
fn is_taken(text: &str) -> bool {
    simgen::internal::config::with_version(text, "1.0.0").is_some()
}

/// A configuration as a JSON Schema sees it; none where it is no TOML.
fn json(text: &str) -> Option<Value> {
    let table: toml::Table = toml::from_str(text).ok()?;
    serde_json::to_value(table).ok()
}

/// Every `simgen.toml` of the project, with its text.
fn configurations() -> Vec<(PathBuf, String)> {
    let folders = ["spec", "tests/codegen/fixtures"].map(|folder| project::root().join(folder));
    let files = folders
        .iter()
        .flat_map(|folder| project::files_below(folder));
    let files = files.filter(|path| path.ends_with("simgen.toml"));
    let texts = files.map(|path| {
        let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path:?}: {error}"));
        (path, text)
    });
    texts.collect()
}

#[test]
fn the_schema_and_simgen_take_the_same_configurations() {
    let (schema, found) = (schema(), configurations());
    let (mut taken, mut refused) = (0, 0);
    for (path, text) in found {
        let Some(json) = json(&text) else {
            assert!(!is_taken(&text), "{path:?}");
            continue;
        };
        let error = schema.validate(&json).err().map(|error| error.to_string());
        assert_eq!(error.is_none(), is_taken(&text), "{path:?}: {error:?}");
        match error {
            None => taken += 1,
            Some(_) => refused += 1,
        }
    }
    assert!(taken > 2 && refused > 2, "{taken} and {refused}");
}

/// In every table, and with every kind of mistake that a schema can see.
#[test]
fn a_mistake_is_one_for_both() {
    let schema = schema();
    let good = fs::read_to_string(project::root().join("spec/simgen.toml")).expect("it is there");
    let mut wrong: Vec<String> = good
        .lines()
        .filter(|line| line.starts_with('['))
        .map(|header| good.replacen(header, &format!("{header}\ncolour = \"red\""), 1))
        .collect();
    assert!(wrong.len() > 6, "{wrong:?}");
    wrong.push(format!("colour = \"red\"\n{good}"));
    for (old, new) in [
        ("base-url = \"SAIL_BASE_URL\"", "base-url = 1"),
        ("output = \"../generated\"", "output = 1"),
        ("name = \"sailpoint-sim\"", "name = \"sailpoint sim\""),
        ("name = \"v2024\"", "name = \"V2024\""),
        ("format = \"json\"", "format = \"ini\""),
        ("path = \"./config.json\"", ""),
        ("keywords = [", "keywords = [\"two words\", "),
        ("keywords = [", "keywords = [\"six\", "),
        ("https://example.com", "example.com"),
        ("\"0.1.0\"", "\"1\""),
        ("summary = [", "summary = [1, "),
        ("[runtime]", "[package.runtime]"),
        ("[[module]]", "[[modul]]"),
    ] {
        assert!(good.contains(old), "{old}");
        wrong.push(good.replace(old, new));
    }
    for text in wrong {
        let json = json(&text).unwrap_or_else(|| panic!("it is no TOML: {text}"));
        assert!(!is_taken(&text), "simgen takes {text}");
        assert!(!schema.is_valid(&json), "the schema takes {text}");
    }
}

/// The line by which Taplo finds the schema leads to it.
#[test]
fn the_configuration_names_the_schema() {
    let folder = project::root().join("spec");
    let text = fs::read_to_string(folder.join("simgen.toml")).expect("it is there");
    let first = text.lines().next().unwrap_or_default();
    let path = first
        .strip_prefix("#:schema ")
        .expect("it is the first line");
    let found = folder.join(path).canonicalize().expect("it is there");
    let committed = project::root().join(SCHEMA).canonicalize();
    assert_eq!(found, committed.expect("it is there"));
}
