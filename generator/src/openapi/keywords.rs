//! The keywords of schemas, as a part of the table in `structure`: those of OpenAPI 3.0, and
//! those that JSON Schema 2020-12 has beside them.

use super::grammar::{Kind, Shape};

use Kind as K;
use Shape as S;

/// OpenAPI 3.0.3 §4.7.24.
pub(super) const SCHEMA: &[(&str, Shape)] = &[
    ("type", S::Any),
    ("properties", S::Map(K::Schema)),
    ("items", S::One(K::Schema)),
    ("allOf", S::List(K::Schema)),
    ("oneOf", S::List(K::Schema)),
    ("anyOf", S::List(K::Schema)),
    ("not", S::One(K::Schema)),
    ("additionalProperties", S::SchemaOrBool),
    ("required", S::Texts),
    ("description", S::Text),
    ("title", S::Text),
    ("format", S::Text),
    ("pattern", S::Text),
    ("enum", S::Any),
    ("default", S::Any),
    ("example", S::Any),
    ("nullable", S::Bool),
    ("readOnly", S::Bool),
    ("writeOnly", S::Bool),
    ("deprecated", S::Bool),
    ("uniqueItems", S::Bool),
    ("minimum", S::Number),
    ("maximum", S::Number),
    ("multipleOf", S::Number),
    ("exclusiveMinimum", S::Any),
    ("exclusiveMaximum", S::Any),
    ("minLength", S::Count),
    ("maxLength", S::Count),
    ("minItems", S::Count),
    ("maxItems", S::Count),
    ("minProperties", S::Count),
    ("maxProperties", S::Count),
    ("discriminator", S::One(K::Discriminator)),
    ("externalDocs", S::One(K::ExternalDocs)),
    ("xml", S::Dropped),
    ("examples", S::Dropped),
    ("$schema", S::Dropped),
];

/// Keywords of JSON Schema 2020-12 that OpenAPI 3.0 does not have.
pub(super) const OF_JSON_SCHEMA: &[(&str, Shape)] = &[
    ("const", S::Any),
    ("examples", S::Any),
    ("prefixItems", S::List(K::Schema)),
    ("unevaluatedItems", S::SchemaOrBool),
    ("contains", S::One(K::Schema)),
    ("minContains", S::Count),
    ("maxContains", S::Count),
    ("patternProperties", S::Map(K::Schema)),
    ("propertyNames", S::One(K::Schema)),
    ("unevaluatedProperties", S::SchemaOrBool),
    ("dependentSchemas", S::Map(K::Schema)),
    ("dependentRequired", S::Any),
    ("if", S::One(K::Schema)),
    ("then", S::One(K::Schema)),
    ("else", S::One(K::Schema)),
    ("contentEncoding", S::Text),
    ("contentMediaType", S::Text),
    ("contentSchema", S::One(K::Schema)),
    ("$defs", S::Unused(K::Schema)),
    // What `$defs` was called before.
    ("definitions", S::Unused(K::Schema)),
    ("$id", S::Text),
    ("$anchor", S::Text),
    ("$dynamicAnchor", S::Text),
    ("$dynamicRef", S::Text),
    ("$vocabulary", S::Dropped),
    ("$comment", S::Dropped),
];
