//! Rules for security schemes, and for lists of security requirements.

use serde_json::{Map, Value, json};

use super::finding::Finding;
use super::rule::{Members, Rule, insert, text};
use super::scalar::as_text;
use crate::diagnostic::Code;
use crate::openapi::target::described;

pub(super) const SCHEME: &[Rule] = &[type_in_other_words, place_in_capitals, missing_flows];
pub(super) const FLOWS: &[Rule] = &[flow_of_swagger];
pub(super) const FLOW: &[Rule] = &[missing_scopes, missing_urls];

/// OpenAPI 3.0.3 §4.7.27: `apiKey`, `http`, `oauth2` or `openIdConnect`.
fn type_in_other_words(scheme: &mut Members, finding: &mut Finding<'_, '_>) {
    let Some(found) = text(scheme, "type") else {
        return;
    };
    let (kind, http) = match found.to_ascii_lowercase().as_str() {
        "apikey" => ("apiKey", None),
        "http" => ("http", None),
        "oauth2" | "oauth" => ("oauth2", None),
        "openidconnect" => ("openIdConnect", None),
        "basic" => ("http", Some("basic")),
        "bearer" => ("http", Some("bearer")),
        _ => return,
    };
    if found == kind {
        return;
    }
    finding.repaired_member("type", format!("`{found}` is taken for `{kind}`"));
    finding.help(match http {
        Some(http) => format!("write `type: {kind}` and `scheme: {http}`"),
        None => format!("write `{kind}`"),
    });
    insert(scheme, "type", kind);
    if let Some(http) = http {
        insert(scheme, "scheme", http);
    }
}

fn place_in_capitals(scheme: &mut Members, finding: &mut Finding<'_, '_>) {
    if let Some(place) = text(scheme, "in") {
        let lower = place.to_ascii_lowercase();
        if lower != place {
            finding.repaired_member("in", format!("`{place}` is taken for `{lower}`"));
            finding.help(format!("write `{lower}`"));
            insert(scheme, "in", lower);
        }
    }
}

fn missing_flows(scheme: &mut Members, finding: &mut Finding<'_, '_>) {
    let flows = scheme.get("flows").is_some_and(Value::is_object);
    if text(scheme, "type") == Some("oauth2") && !flows {
        finding.repaired("the scheme has no `flows`");
        finding.help(
            "write how to get a token: `flows: {clientCredentials: {tokenUrl: …, scopes: {}}}`",
        );
        insert(scheme, "flows", json!({}));
    }
}

/// Swagger 2 had other names for two of the flows.
fn flow_of_swagger(flows: &mut Members, finding: &mut Finding<'_, '_>) {
    for (old, new) in [
        ("application", "clientCredentials"),
        ("accessCode", "authorizationCode"),
    ] {
        if !flows.contains_key(new)
            && let Some(flow) = flows.shift_remove(old)
        {
            finding.repaired_member(old, format!("`{old}` is called `{new}`"));
            finding.help(format!("write `{new}`"));
            finding.renamed(old, new);
            flows.insert(new.to_owned(), flow);
        }
    }
}

/// OpenAPI 3.0.3 §4.7.29: `scopes` is required, though it may be empty.
fn missing_scopes(flow: &mut Members, finding: &mut Finding<'_, '_>) {
    if flow.get("scopes").is_none_or(Value::is_null) {
        finding.noted("the flow has no `scopes`");
        insert(flow, "scopes", json!({}));
    }
}

fn missing_urls(flow: &mut Members, finding: &mut Finding<'_, '_>) {
    let pointer = finding.at.pointer();
    let flow_name = pointer.tokens().last();
    let needed: &[&str] = match flow_name.as_deref() {
        Some("implicit") => &["authorizationUrl"],
        Some("authorizationCode") => &["authorizationUrl", "tokenUrl"],
        Some(_) => &["tokenUrl"],
        None => &[],
    };
    for name in needed {
        if flow.get(*name).is_none_or(Value::is_null) {
            finding.repaired(format!("the flow has no `{name}`"));
            finding.help(format!("write the `{name}`"));
            insert(flow, name, "");
        }
    }
}

/// Repairs a list of security requirements; false where it should go.
pub(super) fn security(value: &mut Value, finding: &mut Finding<'_, '_>) -> bool {
    let what = described(value);
    match value {
        Value::Array(_) => {}
        Value::Object(_) | Value::String(_) => {
            finding.repaired(format!(
                "{what} is taken for the only requirement of a list"
            ));
            finding.help("write a list, as in `- scheme: []`");
            finding.moved(&[], &["0"]);
            *value = Value::Array(vec![value.take()]);
        }
        _ => {
            finding.invalid(format!(
                "{what} is not a list of requirements; it is left out"
            ));
            finding.help("write a list, as in `- scheme: []`");
            return false;
        }
    }
    let requirements = value.as_array_mut().into_iter().flatten();
    for (index, requirement) in requirements.enumerate() {
        security_requirement(&index.to_string(), requirement, finding);
    }
    true
}

fn security_requirement(index: &str, requirement: &mut Value, finding: &mut Finding<'_, '_>) {
    if let Value::String(name) = requirement {
        finding.repaired_member(
            index,
            format!("`{name}` is taken for a requirement without scopes"),
        );
        finding.help(format!("write `- {name}: []`"));
        *requirement = Value::Object(Map::from_iter([(std::mem::take(name), json!([]))]));
    }
    let Value::Object(schemes) = requirement else {
        let message = format!("{} is not a security requirement", described(requirement));
        finding.defect(Code::InvalidDocument, index, message);
        finding.help("write the name of a scheme with its scopes, as in `- scheme: []`");
        return;
    };
    for (name, scopes) in schemes {
        let is_texts = |all: &Vec<Value>| all.iter().all(Value::is_string);
        if scopes.as_array().is_some_and(is_texts) {
            continue;
        }
        let taken: Vec<Value> = match scopes.take() {
            Value::Array(all) => all.iter().filter_map(as_text).map(Value::String).collect(),
            one => as_text(&one).map(Value::String).into_iter().collect(),
        };
        let message = "the scopes of a requirement are a list of texts";
        let pointer = finding.at.pointer().child(index).child(name);
        let place = finding.places.place(&pointer);
        finding.diagnostics.warning(Code::Repaired, place, message);
        finding.help(format!("write `{name}: {}`", Value::Array(taken.clone())));
        *scopes = Value::Array(taken);
    }
}
