//! What OpenAPI 3.0.3 §4.7 says of objects, and 3.1 and 3.2 after it, as one table: which
//! members each kind of object has, and what is in them. Bundling, repairing and reading
//! all walk by it.

use super::extensions::WEBHOOKS_OF_3_0;
use super::keywords::SCHEMA;
use super::later::ADDED;
use super::version::Version;

/// A kind of object of OpenAPI.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Kind {
    Document,
    Info,
    Contact,
    License,
    ExternalDocs,
    Server,
    ServerVariable,
    Tag,
    Paths,
    PathItem,
    Operation,
    /// `additionalOperations`, by method.
    Operations,
    Parameter,
    Header,
    RequestBody,
    MediaType,
    Encoding,
    Responses,
    Response,
    Components,
    Schema,
    Discriminator,
    SecurityScheme,
    Flows,
    Flow,
    Callback,
    Link,
    Example,
}

/// What is in a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    One(Kind),
    List(Kind),
    Map(Kind),
    /// `additionalProperties`
    SchemaOrBool,
    Text,
    /// One of these texts.
    Word(&'static [&'static str]),
    Bool,
    /// A number of things, never negative.
    Count,
    Number,
    Texts,
    TextMap,
    /// A list of security requirements.
    Security,
    /// Anything, taken as it is.
    Any,
    /// Named examples, of which one is kept.
    Examples,
    /// What a client has no use for; it is left out.
    Dropped,
    /// A map of objects that a client has no use for; it is left out, too.
    Unused(Kind),
}

use Kind as K;
use Shape as S;

/// The members of a kind of object in a version. Of two of one name the first counts.
pub(super) fn members(
    version: Version,
    kind: Kind,
) -> impl Iterator<Item = &'static (&'static str, Shape)> {
    let added: &[_] = if version == Version::V3_0 { &[] } else { ADDED };
    let added = added
        .iter()
        .filter(move |(since, of, _)| *of == kind && *since <= version);
    let added = added.flat_map(|(.., members)| *members);
    added.chain(from_the_beginning(kind))
}

/// The members of a kind of object since 3.0.
#[expect(clippy::too_many_lines, reason = "a table")]
fn from_the_beginning(kind: Kind) -> &'static [(&'static str, Shape)] {
    match kind {
        K::Document => &[
            ("openapi", S::Text),
            ("info", S::One(K::Info)),
            ("servers", S::List(K::Server)),
            ("paths", S::One(K::Paths)),
            ("components", S::One(K::Components)),
            ("security", S::Security),
            ("tags", S::List(K::Tag)),
            ("externalDocs", S::One(K::ExternalDocs)),
            (WEBHOOKS_OF_3_0, S::Map(K::PathItem)),
        ],
        K::Info => &[
            ("title", S::Text),
            ("description", S::Text),
            ("termsOfService", S::Text),
            ("contact", S::One(K::Contact)),
            ("license", S::One(K::License)),
            ("version", S::Text),
        ],
        K::Contact => &[("name", S::Text), ("url", S::Text), ("email", S::Text)],
        K::License => &[("name", S::Text), ("url", S::Text)],
        K::ExternalDocs => &[("description", S::Text), ("url", S::Text)],
        K::Server => &[
            ("url", S::Text),
            ("description", S::Text),
            ("variables", S::Map(K::ServerVariable)),
        ],
        K::ServerVariable => &[
            ("enum", S::Texts),
            ("default", S::Text),
            ("description", S::Text),
        ],
        K::Tag => &[
            ("name", S::Text),
            ("description", S::Text),
            ("externalDocs", S::One(K::ExternalDocs)),
        ],
        K::Paths | K::Responses | K::Callback | K::Operations => &[],
        K::PathItem => PATH_ITEM,
        K::Operation => OPERATION,
        K::Parameter => PARAMETER,
        K::Header => HEADER,
        K::RequestBody => &[
            ("description", S::Text),
            ("content", S::Map(K::MediaType)),
            ("required", S::Bool),
        ],
        K::MediaType => &[
            ("schema", S::One(K::Schema)),
            ("example", S::Any),
            ("examples", S::Examples),
            ("encoding", S::Map(K::Encoding)),
        ],
        K::Encoding => &[
            ("contentType", S::Text),
            ("headers", S::Map(K::Header)),
            ("style", S::Text),
            ("explode", S::Bool),
            ("allowReserved", S::Bool),
        ],
        K::Response => &[
            ("description", S::Text),
            ("headers", S::Map(K::Header)),
            ("content", S::Map(K::MediaType)),
            ("links", S::Unused(K::Link)),
        ],
        K::Components => COMPONENTS,
        K::Schema => SCHEMA,
        K::Discriminator => &[("propertyName", S::Text), ("mapping", S::TextMap)],
        K::SecurityScheme => &[
            (
                "type",
                S::Word(&["apiKey", "http", "oauth2", "openIdConnect"]),
            ),
            ("description", S::Text),
            ("name", S::Text),
            ("in", S::Word(&["query", "header", "cookie"])),
            ("scheme", S::Text),
            ("bearerFormat", S::Text),
            ("flows", S::One(K::Flows)),
            ("openIdConnectUrl", S::Text),
        ],
        K::Flows => &[
            ("implicit", S::One(K::Flow)),
            ("password", S::One(K::Flow)),
            ("clientCredentials", S::One(K::Flow)),
            ("authorizationCode", S::One(K::Flow)),
        ],
        K::Flow => &[
            ("authorizationUrl", S::Text),
            ("tokenUrl", S::Text),
            ("refreshUrl", S::Text),
            ("scopes", S::TextMap),
        ],
        K::Link => &[
            ("operationRef", S::Text),
            ("operationId", S::Text),
            ("parameters", S::Any),
            ("requestBody", S::Any),
            ("description", S::Text),
            ("server", S::One(K::Server)),
        ],
        K::Example => &[
            ("summary", S::Text),
            ("description", S::Text),
            ("value", S::Any),
            ("externalValue", S::Text),
        ],
    }
}

