//! Turns a repaired tree into `openapiv3`'s model, part by part, so that what
//! does not fit costs one schema, component or operation and is named.
//!
//! Schemas are no part of that model: it knows those of OpenAPI 3.0 alone, and has a type for each
//! combination of keywords. They stay trees beside it.

mod envelope;
mod mismatch;
mod schema;
mod webhook;

use foldhash::{HashSet, HashSetExt as _};
use indexmap::IndexMap;
use openapiv3::{OpenAPI, Operation, ReferenceOr};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::bundle::skipped_operation;
use super::cursor::Cursor;
use super::grammar::{Kind, METHODS, Shape, members};
use super::path_item::PathItem;
use super::places::Places;
use super::resolve::reference;
use super::schema::Schemas;
use super::version::Version;
use super::webhook::Webhook;
use crate::diagnostic::{Code, Diagnostics, Reported};
use crate::source::{Place, Pointer};

/// Reads one document.
pub(super) fn document(
    version: Version,
    mut tree: Map<String, Value>,
    places: &Places,
    diagnostics: &mut Diagnostics,
) -> Result<Read, Reported> {
    let components = take_object(&mut tree, "components");
    let paths = take_object(&mut tree, "paths");
    let webhooks = webhook::take(&mut tree);
    let root = places.place(&Pointer::root());
    let top = Cursor::top("", root.clone());
    let mut reader = Reader {
        version,
        places,
        diagnostics,
        schemas: Schemas::default(),
        certificates: HashSet::new(),
        broken: HashSet::new(),
        webhooks: Vec::new(),
    };
    let mut api = reader.frame(tree, &top, root)?;
    api.components = Some(reader.components(components, &top.member("components")));
    for (member, webhooks) in webhooks {
        reader.webhooks(webhooks, &top.member(member));
    }
    let paths = reader.paths(paths, &top.member("paths"));
    Ok(Read {
        api,
        paths,
        schemas: reader.schemas,
        certificates: reader.certificates,
        webhooks: reader.webhooks,
    })
}

/// What a tree says.
pub(super) struct Read {
    pub(super) api: OpenAPI,
    pub(super) paths: IndexMap<String, PathItem>,
    pub(super) schemas: Schemas,
    /// The security schemes that are a certificate of the client.
    pub(super) certificates: HashSet<String>,
    /// What the API sends to its users.
    pub(super) webhooks: Vec<Webhook>,
}

struct Reader<'p, 'd> {
    version: Version,
    places: &'p Places,
    diagnostics: &'d mut Diagnostics,
    schemas: Schemas,
    certificates: HashSet<String>,
    /// References to components that could not be read.
    broken: HashSet<String>,
    webhooks: Vec<Webhook>,
}

impl Reader<'_, '_> {
    /// Everything but paths and components. What does not fit and is not
    /// required is left out.
    fn frame(
        &mut self,
        mut tree: Map<String, Value>,
        at: &Cursor<'_>,
        root: Place,
    ) -> Result<OpenAPI, Reported> {
        for (name, shape) in members(self.version, Kind::Document) {
            let Some(value) = tree.get_mut(*name) else {
                continue;
            };
            let here = at.member(name);
            match shape {
                Shape::One(kind) => self.fit_members(*kind, &here, value),
                Shape::List(kind) => self.fit_elements(*kind, &here, value),
                _ => {}
            }
        }
        tree.insert("paths".to_owned(), json!({}));
        OpenAPI::deserialize(&Value::Object(tree)).map_err(|error| {
            let message = format!("this document can't be read: {error}");
            self.diagnostics
                .error(Code::InvalidDocument, Some(root), message)
        })
    }

    /// Leaves out members that don't fit.
    fn fit_members(&mut self, kind: Kind, at: &Cursor<'_>, value: &mut Value) {
        let Value::Object(object) = value else { return };
        for (name, shape) in members(self.version, kind) {
            let Shape::One(member) = shape else { continue };
            if let Some(value) = object.get(*name)
                && let Some(error) = mismatch::error(*member, value)
            {
                self.defect(&at.member(name), &error);
                object.shift_remove(*name);
            }
        }
    }

