//! Turns a request into the reasons why it is not what the document asks for.
//!
//! It does not know the response.

use serde_json::Value;

use super::super::metadata::body_metadata::{BodyMetadata, ContentMetadata, Format};
use super::super::metadata::description::{KeyPlace, Requirement, SecuritySchemeKind};
use super::super::metadata::parameter::{Location, Style};
use super::super::metadata::parameter_metadata::{ParameterMetadata, ValueKind};
use super::super::send::media_type::essence;
use super::patch;
use super::recorded::RecordedRequest;
use super::reply::Reply;
use super::route::Matched;
use super::schemas::Schemas;

/// Why a request is refused, and with which status.
#[derive(Debug)]
pub(super) struct Refusal {
    pub(super) status: u16,
    pub(super) reason: String,
    /// The methods that the path has, where the one that was asked for is not one of them.
    pub(super) allowed: Option<String>,
    /// The response in place of a problem (RFC 9457).
    pub(super) reply: Option<Box<Reply>>,
}

impl Refusal {
    pub(super) fn new(status: u16, reason: impl Into<String>) -> Self {
        Self {
            status,
            reason: reason.into(),
            allowed: None,
            reply: None,
        }
    }

    /// The same refusal with another response.
    pub(super) fn with_reply(self, reply: Reply) -> Self {
        Self {
            reply: Some(Box::new(reply)),
            ..self
        }
    }

    /// The path has other methods only (RFC 9110 §15.5.6).
    pub(super) fn of_method(methods: &[&str]) -> Self {
        let methods = methods.join(", ");
        let reason = format!("the document has the path only for {methods}");
        Self {
            allowed: Some(methods),
            ..Self::new(405, reason)
        }
    }
}

/// A request, and what the document says of it.
#[derive(Clone, Copy)]
pub(super) struct Arrived<'r> {
    pub(super) matched: &'r Matched,
    pub(super) request: &'r RecordedRequest,
    /// None for an API that is not served.
    pub(super) schemas: Option<&'r Schemas>,
}

/// Checks authorisation, parameters and body, in this order.
pub(super) fn check(arrived: &Arrived<'_>) -> Result<(), Refusal> {
    let Arrived {
        matched, request, ..
    } = *arrived;
    authorisation(matched, request)?;
    for metadata in matched.metadata.parameters {
        parameter(arrived, metadata)?;
    }
    match &matched.metadata.body {
        Some(metadata) => body(arrived, metadata),
        None if request.body.is_empty() => Ok(()),
        None => Err(Refusal::new(
            400,
            "it has a body where the document has none",
        )),
    }
}

fn authorisation(matched: &Matched, request: &RecordedRequest) -> Result<(), Refusal> {
    let alternatives = matched.metadata.operation.description.security;
    let holds = |needed: &Requirement| has_credentials(matched, needed, request);
    let is_met = |alternative: &&[Requirement]| alternative.iter().all(holds);
    if alternatives.is_empty() || alternatives.iter().any(is_met) {
        return Ok(());
    }
    let names = alternatives.iter().map(|alternative| {
        let schemes: Vec<_> = alternative.iter().map(|needed| needed.scheme).collect();
        schemes.join(" with ")
    });
    let mut names: Vec<String> = names.collect();
    names.dedup();
    let reason = format!("it has no credentials for {}", names.join(" or "));
    Err(Refusal::new(401, reason))
}

fn has_credentials(matched: &Matched, needed: &Requirement, request: &RecordedRequest) -> bool {
    let mut schemes = matched.api.description.security_schemes.iter();
    let Some(scheme) = schemes.find(|scheme| scheme.name == needed.scheme) else {
        return true;
    };
    let authorization = |wanted: &str| {
        let value = request.header("authorization").unwrap_or_default();
        let parts = value.split_once(' ');
        parts.is_some_and(|(scheme, value)| {
            scheme.eq_ignore_ascii_case(wanted) && !value.trim().is_empty()
        })
    };
    match scheme.kind {
        SecuritySchemeKind::OAuth2 { .. }
        | SecuritySchemeKind::Bearer
        | SecuritySchemeKind::OpenIdConnect => authorization("Bearer"),
        SecuritySchemeKind::Basic => authorization("Basic"),
        SecuritySchemeKind::Http { scheme } => authorization(scheme),
        SecuritySchemeKind::ApiKey { place, name } => {
            let place = match place {
                KeyPlace::Header => Location::Header,
                KeyPlace::Query => Location::Query,
                KeyPlace::Cookie => Location::Cookie,
            };
            sent(place, name, request).is_some()
        }
    }
}

/// A value as it came; of several, the first.
fn sent<'r>(place: Location, name: &str, request: &'r RecordedRequest) -> Option<&'r str> {
    match place {
        Location::Path => None,
        Location::Query => request.query_value(name),
        Location::Header => request.header(name),
        Location::Cookie => {
            let mut pairs = request.cookies().into_iter();
            let found = pairs.find(|(other, _)| *other == name);
            found.map(|(_, value)| value)
        }
    }
}

