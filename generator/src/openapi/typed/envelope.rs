//! Puts the schema of what the data of a server-sent event holds in the place of the text that
//! it is in (OpenAPI 3.2: `contentSchema` of `data`), because the data is read as what it holds.

use serde_json::{Map, Value};

/// Does so in the schemas of a media type, where they say it themselves.
pub(super) fn open(name: &str, media: &mut Value) {
    let essence = name.split(';').next().unwrap_or(name).trim();
    if !essence.eq_ignore_ascii_case("text/event-stream") {
        return;
    }
    for keyword in ["schema", "itemSchema"] {
        if let Some(schema) = media.get_mut(keyword) {
            open_schema(schema);
        }
    }
}

fn open_schema(schema: &mut Value) {
    let Value::Object(members) = schema else {
        return;
    };
    if let Some(Value::Object(properties)) = members.get_mut("properties")
        && let Some(data) = properties.get_mut("data")
        && let Some(content) = content(data)
    {
        *data = content;
    }
    if let Some(items) = members.get_mut("items") {
        open_schema(items);
    }
    for keyword in ["oneOf", "anyOf", "allOf"] {
        if let Some(Value::Array(parts)) = members.get_mut(keyword) {
            parts.iter_mut().for_each(open_schema);
        }
    }
}

/// The schema of JSON in a text.
fn content(data: &Value) -> Option<Value> {
    let data: &Map<String, Value> = data.as_object()?;
    let media = data.get("contentMediaType")?.as_str()?;
    let is_json = media.ends_with("/json") || media.ends_with("+json");
    data.get("contentSchema").filter(|_| is_json).cloned()
}
