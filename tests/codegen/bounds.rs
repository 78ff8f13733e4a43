//! Documents that are made to take long: each ends, with a crate or a finding.
//!
//! There are no time limits here. Where work doubles with each level, these
//! documents would keep a computer busy for years.

use serde_json::{Map, Value, json};
use simgen::internal::diagnostic::{Code, Severity};
use simgen::internal::source::Sources;
use simgen::{Generated, generate};

use crate::case;

/// Levels of a diamond.
const DEEP: usize = 60;

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

fn level(number: usize) -> String {
    format!("S{number}")
}

/// A document of these schemas, with an operation that gives the one called `Top`.
fn document(schemas: impl IntoIterator<Item = (String, Value)>) -> Value {
    let schemas: Map<String, Value> = schemas.into_iter().collect();
    json!({
        "openapi": "3.0.3",
        "info": { "title": "Bounds", "version": "1" },
        "paths": { "/top": { "get": {
            "operationId": "getTop",
            "responses": { "200": {
                "description": "It.",
                "content": { "application/json": { "schema": reference("Top") } },
            } },
        } } },
        "components": { "schemas": schemas },
    })
}

/// A schema for each level, made of the one below; `Top` is the last.
fn levels(count: usize, schema: impl Fn(usize, Value) -> Value) -> Value {
    let lowest = json!({ "type": "object", "properties": { "a": { "type": "string" } } });
    let mut schemas = vec![(level(0), lowest)];
    let above =
        (1..=count).map(|number| (level(number), schema(number, reference(&level(number - 1)))));
    schemas.extend(above);
    schemas.push(("Top".to_owned(), reference(&level(count))));
    document(schemas)
}

fn object(properties: impl IntoIterator<Item = (String, Value)>) -> Value {
    let properties: Map<String, Value> = properties.into_iter().collect();
    json!({ "type": "object", "properties": properties })
}

fn text(name: String) -> (String, Value) {
    (name, json!({ "type": "string" }))
}

fn generated(document: &Value, strict: bool) -> Generated {
    let path = "openapi.json";
    let sources = Sources::from_texts([(path, document.to_string())]);
    let root = sources.find(path).expect("it was given");
    let mut config = case::config("bounds", root);
    config.strict = strict;
    generate(&sources, &config)
}

#[test]
fn diamonds_of_schemas_are_followed_once_a_level() {
    type Diamond = (&'static str, fn(Value) -> Value);
    let diamonds: [Diamond; 5] = [
        ("allOf", |below| json!({ "allOf": [below, below] })),
        ("nine in allOf", |below| json!({ "allOf": vec![below; 9] })),
        ("oneOf", |below| json!({ "oneOf": vec![below; 3] })),
        ("anyOf", |below| json!({ "anyOf": vec![below; 3] })),
        (
            "allOf in allOf",
            |below| json!({ "allOf": [below, { "allOf": [below] }] }),
        ),
    ];
    for (name, schema) in diamonds {
        let document = levels(DEEP, |_, below| schema(below));
        let generated = generated(&document, false);
        assert!(
            !generated.files.is_empty(),
            "{name}: {:?}",
            generated.diagnostics
        );
    }
}

#[test]
fn alternatives_of_alternatives_are_followed_once() {
    // Each of 40 unions may be each of the others.
    let union = |number: usize| {
        let others = (0..40).filter(|other| *other != number);
        let others = others.map(|other| reference(&level(other)));
        json!({ "oneOf": others.collect::<Vec<_>>() })
    };
    let mut schemas: Vec<_> = (0..40)
        .map(|number| (level(number), union(number)))
        .collect();
    schemas.push(("Top".to_owned(), reference("S0")));
    assert!(!generated(&document(schemas), false).files.is_empty());
}

#[test]
fn a_diamond_says_what_its_lowest_schema_says_and_each_thing_once() {
    let document = levels(DEEP, |number, below| {
        let own = object([text(format!("p{number}"))]);
        json!({ "allOf": [below, own, below], "minProperties": 1 })
    });
    let generated = generated(&document, false);
    let code = case::text(&generated, "src/api/models/s60.rs").expect("a file of its own");
    for number in [1, 30, DEEP] {
        assert_eq!(code.matches(&format!("pub p{number}:")).count(), 1);
    }
    assert_eq!(code.matches("pub a:").count(), 1);
}

#[test]
fn null_is_found_through_any_number_of_references() {
    let mut schemas = vec![(level(0), json!({ "type": "string", "nullable": true }))];
    schemas.extend((1..=25).map(|number| (level(number), reference(&level(number - 1)))));
    schemas.reverse();
    let property = ("value".to_owned(), reference(&level(25)));
    let mut top = object([property]);
    top["required"] = json!(["value"]);
    schemas.push(("Top".to_owned(), top));
    let generated = generated(&document(schemas), false);
    let code = case::text(&generated, "src/api/models/top.rs").expect("a file of its own");
    assert!(code.contains("pub value: Option<S25>"), "{code}");
}

#[test]
fn a_chain_in_which_each_inherits_all_before_is_refused_where_it_becomes_too_much() {
    for reversed in [false, true] {
        let mut chain: Vec<_> = (1..=800)
            .map(|number| {
                let own = object([text(format!("p{number}"))]);
                let schema = json!({ "allOf": [reference(&level(number - 1)), own] });
                (level(number), schema)
            })
            .collect();
        chain.insert(0, (level(0), object([text("a".to_owned())])));
        if reversed {
            chain.reverse();
        }
        chain.push(("Top".to_owned(), reference("S800")));
        let found = refusal(&document(chain));
        assert!(found.starts_with("/components/schemas/S"), "{found}");
    }
}

#[test]
fn properties_that_mean_ever_more_schemas_are_refused() {
    let schemas = (0..10).flat_map(|number| {
        let both = |a: String, b: String| json!({ "allOf": [reference(&a), reference(&b)] });
        let of = |letter: char, step: usize| format!("{letter}{}", (number + step) % 10);
        let a = object([
            ("x".to_owned(), both(of('A', 1), of('B', 1))),
            ("y".to_owned(), both(of('B', 1), of('A', 1))),
        ]);
        let b = object([
            ("x".to_owned(), both(of('B', 1), of('A', 2))),
            ("y".to_owned(), reference(&of('A', 3))),
        ]);
        [(of('A', 0), a), (of('B', 0), b)]
    });
    let top = ("Top".to_owned(), reference("A0"));
    refusal(&document(schemas.chain([top])));
}

#[test]
fn alternatives_beside_very_many_properties_are_refused() {
    let texts = |letter: char| (0..400).map(move |number| text(format!("{letter}{number}")));
    let mut top = object(texts('p'));
    let alternatives = texts('q').map(|property| object([property]));
    top["oneOf"] = alternatives.collect();
    refusal(&document([("Top".to_owned(), top)]));
}

/// The pointer of the one finding that says so.
fn refusal(document: &Value) -> String {
    let generated = generated(document, true);
    assert!(generated.files.is_empty());
    let found: Vec<_> = generated
        .diagnostics
        .iter()
        .filter(|found| found.code == Code::TooComplex && found.message.contains("copies"))
        .collect();
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].severity, Severity::Error);
    let place = found[0].place.as_ref().expect("it has a place");
    place.pointer.as_str().to_owned()
}

