//! Members that an object has in another version of the standard or in another
//! place, and what OpenAPI 3.0 has instead, as one table.

use super::grammar::{Kind, members};
use super::version::Version;

use Kind as K;

/// Members of JSON Schema 2020-12, which OpenAPI 3.1 has for its schemas, and
/// of its predecessors, with what 3.0 has instead.
const OF_SCHEMAS: &[(&str, &str)] = &[
    (
        "$defs",
        "keep schemas below `components/schemas`, and refer to them",
    ),
    (
        "definitions",
        "keep schemas below `components/schemas`, and refer to them",
    ),
    ("const", "write an `enum` of one value"),
    (
        "$id",
        "leave it out; OpenAPI 3.0 refers to schemas by their place",
    ),
    (
        "$anchor",
        "leave it out; OpenAPI 3.0 refers to schemas by their place",
    ),
    (
        "$dynamicAnchor",
        "leave it out; OpenAPI 3.0 refers to schemas by their place",
    ),
    ("$dynamicRef", "write a `$ref`"),
    ("$comment", "write a comment of YAML, or a `description`"),
    ("$vocabulary", "leave it out"),
    (
        "id",
        "leave it out, or move it below `properties` if it is a property",
    ),
    ("if", "write the cases as a `oneOf`"),
    ("then", "write the cases as a `oneOf`"),
    ("else", "write the cases as a `oneOf`"),
    (
        "patternProperties",
        "write `additionalProperties` with the schema of their values",
    ),
    ("unevaluatedProperties", "write `additionalProperties`"),
    (
        "propertyNames",
        "leave it out; OpenAPI 3.0 has nothing for it",
    ),
    (
        "dependentRequired",
        "leave it out; OpenAPI 3.0 has nothing for it",
    ),
    (
        "dependentSchemas",
        "leave it out; OpenAPI 3.0 has nothing for it",
    ),
    (
        "dependencies",
        "leave it out; OpenAPI 3.0 has nothing for it",
    ),
    (
        "prefixItems",
        "write `items` with one schema for all elements",
    ),
    (
        "additionalItems",
        "write `items` with one schema for all elements",
    ),
    (
        "unevaluatedItems",
        "write `items` with one schema for all elements",
    ),
    ("contains", "leave it out; OpenAPI 3.0 has nothing for it"),
    (
        "minContains",
        "leave it out; OpenAPI 3.0 has nothing for it",
    ),
    (
        "maxContains",
        "leave it out; OpenAPI 3.0 has nothing for it",
    ),
    ("contentEncoding", "write `format: byte` for Base64"),
    (
        "contentMediaType",
        "write `format: binary` for a file, `format: byte` for Base64",
    ),
    (
        "contentSchema",
        "leave it out; OpenAPI 3.0 has nothing for it",
    ),
];

/// Members of other objects in Swagger 2.0, in OpenAPI 3.1 and 3.2.
const OTHERS: &[(Kind, &str, &str)] = &[
    (K::Document, "host", SERVERS),
    (K::Document, "basePath", SERVERS),
    (K::Document, "schemes", SERVERS),
    (K::Operation, "schemes", SERVERS),
    (K::Document, "consumes", MEDIA_TYPES),
    (K::Document, "produces", MEDIA_TYPES),
    (K::Operation, "consumes", MEDIA_TYPES),
    (K::Operation, "produces", MEDIA_TYPES),
    (
        K::Document,
        "definitions",
        "move it to `components/schemas`",
    ),
    (
        K::Document,
        "parameters",
        "move it to `components/parameters`",
    ),
    (
        K::Document,
        "responses",
        "move it to `components/responses`",
    ),
    (
        K::Document,
        "securityDefinitions",
        "move it to `components/securitySchemes`",
    ),
    (K::Document, "schemas", "move it to `components/schemas`"),
    (
        K::Document,
        "securitySchemes",
        "move it to `components/securitySchemes`",
    ),
    (
        K::Document,
        "webhooks",
        "call it `x-webhooks`; `webhooks` is a member of OpenAPI 3.1",
    ),
    (
        K::Document,
        "jsonSchemaDialect",
        "leave it out; it is a member of OpenAPI 3.1",
    ),
    (
        K::Document,
        "$self",
        "leave it out; it is a member of OpenAPI 3.2",
    ),
    (K::Components, "definitions", "call it `schemas`"),
    (
        K::Components,
        "pathItems",
        "move them to `paths`; `components/pathItems` is OpenAPI 3.1",
    ),
    (
        K::Components,
        "mediaTypes",
        "leave it out; it is a member of OpenAPI 3.2",
    ),
    (
        K::Info,
        "summary",
        "write it into `description`; it is a member of OpenAPI 3.1",
    ),
    (
        K::License,
        "identifier",
        "write the `url` of the license; it is a member of OpenAPI 3.1",
    ),
    (K::Parameter, "collectionFormat", STYLE),
    (K::Header, "collectionFormat", STYLE),
    (K::Header, "name", HEADER_NAME),
    (K::Header, "in", HEADER_NAME),
    (K::Response, "schema", CONTENT),
    (K::Response, "example", CONTENT_EXAMPLE),
    (K::Response, "examples", CONTENT_EXAMPLE),
    (K::RequestBody, "schema", CONTENT),
    (K::RequestBody, "example", CONTENT_EXAMPLE),
    (K::RequestBody, "examples", CONTENT_EXAMPLE),
    (K::SecurityScheme, "flow", FLOWS),
    (K::SecurityScheme, "authorizationUrl", FLOWS),
    (K::SecurityScheme, "tokenUrl", FLOWS),
    (K::SecurityScheme, "scopes", FLOWS),
    (
        K::Flows,
        "deviceAuthorization",
        "leave it out; it is a member of OpenAPI 3.2",
    ),
    (
        K::PathItem,
        "query",
        "leave it out; it is a method of OpenAPI 3.2",
    ),
    (
        K::PathItem,
        "additionalOperations",
        "leave it out; it is a member of OpenAPI 3.2",
    ),
    (
        K::MediaType,
        "itemSchema",
        "leave it out; it is a member of OpenAPI 3.2",
    ),
];

