//! Takes the schemas out of what holds them, so that the model has a number in the
//! place of each, and the tree of each is kept beside the model.

use serde_json::{Map, Value, json};

use super::{Reader, envelope, mismatch};
use crate::openapi::bundle::DEFECT;
use crate::openapi::cursor::Cursor;
use crate::openapi::grammar::{Kind, Shape, member};
use crate::openapi::lookup;
use crate::openapi::schema::ITEM;
use crate::openapi::version::Version;

impl Reader<'_, '_> {
    /// The component schemas. What is no schema stands for any JSON.
    pub(super) fn component_schemas(
        &mut self,
        at: &Cursor<'_>,
        mut schemas: Map<String, Value>,
    ) -> Map<String, Value> {
        for (name, value) in &mut schemas {
            self.schema(&at.member(name), value);
        }
        schemas
    }

    /// Takes every schema out of an object that is not one.
    pub(super) fn take_schemas(&mut self, kind: Kind, at: &Cursor<'_>, value: &mut Value) {
        let Value::Object(members) = value else {
            return;
        };
        if kind == Kind::MediaType {
            members.shift_remove(ITEM);
        }
        for (name, value) in &mut *members {
            let here = at.member(name);
            match (member(self.version, kind, name), value) {
                (Shape::One(Kind::Schema), value) => {
                    self.schema(&here, value);
                    if let Value::Object(schema) = value.take() {
                        *value = json!({ "$ref": self.schemas.keep(schema) });
                    }
                }
                (Shape::One(kind), value) => self.take_schemas(kind, &here, value),
                (Shape::List(kind), Value::Array(elements)) => {
                    for (index, element) in elements.iter_mut().enumerate() {
                        self.take_schemas(kind, &here.element(index), element);
                    }
                }
                (Shape::Map(kind), Value::Object(entries)) => {
                    for (name, entry) in entries {
                        if kind == Kind::MediaType {
                            envelope::open(name, entry);
                        }
                        self.take_schemas(kind, &here.member(name), entry);
                    }
                }
                _ => {}
            }
        }
        let items = kind == Kind::MediaType && self.version >= Version::V3_2;
        if let Some(item) = members.shift_remove("itemSchema").filter(|_| items) {
            members.insert(ITEM.to_owned(), item);
        }
    }

    /// Sees to it that a schema and all in it can be read. One that can't be stands for
    /// any JSON, and that is reported.
    fn schema(&mut self, at: &Cursor<'_>, value: &mut Value) {
        let Value::Object(members) = value else {
            return self.no_schema(at, value, "it is not an object");
        };
        for (name, value) in &mut *members {
            let here = at.member(name);
            match (member(self.version, Kind::Schema, name), value) {
                (Shape::One(Kind::Schema), value) => self.schema(&here, value),
                (Shape::SchemaOrBool, value) if value.is_object() => self.schema(&here, value),
                (Shape::List(Kind::Schema), Value::Array(elements)) => {
                    for (index, element) in elements.iter_mut().enumerate() {
                        self.schema(&here.element(index), element);
                    }
                }
                (Shape::Map(Kind::Schema), Value::Object(entries)) => {
                    for (name, entry) in entries {
                        self.schema(&here.member(name), entry);
                    }
                }
                _ => {}
            }
        }
        let links = lookup::get(members, "externalDocs");
        if let Some(error) = links.and_then(|found| mismatch::error(Kind::ExternalDocs, found)) {
            self.no_schema(at, value, &error);
        }
    }

    fn no_schema(&mut self, at: &Cursor<'_>, value: &mut Value, error: &str) {
        self.defect(at, error);
        *value = json!({ DEFECT: true });
    }
}
