//! What a document becomes, whatever files it stands in and whatever is wrong with it.

use serde_json::{Value, json};

use super::*;
use crate::diagnostic::{Diagnostic, Severity};

/// Reads `root.yaml` of these files.
pub(super) fn read_files(files: &[(&str, &str)]) -> (Sources, Option<Document>, Vec<Diagnostic>) {
    let sources = Sources::from_texts(files.iter().copied());
    let root = sources.find("root.yaml").expect("it is given");
    let mut diagnostics = Diagnostics::new(false);
    let document = read(&sources, root, &mut diagnostics).ok();
    (sources, document, diagnostics.into_vec())
}

fn bundled(files: &[(&str, &str)]) -> Value {
    let (_, document, found) = read_files(files);
    assert!(found.is_empty(), "{found:?}");
    serde_json::to_value(document.expect("it is sound").api).expect("a tree")
}

/// `code pointer` of every finding that is not a note.
pub(super) fn defects(found: &[Diagnostic]) -> Vec<String> {
    let placed = |found: &Diagnostic| {
        let pointer = found.place.as_ref().map(|place| place.pointer.to_string());
        format!("{} {}", found.code.as_str(), pointer.unwrap_or_default())
    };
    let serious = found
        .iter()
        .filter(|found| found.severity != Severity::Note);
    serious.map(placed).collect()
}

pub(super) const HEAD: &str = "openapi: 3.0.3\ninfo: {title: t, version: '1'}\n";

const ONE_FILE: &str = "
paths:
  /pets:
    get:
      parameters: [{$ref: '#/components/parameters/Limit'}]
      responses:
        '200': {$ref: '#/components/responses/Pets'}
components:
  schemas:
    Pet:
      type: object
      properties:
        owner: {$ref: '#/components/schemas/Owner'}
        parent: {$ref: '#/components/schemas/Pet'}
    Owner: {type: object, properties: {pet: {$ref: '#/components/schemas/Pet'}}}
  parameters:
    Limit: {name: limit, in: query, schema: {type: integer}}
  responses:
    Pets:
      description: d
      content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Pet'}}}}
  securitySchemes:
    key: {type: apiKey, in: header, name: k}
";

/// The same API in more and more files.
const SPLITS: &[&[(&str, &str)]] = &[
    // Components refer to files.
    &[
        (
            "root.yaml",
            "
paths: {/pets: {$ref: paths/pets.yaml}}
components:
  schemas:
    Pet: {$ref: schemas/Pet.yaml}
    Owner: {$ref: schemas/person.yaml}
  parameters: {Limit: {$ref: 'shared.yaml#/components/parameters/Limit'}}
  responses: {Pets: {$ref: './responses.yaml#/all/pets'}}
  securitySchemes: {key: {$ref: 'shared.yaml#/components/securitySchemes/key'}}
",
        ),
        (
            "schemas/Pet.yaml",
            "{type: object, properties: {owner: {$ref: person.yaml}, parent: {$ref: '#'}}}",
        ),
        (
            "schemas/person.yaml",
            "{type: object, properties: {pet: {$ref: ./Pet.yaml}}}",
        ),
        (
            "shared.yaml",
            "
components:
  parameters: {Limit: {name: limit, in: query, schema: {type: integer}}}
  securitySchemes: {key: {type: apiKey, in: header, name: k}}
",
        ),
        (
            "responses.yaml",
            "all: {pets: {description: d, content: {application/json: {schema: {type: array, items: {$ref: './x/../schemas/Pet.yaml'}}}}}}",
        ),
        (
            "paths/pets.yaml",
            "
get:
  parameters: [{$ref: '../root.yaml#/components/parameters/Limit'}]
  responses: {'200': {$ref: '../responses.yaml#/all/pets'}}
",
        ),
    ],
    // The root has no components at all.
    &[
        (
            "root.yaml",
            "
paths:
  /pets:
    get:
      parameters: [{$ref: 'all.yaml#/components/parameters/Limit'}]
      responses:
        '200': {$ref: 'all.yaml#/components/responses/Pets'}
components: {securitySchemes: {key: {$ref: 'all.yaml#/components/securitySchemes/key'}}}
",
        ),
        ("all.yaml", ONE_FILE),
    ],
    // A whole section is somewhere else.
    &[
        (
            "root.yaml",
            "
paths:
  /pets:
    get:
      parameters: [{$ref: '#/components/parameters/Limit'}]
      responses:
        '200': {$ref: '#/components/responses/Pets'}
components: {$ref: 'all.yaml#/components'}
",
        ),
        ("all.yaml", ONE_FILE),
    ],
];

#[test]
fn an_api_in_one_file_or_several_is_the_same_document() {
    let whole = format!("{HEAD}{ONE_FILE}");
    let expected = bundled(&[("root.yaml", &whole)]);
    for (index, files) in SPLITS.iter().enumerate() {
        let files: Vec<(&str, String)> = files
            .iter()
            .map(|(path, text)| match *path {
                "root.yaml" => (*path, format!("{HEAD}{text}")),
                path => (path, (*text).to_owned()),
            })
            .collect();
        let files: Vec<(&str, &str)> = files.iter().map(|(p, t)| (*p, t.as_str())).collect();
        // Maps of JSON are equal in whatever order their members stand.
        assert_eq!(bundled(&files), expected, "split {index}");
    }
}

