//! Mends what can be told from a member's shape alone: a number where a text
//! is due, one thing where a list is due.
//!
//! May not know: which object the member belongs to.

use serde_json::{Map, Number, Value, json};

use super::{Finding, described};
use crate::openapi::structure::{Kind, Shape};

/// Makes an object of something else; false where nothing can be made of it.
pub(super) fn object(kind: Kind, value: &mut Value, finding: &mut Finding<'_, '_>) -> bool {
    let Some((made, message)) = object_from(kind, value) else {
        let message = format!(
            "{} stands where an object is due; it is left out",
            described(value)
        );
        match is_documentation(kind) {
            true => finding.noted(message),
            false => finding.mended(message),
        }
        return false;
    };
    match says_nothing_else(kind, value) || is_documentation(kind) {
        true => finding.noted(message),
        false => finding.mended(message),
    }
    *value = made;
    true
}

/// The object that is meant by something else, and the words for it.
fn object_from(kind: Kind, value: &Value) -> Option<(Value, String)> {
    Some(match (kind, value) {
        (Kind::Schema | Kind::MediaType | Kind::PathItem | Kind::Encoding, Value::Null)
        | (Kind::Response | Kind::Responses, Value::Null) => (
            json!({}),
            "nothing stands where an object is due".to_owned(),
        ),
        (Kind::Schema, Value::Bool(true)) => (
            json!({}),
            "`true` stands where a schema is due; any value fits".to_owned(),
        ),
        (Kind::Schema, Value::String(name)) if is_type(name) => (
            json!({ "type": name }),
            format!("`{name}` stands where a schema is due; it is taken as its type"),
        ),
        (Kind::Schema, _) => (
            json!({}),
            format!(
                "{} stands where a schema is due; any value fits",
                described(value)
            ),
        ),
        (Kind::Discriminator, Value::String(name)) => (
            json!({ "propertyName": name }),
            format!("a discriminator is an object; `{name}` is taken as its `propertyName`"),
        ),
        (Kind::ExternalDocs, Value::String(url)) => (
            json!({ "url": url }),
            "a text is taken as the `url`".to_owned(),
        ),
        (Kind::Server, Value::String(url)) => (
            json!({ "url": url }),
            "a text is taken as the server's `url`".to_owned(),
        ),
        (Kind::Tag | Kind::License, Value::String(name)) => (
            json!({ "name": name }),
            "a text is taken as the `name`".to_owned(),
        ),
        (Kind::Response, Value::String(text)) => (
            json!({ "description": text }),
            "a text is taken as the response's `description`".to_owned(),
        ),
        (Kind::ServerVariable, Value::String(text)) => (
            json!({ "default": text }),
            "a text is taken as the `default`".to_owned(),
        ),
        _ => return None,
    })
}

/// Whether `null` here is what `{}` would be.
fn says_nothing_else(kind: Kind, value: &Value) -> bool {
    value.is_null() && matches!(kind, Kind::MediaType | Kind::Encoding | Kind::Response)
}

/// Whether nothing but documentation is read from an object of this kind.
fn is_documentation(kind: Kind) -> bool {
    use Kind::{Contact, ExternalDocs, Info, License, Tag};
    matches!(kind, Contact | ExternalDocs | Info | License | Tag)
}

/// Members that have no part in types, names or what is sent.
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

/// Reports what became of the member that the finding is about.
fn report(finding: &mut Finding<'_, '_>, message: String) {
    let pointer = finding.at.pointer();
    let name = pointer.tokens().last().unwrap_or_default();
    match DOCUMENTATION.contains(&name.as_ref()) {
        true => finding.noted(message),
        false => finding.mended(message),
    }
}

/// Makes a list of one element; false where nothing is there.
pub(super) fn list(value: &mut Value, finding: &mut Finding<'_, '_>) -> bool {
    match value {
        Value::Array(elements) => {
            if elements.iter().any(Value::is_null) {
                finding.mended("an empty element of a list is left out");
                elements.retain(|element| !element.is_null());
            }
            true
        }
        Value::Null => false,
        other => {
            let message = format!(
                "{} stands where a list is due; it is the only element",
                described(other)
            );
            finding.mended(message);
            *other = Value::Array(vec![other.take()]);
            true
        }
    }
}

/// False where no object with names of its own is there.
pub(super) fn map(value: &mut Value, finding: &mut Finding<'_, '_>) -> bool {
    match value {
        Value::Object(_) => true,
        Value::Null => {
            finding.mended("nothing stands where an object is due");
            false
        }
        Value::Array(elements) if elements.is_empty() => {
            finding.mended("an empty list stands where an object is due");
            *value = Value::Object(Map::new());
            true
        }
        other => {
            let message = format!(
                "{} stands where an object is due; it is left out",
                described(other)
            );
            finding.mended(message);
            false
        }
    }
}