    fn fit_elements(&mut self, kind: Kind, at: &Cursor<'_>, value: &mut Value) {
        let Value::Array(elements) = value else {
            return;
        };
        let mut index = 0;
        elements.retain(|element| {
            let error = mismatch::error(kind, element);
            if let Some(error) = &error {
                self.defect(&at.element(index), error);
            }
            index += 1;
            error.is_none()
        });
    }

    fn components(
        &mut self,
        mut tree: Map<String, Value>,
        at: &Cursor<'_>,
    ) -> openapiv3::Components {
        let mut components = openapiv3::Components::default();
        let schemas = take_object(&mut tree, "schemas");
        let here = at.member("schemas");
        self.schemas = Schemas::new(self.component_schemas(&here, schemas));
        let here = at.member("headers");
        for (name, value) in take_object(&mut tree, "headers") {
            if let Some(header) = self.part(Kind::Header, &here.member(&name), value) {
                components.headers.insert(name, header);
            } else {
                let header = self.any_header();
                components.headers.insert(name, header);
            }
        }
        // A macro would hide what these four lines say.
        let map = take_object(&mut tree, "responses");
        components.responses = self
            .group(Kind::Response, "responses", at, map)
            .into_iter()
            .collect();
        let map = take_object(&mut tree, "parameters");
        components.parameters = self
            .group(Kind::Parameter, "parameters", at, map)
            .into_iter()
            .collect();
        let map = take_object(&mut tree, "requestBodies");
        components.request_bodies = self
            .group(Kind::RequestBody, "requestBodies", at, map)
            .into_iter()
            .collect();
        let map = take_object(&mut tree, "securitySchemes");
        let map = self.take_certificates(map, &at.member("securitySchemes"));
        components.security_schemes = self
            .group(Kind::SecurityScheme, "securitySchemes", at, map)
            .into_iter()
            .collect();
        let map = take_object(&mut tree, "callbacks");
        self.callbacks(None, map, &at.member("callbacks"));
        components
    }

    /// The components of one kind. What could not be read is remembered, so
    /// that the operations which need it are left out.
    fn group<T>(
        &mut self,
        kind: Kind,
        section: &str,
        at: &Cursor<'_>,
        map: Map<String, Value>,
    ) -> Vec<(String, ReferenceOr<T>)>
    where
        T: for<'de> Deserialize<'de>,
    {
        let at = at.member(section);
        let mut read = Vec::with_capacity(map.len());
        for (name, value) in map {
            match self.part(kind, &at.member(&name), value) {
                Some(part) => read.push((name, part)),
                None => {
                    self.broken.insert(format!("#/components/{section}/{name}"));
                }
            }
        }
        read
    }

    /// The model has no scheme `mutualTLS`, and no request has a part in it.
    fn take_certificates(
        &mut self,
        schemes: Map<String, Value>,
        at: &Cursor<'_>,
    ) -> Map<String, Value> {
        let is_certificate =
            |scheme: &Value| scheme.get("type").and_then(Value::as_str) == Some("mutualTLS");
        let (certificates, others) = schemes
            .into_iter()
            .partition(|(_, scheme)| is_certificate(scheme));
        let certificates: Map<_, _> = certificates;
        for (name, _) in certificates {
            let place = self.places.place(&at.member(&name).pointer());
            let message = format!(
                "`{name}` is a certificate of the client: it is not part of a request, and the \
                 transport has to have it"
            );
            self.diagnostics.note(Code::Unsupported, place, message);
            let help =
                "give `Config::with_transport` a client of `reqwest` that has the certificate";
            self.diagnostics.help(help);
            self.certificates.insert(name);
        }
        others
    }

    fn paths(&mut self, paths: Map<String, Value>, at: &Cursor<'_>) -> IndexMap<String, PathItem> {
        let mut read = IndexMap::with_capacity(paths.len());
        for (path, value) in paths {
            if let Value::Object(item) = value
                && path.starts_with('/')
            {
                let item = self.path_item(&at.member(&path), item);
                read.insert(path, item);
            }
        }
        read
    }

