//! Turns a tree into one `openapiv3::Schema`: the schemas in it first, then
//! itself without them, then both put together.
//!
//! May not know: where schemas stand in other objects.

use indexmap::IndexMap;
use openapiv3::{AdditionalProperties, ReferenceOr, Schema, SchemaData, SchemaKind, Type};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::Reader;
use crate::openapi::DEFECT;
use crate::openapi::at::At;
use crate::openapi::structure::{Kind, Shape, member};

type Reference = ReferenceOr<Schema>;
type Boxed = ReferenceOr<Box<Schema>>;

/// The schemas in a schema.
#[derive(Default)]
struct Inner {
    properties: IndexMap<String, Boxed>,
    items: Option<Boxed>,
    additional: Option<Box<Reference>>,
    all_of: Vec<Reference>,
    one_of: Vec<Reference>,
    any_of: Vec<Reference>,
    not: Option<Box<Reference>>,
}

impl Reader<'_, '_> {
    /// Reads a schema; where it does not fit, one that stands for any JSON.
    pub(super) fn schema(&mut self, at: &At<'_>, value: Value) -> Reference {
        let Value::Object(mut members) = value else {
            return self.no_schema(at, "it is not an object");
        };
        if let Some(Value::String(reference)) = members.get_mut("$ref") {
            return ReferenceOr::Reference {
                reference: std::mem::take(reference),
            };
        }
        let inner = self.inner(at, &mut members);
        match Schema::deserialize(&Value::Object(members)) {
            Ok(mut schema) => {
                inner.put_into(&mut schema.schema_kind);
                ReferenceOr::Item(schema)
            }
            Err(error) => self.no_schema(at, &error.to_string()),
        }
    }

    /// Takes every schema out of an object that is not one, numbered where
    /// it stood.
    pub(super) fn take_schemas(
        &mut self,
        kind: Kind,
        at: &At<'_>,
        value: &mut Value,
        taken: &mut Vec<Reference>,
    ) {
        let Value::Object(members) = value else {
            return;
        };
        for (name, value) in members {
            let here = at.member(name);
            match (member(kind, name), value) {
                (Shape::One(Kind::Schema), value) => {
                    let schema = self.schema(&here, value.take());
                    *value = json!({ "$ref": taken.len().to_string() });
                    taken.push(schema);
                }
                (Shape::One(kind), value) => self.take_schemas(kind, &here, value, taken),
                (Shape::List(kind), Value::Array(elements)) => {
                    for (index, element) in elements.iter_mut().enumerate() {
                        self.take_schemas(kind, &here.element(index), element, taken);
                    }
                }
                (Shape::Map(kind), Value::Object(entries)) => {
                    for (name, entry) in entries {
                        self.take_schemas(kind, &here.member(name), entry, taken);
                    }
                }
                _ => {}
            }
        }
    }

    /// Takes the schemas out of a schema, leaving something that has the same shape.
    fn inner(&mut self, at: &At<'_>, members: &mut Map<String, Value>) -> Inner {
        let mut inner = Inner::default();
        if let Some(Value::Object(properties)) = members.get_mut("properties") {
            let at = at.member("properties");
            inner.properties.reserve(properties.len());
            for (name, value) in std::mem::take(properties) {
                let schema = self.schema(&at.member(&name), value);
                inner.properties.insert(name, boxed(schema));
            }
        }
        let mut one = |name: &str| {
            let value = members.get_mut(name).filter(|value| value.is_object())?;
            let value = std::mem::replace(value, json!({ "$ref": "" }));
            Some(self.schema(&at.member(name), value))
        };
        inner.items = one("items").map(boxed);
        inner.not = one("not").map(Box::new);
        inner.additional = one("additionalProperties").map(Box::new);
        inner.all_of = self.alternatives(at, "allOf", members);
        inner.one_of = self.alternatives(at, "oneOf", members);
        inner.any_of = self.alternatives(at, "anyOf", members);
        inner
    }

    fn alternatives(
        &mut self,
        at: &At<'_>,
        name: &str,
        members: &mut Map<String, Value>,
    ) -> Vec<Reference> {
        let Some(Value::Array(elements)) = members.get_mut(name) else {
            return Vec::new();
        };
        let at = at.member(name);
        std::mem::take(elements)
            .into_iter()
            .enumerate()
            .map(|(index, value)| self.schema(&at.element(index), value))
            .collect()
    }

    fn no_schema(&mut self, at: &At<'_>, error: &str) -> Reference {
        self.defect(at, error);
        let mut schema_data = SchemaData::default();
        schema_data
            .extensions
            .insert(DEFECT.to_owned(), Value::Bool(true));
        ReferenceOr::Item(Schema {
            schema_data,
            schema_kind: SchemaKind::Any(openapiv3::AnySchema::default()),
        })
    }
}

impl Inner {
    /// The kind has what was left in place of these; now it gets them.
    fn put_into(self, kind: &mut SchemaKind) {
        let additional = self.additional.map(AdditionalProperties::Schema);
        match kind {
            SchemaKind::Type(Type::Object(object)) => {
                object.properties = self.properties;
                if additional.is_some() {
                    object.additional_properties = additional;
                }
            }
            SchemaKind::Type(Type::Array(array)) => array.items = self.items,
            SchemaKind::Type(_) => {}
            SchemaKind::OneOf { one_of } => *one_of = self.one_of,
            SchemaKind::AllOf { all_of } => *all_of = self.all_of,
            SchemaKind::AnyOf { any_of } => *any_of = self.any_of,
            SchemaKind::Not { not } => {
                if let Some(inner) = self.not {
                    *not = inner;
                }
            }
            SchemaKind::Any(any) => {
                any.properties = self.properties;
                if additional.is_some() {
                    any.additional_properties = additional;
                }
                any.items = self.items;
                any.one_of = self.one_of;
                any.all_of = self.all_of;
                any.any_of = self.any_of;
                any.not = self.not;
            }
        }
    }
}

fn boxed(schema: Reference) -> Boxed {
    match schema {
        ReferenceOr::Reference { reference } => ReferenceOr::Reference { reference },
        ReferenceOr::Item(schema) => ReferenceOr::Item(Box::new(schema)),
    }
}
