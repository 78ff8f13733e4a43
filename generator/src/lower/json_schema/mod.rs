//! Turns the schemas of a document into JSON Schema 2020-12, for a mock server that says
//! whether a value is one that the document allows: the types of Rust say less than that.
//!
//! What no schema object of OpenAPI 3.0 (§4.7.24) asserts is left out: descriptions,
//! examples, defaults, extensions.

mod schema;

use indexmap::IndexMap;
use openapiv3::{
    Components, MediaType, Operation, ParameterData, ParameterSchemaOrContent, ReferenceOr,
    RequestBody, Response, StatusCode,
};
use serde_json::{Map, Value};

use super::{media, reference};
use crate::ir::{self, Resource};
use crate::openapi::{Document, PathItem, Schemas};
use schema::converted;

/// What a document declares once.
#[derive(Clone, Copy)]
struct Declared<'d> {
    components: &'d Components,
    schemas: &'d Schemas,
}

/// The schemas of one document.
pub(super) fn lower(document: &Document, resources: &[Resource]) -> ir::JsonSchemas {
    let nothing = Components::default();
    let declared = Declared {
        components: document.api.components.as_ref().unwrap_or(&nothing),
        schemas: &document.schemas,
    };
    let mut named: Vec<_> = document.schemas.components().collect();
    named.sort_unstable_by_key(|(name, _)| *name);
    let operations = resources.iter().flat_map(|resource| &resource.operations);
    ir::JsonSchemas {
        components: named
            .into_iter()
            .map(|(name, schema)| (name.to_owned(), converted(schema).to_string()))
            .collect(),
        operations: operations
            .filter_map(|operation| {
                let schemas = of_operation(document, declared, operation)?;
                Some((operation.id.clone(), schemas.to_string()))
            })
            .collect(),
    }
}

/// `{"parameters": {"X-Trace": {…}}, "bodies": {"application/json": {…}}, "responses": {"200": {…}}}`
fn of_operation(
    document: &Document,
    declared: Declared<'_>,
    operation: &ir::Operation,
) -> Option<Value> {
    let item = document.paths.get(&operation.path)?;
    let method = operation.method.as_str();
    let (_, found) = item
        .operations
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case(method))?;
    let members = [
        ("parameters", parameters(declared, item, found)),
        ("bodies", bodies(declared, found)),
        ("responses", responses(declared, found)),
    ];
    let members = members.into_iter().filter(|(_, found)| !found.is_empty());
    let members: Map<_, _> = members
        .map(|(name, found)| (name.to_owned(), Value::Object(found)))
        .collect();
    (!members.is_empty()).then_some(Value::Object(members))
}

/// The schemas of parameters that say more than a type; the operation's own come last and
/// replace those of the path (§4.7.10.1).
fn parameters(
    declared: Declared<'_>,
    item: &PathItem,
    operation: &Operation,
) -> Map<String, Value> {
    let all = item.parameters.iter().chain(&operation.parameters);
    let found = all.filter_map(|parameter| {
        let parameter: &ParameterData =
            followed(parameter, "parameters", &declared.components.parameters)?
                .parameter_data_ref();
        let ParameterSchemaOrContent::Schema(schema) = &parameter.format else {
            return None;
        };
        let schema = converted(declared.schemas.at(schema));
        let says_more = |name: &String| !matches!(name.as_str(), "type" | "enum" | "format");
        schema
            .as_object()?
            .keys()
            .any(says_more)
            .then(|| (parameter.name.clone(), schema))
    });
    found.collect()
}

fn bodies(declared: Declared<'_>, operation: &Operation) -> Map<String, Value> {
    let body = operation.request_body.as_ref();
    let body: Option<&RequestBody> =
        body.and_then(|body| followed(body, "requestBodies", &declared.components.request_bodies));
    body.into_iter()
        .flat_map(|body| json(declared.schemas, &body.content))
        .collect()
}

/// By status, each the schema of its first JSON.
fn responses(declared: Declared<'_>, operation: &Operation) -> Map<String, Value> {
    let all = operation.responses.responses.iter();
    let found = all.filter_map(|(status, response)| {
        let StatusCode::Code(status) = status else {
            return None;
        };
        let response: &Response = followed(response, "responses", &declared.components.responses)?;
        let (_, schema) = json(declared.schemas, &response.content).next()?;
        Some((status.to_string(), schema))
    });
    found.collect()
}

/// The schemas of the media types that are JSON.
fn json<'d>(
    schemas: &'d Schemas,
    content: impl IntoIterator<Item = (&'d String, &'d MediaType)>,
) -> impl Iterator<Item = (String, Value)> {
    let found = content.into_iter().filter(|(name, _)| media::is_json(name));
    found.filter_map(|(name, media)| {
        let schema = schemas.at(media.schema.as_ref()?);
        Some((name.clone(), converted(schema)))
    })
}

/// What a reference leads to; none where it leads nowhere, which is reported elsewhere.
fn followed<'d, T>(
    start: &'d ReferenceOr<T>,
    kind: &str,
    named: &'d IndexMap<String, ReferenceOr<T>>,
) -> Option<&'d T> {
    let found = reference::target(start, kind, Some(named)).ok()?;
    Some(found.0)
}
