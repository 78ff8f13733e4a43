//! What the benchmarks run over.

use std::fmt::Write as _;

/// A document with so many operations in resources of ten, each resource with
/// a model of ten properties, an enum and a list.
pub(crate) fn synthetic(operations: usize) -> String {
    let mut paths = String::new();
    let mut schemas = String::new();
    for resource in 0..operations.div_ceil(5) {
        write_paths(&mut paths, resource);
        write_schemas(&mut schemas, resource);
    }
    format!(
        "openapi: 3.0.3\ninfo: {{title: Synthetic, version: '1'}}\n\
         servers: [{{url: 'https://api.example.com/v1'}}]\n\
         paths:\n{paths}components:\n  schemas:\n{schemas}"
    )
}

fn write_paths(out: &mut String, n: usize) {
    let tag = n / 2;
    let model = format!("{{$ref: '#/components/schemas/Thing{n}'}}");
    let response = format!(
        "{{'200': {{description: ok, content: {{application/json: {{schema: {model}}}}}}}, \
         '404': {{description: gone, content: {{application/json: {{schema: {{$ref: '#/components/schemas/State{n}'}}}}}}}}}}"
    );
    let body = format!("{{required: true, content: {{application/json: {{schema: {model}}}}}}}");
    let id = "{name: id, in: path, required: true, schema: {type: string}}";
    let limit = "{name: limit, in: query, schema: {type: integer, format: int32}}";
    let _ = write!(
        out,
        "  /things{n}:
    get: {{operationId: listThing{n}, tags: [Tag{tag}], parameters: [{limit}], responses: {response}}}
    post: {{operationId: createThing{n}, tags: [Tag{tag}], requestBody: {body}, responses: {response}}}
  /things{n}/{{id}}:
    parameters: [{id}]
    get: {{operationId: getThing{n}, tags: [Tag{tag}], summary: Gets a thing., responses: {response}}}
    put: {{operationId: putThing{n}, tags: [Tag{tag}], requestBody: {body}, responses: {response}}}
    delete: {{operationId: deleteThing{n}, tags: [Tag{tag}], responses: {{'204': {{description: gone}}}}}}
"
    );
}

fn write_schemas(out: &mut String, n: usize) {
    let _ = write!(
        out,
        "    Thing{n}:
      type: object
      required: [id, name]
      properties:
        id: {{type: string, readOnly: true}}
        name: {{type: string, description: What it is called.}}
        created: {{type: string, format: date-time}}
        count: {{type: integer}}
        weight: {{type: number, nullable: true}}
        active: {{type: boolean, default: true}}
        state: {{$ref: '#/components/schemas/State{n}'}}
        labels: {{type: object, additionalProperties: {{type: string}}}}
        parts: {{type: array, items: {{$ref: '#/components/schemas/Thing{n}'}}}}
        owner: {{type: object, properties: {{id: {{type: string}}, kind: {{type: string, enum: [A, B]}}}}}}
    State{n}: {{type: string, enum: [NEW, OPEN, DONE]}}
"
    );
}