#[test]
fn references_lead_to_components_wherever_they_point() {
    let root = format!(
        "{HEAD}
paths:
  /a:
    get:
      responses:
        '200':
          description: d
          content:
            application/json:
              schema: {{type: object, properties: {{x: {{type: string}}}}}}
        '201':
          description: d
          content:
            application/json:
              schema: {{$ref: '#/paths/~1a/get/responses/200/content/application~1json/schema/properties/x'}}
        '202':
          description: d
          content:
            application/json:
              schema: {{$ref: 'other%20file.yaml#/definitions/A%7Bb%7D'}}
        '203':
          description: d
          content:
            application/json:
              schema: {{$ref: '#/components/schemas/x'}}
components: {{schemas: {{x: {{type: boolean}}}}}}
"
    );
    let other = "definitions: {'A{b}': {type: integer}}";
    let api = bundled(&[("root.yaml", &root), ("other file.yaml", other)]);
    let schema = |status: &str| {
        api.pointer(&format!(
            "/paths/~1a/get/responses/{status}/content/application~1json/schema/$ref"
        ))
        .cloned()
    };
    assert_eq!(schema("201"), Some(json!("#/components/schemas/x2")));
    assert_eq!(schema("202"), Some(json!("#/components/schemas/A_b")));
    assert_eq!(schema("203"), Some(json!("#/components/schemas/x")));
    let schemas = &api["components"]["schemas"];
    assert_eq!(
        schemas,
        &json!({"x": {"type": "boolean"}, "x2": {"type": "string"}, "A_b": {"type": "integer"}})
    );
}

#[test]
fn a_discriminator_names_schemas_as_the_bundle_does() {
    let root = format!(
        "{HEAD}
paths: {{}}
components:
  schemas:
    Pet:
      oneOf: [{{$ref: cat.yaml}}, {{$ref: '#/components/schemas/Dog'}}]
      discriminator:
        propertyName: kind
        mapping: {{c: ./cat.yaml, d: Dog, e: '#/components/schemas/Dog'}}
    Dog: {{type: object}}
    cat: {{type: string}}
"
    );
    let api = bundled(&[("root.yaml", &root), ("cat.yaml", "type: object")]);
    assert_eq!(
        api["components"]["schemas"]["Pet"]["discriminator"]["mapping"],
        json!({"c": "#/components/schemas/cat2", "d": "#/components/schemas/Dog", "e": "#/components/schemas/Dog"})
    );
}

#[test]
fn a_place_leads_back_to_the_file() {
    let root = format!("{HEAD}paths: {{/a: {{$ref: 'paths.yaml#/a'}}}}\n");
    let paths = "
a:
  get: {responses: {'200': {description: d, content: {x/y: {schema: {$ref: s.yaml}}}}}}
";
    let schema = "{type: object, properties: {b: {type: string}}}";
    let files = [
        ("root.yaml", root.as_str()),
        ("paths.yaml", paths),
        ("s.yaml", schema),
    ];
    let (sources, document, _) = read_files(&files);
    let document = document.expect("it is sound");
    for (pointer, file, expected) in [
        ("/info/title", "root.yaml", "/info/title"),
        ("/paths/~1a/get/responses", "paths.yaml", "/a/get/responses"),
        (
            "/components/schemas/s/properties/b",
            "s.yaml",
            "/properties/b",
        ),
    ] {
        let place = document.place(&Pointer::from_escaped(pointer));
        assert_eq!(sources.file(place.file).path, file);
        assert_eq!(place.pointer.as_str(), expected);
    }
}

#[test]
fn one_defect_costs_one_schema_or_operation() {
    let root = format!(
        "{HEAD}
paths:
  /good: {{get: {{responses: {{}}}}}}
  /ref: {{get: {{parameters: [{{$ref: '#/components/parameters/Limt'}}], responses: {{}}}}}}
  /in: {{get: {{parameters: [{{name: a, in: nowhere, schema: {{}}}}], responses: {{}}}}}}
  /shared: {{get: {{parameters: [{{$ref: '#/components/parameters/Bad'}}], responses: {{}}}}}}
  /net: {{get: {{requestBody: {{$ref: 'https://a/b.yaml'}}, responses: {{}}}}}}
components:
  parameters:
    Limit: {{name: limit, in: query, schema: {{$ref: missing.yaml}}}}
    Bad: {{name: limit, in: nowhere, schema: {{}}}}
  schemas:
    A: {{type: object, properties: {{b: {{$ref: '#/components/schemas/Missing'}}}}}}
    B: {{$ref: '#/components/schemas/C'}}
    C: {{$ref: '#/components/schemas/B'}}
    D: {{type: object, properties: {{e: {{allOf: {{type: 5}}, pattern: [x]}}}}}}
"
    );
    let (_, document, found) = read_files(&[("root.yaml", &root)]);
    let api = document.expect("the rest is sound").api;
    let paths: Vec<&str> = api.operations().map(|(path, _, _)| path).collect();
    assert_eq!(paths, ["/good"]);
    assert_eq!(
        defects(&found),
        [
            "unresolved-reference #/paths/~1ref/get/parameters/0/$ref",
            "skipped-operation #/paths/~1ref/get",
            "forbidden-reference #/paths/~1net/get/requestBody/$ref",
            "skipped-operation #/paths/~1net/get",
            "unresolved-reference #/components/parameters/Limit/schema/$ref",
            "unresolved-reference #/components/schemas/A/properties/b/$ref",
            "reference-cycle #/components/schemas/B/$ref",
            "reference-cycle #/components/schemas/C/$ref",
            "invalid-document #/components/parameters/Bad/in",
            "invalid-document #/paths/~1in/get/parameters/0/in",
            "skipped-operation #/paths/~1in/get",
            "skipped-operation #/paths/~1shared/get",
        ]
    );
    assert_eq!(found[0].help.as_deref(), Some("did you mean `Limit`?"));
}

