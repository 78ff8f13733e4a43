//! Tells what kind of object a reference leads to, by where it is in a document
//! or, where that says nothing, by its members.

use serde_json::{Map, Value};

use super::foreign;
use super::grammar::{Kind, Shape, is_known, member, section};
use super::version::Version;
use crate::source::Pointer;

/// A part is told from others by the members that any version gives it.
const NEWEST: Version = Version::V3_2;

/// The kinds that an object is compared with. The order decides between equals.
const CANDIDATES: [Kind; 9] = [
    Kind::Schema,
    Kind::Parameter,
    Kind::Response,
    Kind::RequestBody,
    Kind::Header,
    Kind::SecurityScheme,
    Kind::PathItem,
    Kind::Operation,
    Kind::MediaType,
];

/// What is at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Here {
    Object(Kind),
    Map(Kind),
    List(Kind),
    /// Something that is not an object, like a description.
    Value,
    /// OpenAPI does not say.
    Unknown,
}

/// What a value is, in words, if it is not what it should be. `root` is the root
/// of its file, and `pointer` leads from there to the value.
pub(super) fn misfit(kind: Kind, root: &Value, pointer: &Pointer, value: &Value) -> Option<String> {
    if kind == Kind::Document {
        return not_a_map(position(root, pointer), value);
    }
    match position(root, pointer) {
        Here::Object(found) if found == kind => not_an_object(kind, value),
        Here::Object(found) if is_repaired(kind, found, value) => None,
        Here::Object(found) => Some(words(found).to_owned()),
        Here::Map(found) => Some(format!("a map whose members are each {}", words(found))),
        Here::List(found) => Some(format!("a list whose elements are each {}", words(found))),
        Here::Value => Some(described(value).to_owned()),
        Here::Unknown => by_members(kind, value),
    }
}

/// What is not a map with names of its own.
fn not_a_map(here: Here, value: &Value) -> Option<String> {
    match here {
        Here::Object(Kind::Document | Kind::Components | Kind::Paths | Kind::Responses) => None,
        Here::Object(found) => Some(words(found).to_owned()),
        _ => (!value.is_object()).then(|| described(value).to_owned()),
    }
}

/// A kind of object, in words.
pub(super) fn words(kind: Kind) -> &'static str {
    match kind {
        Kind::Document => "a whole OpenAPI document",
        Kind::Info => "an info object",
        Kind::Contact => "a contact",
        Kind::License => "a license",
        Kind::ExternalDocs => "external documentation",
        Kind::Server => "a server",
        Kind::ServerVariable => "a server variable",
        Kind::Tag => "a tag",
        Kind::Paths => "a map of paths",
        Kind::PathItem => "a path item",
        Kind::Operation => "an operation",
        Kind::Operations => "a map of methods",
        Kind::Parameter => "a parameter",
        Kind::Header => "a header",
        Kind::RequestBody => "a request body",
        Kind::MediaType => "a media type",
        Kind::Encoding => "an encoding",
        Kind::Responses => "a map of responses",
        Kind::Response => "a response",
        Kind::Components => "the components",
        Kind::Schema => "a schema",
        Kind::Discriminator => "a discriminator",
        Kind::SecurityScheme => "a security scheme",
        Kind::Flows => "a map of OAuth flows",
        Kind::Flow => "an OAuth flow",
        Kind::Callback => "a callback",
        Kind::Link => "a link",
        Kind::Example => "an example",
    }
}

