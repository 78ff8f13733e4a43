//! Rules for what is well formed but hardly what its author means. They report it and
//! leave the document as it is.

use serde_json::Value;

use super::finding::Finding;
use super::rule::{Members, Rule, has_parts, is_nullable};
use crate::diagnostic::Code;
use crate::openapi::nearest::nearest;
use crate::openapi::version::Version;

pub(super) const OPERATION: &[Rule] = &[no_response];
pub(super) const CONTENT: &[Rule] = &[no_media_type];
pub(super) const SCHEMA: &[(&str, Rule)] = &[("default", default_outside_enum)];

/// OpenAPI 3.0.3 §4.7.24: the default is one of the values, if they are listed.
fn default_outside_enum(members: &mut Members, finding: &mut Finding<'_, '_>) {
    let Some(default) = members.get("default") else {
        return;
    };
    let Some(Value::Array(values)) = members.get("enum") else {
        return;
    };
    if values.is_empty() || values.contains(default) || (default.is_null() && is_nullable(members))
    {
        return;
    }
    let message = format!("the default `{default}` is none of the values that `enum` lists");
    let texts: Vec<&str> = values.iter().filter_map(Value::as_str).collect();
    let meant = default.as_str().and_then(|default| nearest(default, texts));
    suspect(finding, Code::InvalidDefault, &["default"], message, meant);
}

/// OpenAPI 3.0.3 §4.7.16: at least one response is documented. None has to be since 3.1.
fn no_response(operation: &mut Members, finding: &mut Finding<'_, '_>) {
    if finding.version >= Version::V3_1 {
        return;
    }
    let documented = operation.get("responses").and_then(Value::as_object);
    if documented.is_some_and(|all| all.keys().all(|status| status.starts_with("x-"))) {
        let message = "no response is documented; any success is taken, without a body";
        finding.repaired_member("responses", message);
        finding.help("write what the operation returns: `responses: {'200': {description: …}}`");
    }
}

/// OpenAPI 3.0.3 §4.7.14.1: the keys are media types or ranges of them.
fn no_media_type(members: &mut Members, finding: &mut Finding<'_, '_>) {
    let Some(Value::Object(content)) = members.get("content") else {
        return;
    };
    let strange = content.keys().filter(|media| {
        let essence = media.split(';').next().unwrap_or_default();
        essence
            .trim()
            .split_once('/')
            .is_none_or(|(kind, subtype)| {
                kind.is_empty()
                    || subtype.is_empty()
                    || essence.trim().contains(char::is_whitespace)
            })
    });
    for media in strange.filter(|media| !media.starts_with("x-")) {
        let message = format!(
            "`{media}` is not a media type (RFC 6838 §4.2); it is sent and expected as it is"
        );
        suspect(
            finding,
            Code::UnknownName,
            &["content", media],
            message,
            None,
        );
        finding.help("write type and subtype, as in `application/json`");
    }
}

/// Whether other parts of the schema may declare what is missing here.
pub(super) fn is_composed(schema: &Members, finding: &Finding<'_, '_>) -> bool {
    let is_part = |token: &str| {
        matches!(
            token,
            "allOf" | "oneOf" | "anyOf" | "if" | "then" | "else" | "dependentSchemas"
        )
    };
    let way = finding.at.pointer();
    has_parts(schema) || way.tokens().any(|token| is_part(token.as_ref()))
}

/// Reports what is at some members below the object, with the name near to it.
fn suspect(
    finding: &mut Finding<'_, '_>,
    code: Code,
    below: &[&str],
    message: String,
    meant: Option<&str>,
) {
    let place = finding.below(below);
    finding.diagnostics.warning(code, place, message);
    if let Some(meant) = meant {
        finding.help(format!("did you mean `{meant}`?"));
    }
}
