//! In a large document, the changes that were made are found, and no others.

use serde_json::{Map, Value, json};

use super::edit::edited;

/// As many schemas, and as many operations.
const SIZE: usize = 120;

/// What is done, and the kind and the name of the change that it must give.
const SEEDS: &[(&str, &str, &str)] = &[
    (
        "{ put: /components/schemas/Thing3/properties/extra, value: { type: string } }",
        "optional-property-added",
        "Thing3",
    ),
    (
        "{ drop: /components/schemas/Thing7/properties/p2 }",
        "property-removed",
        "Thing7",
    ),
    (
        "{ put: /components/schemas/Thing11/required, value: [id, p1] }",
        "property-presence-changed",
        "Thing11",
    ),
    (
        "{ put: /components/schemas/Thing15/properties/p3/type, value: string }",
        "property-retyped",
        "Thing15",
    ),
    (
        "{ put: /components/schemas/Thing19/properties/p1/nullable, value: true }",
        "property-presence-changed",
        "Thing19",
    ),
    (
        "{ put: /components/schemas/Thing23/properties/p1/readOnly, value: true }",
        "became-read-only",
        "Thing23",
    ),
    (
        "{ put: /components/schemas/Thing27/properties/p1/deprecated, value: true }",
        "deprecated",
        "Thing27",
    ),
    (
        "{ put: /components/schemas/Thing31/description, value: Other words. }",
        "words-changed",
        "Thing31",
    ),
    (
        "{ put: /components/schemas/Thing35/properties/kind/enum/-, value: c }",
        "enum-value-added",
        "Thing35Kind",
    ),
    (
        "{ put: /components/schemas/Thing39/properties/kind/enum, value: [a] }",
        "enum-value-removed",
        "Thing39Kind",
    ),
    (
        "{ put: /components/schemas/Fresh, value: { type: object, properties: { x: { type: string } } } }",
        "type-added",
        "Fresh",
    ),
    (
        "{ put: /paths/~1things3/get/parameters/-, value: { name: offset, in: query, schema: { type: integer } } }",
        "optional-parameter-added",
        "getThing3",
    ),
    (
        "{ put: /paths/~1things7/get/parameters/0/required, value: true }",
        "parameter-became-required",
        "getThing7",
    ),
    (
        "{ put: /paths/~1things11/get/operationId, value: fetchThing11 }",
        "operation-renamed",
        "fetchThing11",
    ),
    (
        "{ rename: /paths/~1things15, to: /stuff15 }",
        "path-changed",
        "getThing15",
    ),
    (
        "{ rename: /paths/~1things19/get, to: post }",
        "method-changed",
        "getThing19",
    ),
    (
        "{ put: /paths/~1things23/get/deprecated, value: true }",
        "deprecated",
        "getThing23",
    ),
    (
        "{ put: /paths/~1things27/get/responses/200/content/application~1json/schema/$ref, value: '#/components/schemas/Thing1' }",
        "response-retyped",
        "getThing27",
    ),
    (
        "{ put: /paths/~1things31/get/summary, value: Other words. }",
        "words-changed",
        "getThing31",
    ),
    (
        "{ put: /paths/~1things35/delete, value: { operationId: dropThing35, tags: [T5], responses: { '204': { description: Done. } } } }",
        "operation-added",
        "dropThing35",
    ),
];

#[test]
fn exactly_the_seeded_changes_are_found_in_a_large_document() {
    let old = large();
    let edits: Vec<Value> = SEEDS.iter().map(|(edit, ..)| yaml(edit)).collect();
    let new = edited(old.clone(), &Value::Array(edits));
    let report = super::report(&old, &new);
    let mut found: Vec<(&str, &str)> = report
        .changes
        .iter()
        .map(|change| (change.kind, change.scope.name.as_str()))
        .collect();
    let mut expected: Vec<(&str, &str)> =
        SEEDS.iter().map(|(_, kind, name)| (*kind, *name)).collect();
    found.sort_unstable();
    expected.sort_unstable();
    assert_eq!(found, expected);
}

fn yaml(text: &str) -> Value {
    serde_yaml::from_str(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

fn large() -> Value {
    let paths: Map<String, Value> = (0..SIZE)
        .map(|index| (format!("/things{index}"), path(index)))
        .collect();
    let schemas: Map<String, Value> = (0..SIZE)
        .map(|index| (format!("Thing{index}"), schema(index)))
        .collect();
    json!({
        "openapi": "3.0.3",
        "info": { "title": "Things", "version": "1" },
        "paths": paths,
        "components": { "schemas": schemas },
    })
}

fn path(index: usize) -> Value {
    let response = json!({ "$ref": format!("#/components/schemas/Thing{index}") });
    json!({ "get": {
        "operationId": format!("getThing{index}"),
        "tags": [format!("T{}", index % 10)],
        "summary": "Gets one.",
        "parameters": [{ "name": "limit", "in": "query", "schema": { "type": "integer" } }],
        "responses": {
            "200": { "description": "It.", "content": { "application/json": { "schema": response } } },
            "404": { "description": "None." },
        },
    } })
}

fn schema(index: usize) -> Value {
    let next = format!("#/components/schemas/Thing{}", (index + 1) % SIZE);
    json!({
        "type": "object",
        "description": "A thing.",
        "required": ["id"],
        "properties": {
            "id": { "type": "string" },
            "p1": { "type": "string" },
            "p2": { "type": "array", "items": { "type": "string" } },
            "p3": { "type": "integer" },
            "kind": { "type": "string", "enum": ["a", "b"] },
            "next": { "type": "array", "items": { "$ref": next } },
        },
    })
}
