//! Turns `type` and `format` into a primitive: the one place that chooses.

use serde_json::Value;

use super::facets::{Facets, JsonType};
use crate::ir::Primitive;

/// The type of a string, number, integer or boolean (OpenAPI 3.0.3 §4.4);
/// `None` for objects, arrays and schemas without a type.
pub(super) fn primitive(facets: &Facets<'_>) -> Option<Primitive> {
    let format = facets.format.as_deref();
    Some(match facets.kind.or_else(|| listed(facets))? {
        JsonType::Boolean => Primitive::Bool,
        JsonType::Integer => integer(format),
        JsonType::Number => number(format),
        JsonType::String => string(format),
        JsonType::Object | JsonType::Array => return None,
    })
}

/// The type of all values that an `enum` without a type lists.
fn listed(facets: &Facets<'_>) -> Option<JsonType> {
    let values = facets.values.as_ref().filter(|values| !values.is_empty())?;
    if values.iter().all(Value::is_boolean) {
        Some(JsonType::Boolean)
    } else if values.iter().all(Value::is_number) {
        Some(JsonType::Number)
    } else {
        None
    }
}

fn integer(format: Option<&str>) -> Primitive {
    match format {
        Some("int32" | "int16" | "int8") => Primitive::I32,
        Some("uint32" | "uint16" | "uint8") => Primitive::U32,
        Some("uint64" | "uint") => Primitive::U64,
        _ => Primitive::I64,
    }
}

fn number(format: Option<&str>) -> Primitive {
    match format {
        Some("float") => Primitive::F32,
        // Services that write `number` for everything say so by the format.
        Some("int64") => Primitive::I64,
        Some("int32" | "int16" | "int8" | "uint32" | "uint16" | "uint8" | "uint64") => {
            integer(format)
        }
        _ => Primitive::F64,
    }
}

fn string(format: Option<&str>) -> Primitive {
    match format {
        Some("date-time") => Primitive::Timestamp,
        Some("date") => Primitive::Date,
        Some("duration") => Primitive::Duration,
        Some("uuid" | "guid") => Primitive::Uuid,
        Some("uri" | "url") => Primitive::Uri,
        Some("byte") => Primitive::Base64,
        Some("binary") => Primitive::File,
        _ => Primitive::String,
    }
}
