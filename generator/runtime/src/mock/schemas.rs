//! Turns a value into the reasons why the document does not allow it, by JSON Schema.
//!
//! It does not know where a value comes from.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, OnceLock};

use jsonschema::{Draft, Validator};
use serde_json::{Map, Value, json};

use super::super::json::convert::Direction;
use super::super::metadata::api_metadata::ApiMetadata;
use super::locked;

/// How many reasons are named of one value.
const NAMED: usize = 3;

/// The schemas of one API. They are read when a value is checked for the first time.
pub(super) struct Schemas {
    text: &'static str,
    document: OnceLock<Value>,
    /// By the place in the document and the direction; none where there is no schema.
    validators: Mutex<BTreeMap<String, Option<Arc<Validator>>>>,
}

impl Schemas {
    pub(super) fn of(api: &ApiMetadata) -> Self {
        Self {
            text: api.schemas,
            document: OnceLock::new(),
            validators: Mutex::default(),
        }
    }

    /// Why a parameter can't have a value.
    pub(super) fn parameter(&self, operation: &str, name: &str, value: &Value) -> Option<String> {
        self.mismatch([operation, "parameters", name], Direction::Request, value)
    }

    /// Why a body of this media type can't be a value.
    pub(super) fn body(&self, operation: &str, media: &str, value: &Value) -> Option<String> {
        self.mismatch([operation, "bodies", media], Direction::Request, value)
    }

    /// Why a response can't be a value.
    pub(super) fn response(&self, operation: &str, status: u16, value: &Value) -> Option<String> {
        let status = status.to_string();
        self.mismatch(
            [operation, "responses", &status],
            Direction::Response,
            value,
        )
    }

    fn mismatch(&self, at: [&str; 3], direction: Direction, value: &Value) -> Option<String> {
        let key = at.join("\n");
        let mut validators = locked(&self.validators);
        let validator = validators
            .entry(key)
            .or_insert_with(|| self.validator(at, direction).map(Arc::new))
            .clone()?;
        drop(validators);
        // A value may be a secret, so messages don't have it.
        let reasons = validator.iter_errors(value).take(NAMED).map(|error| {
            let (path, message) = (error.instance_path().to_string(), error.masked());
            match path.as_str() {
                "" => message.to_string(),
                path => format!("`{path}`: {message}"),
            }
        });
        let reasons: Vec<String> = reasons.collect();
        (!reasons.is_empty()).then(|| reasons.join("; "))
    }

    /// None where there is no such schema, or one that can't be read, such as a pattern
    /// that is not a regular expression.
    fn validator(
        &self,
        [operation, kind, name]: [&str; 3],
        direction: Direction,
    ) -> Option<Validator> {
        let operations = self.document().get("operations")?;
        let schema = operations.get(operation)?.get(kind)?.get(name)?;
        let defs = self.definitions(schema, direction);
        let mut schema = schema.clone();
        require_less(&mut schema, direction);
        let whole = json!({ "$defs": defs, "allOf": [schema] });
        jsonschema::options()
            .with_draft(Draft::Draft202012)
            .should_validate_formats(true)
            .build(&whole)
            .ok()
    }

    /// The schemas that one leads to.
    fn definitions(&self, schema: &Value, direction: Direction) -> Map<String, Value> {
        let named = self.document().get("$defs");
        let mut definitions = Map::new();
        let mut open = BTreeSet::new();
        references(schema, &mut open);
        while let Some(name) = open.pop_first() {
            if definitions.contains_key(&name) {
                continue;
            }
            let found = named.and_then(|named| named.get(&name)).cloned();
            let mut found = found.unwrap_or(json!(true));
            references(&found, &mut open);
            require_less(&mut found, direction);
            definitions.insert(name, found);
        }
        definitions
    }

    fn document(&self) -> &Value {
        self.document
            .get_or_init(|| serde_json::from_str(self.text).unwrap_or_default())
    }
}

/// Collects the names that a schema refers to.
fn references(schema: &Value, names: &mut BTreeSet<String>) {
    match schema {
        Value::Object(members) => {
            for (name, value) in members {
                match value {
                    Value::String(text) if name == "$ref" => {
                        names.extend(text.strip_prefix("#/$defs/").map(str::to_owned));
                    }
                    value => references(value, names),
                }
            }
        }
        Value::Array(list) => list.iter().for_each(|value| references(value, names)),
        _ => {}
    }
}

/// A required property that is read-only is required of responses only, and one that is
/// write-only of requests (OpenAPI 3.0.3 §4.7.24.2).
fn require_less(schema: &mut Value, direction: Direction) {
    let flag = match direction {
        Direction::Request => "readOnly",
        Direction::Response => "writeOnly",
    };
    match schema {
        Value::Object(members) => {
            let properties = members.get("properties").cloned().unwrap_or_default();
            if let Some(Value::Array(required)) = members.get_mut("required") {
                let is_flagged = |name: &Value| {
                    let found = name.as_str().and_then(|name| properties.get(name));
                    found.and_then(|found| found.get(flag)) == Some(&Value::Bool(true))
                };
                required.retain(|name| !is_flagged(name));
            }
            members
                .values_mut()
                .for_each(|value| require_less(value, direction));
        }
        Value::Array(list) => list
            .iter_mut()
            .for_each(|value| require_less(value, direction)),
        _ => {}
    }
}
