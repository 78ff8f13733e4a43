//! Repairs what can be told from a member's shape alone: a number where a text
//! is due, one thing where a list is due.

use serde_json::{Value, json};

use super::finding::Finding;
use super::scalar::{as_bool, as_count, as_number};
use super::security::security;
use crate::diagnostic::Code;
use crate::openapi::grammar::{Kind, Shape};
use crate::openapi::target::{described, words};

/// Makes an object of something else; false where nothing can be made of it.
pub(super) fn object(kind: Kind, value: &mut Value, finding: &mut Finding<'_, '_>) -> bool {
    if let (Kind::Schema, Value::Bool(allows)) = (kind, &*value)
        && finding.version.has_json_schema()
    {
        // The same as an object (JSON Schema 2020-12 §4.3.2).
        *value = if *allows {
            json!({})
        } else {
            json!({ "not": {} })
        };
        return true;
    }
    let needed = words(kind);
    if value.is_null() && may_be_empty(kind) {
        finding.invalid(format!("this is null instead of {needed}"));
        let help = format!("write {needed}, or `{{}}`, or remove it");
        finding.help_for_null(&[], &help);
        *value = json!({});
        return true;
    }
    let Some(Meant {
        made,
        message,
        help,
    }) = object_from(kind, value)
    else {
        if kind == Kind::Schema {
            not_a_schema(value, finding);
            *value = json!({});
            return true;
        }
        let what = described(value);
        finding.invalid(format!("{what} is not {needed}; it is left out"));
        finding.help(format!("write {needed} as an object, or remove it"));
        return false;
    };
    match is_read_by_people(kind) {
        true => finding.noted(message),
        false => finding.repaired(message),
    }
    finding.help(format!("write `{help}`"));
    *value = made;
    true
}

/// Whether an object without members says something.
fn may_be_empty(kind: Kind) -> bool {
    use Kind::{Encoding, MediaType, PathItem, Response, Responses, Schema};
    matches!(
        kind,
        Schema | MediaType | PathItem | Encoding | Response | Responses
    )
}

/// The object that is meant by something else.
struct Meant {
    made: Value,
    message: String,
    help: String,
}

fn object_from(kind: Kind, value: &Value) -> Option<Meant> {
    let Value::String(text) = value else {
        return (kind == Kind::Schema && *value == Value::Bool(true)).then(|| Meant {
            made: json!({}),
            message: "`true` is taken for a schema that allows any value".to_owned(),
            help: "{}".to_owned(),
        });
    };
    let name = match kind {
        Kind::Schema if is_type(text) => {
            return Some(Meant {
                made: json!({ "type": text }),
                message: format!("`{text}` is taken for a schema of this type"),
                help: format!("{{type: {text}}}"),
            });
        }
        Kind::Discriminator => "propertyName",
        Kind::ExternalDocs | Kind::Server => "url",
        Kind::Tag | Kind::License => "name",
        Kind::Response => "description",
        Kind::ServerVariable => "default",
        _ => return None,
    };
    let what = words(kind);
    Some(Meant {
        made: json!({ name: text }),
        message: format!("{what} is an object; `{text}` is taken as its `{name}`"),
        help: format!("{{{name}: '{text}'}}"),
    })
}

fn not_a_schema(value: &Value, finding: &mut Finding<'_, '_>) {
    let what = described(value);
    finding.invalid(format!("{what} is not a schema; any value is accepted"));
    finding.help(match value {
        Value::String(name) if !name.contains(char::is_whitespace) => {
            let name = name.rsplit('/').next().unwrap_or(name);
            format!("refer to a schema: `$ref: '#/components/schemas/{name}'`")
        }
        Value::Bool(false) => "write `not: {}` for a schema that allows no value".to_owned(),
        Value::Array(_) => "write one schema, or several in `oneOf`".to_owned(),
        _ => "write a schema, such as `{type: string}`".to_owned(),
    });
}