/// What a value is, in words.
pub(super) fn described(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// What the standard has at a place.
fn position(root: &Value, pointer: &Pointer) -> Here {
    let first = pointer.tokens().next();
    let is_document = root.get("openapi").is_some();
    let is_part = matches!(first.as_deref(), Some("components" | "paths"));
    if !is_document && !is_part {
        return Here::Unknown;
    }
    let start = Here::Object(Kind::Document);
    pointer.tokens().fold(start, |here, token| match here {
        Here::Object(kind) => match member(NEWEST, kind, &token) {
            Shape::One(kind) => Here::Object(kind),
            Shape::SchemaOrBool => Here::Object(Kind::Schema),
            Shape::List(kind) => Here::List(kind),
            Shape::Map(kind) => Here::Map(kind),
            Shape::Any | Shape::Dropped | Shape::Unused(_) => Here::Unknown,
            _ => Here::Value,
        },
        Here::Map(kind) | Here::List(kind) => Here::Object(kind),
        Here::Value | Here::Unknown => Here::Unknown,
    })
}

/// A value in the right place that nothing can be made of. Where something can,
/// the value is reported and not the reference.
fn not_an_object(kind: Kind, value: &Value) -> Option<String> {
    let is_repaired = match value {
        Value::Object(_) => true,
        Value::Null | Value::String(_) => matches!(kind, Kind::Schema | Kind::Response),
        _ => kind == Kind::Schema,
    };
    (!is_repaired).then(|| described(value).to_owned())
}

/// A parameter in place of its schema is a slip that can only mean one thing.
fn is_repaired(kind: Kind, found: Kind, value: &Value) -> bool {
    kind == Kind::Schema
        && found == Kind::Parameter
        && value.get("schema").is_some_and(Value::is_object)
}

fn by_members(kind: Kind, value: &Value) -> Option<String> {
    let Value::Object(members) = value else {
        return (kind != Kind::Schema || !value.is_boolean()).then(|| described(value).to_owned());
    };
    if members.contains_key("openapi") || members.contains_key("swagger") {
        return Some(words(Kind::Document).to_owned());
    }
    let all = members
        .keys()
        .filter(|name| !name.starts_with("x-"))
        .count();
    let known = known(kind, members);
    if known == all {
        return None;
    }
    // Of equals the last is taken, so the order is turned around.
    let best = CANDIDATES
        .iter()
        .rev()
        .max_by_key(|candidate| (self::known(**candidate, members), **candidate == kind))?;
    if self::known(*best, members) > known {
        return (!is_repaired(kind, *best, value)).then(|| words(*best).to_owned());
    }
    (known == 0).then(|| {
        let names: Vec<String> = members
            .keys()
            .take(3)
            .map(|name| format!("`{name}`"))
            .collect();
        format!("an object with {}", names.join(", "))
    })
}

/// How many members are such as this kind of object has.
fn known(kind: Kind, members: &Map<String, Value>) -> usize {
    let names = members.keys().filter(|name| !name.starts_with("x-"));
    names
        .filter(|name| is_known(NEWEST, kind, name) || foreign::is_of_other_version(kind, name))
        .count()
}

/// The place of the same name where objects of this kind are kept, if there is
/// one; or the first member that is one.
pub(super) fn meant(kind: Kind, root: &Value, pointer: &Pointer) -> Option<String> {
    let section = section(kind)?;
    let kept = root.get("components").and_then(|all| all.get(section));
    let kept = kept.and_then(Value::as_object);
    let token = pointer.as_str().rsplit('/').next().unwrap_or_default();
    if let Some(kept) = kept {
        let name = pointer.tokens().last().unwrap_or_default();
        if kept.contains_key(name.as_ref()) {
            return Some(format!("#/components/{section}/{token}"));
        }
    }
    None
}

/// A place within a whole file that is such an object.
pub(super) fn within(kind: Kind, root: &Value) -> Option<String> {
    let section = section(kind)?;
    let kept = root.get("components").and_then(|all| all.get(section));
    let first = |value: &Value| {
        let mut members = value.as_object()?.iter();
        let (name, _) =
            members.find(|(_, value)| value.is_object() && by_members(kind, value).is_none())?;
        Some(Pointer::root().child(name))
    };
    match kept.and_then(first) {
        Some(below) => Some(format!("#/components/{section}{}", below.as_str())),
        None => Some(format!("#{}", first(root)?.as_str())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn document() -> Value {
        json!({
            "openapi": "3.0.3",
            "paths": {"/a": {"get": {"responses": {}}}},
            "components": {
                "schemas": {"A": {"type": "object", "properties": {"b": {}}}, "N": null},
                "responses": {"R": {"description": "d"}, "Bad": 5},
                "parameters": {"P": {"name": "p", "in": "query", "schema": {}}},
            },
            "definitions": {"D": {"type": "string"}},
        })
    }

    #[test]
    #[expect(clippy::too_many_lines, reason = "a table")]
    fn a_value_is_told_from_its_place_or_from_its_members() {
        let document = document();
        let files = json!({"A": {"type": "object"}, "B": {"type": "string"}});
        for (kind, root, pointer, expected) in [
            (Kind::Schema, &document, "/components/schemas/A", None),
            (Kind::Schema, &document, "/components/schemas/N", None),
            (
                Kind::Schema,
                &document,
                "/components/schemas/A/properties/b",
                None,
            ),
            (Kind::Schema, &document, "/definitions/D", None),
            (Kind::Schema, &document, "/components/parameters/P", None),
            (
                Kind::Schema,
                &document,
                "/components/responses/R",
                Some("a response"),
            ),
            (Kind::Schema, &document, "/paths/~1a", Some("a path item")),
            (
                Kind::Schema,
                &document,
                "/paths/~1a/get",
                Some("an operation"),
            ),
            (
                Kind::Schema,
                &document,
                "",
                Some("a whole OpenAPI document"),
            ),
            (
                Kind::Schema,
                &document,
                "/components/schemas",
                Some("a map whose members are each a schema"),
            ),
            (
                Kind::Response,
                &document,
                "/components/schemas/A",
                Some("a schema"),
            ),
            (
                Kind::Response,
                &document,
                "/components/responses/Bad",
                Some("a number"),
            ),
            (
                Kind::Header,
                &document,
                "/components/parameters/P",
                Some("a parameter"),
            ),
            (Kind::Schema, &files, "", Some("an object with `A`, `B`")),
            (Kind::Schema, &files, "/A", None),
            (Kind::Response, &files, "/A", Some("a schema")),
        ] {
            let value = root.pointer(pointer).expect(pointer);
            let found = misfit(kind, root, &Pointer::from_escaped(pointer), value);
            assert_eq!(found.as_deref(), expected, "{kind:?} {pointer}");
        }
    }
}
