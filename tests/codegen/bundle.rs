//! A document in one piece says what its files said: the same crate comes of it, and
//! every reference in it leads to a place in it.

use std::path::Path;

use serde_json::Value;
use simgen::internal::diagnostic::Diagnostic;
use simgen::internal::source::{FileId, FileSystem, ReadOptions, Sources};
use simgen::{DocumentFormat, GeneratedFile, bundle};

use crate::case::{Case, config, entries};
use crate::snapshot;

const FORMATS: [DocumentFormat; 2] = [DocumentFormat::Yaml, DocumentFormat::Json];

/// A document with all that bundling has to do: a component in another file, two of one
/// name, a path item, a circle, a callback, a link, an example, an extension, a mapping,
/// and texts that YAML may take for something else.
const FILES: [(&str, &str); 3] = [
    ("openapi.yaml", include_str!("bundle/openapi.yaml")),
    ("parts/paths.yaml", include_str!("bundle/parts/paths.yaml")),
    ("parts/pets.yaml", include_str!("bundle/parts/pets.yaml")),
];

fn bundled(sources: &Sources, root: FileId, format: DocumentFormat) -> String {
    let bundled = bundle(sources, root, format);
    let text = bundled.text;
    text.unwrap_or_else(|| panic!("{}", lines(&bundled.diagnostics)))
}

fn lines(found: &[Diagnostic]) -> String {
    let lines = found.iter().map(|found| format!("{}\n", found.message));
    lines.collect()
}

fn files(sources: &Sources, root: FileId) -> Vec<GeneratedFile> {
    let files = simgen::generate(sources, &config("bundled", root)).files;
    assert!(!files.is_empty());
    files
}

/// The files of a document, and what it is called.
fn documents() -> Vec<(String, Sources, FileId)> {
    let mut roots: Vec<_> = entries(Path::new("../../spec"))
        .into_iter()
        .filter(|path| path.extension().is_some_and(|kind| kind == "yaml"))
        .collect();
    for concept in ["references", "determinism", "unions", "docs", "security"] {
        let cases = Case::all(".").into_iter();
        let cases = cases.filter(|case| case.name.starts_with(concept));
        roots.extend(cases.map(|case| case.root));
    }
    let mut documents: Vec<_> = roots
        .iter()
        .map(|path| {
            let mut sources = Sources::default();
            let root = sources.read(&FileSystem, path, &ReadOptions::default());
            (path.display().to_string(), sources, root)
        })
        .collect();
    let sources = Sources::from_texts(FILES);
    let root = sources.find("openapi.yaml").expect("it is given");
    documents.push(("FILES".to_owned(), sources, root));
    documents
}

#[test]
fn the_same_crate_comes_of_a_document_in_one_piece() {
    let mut of_several_files = 0;
    for (name, sources, root) in documents() {
        of_several_files += usize::from(sources.files().count() > 1);
        let expected = files(&sources, root);
        for format in FORMATS {
            let text = bundled(&sources, root, format);
            let single = Sources::from_texts([("other.yaml", text)]);
            let root = single.find("other.yaml").expect("it is given");
            let found = files(&single, root);
            for (expected, found) in expected.iter().zip(&found) {
                assert_eq!(expected, found, "{name} as {format:?}");
            }
            assert_eq!(expected.len(), found.len(), "{name} as {format:?}");
        }
    }
    assert!(of_several_files >= 7, "only {of_several_files}");
}

#[test]
fn every_reference_leads_to_a_place_in_the_same_document() {
    for (name, sources, root) in documents() {
        let texts = FORMATS.map(|format| bundled(&sources, root, format));
        let yaml: Value = serde_yaml::from_str(&texts[0]).expect("it is YAML");
        let json: Value = serde_json::from_str(&texts[1]).expect("it is JSON");
        assert_eq!(yaml, json, "{name}");
        let mut open = vec![&yaml];
        while let Some(value) = open.pop() {
            let reference = value.get("$ref").and_then(Value::as_str);
            // What an example holds only looks like one.
            if let Some(reference) = reference.filter(|text| *text != "data") {
                let pointer = reference.strip_prefix('#');
                let pointer = pointer.map(|text| text.replace("%7B", "{").replace("%7D", "}"));
                let found = pointer.and_then(|pointer| yaml.pointer(&pointer));
                assert!(found.is_some(), "{name}: {reference}");
            }
            match value {
                Value::Object(members) => open.extend(members.values()),
                Value::Array(elements) => open.extend(elements),
                _ => {}
            }
        }
    }
}

/// A document of one file is not changed at all.
#[test]
fn a_document_in_one_file_keeps_every_member_in_its_place() {
    let mut compared = 0;
    for (name, sources, root) in documents() {
        let tree = sources.file(root).tree.as_ref();
        let tree = tree.unwrap_or_else(|broken| panic!("{name}: {}", broken.message));
        if sources.files().count() == 1 {
            let text = bundled(&sources, root, DocumentFormat::Json);
            let found: Value = serde_json::from_str(&text).expect("it is JSON");
            assert_eq!(found.to_string(), tree.value.to_string(), "{name}");
            compared += 1;
        }
    }
    assert!(compared > 10);
}

/// The snapshot of the text.
pub(crate) const SNAPSHOT: &str = "bundle__yaml";

#[test]
fn the_text_is_what_a_reviewer_has_seen() {
    let sources = Sources::from_texts(FILES);
    let root = sources.find("openapi.yaml").expect("it is given");
    snapshot::compare(vec![(
        SNAPSHOT.to_owned(),
        bundled(&sources, root, DocumentFormat::Yaml),
    )]);
}

