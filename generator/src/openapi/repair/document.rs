//! Rules for the document, its paths, operations and responses.

use serde_json::{Map, Value, json};

use super::finding::Finding;
use super::rule::{Members, Rule, insert};
use crate::diagnostic::Code;
use crate::openapi::grammar::{Kind, METHODS};
use crate::openapi::target::{described, words};
use crate::openapi::version::Version;

pub(super) const DOCUMENT: &[Rule] = &[missing_info, missing_paths];
pub(super) const INFO: &[Rule] = &[missing_title, missing_version];
pub(super) const SERVER: &[Rule] = &[missing_url];
pub(super) const SERVER_VARIABLE: &[Rule] = &[missing_default];
pub(super) const COMPONENTS: &[Rule] = &[names_of_components];
pub(super) const PATHS: &[Rule] = &[path_without_slash];
pub(super) const PATH_ITEM: &[Rule] = &[method_in_capitals];
pub(super) const OPERATION: &[Rule] = &[missing_responses, empty_operation_id];
pub(super) const REQUEST_BODY: &[Rule] = &[missing_content];
pub(super) const RESPONSES: &[Rule] = &[strange_status];
pub(super) const RESPONSE: &[Rule] = &[missing_description];

/// Whether a required object is something else, which is reported.
fn wrong_type(members: &Members, kind: Kind, name: &str, finding: &mut Finding<'_, '_>) -> bool {
    let Some(found) = members.get(name).filter(|value| !value.is_object()) else {
        return false;
    };
    let (what, needed) = (described(found), words(kind));
    let message = format!("`{name}` is {what}, not {needed}; it is left out");
    finding.defect(Code::InvalidDocument, name, message);
    finding.help_for_null(&[name], &format!("write {needed} here"));
    true
}

/// OpenAPI 3.0.3 §4.7.1: `info` is required.
fn missing_info(document: &mut Members, finding: &mut Finding<'_, '_>) {
    if wrong_type(document, Kind::Info, "info", finding) {
        insert(
            document,
            "info",
            json!({"title": "API", "version": "0.0.0"}),
        );
    } else if !document.contains_key("info") {
        finding.noted("`info` is missing");
        finding.help("write `info: {title: …, version: '1.0.0'}`");
        insert(document, "info", json!({}));
    }
}

/// OpenAPI 3.0.3 §4.7.1: `paths` is required, though it may be empty.
fn missing_paths(document: &mut Members, finding: &mut Finding<'_, '_>) {
    if wrong_type(document, Kind::Paths, "paths", finding) {
        insert(document, "paths", json!({}));
    } else if !document.contains_key("paths") {
        let others = ["webhooks", "components"];
        let has = |name: &&str| {
            let found = document.get(*name).and_then(Value::as_object);
            found.is_some_and(|found| !found.is_empty())
        };
        if finding.version.has_json_schema() && others.iter().any(has) {
            insert(document, "paths", json!({}));
            return;
        }
        finding.repaired("`paths` is missing; there are no operations");
        finding.help("write `paths: {}` if there are none");
        insert(document, "paths", json!({}));
    }
}

fn missing_title(info: &mut Members, finding: &mut Finding<'_, '_>) {
    if info.get("title").is_none_or(Value::is_null) {
        finding.noted("`title` is missing; it is taken to be `API`");
        finding.help("write a `title`");
        insert(info, "title", "API");
    }
}

fn missing_version(info: &mut Members, finding: &mut Finding<'_, '_>) {
    if info.get("version").is_none_or(Value::is_null) {
        finding.noted("`version` is missing; it is taken to be `0.0.0`");
        finding.help("write the version of the API, as in `version: '1.0.0'`");
        insert(info, "version", "0.0.0");
    }
}

/// OpenAPI 3.0.3 §4.7.1: without servers it is `/`.
fn missing_url(server: &mut Members, finding: &mut Finding<'_, '_>) {
    if server.get("url").is_none_or(Value::is_null) {
        finding.repaired("the server has no `url`; it is taken to be `/`");
        finding.help("write a `url`");
        insert(server, "url", "/");
    }
}