/// Whether null is a value like any other here.
pub(super) fn may_be_null(shape: Shape) -> bool {
    match shape {
        Shape::Any | Shape::Dropped | Shape::Unused(_) => true,
        // `object` makes an empty one of it, so that the path or the response stays.
        Shape::One(kind) => matches!(kind, Kind::PathItem | Kind::Response),
        _ => false,
    }
}

/// Reports a member that is null: often what should be there is missing.
pub(super) fn null(shape: Shape, finding: &mut Finding<'_, '_>) {
    let pointer = finding.at.pointer();
    let name = pointer.tokens().last().unwrap_or_default();
    let message = format!("`{name}` is null; it is left out");
    // Words for people, flags and bounds say nothing when they are left out.
    let is_harmless = match shape {
        Shape::Text => is_documentation(finding),
        Shape::Bool | Shape::Count | Shape::Number => true,
        _ => false,
    };
    if is_harmless {
        finding.noted(message);
    } else {
        finding.invalid(message);
    }
    let needed = due(shape);
    finding.help_for_null(&[], &format!("write {needed} here, or remove `{name}`"));
}

/// Whether a member has no part in types, names or what is sent.
fn is_documentation(finding: &Finding<'_, '_>) -> bool {
    let pointer = finding.at.pointer();
    let name = pointer.tokens().last().unwrap_or_default();
    DOCUMENTATION.contains(&name.as_ref())
}

const DOCUMENTATION: &[&str] = &[
    "bearerFormat",
    "deprecated",
    "description",
    "email",
    "example",
    "openapi",
    "summary",
    "termsOfService",
    "title",
    "version",
    // Bounds of values are documented, and nobody checks them.
    "exclusiveMaximum",
    "exclusiveMinimum",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
    "pattern",
    "uniqueItems",
];

/// Whether nothing but documentation is read from an object of this kind.
fn is_read_by_people(kind: Kind) -> bool {
    use Kind::{Contact, ExternalDocs, Info, License, Tag};
    matches!(kind, Contact | ExternalDocs | Info | License | Tag)
}

/// Makes a list of one element; false where nothing is there.
pub(super) fn list(kind: Kind, value: &mut Value, finding: &mut Finding<'_, '_>) -> bool {
    if value.is_array() {
        return true;
    }
    let what = described(value);
    if value.is_object() {
        finding.repaired(format!("{what} is taken for the only element of a list"));
    } else {
        finding.invalid(format!("{what} is not a list of objects"));
    }
    let needed = words(kind);
    finding.help(format!(
        "write a list, whose elements begin with `-` and are each {needed}"
    ));
    finding.moved(&[], &["0"]);
    let is_object = value.is_object();
    let only = value.take();
    *value = Value::Array(if is_object { vec![only] } else { Vec::new() });
    is_object
}

/// False where no object with names of its own is there.
pub(super) fn map(kind: Kind, value: &mut Value, finding: &mut Finding<'_, '_>) -> bool {
    if value.is_object() {
        return true;
    }
    let what = described(value);
    finding.invalid(format!("{what} is not an object; it is left out"));
    let needed = words(kind);
    finding.help(format!(
        "write an object with a name for each member, each of which is {needed}"
    ));
    false
}

/// Repairs a member that is not an object; false where it should go.
pub(super) fn plain(shape: Shape, value: &mut Value, finding: &mut Finding<'_, '_>) -> bool {
    let fits = match shape {
        Shape::Text | Shape::Word(_) => value.is_string(),
        Shape::Bool | Shape::SchemaOrBool => value.is_boolean(),
        Shape::Count => value.is_u64(),
        Shape::Number => value.is_number(),
        Shape::Texts => return texts(value, finding),
        Shape::TextMap => return text_map(value, finding),
        Shape::Security => return security(value, finding),
        _ => true,
    };
    if fits {
        return true;
    }
    let what = described(value);
    let repaired = match shape {
        Shape::Text | Shape::Word(_) => {
            if let Some(text) = finding.text(value, &[]) {
                *value = Value::String(text);
                return true;
            }
            None
        }
        Shape::Bool | Shape::SchemaOrBool => as_bool(value).map(Value::Bool),
        Shape::Count => as_count(value).map(Value::from),
        Shape::Number => as_number(value).map(Value::Number),
        _ => None,
    };
    let needed = due(shape);
    let Some(repaired) = repaired else {
        finding.invalid(format!("{what} is not {needed}; it is left out"));
        finding.help(format!("write {needed} here"));
        return false;
    };
    let message = format!("{what} is taken for {needed}, `{repaired}`");
    // `5.0` is the same number as `5`.
    let is_same = value.is_number() && repaired.is_number();
    if is_same || is_documentation(finding) {
        finding.noted(message);
    } else {
        finding.repaired(message);
    }
    finding.help(format!("write `{repaired}`"));
    *value = repaired;
    true
}