#[test]
fn an_allof_of_very_many_schemas_is_folded_in_one_go() {
    let count = 1_000;
    let schemas = |property: fn(usize) -> String| {
        let part = move |number: usize| (level(number), object([text(property(number))]));
        let top = json!({ "allOf": (0..count).map(|number| reference(&level(number))).collect::<Vec<_>>() });
        (0..count)
            .map(part)
            .chain([("Top".to_owned(), top)])
            .collect::<Vec<_>>()
    };
    for (property, expected) in [
        ((|_| "same".to_owned()) as fn(usize) -> String, 1),
        (|number| format!("p{number}"), count),
    ] {
        let generated = generated(&document(schemas(property)), false);
        let code = case::text(&generated, "src/api/models/top.rs").expect("a file of its own");
        let fields = code
            .lines()
            .filter(|line| line.starts_with("    pub ") && line.contains(": Option<"));
        assert_eq!(fields.count(), expected);
    }
}

#[test]
fn a_struct_of_any_size_is_a_line_a_property_to_the_runtime() {
    for count in [1, 99, 100, 1_000] {
        let properties = (0..count).map(|number| text(format!("p{number}")));
        let generated = generated(&document([("Top".to_owned(), object(properties))]), false);
        let code = case::text(&generated, "src/api/models/top.rs").expect("a file of its own");
        let (_, model) = code.split_once("model!(Top {").expect("is declared");
        assert_eq!(model.matches(": optional(\"p").count(), count);
        // Nothing grows with more than the number of properties.
        assert!(!code.contains("read_part"));
        assert!(syn::parse_file(code).is_ok());
    }
}

/// Operations of one tag, each with an error of its own, and as many types of one schema.
pub(crate) fn many(count: usize) -> Value {
    let mut document = document([("Top".to_owned(), {
        object((0..count).map(|number| (format!("part{number}"), object([text("a".to_owned())]))))
    })]);
    let operations = (0..count).map(|number| {
        let error =
            json!({ "application/json": { "schema": object([text(format!("e{number}"))]) } });
        let operation = json!({ "get": {
            "operationId": format!("getThing{number}"),
            "tags": ["Things"],
            "responses": {
                "204": { "description": "Nothing." },
                "400": { "description": "Wrong.", "content": error },
            },
        } });
        (format!("/things/{number}"), operation)
    });
    document["paths"] = operations.collect::<Map<_, _>>().into();
    document
}

#[test]
fn very_many_operations_and_types_stand_in_several_files() {
    let count = 1_500;
    let generated = generated(&many(count), false);
    let files = |folder: &str| {
        let files = generated.files.iter();
        files
            .filter(|file| file.path.starts_with(folder))
            .collect::<Vec<_>>()
    };
    for folder in [
        "src/api/things/",
        "src/api/metadata/things/",
        "src/api/errors/",
        "src/api/models/top_",
    ] {
        assert!(!files(folder).is_empty(), "{folder}");
    }
    for file in files("src/api/") {
        let is_list = file.path.ends_with("/mod.rs") || file.path.ends_with("/schemas.json");
        assert!(
            is_list || file.text.len() < 1_500_000,
            "{} has {} bytes",
            file.path,
            file.text.len()
        );
    }
    let outline = case::text(&generated, "src/api/things.rs").expect("it names its pieces");
    let metadata = case::text(&generated, "src/api/metadata/things.rs").expect("its table");
    for number in [0, 700, count - 1] {
        assert_eq!(outline.matches(&format!("GetThing{number},")).count(), 1);
        let entry = format!("::GET_THING{number},");
        assert_eq!(metadata.matches(&entry).count(), 1);
    }
}
