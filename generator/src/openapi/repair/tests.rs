//! What is repaired, to what, and what is said about it.

use serde_json::json;

use crate::diagnostic::Severity;
use crate::openapi::tests::{HEAD, read_files};

/// What is in a schema, what it is repaired to, and what is said about it.
#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn common_defects_of_schemas_are_repaired_and_reported() {
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
            "because `type: string` says so",
        ),
        (
            "{type: array, items: [{type: string}]}",
            json!({"type": "array", "items": {"type": "string"}}),
            "a list is where",
        ),
        (
            "[{type: string}]",
            json!({"type": "string"}),
            "a list is where",
        ),
        (
            "{name: a, in: query, schema: {type: string}}",
            json!({"type": "string"}),
            "a parameter is where",
        ),
        ("null", json!({}), "null instead of a schema"),
        (
            "{oneOf: [{}], discriminator: kind}",
            json!({"oneOf": [{}], "discriminator": {"propertyName": "kind"}}),
            "a discriminator is an object",
        ),
        (
            "{$ref: '#/components/schemas/Z', nullable: true}",
            json!({"nullable": true, "allOf": [{"$ref": "#/components/schemas/Z"}]}),
            "what is beside",
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
        let document = document.expect(schema);
        let api = document.restored();
        assert_eq!(api["components"]["schemas"]["X"], expected, "{schema}");
        let said: Vec<&str> = found.iter().map(|found| found.message.as_str()).collect();
        assert!(
            said.iter().any(|said| said.contains(words)),
            "{schema}: {said:?}"
        );
    }
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn common_defects_of_operations_are_repaired() {
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
        let document = document.expect(operation);
        let api = document.restored();
        let found_value = api.pointer(&format!("/paths/~1a/get{pointer}"));
        assert_eq!(found_value, Some(&expected), "{operation}");
        let errors = found
            .iter()
            .filter(|found| found.severity == Severity::Error);
        assert_eq!(errors.count(), 0, "{operation}: {found:?}");
    }
    let (_, document, _) = read_files(&[("root.yaml", "openapi: 3.0.3")]);
    let info = document.expect("all of it is repaired").api.info;
    assert_eq!(
        (info.title.as_str(), info.version.as_str()),
        ("API", "0.0.0")
    );
}

/// A repair that decides about a type, a name or what is sent is a warning; one that
/// changes nothing but documentation is a note.
#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn the_severity_of_a_repair_follows_its_consequence() {
    use Severity::{Note, Warning};
    for (old, new, expected) in [
        ("info: {title: t, version: '1'}", "info: {version: 1}", Note),
        ("info: {title: t, version: '1'}", "info: {}", Note),
        ("description: d", "x-d: d", Note),
        ("description: d", "description: 5", Note),
        ("type: string", "type: String", Warning),
        ("type: string", "type: [string, 'null']", Warning),
        ("type: string", "type: string, const: a", Warning),
        ("type: string", "type: string, enum: [1]", Warning),
        ("type: string", "type: string, enum: null", Warning),
        ("type: string", "type: string, default: 1", Warning),
        ("type: string", "type: string, required: true", Warning),
        ("type: string", "type: string, required: false", Note),
        ("type: string", "type: string, nullable: 'true'", Warning),
        ("type: string", "type: string, deprecated: 'true'", Note),
        ("type: string", "type: string, maxLength: '5'", Note),
        ("type: string", "type: string, externalDocs: u", Note),
        ("type: string", "type: integer, exclusiveMinimum: 5", Note),
        (
            "type: string",
            "type: integer, exclusiveMinimum: x",
            Warning,
        ),
        (
            "type: string",
            "type: object, properties: {a: {required: true}}",
            Warning,
        ),
        (
            "type: string",
            "type: object, properties: {a: {required: false}}",
            Note,
        ),
        (
            "type: string",
            "$ref: '#/components/schemas/Z', nullable: true",
            Warning,
        ),
        (
            "type: string",
            "$ref: '#/components/schemas/Z', enum: [a]",
            Warning,
        ),
        (
            "type: string",
            "$ref: '#/components/schemas/Z', maxLength: 5",
            Note,
        ),
        ("in: path, required: true", "in: path", Note),
        (
            "in: path, required: true",
            "in: path, required: false",
            Warning,
        ),
        (
            "in: path, required: true",
            "in: Path, required: true",
            Warning,
        ),
        ("'204'", "' 204'", Warning),
        ("{'204': {description: d}}", "{}", Warning),
        ("{'204': {description: d}}", "{'204': }", Warning),
        ("operationId: get", "operationId: ''", Warning),
        ("/a/{id}", "a/{id}", Warning),
        (" get:", " GET:", Warning),
    ] {
        let root = format!(
            "{HEAD}paths:\n  /a/{{id}}:\n    get: {{operationId: get, parameters: \
             [{{name: id, in: path, required: true, schema: {{type: string}}}}], \
             responses: {{'204': {{description: d}}}}}}\n\
             components: {{schemas: {{Z: {{}}}}}}\n"
        );
        assert!(root.contains(old), "{old}");
        let root = root.replace(old, new);
        let (_, _, found) = read_files(&[("root.yaml", &root)]);
        let worst = found.iter().map(|found| found.severity).min();
        assert_eq!(worst, Some(expected), "{new}: {found:?}");
    }
}
