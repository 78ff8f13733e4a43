//! What references to other files become.

use serde_json::json;

use super::{HEAD, bundled};

/// An API that refers to nothing outside of it.
pub(super) const ONE_FILE: &str = "
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
        // Maps of JSON are equal in whatever order their members are.
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
