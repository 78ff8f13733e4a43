//! Turns a string schema with `enum` into an enum.

use super::facets::Facets;
use super::literal::literal;
use crate::ir::{StringEnum, StringValue, WireName};
use crate::names::{self, Namespace};
use openapiv3::SchemaData;
use serde_json::Value;

/// One variant a value, and one for values that the document does not list.
pub(super) fn lower(facets: &Facets<'_>, data: Option<&SchemaData>) -> StringEnum {
    let mut idents = Namespace::default();
    let texts = facets.values.iter().flatten().filter_map(Value::as_str);
    let values = texts
        .map(|text| StringValue {
            wire_name: WireName::new(text),
            ident: idents.claim(names::type_name(text)),
        })
        .collect();
    StringEnum {
        values,
        fallback: idents.claim(names::type_name("unknown")),
        default: data.and_then(|data| data.default.as_ref()).map(literal),
    }
}