/// Mends a member that is not an object; false where it should go.
pub(super) fn plain(shape: Shape, value: &mut Value, finding: &mut Finding<'_, '_>) -> bool {
    let fits = match shape {
        Shape::Text | Shape::Word(_) => value.is_string(),
        Shape::Bool | Shape::SchemaOrBool => value.is_boolean(),
        Shape::Count => value.is_u64(),
        Shape::Number => value.is_number(),
        Shape::Texts => value
            .as_array()
            .is_some_and(|all| all.iter().all(Value::is_string)),
        Shape::TextMap => value
            .as_object()
            .is_some_and(|all| all.values().all(Value::is_string)),
        Shape::Security => return security(value, finding),
        _ => true,
    };
    if fits {
        return true;
    }
    if value.is_null() {
        return false;
    }
    let Some(mended) = converted(shape, value) else {
        let message = format!("{} is not {}; it is left out", described(value), due(shape));
        report(finding, message);
        return false;
    };
    let message = format!("{} is taken for {}", described(value), due(shape));
    report(finding, message);
    *value = mended;
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
        _ => "what is due here",
    }
}

fn converted(shape: Shape, value: &Value) -> Option<Value> {
    match shape {
        Shape::Text | Shape::Word(_) => as_text(value).map(Value::String),
        Shape::Bool | Shape::SchemaOrBool => as_bool(value).map(Value::Bool),
        Shape::Count => as_count(value).map(Value::from),
        Shape::Number => as_number(value).map(Value::Number),
        Shape::Texts => match value {
            Value::Array(elements) => Some(elements.iter().filter_map(as_text).collect()),
            one => as_text(one).map(|text| json!([text])),
        },
        Shape::TextMap => match value {
            Value::Object(members) => Some(
                members
                    .iter()
                    .map(|(name, value)| {
                        (
                            name.clone(),
                            Value::String(as_text(value).unwrap_or_default()),
                        )
                    })
                    .collect(),
            ),
            Value::Array(names) => {
                let names = names.iter().filter_map(as_text);
                Some(
                    names
                        .map(|name| (name, Value::String(String::new())))
                        .collect(),
                )
            }
            _ => None,
        },
        _ => None,
    }
}

/// A value as the text that was probably meant.
pub(super) fn as_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(value) => Some(value.to_string()),
        _ => None,
    }
}

/// A value as the boolean that was probably meant.
pub(super) fn as_bool(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(value) => Some(*value),
        Value::String(text) => match text.trim().to_ascii_lowercase().as_str() {
            "true" | "yes" | "y" | "on" | "1" => Some(true),
            "false" | "no" | "n" | "off" | "0" | "" => Some(false),
            _ => None,
        },
        Value::Number(number) => match number.as_f64() {
            Some(0.0) => Some(false),
            Some(1.0) => Some(true),
            _ => None,
        },
        _ => None,
    }
}

/// A value as the number that was probably meant.
pub(super) fn as_number(value: &Value) -> Option<Number> {
    match value {
        Value::Number(number) => Some(number.clone()),
        Value::String(text) => {
            let text = text.trim();
            let whole = text.parse::<i64>().ok().map(Number::from);
            whole.or_else(|| Number::from_f64(text.parse().ok()?))
        }
        _ => None,
    }
}

/// A number that has no fraction, as one that is written without.
pub(super) fn as_whole(value: &Value) -> Option<i64> {
    let number = as_number(value)?;
    number.as_i64().or_else(|| {
        let float = number.as_f64()?;
        // Within these bounds every whole float is exactly one integer.
        (float.fract() == 0.0 && float.abs() < 9.0e15).then_some(float as i64)
    })
}

fn as_count(value: &Value) -> Option<u64> {
    u64::try_from(as_whole(value)?).ok()
}

fn security(value: &mut Value, finding: &mut Finding<'_, '_>) -> bool {
    if !list(value, finding) {
        return false;
    }
    for requirement in value.as_array_mut().into_iter().flatten() {
        if let Value::String(name) = requirement {
            finding.mended(format!(
                "`{name}` is taken for a requirement without scopes"
            ));
            *requirement = Value::Object(Map::from_iter([(std::mem::take(name), json!([]))]));
        }
        for scopes in requirement
            .as_object_mut()
            .into_iter()
            .flat_map(Map::values_mut)
        {
            let texts = scopes
                .as_array()
                .is_some_and(|all| all.iter().all(Value::is_string));
            if !texts {
                finding.mended("the scopes of a requirement are a list of texts");
                *scopes = converted(Shape::Texts, scopes).unwrap_or_else(|| json!([]));
            }
        }
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
