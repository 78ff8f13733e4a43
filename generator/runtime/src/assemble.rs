//! Turns a draft into a request to the client's server, and checks that it goes there.
//!
//! It does not send anything.

use http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use secrecy::ExposeSecret as _;
use url::Url;

use super::draft::{Draft, constant_value, header_value, is_ours};
use super::encoding::component;
use super::parameter::Place;
use super::path::{PathError, expand};
use super::plan::{Plan, Step};
use super::server::Server;
use super::style::{header_text, pairs, path_text};
use super::{InvalidInput, OperationDescription};

/// A request's line and headers.
pub(super) struct Head {
    pub(super) method: Method,
    pub(super) url: Url,
    pub(super) headers: HeaderMap,
}

/// What the client adds to every request, and leaves out.
pub(super) struct Common<'a> {
    pub(super) server: &'a Server,
    pub(super) headers: &'a HeaderMap,
    pub(super) without_defaults: &'a [String],
}

/// How many headers most requests have, at most.
const USUAL_HEADERS: usize = 6;

/// Builds the line and the headers of a request.
pub(super) fn head(
    description: &OperationDescription,
    draft: &Draft,
    plan: &Plan<'_>,
    common: &Common<'_>,
) -> Result<Head, InvalidInput> {
    let method = Method::from_bytes(description.method.as_bytes())
        .map_err(|_| InvalidInput::new("method", "is no method of HTTP"))?;
    let path = path(&common.server.path, description.path, draft)?;
    let query = query(draft, plan, common)?;
    let refused = |reason: &str| InvalidInput::new("url", reason);
    let url = common.server.url(&path, &query);
    let url = url.ok_or_else(|| refused("would lead elsewhere than it was built to"))?;
    if !fits(&url) {
        return Err(refused("is too long"));
    }
    Ok(Head {
        method,
        url,
        headers: headers(description, draft, plan, common)?,
    })
}

/// Whether a request can hold a URL. The standard recommends no limit of its own
/// (RFC 9110 §4.1); this one is that of `http::Uri`.
pub(super) fn fits(url: &Url) -> bool {
    url.as_str().len() < usize::from(u16::MAX)
}

/// The server's path, and the operation's after it.
fn path(base: &str, template: &str, draft: &Draft) -> Result<String, InvalidInput> {
    let mut texts = Vec::new();
    // A part of the path has nothing to be left out for, so no default is ever off here.
    for (parameter, value) in draft.parameters(Place::Path, &[]) {
        let text = path_text(parameter, value);
        texts.push((
            parameter.name,
            text.map_err(|reason| InvalidInput::new(parameter.name, reason))?,
        ));
    }
    let text_of = |name: &str| {
        let found = texts.iter().find(|(other, _)| *other == name);
        found.map(|(_, text)| text.as_str())
    };
    expand(base, template, text_of).map_err(|error| match error {
        PathError::Missing(name) => InvalidInput::new(name, "is missing from the path"),
        PathError::Unsafe(name) => InvalidInput::new(name, "may not be empty, `.` or `..`"),
    })
}

fn query(draft: &Draft, plan: &Plan<'_>, common: &Common<'_>) -> Result<String, InvalidInput> {
    let mut query = String::new();
    let mut push = |name: &str, value: &str| {
        if !query.is_empty() {
            query.push('&');
        }
        query.push_str(name);
        query.push('=');
        query.push_str(value);
    };
    for (parameter, value) in draft.parameters(Place::Query, common.without_defaults) {
        let pairs = pairs(parameter, value);
        for (name, value) in pairs.map_err(|reason| InvalidInput::new(parameter.name, reason))? {
            push(&name, &value);
        }
    }
    for step in plan.steps() {
        if let Step::Query(name, key) = step {
            push(&component(name), &component(key.expose_secret()));
        }
    }
    Ok(query)
}

fn headers(
    description: &OperationDescription,
    draft: &Draft,
    plan: &Plan<'_>,
    common: &Common<'_>,
) -> Result<HeaderMap, InvalidInput> {
    // A clone of the common ones would have room for just those.
    let mut headers = HeaderMap::with_capacity(USUAL_HEADERS);
    for (name, value) in common.headers {
        headers.insert(name, value.clone());
    }
    if !description.accept.is_empty() {
        headers.insert(
            header::ACCEPT,
            constant_value("Accept", description.accept)?,
        );
    }
    match &draft.body {
        Some((media, _)) => {
            headers.insert(header::CONTENT_TYPE, header_value("Content-Type", media)?);
        }
        // Some servers answer 411 where a body is usual and neither it nor its length
        // comes (RFC 9110 §8.6).
        None if matches!(description.method, "POST" | "PUT" | "PATCH") => {
            headers.insert(header::CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        None => {}
    }
    for (parameter, value) in draft.parameters(Place::Header, common.without_defaults) {
        let name = HeaderName::from_bytes(parameter.name.as_bytes())
            .ok()
            .filter(|name| !is_ours(name));
        let name =
            name.ok_or_else(|| InvalidInput::new(parameter.name, "cannot be a header's name"))?;
        let text = header_text(parameter, value);
        let text = text.map_err(|reason| InvalidInput::new(parameter.name, reason))?;
        headers.insert(name, header_value(parameter.name, &text)?);
    }
    for (name, value) in &draft.headers {
        headers.insert(name, value.clone());
    }
    if let Some(cookies) = cookies(draft, plan, common)? {
        headers.insert(header::COOKIE, cookies);
    }
    plan.add_headers(&mut headers);
    Ok(headers)
}

/// All cookies, which stand in one header (RFC 6265 §5.4).
fn cookies(
    draft: &Draft,
    plan: &Plan<'_>,
    common: &Common<'_>,
) -> Result<Option<HeaderValue>, InvalidInput> {
    let mut cookies = Vec::new();
    for (parameter, value) in draft.parameters(Place::Cookie, common.without_defaults) {
        let pairs = pairs(parameter, value);
        for (name, value) in pairs.map_err(|reason| InvalidInput::new(parameter.name, reason))? {
            cookies.push(format!("{name}={value}"));
        }
    }
    for step in plan.steps() {
        if let Step::Cookie(name, key) = step {
            cookies.push(format!("{name}={}", component(key.expose_secret())));
        }
    }
    if cookies.is_empty() {
        return Ok(None);
    }
    let mut value = header_value("Cookie", &cookies.join("; "))?;
    value.set_sensitive(true);
    Ok(Some(value))
}
