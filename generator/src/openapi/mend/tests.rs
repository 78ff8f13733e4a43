//! What is mended, to what, and what is said about it.

use serde_json::json;

use crate::diagnostic::Severity;
use crate::openapi::tests::{HEAD, defects, read_files};

/// What stands in a schema, what it is mended to, and what the note says.
#[test]
fn common_defects_of_schemas_are_mended_with_a_note() {
    for (schema, expected, words) in [
        (
            "{type: [string, 'null']}",
            json!({"type": "string", "nullable": true}),
            "a list of types",
        ),
        (
            "{type: [string, integer]}",
            json!({"anyOf": [{"type": "string"}, {"type": "integer"}]}),
            "a list of types",
        ),
        (
            "{type: 'null'}",
            json!({"nullable": true}),
            "`null` is OpenAPI 3.1",
        ),
        (
            "{type: file}",
            json!({"type": "string", "format": "binary"}),
            "`file` is taken",
        ),
        (
            "{type: String}",
            json!({"type": "string"}),
            "`String` is taken",
        ),
        (
            "{type: integer, exclusiveMinimum: 5}",
            json!({"type": "integer", "minimum": 5, "exclusiveMinimum": true}),
            "a number here",
        ),
        (
            "{type: object, properties: {a: {required: true}}}",
            json!({"type": "object", "properties": {"a": {}}, "required": ["a"]}),
            "`required` is a list",
        ),
        (
            "{type: string, nullable: 'true'}",
            json!({"type": "string", "nullable": true}),
            "a text is taken for a boolean",
        ),
        (
            "{type: string, default: 5}",
            json!({"type": "string", "default": "5"}),
            "the default is a number",
        ),
        (
            "{type: array, default: x}",
            json!({"type": "array"}),
            "it is left out",
        ),
        (
            "{type: string, enum: [yes, 5]}",
            json!({"type": "string", "enum": ["yes", "5"]}),
            "values are taken",
        ),
        (
            "{type: array, items: [{type: string}]}",
            json!({"type": "array", "items": {"type": "string"}}),
            "a list stands where",
        ),
        (
            "[{type: string}]",
            json!({"type": "string"}),
            "a list stands where",
        ),
        (
            "{name: a, in: query, schema: {type: string}}",
            json!({"type": "string"}),
            "a parameter stands where",
        ),
        ("null", json!({}), "nothing stands where"),
        (
            "{oneOf: [{}], discriminator: kind}",
            json!({"oneOf": [{}], "discriminator": {"propertyName": "kind"}}),
            "a discriminator is an object",
        ),
        (
            "{$ref: '#/components/schemas/Z', nullable: true}",
            json!({"nullable": true, "allOf": [{"$ref": "#/components/schemas/Z"}]}),
            "what stands beside",
        ),
        (
            "{type: string, maxLength: 5.0}",
            json!({"type": "string", "maxLength": 5}),
            "a number is taken for a count",
        ),
        ("{const: a}", json!({"enum": ["a"]}), "`const`"),
    ] {
        let root = format!("{HEAD}paths: {{}}\ncomponents: {{schemas: {{Z: {{}}, X: {schema}}}}}");
        let (_, document, found) = read_files(&[("root.yaml", &root)]);
        let api = serde_json::to_value(document.expect(schema).api).expect("a tree");
        assert_eq!(api["components"]["schemas"]["X"], expected, "{schema}");
        let notes: Vec<&str> = found.iter().map(|found| found.message.as_str()).collect();
        assert!(
            notes.iter().any(|note| note.contains(words)),
            "{schema}: {notes:?}"
        );
        assert!(found.iter().all(|found| found.severity == Severity::Note));
    }
}

#[test]
fn common_defects_of_operations_are_mended_with_a_note() {
    for (operation, pointer, expected) in [
        ("{}", "/responses", json!({})),
        (
            "{responses: {200: {}}}",
            "/responses/200/description",
            json!(""),
        ),
        (
            "{responses: {200: null}}",
            "/responses/200/description",
            json!(""),
        ),
        (
            "{responses: {2xx : {description: d}}}",
            "/responses/2XX/description",
            json!("d"),
        ),
        (
            "{parameters: [{name: 5, in: query, schema: {}}], responses: {}}",
            "/parameters/0/name",
            json!("5"),
        ),
        (
            "{parameters: [{name: a, in: Query, schema: {}}], responses: {}}",
            "/parameters/0/in",
            json!("query"),
        ),
        (
            "{parameters: [{name: a, in: query}], responses: {}}",
            "/parameters/0/schema/type",
            json!("string"),
        ),
        (
            "{parameters: [{name: a, in: query, type: integer}], responses: {}}",
            "/parameters/0/schema/type",
            json!("integer"),
        ),
        (
            "{parameters: [{name: a, in: path, style: form, schema: {}}], responses: {}}",
            "/parameters/0/required",
            json!(true),
        ),
        (
            "{parameters: [{name: a, in: header, style: form, schema: {}}], responses: {}}",
            "/parameters/0/in",
            json!("header"),
        ),
        (
            "{parameters: [null, {name: a, in: header, required: 'true', schema: {}}], responses: {}}",
            "/parameters/0/required",
            json!(true),
        ),
        ("{tags: pets, responses: {}}", "/tags", json!(["pets"])),
        (
            "{security: {key: null}, responses: {}}",
            "/security",
            json!([{"key": []}]),
        ),
    ] {
        let root = format!("{HEAD}paths: {{/a: {{get: {operation}}}}}");
        let (_, document, found) = read_files(&[("root.yaml", &root)]);
        let api = serde_json::to_value(document.expect(operation).api).expect("a tree");
        let found_value = api.pointer(&format!("/paths/~1a/get{pointer}"));
        assert_eq!(found_value, Some(&expected), "{operation}");
        assert_eq!(defects(&found), [""; 0], "{operation}");
    }
    let (_, document, _) = read_files(&[("root.yaml", "openapi: 3.0.3")]);
    let info = document.expect("all of it is mended").api.info;
    assert_eq!(
        (info.title.as_str(), info.version.as_str()),
        ("API", "0.0.0")
    );
}