fn parameter(arrived: &Arrived<'_>, metadata: &ParameterMetadata) -> Result<(), Refusal> {
    let Arrived {
        matched, request, ..
    } = *arrived;
    let described = &metadata.parameter;
    let name = described.name;
    if described.location == Location::Path {
        let mut values = matched.values.iter();
        return match values.find(|(other, _)| *other == name) {
            Some((_, value)) if is_scalar(metadata) => fits(arrived, metadata, value),
            _ => Ok(()),
        };
    }
    match sent(described.location, name, request) {
        Some(value) if is_scalar(metadata) => fits(arrived, metadata, value),
        Some(_) => Ok(()),
        None if !metadata.required || is_spread(metadata) => Ok(()),
        None => {
            let place = match described.location {
                Location::Header => "header",
                Location::Cookie => "cookie",
                Location::Path | Location::Query => "query parameter",
            };
            Err(Refusal::new(400, format!("it lacks the {place} `{name}`")))
        }
    }
}

/// Whether the value is there as it is, and not by some style (OpenAPI 3.0.3 §4.7.12.3).
fn is_scalar(metadata: &ParameterMetadata) -> bool {
    matches!(metadata.parameter.style, Style::Simple | Style::Form)
        && !matches!(
            metadata.kind,
            ValueKind::List | ValueKind::Object | ValueKind::Any
        )
}

/// Whether the value is under other names than the parameter's own.
fn is_spread(metadata: &ParameterMetadata) -> bool {
    let is_object = matches!(metadata.kind, ValueKind::Object | ValueKind::Any);
    metadata.parameter.style == Style::DeepObject || is_object && metadata.parameter.is_exploded()
}

fn fits(arrived: &Arrived<'_>, metadata: &ParameterMetadata, value: &str) -> Result<(), Refusal> {
    let name = metadata.parameter.name;
    let wanted = match metadata.kind {
        ValueKind::Integer if value.parse::<i128>().is_err() => "an integer",
        ValueKind::Number if value.parse::<f64>().is_err() => "a number",
        ValueKind::Boolean if !matches!(value, "true" | "false") => "`true` or `false`",
        _ if metadata.values.is_empty() || metadata.values.contains(&value) => {
            let id = arrived.matched.metadata.operation.description.id;
            let json = match metadata.kind {
                ValueKind::Text => Value::from(value),
                _ => serde_json::from_str(value).unwrap_or_else(|_| value.into()),
            };
            let mismatch = arrived
                .schemas
                .and_then(|schemas| schemas.parameter(id, name, &json));
            return mismatch.map_or(Ok(()), |mismatch| {
                let reason = format!("its `{name}` is not what the document allows: {mismatch}");
                Err(Refusal::new(400, reason))
            });
        }
        _ => &format!("one of `{}`", metadata.values.join("`, `")),
    };
    let reason = match metadata.parameter.sensitive {
        true => format!("its `{name}` is not {wanted}"),
        false => format!("its `{name}` is `{value}`, which is not {wanted}"),
    };
    Err(Refusal::new(400, reason))
}

fn body(arrived: &Arrived<'_>, metadata: &BodyMetadata) -> Result<(), Refusal> {
    let Arrived {
        matched,
        request,
        schemas,
    } = *arrived;
    let media = request.media();
    if request.body.is_empty() && media.is_empty() {
        return match metadata.required {
            true => Err(Refusal::new(400, "it has no body")),
            false => Ok(()),
        };
    }
    let mut alternatives = metadata.alternatives.iter();
    let Some(content) = alternatives.find(|content| covers(content.media, &media)) else {
        let known: Vec<_> = metadata
            .alternatives
            .iter()
            .map(|content| content.media)
            .collect();
        let known = known.join("`, `");
        let reason = format!("its body is `{media}`, and the document has `{known}`");
        return Err(Refusal::new(415, reason));
    };
    let mismatch = || {
        let (id, value) = (matched.metadata.operation.description.id, request.json()?);
        let mismatch = schemas?.body(id, content.media, &value)?;
        Some(format!("is not what the document allows: {mismatch}"))
    };
    let outcome = read(content, request).and_then(|()| mismatch().map_or(Ok(()), Err));
    outcome.map_err(|reason| Refusal::new(400, format!("its body {reason}")))
}

/// Whether a media type of the document, which may be a range, has one that was sent.
fn covers(documented: &str, sent: &str) -> bool {
    let documented = essence(documented);
    match documented.strip_suffix('*') {
        Some("*/") => true,
        Some(kind) => sent.starts_with(&kind.to_ascii_lowercase()),
        None => documented.eq_ignore_ascii_case(sent),
    }
}

fn read(content: &ContentMetadata, request: &RecordedRequest) -> Result<(), String> {
    let body = &request.body;
    if let Some(check) = content.check {
        check(body).map_err(|error| format!("does not decode: {error}"))?;
        if content.json_patch {
            let operations = patch::operations(body);
            operations.map_err(|error| format!("is not a JSON Patch: {error}"))?;
        }
        return Ok(());
    }
    let boundary = || {
        let media = request.header("content-type").unwrap_or_default();
        media.to_ascii_lowercase().contains("boundary=")
    };
    match content.format {
        Format::Multipart if !boundary() => Err("says no boundary between its parts".to_owned()),
        Format::Text | Format::Form if std::str::from_utf8(body).is_err() => {
            Err("is not UTF-8".to_owned())
        }
        _ => Ok(()),
    }
}