/// What is in a member. Members that the kind does not have, such as
/// `x-…`, hold anything; path items and responses have names of their own.
pub(super) fn member(version: Version, kind: Kind, name: &str) -> Shape {
    match kind {
        K::Paths | K::Callback if !name.starts_with("x-") => S::One(K::PathItem),
        K::Responses if !name.starts_with("x-") => S::One(K::Response),
        K::Operations => S::One(K::Operation),
        _ => members(version, kind)
            .find(|(known, _)| *known == name)
            .map_or(S::Any, |(_, shape)| *shape),
    }
}

/// Whether this version of OpenAPI knows a member of this name, or leaves it to extensions.
pub(super) fn is_known(version: Version, kind: Kind, name: &str) -> bool {
    name.starts_with("x-")
        || name == "$ref"
        || matches!(kind, K::Paths | K::Responses | K::Callback | K::Operations)
        || members(version, kind).any(|(known, _)| *known == name)
}

/// The member of `components` where objects of this kind are kept; a `$ref`
/// may be in place of those that have one (OpenAPI 3.0.3 §4.7.7).
pub(super) fn section(kind: Kind) -> Option<&'static str> {
    let mut kept = kept();
    kept.find_map(|(name, kept)| (kept == kind).then_some(name))
}

/// The kinds of object that can be components.
pub(super) fn component_kinds() -> impl Iterator<Item = Kind> {
    kept().map(|(_, kind)| kind)
}

fn kept() -> impl Iterator<Item = (&'static str, Kind)> {
    COMPONENTS.iter().filter_map(|(name, shape)| match shape {
        S::Map(kind) | S::Unused(kind) => Some((*name, *kind)),
        _ => None,
    })
}

/// The methods of a path item.
pub(super) const METHODS: [&str; 8] = {
    // They are its first members.
    let mut names = [""; 8];
    let mut at = 0;
    while at < names.len() {
        names[at] = PATH_ITEM[at].0;
        at += 1;
    }
    names
};

