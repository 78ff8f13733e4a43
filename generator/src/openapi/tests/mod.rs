//! What a document becomes, whatever files it is in and whatever is wrong with it.

mod several_files;

use serde_json::{Value, json};

use super::*;
use crate::diagnostic::{Diagnostic, Severity};
use several_files::ONE_FILE;

/// Reads `root.yaml` of these files.
pub(super) fn read_files(files: &[(&str, &str)]) -> (Sources, Option<Document>, Vec<Diagnostic>) {
    let sources = Sources::from_texts(files.iter().copied());
    let root = sources.find("root.yaml").expect("it is given");
    let mut diagnostics = Diagnostics::new(false);
    let document = read(&sources, root, &mut diagnostics).ok();
    (sources, document, diagnostics.into_vec())
}

impl Document {
    /// All that it says, as one tree.
    pub(super) fn restored(&self) -> Value {
        let mut tree = serde_json::to_value(&self.api).expect("a tree");
        for (path, item) in &self.paths {
            let mut members = json!({ "parameters": item.parameters });
            for (method, operation) in &item.operations {
                members[method] = serde_json::to_value(operation).expect("a tree");
            }
            tree["paths"][path] = members;
        }
        self.schemas.restore(&mut tree);
        tree
    }
}

fn bundled(files: &[(&str, &str)]) -> Value {
    let (_, document, found) = read_files(files);
    assert!(found.is_empty(), "{found:?}");
    let document = document.expect("it is sound");
    document.restored()
}

/// `code pointer` of every finding that is neither a note nor about a repair.
pub(super) fn defects(found: &[Diagnostic]) -> Vec<String> {
    let placed = |found: &Diagnostic| {
        let pointer = found.place.as_ref().map(|place| place.pointer.to_string());
        format!("{} {}", found.code.as_str(), pointer.unwrap_or_default())
    };
    let serious = found
        .iter()
        .filter(|found| found.severity != Severity::Note && found.code != Code::Repaired);
    serious.map(placed).collect()
}

pub(super) const HEAD: &str = "openapi: 3.0.3\ninfo: {title: t, version: '1'}\n";

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
    let paths = document.expect("the rest is sound").paths;
    let whole = paths.iter().filter(|(_, item)| !item.operations.is_empty());
    let paths: Vec<&str> = whole.map(|(path, _)| path.as_str()).collect();
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
            "invalid-document #/components/schemas/D/properties/e/allOf/type",
            "invalid-document #/components/schemas/D/properties/e/pattern",
            "invalid-document #/components/parameters/Bad/in",
            "invalid-document #/paths/~1in/get/parameters/0/in",
            "skipped-operation #/paths/~1in/get",
            "skipped-operation #/paths/~1shared/get",
        ]
    );
    assert_eq!(found[0].help.as_deref(), Some("did you mean `Limit`?"));
}

#[test]
fn what_is_not_openapi_3_is_refused_with_a_fix() {
    for (text, code, words) in [
        ("openapi: 4.0.0", Code::UnsupportedVersion, "`4.0.0`"),
        ("openapi: 3.9", Code::UnsupportedVersion, "`3.9`"),
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