#[test]
fn what_is_not_openapi_3_0_is_refused_with_a_way_out() {
    for (text, code, words) in [
        ("openapi: 3.1.0", Code::UnsupportedVersion, "OpenAPI 3.1.0"),
        ("swagger: '2.0'", Code::UnsupportedVersion, "Swagger 2.0"),
        ("info: {}", Code::UnsupportedVersion, "`openapi` is missing"),
        ("- a", Code::InvalidDocument, "an object"),
        ("a: [", Code::Syntax, ""),
        ("", Code::Syntax, "empty"),
    ] {
        let (_, document, found) = read_files(&[("root.yaml", text)]);
        assert!(document.is_none(), "{text}");
        assert_eq!(found[0].code, code, "{text}");
        assert!(found[0].message.contains(words), "{}", found[0].message);
        assert_eq!(found[0].help.is_some(), code == Code::UnsupportedVersion);
    }
}

/// Whatever is done to a document, reading it ends, and ends with a document
/// or with an error that says why.
#[test]
fn no_change_to_a_document_makes_reading_panic() {
    let whole = format!("{HEAD}{ONE_FILE}");
    let sources = Sources::from_texts([("root.yaml", whole.as_str())]);
    let root = sources.find("root.yaml").expect("it is given");
    let tree = &sources.file(root).tree.as_ref().expect("it parses").value;
    let mut pointers = vec![String::new()];
    let mut next = 0;
    while let Some(pointer) = pointers.get(next).cloned() {
        let value = tree.pointer(&pointer).expect("it was found there");
        let escaped = |name: &String| name.replace('~', "~0").replace('/', "~1");
        match value {
            Value::Object(members) => {
                pointers.extend(
                    members
                        .keys()
                        .map(|name| format!("{pointer}/{}", escaped(name))),
                );
            }
            Value::Array(elements) => {
                pointers.extend((0..elements.len()).map(|index| format!("{pointer}/{index}")));
            }
            _ => {}
        }
        next += 1;
    }
    let others = [
        json!(null),
        json!(true),
        json!(-1.5),
        json!("x"),
        json!(""),
        json!([]),
        json!({}),
        json!([null, 1, "x", {}]),
        json!({"$ref": "#/components/schemas/Pet"}),
        json!({"$ref": "#"}),
        json!({"$ref": "#/paths"}),
        json!({"$ref": 5}),
        json!({"": null, "x-a": 1, "type": {}, "schema": [], "in": "path"}),
    ];
    for pointer in &pointers {
        for other in &others {
            let mut changed = tree.clone();
            *changed.pointer_mut(pointer).expect("it is there") = other.clone();
            let (_, document, found) = read_files(&[("root.yaml", &changed.to_string())]);
            let errors = found.iter().any(|found| found.severity == Severity::Error);
            assert_eq!(document.is_none(), errors, "{pointer} = {other}");
        }
    }
}

#[test]
fn every_name_of_a_security_scheme_leads_to_a_scheme() {
    let shared = "components: {securitySchemes: {a: {type: http, scheme: bearer}}}";
    let cases: [(&str, &[&str]); 3] = [
        (
            "{a: {$ref: 'shared.yaml#/components/securitySchemes/a'}}",
            &["a"],
        ),
        (
            "{b: {$ref: 'shared.yaml#/components/securitySchemes/a'}}",
            &["b"],
        ),
        (
            "{a: {type: http, scheme: bearer}, b: {$ref: '#/components/securitySchemes/a'}}",
            &["a", "b"],
        ),
    ];
    for (schemes, expected) in cases {
        let root = format!(
            "{{openapi: 3.0.3, info: {{title: t, version: '1'}}, paths: {{}}, \
             components: {{securitySchemes: {schemes}}}}}"
        );
        let api = bundled(&[("root.yaml", &root), ("shared.yaml", shared)]);
        let found = api["components"]["securitySchemes"].as_object();
        let found = found.expect("they are declared");
        assert!(found.keys().eq(expected), "{schemes}");
        assert!(
            found.values().all(|scheme| scheme["type"] == "http"),
            "{schemes}"
        );
    }
}