const SERVERS: &str = "write `servers: [{url: 'https://host/basePath'}]`";
const MEDIA_TYPES: &str =
    "write media types as the members of `content`, in the request body and in each response";
const STYLE: &str = "write `style` and `explode`";
const HEADER_NAME: &str = "leave it out; a header is called as its member of `headers` is";
const CONTENT: &str = "write it below its media type: `content: {application/json: {schema: …}}`";
const CONTENT_EXAMPLE: &str =
    "write it below its media type: `content: {application/json: {example: …}}`";
const FLOWS: &str =
    "write it below its flow: `flows: {clientCredentials: {tokenUrl: …, scopes: {}}}`";

/// Members of the predecessors of JSON Schema 2020-12, with what that has instead.
const OF_OLD_SCHEMAS: &[(&str, &str)] = &[
    (
        "id",
        "call it `$id`, or move it below `properties` if it is a property",
    ),
    (
        "dependencies",
        "write `dependentRequired` or `dependentSchemas`",
    ),
    (
        "additionalItems",
        "write `prefixItems`, and `items` for the rest",
    ),
    ("$recursiveRef", "write `$dynamicRef`"),
    ("$recursiveAnchor", "write `$dynamicAnchor`"),
];

/// What this version of OpenAPI has instead of a member that it does not have here.
pub(super) fn instead(version: Version, kind: Kind, name: &str) -> Option<String> {
    let table = OTHERS
        .iter()
        .find(|(of, member, _)| (*of, *member) == (kind, name));
    if let Some((_, _, help)) = table {
        return Some((*help).to_owned());
    }
    if kind == K::Schema {
        let table = match version.has_json_schema() {
            true => OF_OLD_SCHEMAS,
            false => OF_SCHEMAS,
        };
        let found = table.iter().find(|(member, _)| *member == name);
        return found.map(|(_, help)| (*help).to_owned());
    }
    let is_of = |kind: Kind| members(version, kind).any(|(known, _)| *known == name);
    match kind {
        K::Parameter | K::Header | K::MediaType if is_of(K::Schema) => {
            Some(format!("write it in the schema: `schema: {{{name}: …}}`"))
        }
        K::Response | K::RequestBody if name.contains('/') => Some(format!(
            "write the media type below `content`: `content: {{{name}: …}}`"
        )),
        K::Response | K::RequestBody if is_of(K::Schema) => Some(format!(
            "write it in the schema of a media type: `content: {{application/json: {{schema: {{{name}: …}}}}}}`"
        )),
        K::PathItem if is_of(K::Operation) => {
            Some(format!("write it below a method: `get: {{{name}: …}}`"))
        }
        K::Document if name.starts_with('/') => Some(format!(
            "write the path below `paths`: `paths: {{{name}: …}}`"
        )),
        _ => None,
    }
}

/// Whether the member is one of this kind of object in another version.
pub(super) fn is_of_other_version(kind: Kind, name: &str) -> bool {
    kind == K::Schema && OF_SCHEMAS.iter().any(|(member, _)| *member == name)
        || OTHERS
            .iter()
            .any(|(of, member, _)| (*of, *member) == (kind, name))
}