    fn path_item(&mut self, at: &Cursor<'_>, mut item: Map<String, Value>) -> PathItem {
        let operations: Vec<(&'static str, Value)> = METHODS
            .iter()
            .filter_map(|method| Some((*method, item.shift_remove(*method)?)))
            .collect();
        let unusable = self.needs_broken(item.get("parameters"));
        let whole = if unusable {
            None
        } else {
            self.part::<openapiv3::PathItem>(Kind::PathItem, at, Value::Object(item))
        };
        let Some(whole) = whole else {
            for (method, _) in &operations {
                skipped_operation(self.diagnostics, &self.placed(&at.member(method)));
            }
            return PathItem::default();
        };
        let operations = operations.into_iter().filter_map(|(method, value)| {
            let operation = self.operation(&at.member(method), value)?;
            Some((method, operation))
        });
        PathItem {
            operations: operations.collect(),
            summary: whole.summary,
            description: whole.description,
            servers: whole.servers,
            parameters: whole.parameters,
        }
    }

    fn operation(&mut self, at: &Cursor<'_>, mut value: Value) -> Option<Operation> {
        let callbacks = value.as_object_mut();
        let callbacks = callbacks.map(|operation| take_object(operation, "callbacks"));
        let responses = value.get("responses").and_then(Value::as_object);
        let broken = self.needs_broken(value.get("parameters"))
            || value
                .get("requestBody")
                .is_some_and(|body| self.is_broken(body))
            || responses.is_some_and(|all| all.values().any(|one| self.is_broken(one)));
        let id = webhook::sender(at, &value);
        let operation = if broken {
            None
        } else {
            self.part(Kind::Operation, at, value)
        };
        if operation.is_none() {
            skipped_operation(self.diagnostics, &self.placed(at));
        }
        let callbacks = callbacks.unwrap_or_default();
        self.callbacks(Some(&id), callbacks, &at.member("callbacks"));
        operation
    }

    fn needs_broken(&self, parameters: Option<&Value>) -> bool {
        let parameters = parameters.and_then(Value::as_array);
        parameters.is_some_and(|all| all.iter().any(|one| self.is_broken(one)))
    }

    fn is_broken(&self, value: &Value) -> bool {
        reference(value).is_some_and(|reference| self.broken.contains(reference))
    }

    /// Reads an object that is not a schema, but may hold some.
    fn part<T>(&mut self, kind: Kind, at: &Cursor<'_>, mut value: Value) -> Option<T>
    where
        T: for<'de> Deserialize<'de>,
    {
        self.take_schemas(kind, at, &mut value);
        match T::deserialize(&value) {
            Ok(part) => Some(part),
            Err(error) => {
                let mismatch =
                    mismatch::innermost(self.version, kind, at, &value, &error.to_string());
                let place = self.places.place(&mismatch.pointer);
                self.invalid(place, &mismatch.message);
                if let Some(help) = mismatch.help {
                    self.diagnostics.help(help);
                }
                None
            }
        }
    }

    /// A header that could not be read still comes with the response.
    fn any_header(&mut self) -> ReferenceOr<openapiv3::Header> {
        let header = json!({ "schema": { "$ref": self.schemas.keep(Map::new()) } });
        openapiv3::Header::deserialize(&header)
            .map(ReferenceOr::Item)
            .expect("a header needs only a schema")
    }

    fn defect(&mut self, at: &Cursor<'_>, error: &str) {
        let place = self.places.place(&at.pointer());
        self.invalid(place, error);
    }

    fn invalid(&mut self, place: Place, error: &str) {
        self.diagnostics.defect(
            Code::InvalidDocument,
            place,
            format!(
                "this is not what OpenAPI {} has here: {error}",
                self.version
            ),
        );
    }

    /// The same step, with its place looked up.
    fn placed<'b>(&self, at: &Cursor<'b>) -> Cursor<'b> {
        at.from(self.places.place(&at.pointer()))
    }
}

fn take_object(tree: &mut Map<String, Value>, name: &str) -> Map<String, Value> {
    match tree.shift_remove(name) {
        Some(Value::Object(object)) => object,
        _ => Map::new(),
    }
}
