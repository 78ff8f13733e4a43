//! Rules for what schemas say since they are JSON Schema (OpenAPI 3.1): what changes no
//! type is noted once, and what is left over from OpenAPI 3.0 counts.

use serde_json::Value;

use super::finding::Finding;
use super::rule::{Members, Rule, insert};
use crate::diagnostic::Code;
use crate::openapi::target::described;

pub(super) const SCHEMA: &[(&str, Rule)] = &[
    ("nullable", nullable),
    ("examples", examples),
    ("if", |schema, finding| restricts(schema, "if", finding)),
    ("contains", |schema, finding| {
        restricts(schema, "contains", finding)
    }),
    ("dependentSchemas", |schema, finding| {
        restricts(schema, "dependentSchemas", finding)
    }),
    ("dependentRequired", |schema, finding| {
        restricts(schema, "dependentRequired", finding)
    }),
    ("contentSchema", |schema, finding| {
        restricts(schema, "contentSchema", finding)
    }),
    ("unevaluatedItems", |schema, finding| {
        restricts(schema, "unevaluatedItems", finding)
    }),
    ("propertyNames", |schema, finding| {
        restricts(schema, "propertyNames", finding)
    }),
];

/// `nullable` is not JSON Schema; it is left over where a document came from 3.0.
fn nullable(schema: &mut Members, finding: &mut Finding<'_, '_>) {
    let counts = schema.get("nullable") == Some(&Value::Bool(true));
    if counts && finding.version.has_json_schema() && finding.noted.insert("nullable") {
        let message = "`nullable` is OpenAPI 3.0; it counts all the same, here and wherever it is";
        finding.noted_member("nullable", message);
        finding.help("write `null` beside the type: `type: [string, 'null']`");
    }
}

/// A list of examples; one that is none is not shown.
fn examples(schema: &mut Members, finding: &mut Finding<'_, '_>) {
    let found = schema.get("examples").filter(|found| !found.is_array());
    if let Some(found) = found.filter(|_| finding.version.has_json_schema()) {
        let message = format!(
            "{} is not a list of examples; it is not read",
            described(found)
        );
        finding.note_at(Code::InvalidExample, &["examples"], message);
        finding.help("write a list, as in `examples: [a, b]`");
        insert(schema, "examples", Vec::<Value>::new());
    }
}

/// A keyword that says which values are valid, and from which no type follows.
fn restricts(_schema: &mut Members, keyword: &'static str, finding: &mut Finding<'_, '_>) {
    if finding.version.has_json_schema() && finding.noted.insert(keyword) {
        let message = format!(
            "`{keyword}` says which values are valid, and no type follows from it, here and \
             wherever it is; the server tells"
        );
        finding.note_at(Code::Unsupported, &[keyword], message);
        finding.help("nothing has to be done; declare what it adds beside it to have it typed");
    }
}
