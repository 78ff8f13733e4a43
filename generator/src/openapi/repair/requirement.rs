//! Finds requirements of properties that nothing declares (OpenAPI 3.0.3 §4.7.24).

use foldhash::HashSet;
use serde_json::Value;

use super::finding::Finding;
use super::finding::Unmet;
use super::rule::{Members, Rule};
use super::suspicious::is_composed;
use crate::diagnostic::{Code, Diagnostics};
use crate::openapi::lookup;
use crate::openapi::nearest::nearest;
use crate::openapi::resolve::reference;

pub(super) const SCHEMA: &[(&str, Rule)] = &[("required", unknown_requirement)];

/// `required` lists names of properties.
fn unknown_requirement(schema: &mut Members, finding: &mut Finding<'_, '_>) {
    let Some(Value::Object(properties)) = schema.get("properties") else {
        return;
    };
    let Some(Value::Array(required)) = schema.get("required") else {
        return;
    };
    let unknown = required
        .iter()
        .enumerate()
        .filter_map(|(index, name)| Some((index, name.as_str()?)))
        .filter(|(_, name)| !properties.contains_key(*name));
    let mut unknown = unknown.peekable();
    // Asked for last, because nearly every schema has nothing unknown.
    if unknown.peek().is_none() || is_open(schema) {
        return;
    }
    // Another part may declare the same property, with what is missing here.
    if finding.is_within_composed || is_composed(schema, finding) {
        return;
    }
    for (index, name) in unknown {
        let message = format!(
            "there is no property `{name}` that could be required; nobody checks that it is there"
        );
        let meant = nearest(name, properties.keys().map(String::as_str));
        let unmet = Unmet {
            component: component_of(finding),
            place: finding.below(&["required", &index.to_string()]),
            message,
            help: meant.map(|meant| format!("did you mean `{meant}`?")),
        };
        finding.unmet.push(unmet);
    }
}

fn component_of(finding: &Finding<'_, '_>) -> Option<String> {
    let way = finding.at.pointer();
    let mut tokens = way.tokens();
    let is_schema = tokens.next()? == "components" && tokens.next()? == "schemas";
    let name = tokens.next()?.into_owned();
    is_schema.then_some(name)
}

/// Whether properties without a name of their own are expected, and typed.
fn is_open(schema: &Members) -> bool {
    let additional = schema.get("additionalProperties");
    additional.is_some_and(|allowed| *allowed == Value::Bool(true) || allowed.is_object())
}

/// Reports requirements that no other schema can meet, either.
pub(super) fn report(unmet: Vec<Unmet>, extended: &HashSet<String>, diagnostics: &mut Diagnostics) {
    let is_final = |unmet: &Unmet| {
        let component = unmet.component.as_ref();
        component.is_none_or(|name| !extended.contains(name))
    };
    for unmet in unmet.into_iter().filter(is_final) {
        diagnostics.warning(Code::UnknownName, unmet.place, unmet.message);
        if let Some(help) = unmet.help {
            diagnostics.help(help);
        }
    }
}

/// The component schemas that a schema extends.
pub(super) fn extended(schema: &Members) -> impl Iterator<Item = String> {
    let parts = lookup::get(schema, "allOf").and_then(Value::as_array);
    // Alone, a part adds nothing.
    let parts = parts.filter(|parts| parts.len() > 1 || schema.contains_key("properties"));
    let references = parts.into_iter().flatten().filter_map(reference);
    let names = references.filter_map(|name| name.strip_prefix("#/components/schemas/"));
    names.map(str::to_owned)
}
