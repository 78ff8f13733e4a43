//! The same API written in OpenAPI 3.0 and in 3.1 gives the same crate.

use std::fs;
use std::path::Path;

use serde_json::{Map, Value, json};
use simgen::Project;
use simgen::internal::source::{ReadOptions, Sources};

use crate::case::{Case, config};
use crate::project::{files_below, root, write};

/// Cases that are about the words of 3.0 itself, or about what 3.1 reads in another way.
const ONLY_3_0: &[&str] = &["references/siblings", "untyped/open"];

#[test]
fn every_fixture_gives_the_same_crate_in_both_versions() {
    let mut different = Vec::new();
    for case in crate::fixtures::accepted() {
        if ONLY_3_0.contains(&case.name.as_str()) || !case.root.ends_with(file_of(&case)) {
            continue;
        }
        let text = fs::read_to_string(&case.root).expect("it is there");
        let mut document: Value = serde_yaml::from_str(&text).expect("it is YAML");
        if document["openapi"] != "3.0.3" {
            continue;
        }
        let before = generated(&case, &document);
        convert(&mut document);
        let after = generated(&case, &document);
        let differs = before
            .iter()
            .zip(&after)
            .find(|(before, after)| before != after);
        if before.len() != after.len() || differs.is_some() {
            different.push(format!("{}: {differs:#?}", case.name));
        }
    }
    assert!(different.is_empty(), "{}", different.join("\n"));
}

/// The folder of a case of several files says nothing here.
fn file_of(case: &Case) -> String {
    let (_, name) = case.name.split_once('/').expect("a case lies in a folder");
    format!("{name}.yaml")
}

fn generated(case: &Case, document: &Value) -> Vec<(String, String)> {
    let sources = Sources::from_texts([("openapi.json", document.to_string().as_str())]);
    let root = sources.find("openapi.json").expect("it is given");
    let generated = simgen::generate(&sources, &config(&case.package(), root));
    files(generated)
}

fn files(generated: simgen::Generated) -> Vec<(String, String)> {
    let files = generated.files.into_iter();
    files.map(|file| (file.path, file.text)).collect()
}

#[test]
fn the_own_documents_give_the_same_crate_in_both_versions() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("dialects");
    let mut all = Vec::new();
    for is_converted in [false, true] {
        let spec = folder.join("spec");
        let own = root().join("spec");
        for path in files_below(&own) {
            let name = path.strip_prefix(&own).expect("it is below it");
            let mut text = fs::read_to_string(&path).expect("it is a text");
            if path.extension().is_some_and(|kind| kind == "yaml") {
                let mut document: Value = serde_yaml::from_str(&text).expect("it is YAML");
                if is_converted {
                    convert(&mut document);
                }
                text = document.to_string();
            }
            write(&spec.join(name), &text);
        }
        let project = Project::read(&spec.join("simgen.toml"), &ReadOptions::default());
        let project = project.unwrap_or_else(|rejected| panic!("{:#?}", rejected.diagnostics));
        let generated = project.generate();
        assert!(!generated.files.is_empty(), "{:#?}", generated.diagnostics);
        all.push(files(generated));
    }
    for (before, after) in all[0].iter().zip(&all[1]) {
        assert_eq!(before, after);
    }
    assert_eq!(all[0].len(), all[1].len());
}

/// Writes a document of OpenAPI 3.0 as one of 3.1.
fn convert(document: &mut Value) {
    if document.get("openapi").is_some() {
        document["openapi"] = json!("3.1.0");
    }
    let schemas = document.pointer_mut("/components/schemas");
    let schemas = schemas.and_then(Value::as_object_mut);
    schemas
        .into_iter()
        .flat_map(|all| all.values_mut())
        .for_each(schema);
    others(document);
}

/// Schemas in other objects.
fn others(value: &mut Value) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                match name.as_str() {
                    "example" | "examples" | "schemas" => {}
                    "schema" if value.is_object() => schema(value),
                    _ => others(value),
                }
            }
        }
        Value::Array(elements) => elements.iter_mut().for_each(others),
        _ => {}
    }
}

fn schema(value: &mut Value) {
    let Value::Object(members) = value else {
        return;
    };
    for (name, value) in &mut *members {
        match (name.as_str(), value) {
            ("properties", Value::Object(all)) => all.values_mut().for_each(schema),
            ("allOf" | "oneOf" | "anyOf", Value::Array(all)) => all.iter_mut().for_each(schema),
            ("items" | "additionalProperties" | "not", value) => schema(value),
            _ => {}
        }
    }
    if let Some(example) = members.shift_remove("example") {
        members.insert("examples".to_owned(), json!([example]));
    }
    bound(members, "minimum", "exclusiveMinimum");
    bound(members, "maximum", "exclusiveMaximum");
    let is_text = members.get("type") == Some(&json!("string"));
    if is_text && members.get("format") == Some(&json!("byte")) {
        members.shift_remove("format");
        members.insert("contentEncoding".to_owned(), json!("base64"));
    }
    let is_nullable = members.get("nullable") == Some(&json!(true));
    if let (true, Some(Value::String(name))) = (is_nullable, members.get("type")) {
        let types = json!([name, "null"]);
        members.insert("type".to_owned(), types);
        members.shift_remove("nullable");
        if let Some(Value::Array(values)) = members.get_mut("enum")
            && !values.contains(&Value::Null)
        {
            values.push(Value::Null);
        }
    }
    // The names of values are lists beside `enum`.
    let has_names = members.keys().any(|name| name.starts_with("x-enum"));
    if let Some(Value::Array(values)) = members.get("enum").filter(|_| !has_names)
        && let [only] = values.as_slice()
    {
        let only = only.clone();
        members.insert("const".to_owned(), only);
        members.shift_remove("enum");
    }
}

/// `minimum: 1, exclusiveMinimum: true` is `exclusiveMinimum: 1`.
fn bound(members: &mut Map<String, Value>, bound: &str, exclusive: &str) {
    if members.get(exclusive) == Some(&json!(true))
        && let Some(limit) = members.shift_remove(bound)
    {
        members.insert(exclusive.to_owned(), limit);
    } else {
        members.shift_remove(exclusive);
    }
}
