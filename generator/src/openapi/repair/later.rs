//! Rules for what OpenAPI 3.2 has and simgen does not generate: it is left out, and said.

use serde_json::Value;

use super::finding::Finding;
use super::rule::{Members, Rule, text};
use crate::diagnostic::Code;
use crate::openapi::version::Version;

pub(super) const PATH_ITEM: &[Rule] = &[other_methods];
pub(super) const FLOWS: &[Rule] = &[device_flow];
pub(super) const PARAMETERS: &[Rule] = &[whole_query];
pub(super) const DISCRIMINATOR: &[Rule] = &[default_mapping];

fn is_there(members: &Members, name: &str, finding: &Finding<'_, '_>) -> bool {
    finding.version >= Version::V3_2 && members.contains_key(name)
}

/// `QUERY`, and methods that OpenAPI has no name for.
fn other_methods(item: &mut Members, finding: &mut Finding<'_, '_>) {
    if is_there(item, "query", finding) {
        left_out(
            finding,
            &["query"],
            "operations with the method QUERY are not generated yet",
        );
        item.shift_remove("query");
    }
    if is_there(item, "additionalOperations", finding) {
        let others = item.shift_remove("additionalOperations");
        let others = others.as_ref().and_then(Value::as_object);
        for method in others.into_iter().flat_map(|others| others.keys()) {
            let message = format!("operations with the method {method} are not generated yet");
            left_out(finding, &["additionalOperations", method], &message);
        }
    }
}

fn device_flow(flows: &mut Members, finding: &mut Finding<'_, '_>) {
    if is_there(flows, "deviceAuthorization", finding) {
        let message = "the client does not run the device flow; it takes a token";
        finding.note_at(Code::Unsupported, &["deviceAuthorization"], message);
        finding.help("get a token by another library, and give it to the client");
        flows.shift_remove("deviceAuthorization");
    }
}

/// `in: querystring`
fn whole_query(holder: &mut Members, finding: &mut Finding<'_, '_>) {
    let Some(Value::Array(parameters)) = holder.get_mut("parameters") else {
        return;
    };
    let is_whole_query = |parameter: &Value| {
        let place = parameter
            .as_object()
            .and_then(|members| text(members, "in"));
        finding.version >= Version::V3_2 && place == Some("querystring")
    };
    let found: Vec<usize> = (0..parameters.len())
        .filter(|index| is_whole_query(&parameters[*index]))
        .collect();
    for index in found.iter().rev() {
        parameters.remove(*index);
        let message = "a parameter that is the whole query is not generated yet; it is left out";
        left_out(finding, &["parameters", &index.to_string(), "in"], message);
        finding.help("write its parts as parameters with `in: query`");
        for next in *index..parameters.len() {
            let [from, to] = [next + 1, next].map(|index| index.to_string());
            finding.moved(&["parameters", &from], &["parameters", &to]);
        }
    }
}

/// What a value is whose property names no alternative: the union keeps it as it came.
fn default_mapping(discriminator: &mut Members, finding: &mut Finding<'_, '_>) {
    if is_there(discriminator, "defaultMapping", finding) {
        let message =
            "`defaultMapping` is not read: a value that names no alternative is `Unknown`";
        finding.warn_at(Code::Unsupported, &["defaultMapping"], message);
        discriminator.shift_remove("defaultMapping");
    }
}

fn left_out(finding: &mut Finding<'_, '_>, below: &[&str], message: &str) {
    let place = finding.below(below);
    finding
        .diagnostics
        .defect(Code::Unsupported, place, message);
}