/// Words of numbers are kept where the format has them, and a text stays a text for those
/// who read YAML 1.1.
#[test]
fn scalars_keep_their_words_and_texts_their_quotes() {
    let cases = [
        // In YAML, as YAML, as JSON.
        ("1.10", "1.10", "1.10"),
        (
            "12345678901234567890123",
            "12345678901234567890123",
            "12345678901234567890123",
        ),
        ("0x1F", "0x1F", "31"),
        ("1e3", "1e3", "1000.0"),
        ("True", "True", "true"),
        ("~", "null", "null"),
        ("1.0.0", "1.0.0", "\"1.0.0\""),
        ("'1.10'", "'1.10'", "\"1.10\""),
        ("'2024-01-31'", "'2024-01-31'", "\"2024-01-31\""),
        ("2024-01-31", "'2024-01-31'", "\"2024-01-31\""),
        (
            "'2024-01-31T10:00:00Z'",
            "'2024-01-31T10:00:00Z'",
            "\"2024-01-31T10:00:00Z\"",
        ),
        ("no", "'no'", "\"no\""),
        ("'on'", "'on'", "\"on\""),
        ("'null'", "'null'", "\"null\""),
        ("12:30:45", "'12:30:45'", "\"12:30:45\""),
        ("1_000", "'1_000'", "\"1_000\""),
        ("'0777'", "'0777'", "\"0777\""),
        ("'1e3'", "'1e3'", "\"1e3\""),
        ("'<<'", "'<<'", "\"<<\""),
        ("'#1: a'", "'#1: a'", "\"#1: a\""),
        (
            "simgen-scalar-0.",
            "simgen-scalar-0.",
            "\"simgen-scalar-0.\"",
        ),
    ];
    for (written, yaml, json) in cases {
        let text = format!("openapi: 3.0.3\nx-a: {written}\n");
        let sources = Sources::from_texts([("a.yaml", text)]);
        let root = sources.find("a.yaml").expect("it is given");
        let found = FORMATS.map(|format| bundled(&sources, root, format));
        assert_eq!(
            found[0],
            format!("openapi: 3.0.3\nx-a: {yaml}\n"),
            "{written}"
        );
        let expected = format!("{{\n  \"openapi\": \"3.0.3\",\n  \"x-a\": {json}\n}}\n");
        assert_eq!(found[1], expected, "{written}");
    }
    for (written, yaml) in [("1e30", "1.0e+30"), ("1.5e-7", "1.5e-7"), ("1E2", "1.0e+2")] {
        let text = format!("{{\"openapi\": \"3.0.3\", \"x-a\": {written}}}");
        let sources = Sources::from_texts([("a.json", text)]);
        let root = sources.find("a.json").expect("it is given");
        let found = bundled(&sources, root, DocumentFormat::Yaml);
        assert_eq!(found, format!("openapi: 3.0.3\nx-a: {yaml}\n"), "{written}");
    }
}

/// What can't be written without a loss is an error, with its place.
#[test]
fn what_would_be_lost_is_refused() {
    let cases = [
        (
            "paths: {/a: {$ref: 'gone.yaml'}}",
            "can't read `gone.yaml`",
            "/paths/~1a/$ref",
        ),
        (
            "components: {schemas: {A: {$ref: '#/components/schemas/B'}}}",
            "nothing at",
            "/components/schemas/A/$ref",
        ),
        (
            "components: {callbacks: {A: {$ref: 'gone.yaml'}}}",
            "can't read",
            "/components/callbacks/A/$ref",
        ),
        (
            "components: {schemas: {A: {discriminator: {propertyName: a, mapping: {b: B}}}}}",
            "nothing at",
            "/components/schemas/A/discriminator/mapping/b",
        ),
        (
            "components: {schemas: {A: {$ref: 'https://example.com/a.yaml'}}}",
            "network",
            "/components/schemas/A/$ref",
        ),
        (
            "components: {schemas: {A: {$ref: null}}}",
            "is null",
            "/components/schemas/A/$ref",
        ),
        ("components: []", "not an object", "/components"),
        (
            "paths: {/a: {$ref: '#/paths/~1b'}, /b: {$ref: '#/paths/~1a'}}",
            "leads back",
            "/paths/~1a/$ref",
        ),
        (
            "paths: {/a: {$ref: '#/paths/~1b', get: {summary: A}}, /b: {get: {summary: B}}}",
            "`get` is here and in what `$ref` leads to",
            "/paths/~1a/get",
        ),
        ("x-a: 1\nx-a: 2", "occurs twice", "/x-a"),
        ("x-a: !tag 1", "the tag", "/x-a"),
        ("x-a: .inf", "JSON can't hold", "/x-a"),
    ];
    for (lines, words, pointer) in cases {
        let sources = Sources::from_texts([("a.yaml", format!("openapi: 3.0.3\n{lines}\n"))]);
        let root = sources.find("a.yaml").expect("it is given");
        let bundled = bundle(&sources, root, DocumentFormat::Yaml);
        assert_eq!(bundled.text, None, "{lines}");
        let found = bundled.diagnostics.iter().any(|found| {
            let place = found.place.as_ref().map(|place| place.pointer.as_str());
            found.message.contains(words) && place == Some(pointer)
        });
        assert!(found, "{lines}: {:#?}", bundled.diagnostics);
    }
}

/// Nothing says that a member which OpenAPI does not have is a reference.
#[test]
fn an_unknown_member_of_the_root_may_look_like_a_reference() {
    let sources = Sources::from_texts([("a.yaml", "openapi: 3.0.3\nx: {$ref: 'gone.yaml'}\n")]);
    let root = sources.find("a.yaml").expect("it is given");
    let text = bundled(&sources, root, DocumentFormat::Yaml);
    assert!(text.contains("gone.yaml"), "{text}");
}
