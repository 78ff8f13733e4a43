//! Turns the schemas of a document into JSON Schema 2020-12, for a mock server that says
//! whether a value is one that the document allows: the types of Rust say less than that.
//!
//! What no schema object of OpenAPI 3.0 (§4.7.24) asserts is left out: descriptions,
//! examples, defaults, extensions.

mod json;
mod schema;

use foldhash::HashMap;
use indexmap::IndexMap;
use openapiv3::{
    Components, MediaType, Operation, ParameterData, ParameterSchemaOrContent, ReferenceOr,
    RequestBody, Response, StatusCode,
};

use super::{media, reference};
use crate::ir::{JsonSchemas, Method, Resource};
use crate::openapi::{Document, PathItem, Schemas};
use json::{Json, Members, put};
use schema::converted;

/// What a document declares once.
#[derive(Clone, Copy)]
struct Declared<'d> {
    components: &'d Components,
    schemas: &'d Schemas,
}

/// The schemas of one document.
pub(super) struct Lowered<'d> {
    components: Vec<(String, String)>,
    /// By path and method.
    operations: HashMap<(&'d str, Method), String>,
}

/// Lowers what no name in Rust has to be known for.
pub(super) fn lower(document: &Document) -> Lowered<'_> {
    let nothing = Components::default();
    let declared = Declared {
        components: document.api.components.as_ref().unwrap_or(&nothing),
        schemas: &document.schemas,
    };
    let mut named: Vec<_> = document.schemas.components().collect();
    named.sort_unstable_by_key(|(name, _)| *name);
    let named = named.into_iter();
    Lowered {
        components: named
            .map(|(name, schema)| (name.to_owned(), text(&converted(schema))))
            .collect(),
        operations: operations(document, declared),
    }
}

impl Lowered<'_> {
    /// With the ids of the operations, in their order.
    pub(super) fn of(self, resources: &[Resource]) -> JsonSchemas {
        let mut texts: HashMap<(&str, Method), String> = self.operations;
        let all = resources.iter().flat_map(|resource| &resource.operations);
        let found = all.filter_map(|operation| {
            let text = texts.remove(&(operation.path.as_str(), operation.method))?;
            Some((operation.id.clone(), text))
        });
        JsonSchemas {
            operations: found.collect(),
            components: self.components,
        }
    }
}

fn text(value: &Json<'_>) -> String {
    serde_json::to_string(value).expect("names are texts")
}

fn operations<'d>(
    document: &'d Document,
    declared: Declared<'_>,
) -> HashMap<(&'d str, Method), String> {
    let all = document.paths.iter().flat_map(|(path, item)| {
        item.operations.iter().filter_map(move |(name, found)| {
            let schemas = of_operation(declared, item, found)?;
            Some(((path.as_str(), Method::of_key(name)?), text(&schemas)))
        })
    });
    all.collect()
}

/// `{"parameters": {"X-Trace": {…}}, "bodies": {"application/json": {…}}, "responses": {"200": {…}}}`
fn of_operation<'d>(
    declared: Declared<'d>,
    item: &'d PathItem,
    found: &'d Operation,
) -> Option<Json<'d>> {
    let members = [
        ("parameters", parameters(declared, item, found)),
        ("bodies", bodies(declared, found)),
        ("responses", responses(declared, found)),
    ];
    let members = members.into_iter().filter(|(_, found)| !found.is_empty());
    let members: Members<'_> = members
        .map(|(name, found)| (name.into(), Json::Object(found)))
        .collect();
    (!members.is_empty()).then_some(Json::Object(members))
}

/// The schemas of parameters that say more than a type; the operation's own come last and
/// replace those of the path (§4.7.10.1).
fn parameters<'d>(
    declared: Declared<'d>,
    item: &'d PathItem,
    operation: &'d Operation,
) -> Members<'d> {
    let all = item.parameters.iter().chain(&operation.parameters);
    let found = all.filter_map(|parameter| {
        let parameter: &ParameterData =
            followed(parameter, "parameters", &declared.components.parameters)?
                .parameter_data_ref();
        let ParameterSchemaOrContent::Schema(schema) = &parameter.format else {
            return None;
        };
        let schema = converted(declared.schemas.at(schema));
        let Json::Object(members) = &schema else {
            return None;
        };
        let mut names = members.iter().map(|(name, _)| &**name);
        names
            .any(|name| !matches!(name, "type" | "enum" | "format"))
            .then_some((parameter.name.as_str(), schema))
    });
    let mut members = Members::new();
    for (name, schema) in found {
        put(&mut members, name, schema);
    }
    members
}

fn bodies<'d>(declared: Declared<'d>, operation: &'d Operation) -> Members<'d> {
    let body = operation.request_body.as_ref();
    let body: Option<&RequestBody> =
        body.and_then(|body| followed(body, "requestBodies", &declared.components.request_bodies));
    let found = body
        .into_iter()
        .flat_map(|body| json(declared.schemas, &body.content));
    found.map(|(name, schema)| (name.into(), schema)).collect()
}

/// By status, each the schema of its first JSON.
fn responses<'d>(declared: Declared<'d>, operation: &'d Operation) -> Members<'d> {
    let all = operation.responses.responses.iter();
    let found = all.filter_map(|(status, response)| {
        let StatusCode::Code(status) = status else {
            return None;
        };
        let response: &Response = followed(response, "responses", &declared.components.responses)?;
        let (_, schema) = json(declared.schemas, &response.content).next()?;
        Some((status.to_string().into(), schema))
    });
    found.collect()
}

/// The schemas of the media types that are JSON.
fn json<'d>(
    schemas: &'d Schemas,
    content: impl IntoIterator<Item = (&'d String, &'d MediaType)>,
) -> impl Iterator<Item = (&'d str, Json<'d>)> {
    let found = content.into_iter().filter(|(name, _)| media::is_json(name));
    found.filter_map(|(name, media)| {
        let schema = schemas.at(media.schema.as_ref()?);
        Some((name.as_str(), converted(schema)))
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
