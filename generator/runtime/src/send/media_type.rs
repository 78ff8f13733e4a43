//! Turns a media type into what decides how a body is read (RFC 9110 §8.3.1).
//!
//! It does not know which ones a document names.

/// A media type without its parameters.
pub(crate) fn essence(media_type: &str) -> &str {
    let end = media_type.bytes().position(|byte| byte == b';');
    media_type[..end.unwrap_or(media_type.len())].trim_ascii()
}

/// Whether an essence, in any case of letters, is that of JSON: `application/json`,
/// `text/json`, or a suffix (RFC 6839 §3.1).
pub(crate) fn is_json(essence: &str) -> bool {
    // Nearly all servers spell it as it is registered.
    let is = |known: &str| essence == known || essence.eq_ignore_ascii_case(known);
    let suffix = essence.len().checked_sub("+json".len());
    let suffix = suffix.and_then(|start| essence.get(start..));
    is("application/json")
        || is("text/json")
        || suffix.is_some_and(|suffix| suffix.eq_ignore_ascii_case("+json"))
}

/// How a stream is divided into items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// Server-sent events: `text/event-stream`.
    Events,
    /// JSON Lines, also known as NDJSON.
    JsonLines,
    /// JSON texts (RFC 7464).
    JsonSequence,
}

impl Format {
    /// That of an essence, in any case of letters, by the names that are in use for each.
    #[cfg(feature = "cli")]
    pub(crate) fn of(essence: &str) -> Option<Self> {
        let essence = essence.to_ascii_lowercase();
        Some(match essence.as_str() {
            "text/event-stream" => Self::Events,
            "application/json-seq" => Self::JsonSequence,
            "application/stream+json" | "application/x-json-stream" => Self::JsonLines,
            other if other.ends_with("+json-seq") => Self::JsonSequence,
            other => {
                let (_, name) = other.split_once('/')?;
                let name = name.strip_prefix("x-").unwrap_or(name);
                let names = ["jsonl", "ndjson", "jsonlines", "json-lines"];
                return names.contains(&name).then_some(Self::JsonLines);
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{essence, is_json};

    #[test]
    fn json_is_told_by_the_essence_alone() {
        for (media_type, expected) in [
            ("application/json", true),
            ("Application/JSON; charset=utf-8", true),
            (" text/json ;q=1", true),
            ("application/vnd.api+JSON", true),
            ("+json", true),
            ("json", false),
            ("", false),
            ("text/html; of=application/json", false),
            ("application/json-seq", false),
            ("æ+jso", false),
        ] {
            assert_eq!(is_json(essence(media_type)), expected, "{media_type}");
        }
    }
}