const PATH_ITEM: &[(&str, Shape)] = &[
    ("get", S::One(K::Operation)),
    ("put", S::One(K::Operation)),
    ("post", S::One(K::Operation)),
    ("delete", S::One(K::Operation)),
    ("options", S::One(K::Operation)),
    ("head", S::One(K::Operation)),
    ("patch", S::One(K::Operation)),
    ("trace", S::One(K::Operation)),
    ("parameters", S::List(K::Parameter)),
    ("servers", S::List(K::Server)),
    ("summary", S::Text),
    ("description", S::Text),
];

const OPERATION: &[(&str, Shape)] = &[
    ("tags", S::Texts),
    ("summary", S::Text),
    ("description", S::Text),
    ("externalDocs", S::One(K::ExternalDocs)),
    ("operationId", S::Text),
    ("parameters", S::List(K::Parameter)),
    ("requestBody", S::One(K::RequestBody)),
    ("responses", S::One(K::Responses)),
    ("callbacks", S::Map(K::Callback)),
    ("deprecated", S::Bool),
    ("security", S::Security),
    ("servers", S::List(K::Server)),
];

const PARAMETER: &[(&str, Shape)] = &[
    ("name", S::Text),
    ("in", S::Word(&["query", "header", "path", "cookie"])),
    ("description", S::Text),
    ("required", S::Bool),
    ("deprecated", S::Bool),
    ("allowEmptyValue", S::Bool),
    ("style", S::Text),
    ("explode", S::Bool),
    ("allowReserved", S::Bool),
    ("schema", S::One(K::Schema)),
    ("content", S::Map(K::MediaType)),
    ("example", S::Any),
    ("examples", S::Examples),
];

const HEADER: &[(&str, Shape)] = &[
    ("description", S::Text),
    ("required", S::Bool),
    ("deprecated", S::Bool),
    ("allowEmptyValue", S::Bool),
    ("style", S::Text),
    ("explode", S::Bool),
    ("schema", S::One(K::Schema)),
    ("content", S::Map(K::MediaType)),
    ("example", S::Any),
    ("examples", S::Examples),
];

const COMPONENTS: &[(&str, Shape)] = &[
    ("schemas", S::Map(K::Schema)),
    ("responses", S::Map(K::Response)),
    ("parameters", S::Map(K::Parameter)),
    ("requestBodies", S::Map(K::RequestBody)),
    ("headers", S::Map(K::Header)),
    ("securitySchemes", S::Map(K::SecurityScheme)),
    ("examples", S::Unused(K::Example)),
    ("links", S::Unused(K::Link)),
    ("callbacks", S::Map(K::Callback)),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_that_may_be_referred_to_has_a_section() {
        for (kind, expected) in [
            (K::Schema, Some("schemas")),
            (K::RequestBody, Some("requestBodies")),
            (K::SecurityScheme, Some("securitySchemes")),
            (K::Callback, Some("callbacks")),
            (K::PathItem, None),
            (K::MediaType, None),
        ] {
            assert_eq!(section(kind), expected, "{kind:?}");
        }
    }

    #[test]
    fn extensions_hold_anything() {
        for (kind, name, expected) in [
            (K::Paths, "x-a", S::Any),
            (K::Paths, "/a", S::One(K::PathItem)),
            (K::Responses, "200", S::One(K::Response)),
            (K::Schema, "x-a", S::Any),
        ] {
            assert_eq!(member(Version::V3_0, kind, name), expected, "{name}");
        }
    }

    #[test]
    fn later_versions_know_more() {
        use Version::{V3_0, V3_1, V3_2};
        for (kind, name, expected) in [
            (K::Schema, "const", [false, true, true]),
            (K::Schema, "nullable", [true, true, true]),
            (K::Document, "webhooks", [false, true, true]),
            (K::PathItem, "query", [false, false, true]),
        ] {
            let found = [V3_0, V3_1, V3_2].map(|version| is_known(version, kind, name));
            assert_eq!(found, expected, "{name}");
        }
        assert_eq!(member(V3_0, K::Schema, "examples"), S::Dropped);
        assert_eq!(member(V3_1, K::Schema, "examples"), S::Any);
    }
}
