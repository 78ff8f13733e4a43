//! Turns options into the operations of a JSON Patch (RFC 6902 §4).
//!
//! It does not know what is patched.

use clap::{Arg, ArgAction, ArgMatches};
use serde_json::{Value, json};

use super::super::json::strict_json::parse;

/// The operations that there are options for: name, value's name, meaning.
const OPERATIONS: &[(&str, &str, &str)] = &[
    (
        "add",
        "PATH=VALUE",
        "Add a value, or replace the one at this path",
    ),
    ("remove", "PATH", "Remove the value at this path"),
    (
        "replace",
        "PATH=VALUE",
        "Replace the value at this path, which must be there",
    ),
    ("move", "FROM=PATH", "Move a value to another path"),
    ("copy", "FROM=PATH", "Copy a value to another path"),
    (
        "test",
        "PATH=VALUE",
        "Apply none of the operations unless the value at this path is this one",
    ),
];

const HEADING: &str = "JSON Patch operations in place of --body, applied in the given order; a VALUE is JSON, or else text";

/// The option that puts the list of operations into an object.
const WRAPPED_IN: &str = "wrapped-in";

/// An option for each operation, and one for the form of their list.
pub(super) fn arguments() -> impl Iterator<Item = Arg> {
    let wrapped = Arg::new(WRAPPED_IN)
        .long(WRAPPED_IN)
        .value_name("PROPERTY")
        .help("Send the operations as this property of an object, instead of as a list")
        .help_heading(HEADING)
        .conflicts_with(super::subcommand::BODY);
    let operations = OPERATIONS.iter().map(|(name, value, words)| {
        Arg::new(*name)
            .long(*name)
            .value_name(*value)
            .help(*words)
            .help_heading(HEADING)
            .action(ArgAction::Append)
            .allow_hyphen_values(true)
            .conflicts_with(super::subcommand::BODY)
    });
    operations.chain([wrapped])
}

/// The operations in the order in which they were given; `None` where there are none.
pub(super) fn body(matches: &ArgMatches) -> Result<Option<Value>, String> {
    let mut operations = Vec::new();
    for (name, _, _) in OPERATIONS {
        let (Some(texts), Some(places)) =
            (matches.get_many::<String>(name), matches.indices_of(name))
        else {
            continue;
        };
        for (text, place) in texts.zip(places) {
            operations.push((place, operation(name, text)?));
        }
    }
    operations.sort_by_key(|(place, _)| *place);
    let operations: Vec<Value> = operations.into_iter().map(|(_, value)| value).collect();
    let is_empty = operations.is_empty();
    match matches.get_one::<String>(WRAPPED_IN) {
        Some(property) if is_empty => Err(format!(
            "`--{WRAPPED_IN} {property}` has no operations: give one, such as `--replace /path=value`"
        )),
        Some(property) => Ok(Some(json!({ property.as_str(): operations }))),
        None => Ok((!is_empty).then_some(Value::Array(operations))),
    }
}

fn operation(name: &str, text: &str) -> Result<Value, String> {
    if name == "remove" {
        return Ok(json!({"op": name, "path": pointer(name, text)?}));
    }
    let has_source = matches!(name, "move" | "copy");
    let Some((path, value)) = text.split_once('=') else {
        let wanted = if has_source {
            "FROM=PATH"
        } else {
            "PATH=VALUE"
        };
        return Err(format!("`--{name} {text}` has no `=`: it takes {wanted}"));
    };
    let path = pointer(name, path)?;
    if has_source {
        return Ok(json!({"op": name, "from": path, "path": pointer(name, value)?}));
    }
    let value = value_of(value).map_err(|reason| format!("`--{name} {path}=…` {reason}"))?;
    Ok(json!({"op": name, "path": path, "value": value}))
}

/// A JSON Pointer (RFC 6901 §3): the whole, or steps with a slash before each, in which
/// a tilde is before 0 or 1 only.
pub(super) fn pointer<'t>(name: &str, path: &'t str) -> Result<&'t str, String> {
    let mut after_tildes = path.split('~').skip(1);
    let is_escaped = after_tildes.all(|rest| rest.starts_with(['0', '1']));
    match (path.is_empty() || path.starts_with('/')) && is_escaped {
        true => Ok(path),
        false => Err(format!(
            "`--{name} {path}` is not a JSON Pointer: steps have `/` before them, `~` in a step is `~0` and `/` is `~1`"
        )),
    }
}

/// JSON, or else the text itself. What begins as only JSON does is not a text, but a mistake.
fn value_of(text: &str) -> Result<Value, &'static str> {
    match parse(text.as_bytes()) {
        Ok(value) => Ok(value),
        Err(_) if text.trim_start().starts_with(['{', '[', '"']) => {
            Err("begins like JSON and is none; a text that does so is written as JSON, in quotes")
        }
        Err(_) => Ok(text.into()),
    }
}
