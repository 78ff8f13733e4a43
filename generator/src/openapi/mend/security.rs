//! Rules for security schemes.
//!
//! May not know: which operations use them.

use serde_json::{Value, json};

use super::{Finding, Members, Rule, insert, text};

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
    finding.mended_member("type", format!("`{found}` is taken for `{kind}`"));
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
            finding.mended_member("in", format!("`{place}` is taken for `{lower}`"));
            finding.help(format!("write `{lower}`"));
            insert(scheme, "in", lower);
        }
    }
}

fn missing_flows(scheme: &mut Members, finding: &mut Finding<'_, '_>) {
    let flows = scheme.get("flows").is_some_and(Value::is_object);
    if text(scheme, "type") == Some("oauth2") && !flows {
        finding.mended("the scheme has no `flows`");
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
            finding.mended_member(old, format!("`{old}` is called `{new}`"));
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
            finding.mended(format!("the flow has no `{name}`"));
            finding.help(format!("write the `{name}`"));
            insert(flow, name, "");
        }
    }
}
