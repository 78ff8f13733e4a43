//! Rules for the document, its paths, operations and responses.
//!
//! May not know: schemas, parameters.

use serde_json::{Value, json};

use super::{Finding, Members, Rule, insert};
use crate::diagnostic::Code;
use crate::openapi::structure::METHODS;

pub(super) const DOCUMENT: &[Rule] = &[missing_info, missing_paths];
pub(super) const INFO: &[Rule] = &[missing_title, missing_version];
pub(super) const SERVER: &[Rule] = &[missing_url];
pub(super) const SERVER_VARIABLE: &[Rule] = &[missing_default];
pub(super) const PATHS: &[Rule] = &[path_without_slash];
pub(super) const PATH_ITEM: &[Rule] = &[method_in_capitals];
pub(super) const OPERATION: &[Rule] = &[missing_responses, empty_operation_id];
pub(super) const REQUEST_BODY: &[Rule] = &[missing_content];
pub(super) const RESPONSES: &[Rule] = &[strange_status];
pub(super) const RESPONSE: &[Rule] = &[missing_description];

/// OpenAPI 3.0.3 §4.7.1: `info` is required.
fn missing_info(document: &mut Members, finding: &mut Finding<'_, '_>) {
    if !document.get("info").is_some_and(Value::is_object) {
        finding.noted("`info` is missing");
        insert(document, "info", json!({}));
    }
}

/// OpenAPI 3.0.3 §4.7.1: `paths` is required, though it may be empty.
fn missing_paths(document: &mut Members, finding: &mut Finding<'_, '_>) {
    if !document.get("paths").is_some_and(Value::is_object) {
        finding.mended("`paths` is missing; there are no operations");
        insert(document, "paths", json!({}));
    }
}

fn missing_title(info: &mut Members, finding: &mut Finding<'_, '_>) {
    if info.get("title").is_none_or(Value::is_null) {
        finding.noted("`title` is missing");
        insert(info, "title", "API");
    }
}

fn missing_version(info: &mut Members, finding: &mut Finding<'_, '_>) {
    if info.get("version").is_none_or(Value::is_null) {
        finding.noted("`version` is missing");
        insert(info, "version", "0.0.0");
    }
}

/// OpenAPI 3.0.3 §4.7.1: without servers it is `/`.
fn missing_url(server: &mut Members, finding: &mut Finding<'_, '_>) {
    if server.get("url").is_none_or(Value::is_null) {
        finding.mended("the server has no `url`; it is taken to be `/`");
        insert(server, "url", "/");
    }
}

fn missing_default(variable: &mut Members, finding: &mut Finding<'_, '_>) {
    if variable.get("default").is_none_or(Value::is_null) {
        let first = variable
            .get("enum")
            .and_then(|values| values.get(0))
            .cloned();
        finding.mended("the variable has no `default`");
        insert(variable, "default", first.unwrap_or_else(|| "".into()));
    }
}

/// OpenAPI 3.0.3 §4.7.8: a path begins with `/`.
fn path_without_slash(paths: &mut Members, finding: &mut Finding<'_, '_>) {
    if paths
        .keys()
        .all(|path| path.starts_with('/') || path.starts_with("x-"))
    {
        return;
    }
    for (path, item) in std::mem::take(paths) {
        if path.starts_with('/') || path.starts_with("x-") {
            paths.insert(path, item);
        } else {
            let mended = format!("/{path}");
            finding.mended_member(&path, format!("the path `{path}` does not begin with `/`"));
            finding.renamed(&path, &mended);
            paths.insert(mended, item);
        }
    }
}

fn method_in_capitals(item: &mut Members, finding: &mut Finding<'_, '_>) {
    let capitals: Vec<String> = item
        .keys()
        .filter(|name| {
            let lower = name.to_ascii_lowercase();
            **name != lower && METHODS.contains(&lower.as_str())
        })
        .cloned()
        .collect();
    for name in capitals {
        finding.mended_member(&name, format!("`{name}` is written in small letters"));
        let lower = name.to_ascii_lowercase();
        if let Some(operation) = item.shift_remove(&name)
            && !item.contains_key(&lower)
        {
            finding.renamed(&name, &lower);
            item.insert(lower, operation);
        }
    }
}

/// OpenAPI 3.0.3 §4.7.10: `responses` is required.
fn missing_responses(operation: &mut Members, _finding: &mut Finding<'_, '_>) {
    if !operation.get("responses").is_some_and(Value::is_object) {
        insert(operation, "responses", json!({}));
    }
}

fn empty_operation_id(operation: &mut Members, finding: &mut Finding<'_, '_>) {
    if operation.get("operationId").and_then(Value::as_str) == Some("") {
        finding.mended_member("operationId", "an empty `operationId` is left out");
        operation.shift_remove("operationId");
    }
}

fn missing_content(body: &mut Members, finding: &mut Finding<'_, '_>) {
    if !body.get("content").is_some_and(Value::is_object) {
        finding.mended("the request body has no `content`");
        insert(body, "content", json!({}));
    }
}

/// OpenAPI 3.0.3 §4.7.16: three digits, `1XX` to `5XX`, or `default`.
fn strange_status(responses: &mut Members, finding: &mut Finding<'_, '_>) {
    if responses.keys().all(|status| is_status(status)) {
        return;
    }
    for (status, response) in std::mem::take(responses) {
        let trimmed = status.trim().to_ascii_lowercase();
        if is_status(&status) {
            responses.insert(status, response);
        } else if is_status(&trimmed) {
            finding.mended_member(&status, format!("`{status}` is taken for `{trimmed}`"));
            finding.renamed(&status, &trimmed);
            responses.insert(trimmed, response);
        } else {
            let message = format!("`{status}` is not a status code; the response is left out");
            finding.defect(Code::InvalidDocument, &status, message);
        }
    }
}

fn is_status(text: &str) -> bool {
    match text.as_bytes() {
        [b'1'..=b'9', b'0'..=b'9', b'0'..=b'9'] => true,
        [b'1'..=b'5', b'x' | b'X', b'x' | b'X'] => true,
        _ => text == "default" || text.starts_with("x-"),
    }
}

/// OpenAPI 3.0.3 §4.7.17: `description` is required.
fn missing_description(response: &mut Members, finding: &mut Finding<'_, '_>) {
    if response.get("description").is_none_or(Value::is_null) {
        finding.noted("the response has no `description`");
        insert(response, "description", "");
    }
}