fn missing_default(variable: &mut Members, finding: &mut Finding<'_, '_>) {
    if variable.get("default").is_none_or(Value::is_null) {
        let first = variable
            .get("enum")
            .and_then(|values| values.get(0))
            .cloned();
        let default = first.unwrap_or_else(|| "".into());
        finding.repaired(format!(
            "the variable has no `default`; it is taken to be `{default}`"
        ));
        finding.help("write a `default`");
        finding.moved(&["enum", "0"], &["default"]);
        insert(variable, "default", default);
    }
}

/// OpenAPI 3.0.3 §4.7.7: a component's name consists of letters of ASCII, digits, `.`, `-` and
/// `_`. What a component is called elsewhere was made of such characters by `bundle`.
fn names_of_components(components: &mut Members, finding: &mut Finding<'_, '_>) {
    let is_odd = |one: char| !one.is_ascii_alphanumeric() && !matches!(one, '.' | '-' | '_');
    let extends = |name: &str| name.starts_with("x-");
    for (section, entries) in components.iter().filter(|(section, _)| !extends(section)) {
        let names = entries.as_object().into_iter().flat_map(Map::keys);
        for name in names {
            if let Some(odd) = name.chars().find(|one| is_odd(*one)) {
                let message = format!("`{odd}` can't be in the name of a component: `{name}`");
                finding.note_at(Code::InvalidName, &[section, name], message);
                finding.diagnostics.of_name();
            }
        }
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
            let repaired = format!("/{path}");
            let message = format!("the path `{path}` does not begin with `/`");
            finding.repaired_member(&path, message);
            finding.help(format!("write `{repaired}`"));
            finding.renamed(&path, &repaired);
            paths.insert(repaired, item);
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
        let lower = name.to_ascii_lowercase();
        if item.contains_key(&lower) {
            let message = format!("there is `{lower}` too, which is read instead of `{name}`");
            finding.defect(Code::DuplicateMember, &name, message);
            item.shift_remove(&name);
            continue;
        }
        finding.repaired_member(&name, format!("`{name}` is taken for `{lower}`"));
        finding.help(format!("write `{lower}`"));
        if let Some(operation) = item.shift_remove(&name) {
            finding.renamed(&name, &lower);
            item.insert(lower, operation);
        }
    }
}

/// OpenAPI 3.0.3 §4.7.10: `responses` is required.
fn missing_responses(operation: &mut Members, finding: &mut Finding<'_, '_>) {
    if wrong_type(operation, Kind::Responses, "responses", finding)
        || !operation.contains_key("responses")
    {
        insert(operation, "responses", json!({}));
    }
}

fn empty_operation_id(operation: &mut Members, finding: &mut Finding<'_, '_>) {
    if operation
        .get("operationId")
        .and_then(Value::as_str)
        .is_some_and(|id| id.trim().is_empty())
    {
        finding.repaired_member("operationId", "an empty `operationId` is left out");
        finding.help("write a name for the operation, or remove the member");
        operation.shift_remove("operationId");
    }
}

fn missing_content(body: &mut Members, finding: &mut Finding<'_, '_>) {
    if body.get("content").is_none_or(Value::is_null) {
        finding.repaired("the request body has no `content`, so nothing is sent");
        finding.help("write its media type and schema: `content: {application/json: {schema: …}}`");
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
            finding.repaired_member(&status, format!("`{status}` is taken for `{trimmed}`"));
            finding.help(format!("write `{}`", trimmed.replace('x', "X")));
            finding.renamed(&status, &trimmed);
            responses.insert(trimmed, response);
        } else {
            let message = format!("`{status}` is not a status code; the response is left out");
            finding.defect(Code::InvalidDocument, &status, message);
            finding.help("write three digits in quotes, `1XX` to `5XX`, or `default`");
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

/// OpenAPI 3.0.3 §4.7.17: `description` is required; 3.2 has `summary` too, and requires neither.
fn missing_description(response: &mut Members, finding: &mut Finding<'_, '_>) {
    let is_free = finding.version >= Version::V3_2;
    if is_free && !response.contains_key("description") {
        let summary = response.get("summary").cloned();
        insert(
            response,
            "description",
            summary.unwrap_or_else(|| "".into()),
        );
    }
    if response.get("description").is_none_or(Value::is_null) {
        finding.noted("the response has no `description`");
        insert(response, "description", "");
    }
}
