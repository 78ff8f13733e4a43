//! What OpenAPI 3.1 and 3.2 have beside 3.0, as a part of the table in `structure`.

use super::grammar::{Kind, Shape};
use super::keywords::OF_JSON_SCHEMA;
use super::version::Version;

use Kind as K;
use Shape as S;

/// The names of members, each with what is in it.
pub(super) type Members = &'static [(&'static str, Shape)];

/// A version, a kind of object, and which members that has since then.
pub(super) const ADDED: &[(Version, Kind, Members)] = &[
    (Version::V3_1, K::Schema, OF_JSON_SCHEMA),
    (
        Version::V3_1,
        K::Document,
        &[
            ("webhooks", S::Map(K::PathItem)),
            ("jsonSchemaDialect", S::Text),
        ],
    ),
    (
        Version::V3_1,
        K::Components,
        &[("pathItems", S::Map(K::PathItem))],
    ),
    (Version::V3_1, K::Info, &[("summary", S::Text)]),
    (Version::V3_1, K::License, &[("identifier", S::Text)]),
    (
        Version::V3_1,
        K::SecurityScheme,
        &[(
            "type",
            S::Word(&["apiKey", "http", "oauth2", "openIdConnect", "mutualTLS"]),
        )],
    ),
    (Version::V3_2, K::Document, &[("$self", S::Text)]),
    (Version::V3_2, K::Server, &[("name", S::Text)]),
    (
        Version::V3_2,
        K::Components,
        &[("mediaTypes", S::Map(K::MediaType))],
    ),
    (
        Version::V3_2,
        K::Tag,
        &[("summary", S::Text), ("parent", S::Text), ("kind", S::Text)],
    ),
    (
        Version::V3_2,
        K::PathItem,
        &[
            ("query", S::One(K::Operation)),
            ("additionalOperations", S::One(K::Operations)),
        ],
    ),
    (
        Version::V3_2,
        K::Parameter,
        &[(
            "in",
            S::Word(&["query", "header", "path", "cookie", "querystring"]),
        )],
    ),
    (
        Version::V3_2,
        K::MediaType,
        &[
            ("itemSchema", S::One(K::Schema)),
            ("prefixEncoding", S::List(K::Encoding)),
            ("itemEncoding", S::One(K::Encoding)),
        ],
    ),
    (Version::V3_2, K::Response, &[("summary", S::Text)]),
    (
        Version::V3_2,
        K::Discriminator,
        &[("defaultMapping", S::Text)],
    ),
    (
        Version::V3_2,
        K::SecurityScheme,
        &[("deprecated", S::Bool), ("oauth2MetadataUrl", S::Text)],
    ),
    (
        Version::V3_2,
        K::Flows,
        &[("deviceAuthorization", S::One(K::Flow))],
    ),
    (
        Version::V3_2,
        K::Flow,
        &[("deviceAuthorizationUrl", S::Text)],
    ),
    (
        Version::V3_2,
        K::Example,
        &[("dataValue", S::Any), ("serializedValue", S::Text)],
    ),
];