fn due(shape: Shape) -> &'static str {
    match shape {
        Shape::Text | Shape::Word(_) => "a text",
        Shape::Bool => "a boolean",
        Shape::SchemaOrBool => "a boolean or a schema",
        Shape::Count => "a count",
        Shape::Number => "a number",
        Shape::Texts => "a list of texts",
        Shape::TextMap => "an object of texts",
        Shape::Security => "a list of security requirements",
        Shape::List(_) => "a list",
        Shape::Map(_) => "an object",
        Shape::One(kind) => words(kind),
        _ => "a value",
    }
}

/// A list of texts; its elements are read one by one, so that each keeps its place.
fn texts(value: &mut Value, finding: &mut Finding<'_, '_>) -> bool {
    let Value::Array(elements) = value else {
        let what = described(value);
        let Some(text) = finding.text(value, &[]) else {
            finding.invalid(format!("{what} is not a list of texts; it is left out"));
            finding.help("write a list of texts, as in `[a, b]`");
            return false;
        };
        finding.repaired(format!("{what} is taken for the only text of a list"));
        finding.help(format!("write `[{text}]`"));
        finding.moved(&[], &["0"]);
        *value = json!([text]);
        return true;
    };
    if elements.iter().all(Value::is_string) {
        return true;
    }
    let mut kept = Vec::with_capacity(elements.len());
    for (index, element) in elements.iter().enumerate() {
        let index = index.to_string();
        match finding.text(element, &[&index]) {
            Some(text) => {
                finding.moved(&[&index], &[&kept.len().to_string()]);
                kept.push(Value::String(text));
            }
            None => {
                let message = format!("{} is not a text; it is left out", described(element));
                finding.defect(Code::InvalidDocument, &index, message);
                finding.help_for_null(&[&index], "write a text, or remove the element");
            }
        }
    }
    *elements = kept;
    true
}

/// An object of texts: the scopes of a flow, the mapping of a discriminator.
fn text_map(value: &mut Value, finding: &mut Finding<'_, '_>) -> bool {
    if let Value::Array(names) = value
        && names.iter().all(Value::is_string)
    {
        finding.repaired("a list is taken for an object whose values are empty texts");
        finding.help("write an object with a description for each name");
        let names = std::mem::take(names).into_iter();
        let named = names.filter_map(|name| Some((name.as_str()?.to_owned(), json!(""))));
        *value = named.collect();
        return true;
    }
    let Value::Object(members) = value else {
        finding.invalid(format!(
            "{} is not an object of texts; it is left out",
            described(value)
        ));
        finding.help("write an object with a text for each name");
        return false;
    };
    let mut gone = Vec::new();
    for (name, value) in members.iter_mut().filter(|(_, value)| !value.is_string()) {
        match finding.text(value, &[name]) {
            Some(text) => *value = Value::String(text),
            None => {
                let what = described(value);
                let message = format!("`{name}` is {what}, not a text; it is left out");
                finding.defect(Code::InvalidDocument, name, message);
                finding.help_for_null(&[name], "write a text, or remove the member");
                gone.push(name.clone());
            }
        }
    }
    for name in gone {
        members.shift_remove(&name);
    }
    true
}

/// Whether this is a name of a type, and not just any text.
fn is_type(name: &str) -> bool {
    matches!(
        name,
        "string" | "number" | "integer" | "boolean" | "array" | "object"
    )
}
