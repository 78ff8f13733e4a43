//! Turns the values of a call into a request to the client's server, and checks that it goes there.
//!
//! It does not send anything.

use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Method, header};
use secrecy::ExposeSecret as _;
use serde_json::Value;
use url::Url;

use super::super::auth::authorization::{SelectedSchemes, Step};
use super::super::config::server::{Server, fits};
use super::super::metadata::description::OperationDescription;
use super::super::metadata::parameter::{Location, Parameter};
use super::super::send::failure_causes::InvalidInput;
use super::super::send::headers::{Headers, copied, header_value};
use super::super::send::sender::Head;
use super::super::send::tokens::Tokens;
use super::encoding::component;
use super::path::{PathError, expand};
use super::request_values::{RequestValues, is_ours};
use super::style::{header_text, pairs, path_text};

/// What the client knows of a request: where it goes, what it adds, and what it leaves out.
pub(crate) struct Common<'a> {
    pub(crate) server: &'a Server,
    /// The path template below it.
    pub(crate) path: &'static str,
    pub(crate) headers: &'a Headers,
    pub(crate) without_defaults: &'a [String],
}

/// How many headers most requests have, at most.
const COMMON_HEADERS: usize = 6;

/// Builds the line and the headers of a request.
pub(crate) fn head(
    description: &OperationDescription,
    values: &RequestValues,
    schemes: &SelectedSchemes<'_>,
    common: &Common<'_>,
) -> Result<Box<Head>, InvalidInput> {
    let method = Method::from_bytes(description.method.as_bytes())
        .map_err(|_| InvalidInput::new("method", "is no method of HTTP"))?;
    let mut parts = Parts::with(common.headers);
    parts.add_media_types(description, values)?;
    for (parameter, value) in values.parameters(common.without_defaults) {
        parts.add(parameter, value)?;
    }
    parts.headers.set_all(&values.headers);
    for step in schemes.steps() {
        parts.authorise(step);
    }
    parts.add_cookies()?;
    Ok(Box::new(Head {
        method,
        url: parts.url(common.server, common.path)?,
        headers: parts.headers,
        tokens: parts.tokens,
    }))
}

/// What the values of a call become, by where it goes.
#[derive(Default)]
struct Parts {
    /// Name and encoded text of what is in the path.
    path: Vec<(&'static str, String)>,
    query: String,
    headers: Headers,
    cookies: String,
    tokens: Tokens,
}

impl Parts {
    /// Starts with these headers.
    fn with(common: &Headers) -> Self {
        // A clone of the common ones would have room for just those.
        let mut headers = Headers::with_capacity(COMMON_HEADERS);
        headers.set_all(common);
        Self {
            headers,
            ..Self::default()
        }
    }

    /// Says what is sent and what is asked for.
    fn add_media_types(
        &mut self,
        description: &OperationDescription,
        values: &RequestValues,
    ) -> Result<(), InvalidInput> {
        let headers = &mut self.headers;
        if !description.accept.is_empty() {
            let accept = Bytes::from_static(description.accept.as_bytes());
            headers.set_text(header::ACCEPT, "Accept", accept)?;
        }
        match &values.body {
            Some((media, _)) => {
                headers.set_text(header::CONTENT_TYPE, "Content-Type", copied(media))?;
            }
            // Some servers respond with 411 where a body is expected and neither it nor its length
            // comes (RFC 9110 §8.6).
            None if matches!(description.method, "POST" | "PUT" | "PATCH") => {
                headers.set(header::CONTENT_LENGTH, HeaderValue::from_static("0"));
            }
            None => {}
        }
        Ok(())
    }

    /// Puts a parameter where it goes.
    fn add(&mut self, parameter: &Parameter, value: &Value) -> Result<(), InvalidInput> {
        let refused = |reason| InvalidInput::new(parameter.name, reason);
        match parameter.location {
            Location::Path => {
                let text = path_text(parameter, value).map_err(refused)?;
                self.path.push((parameter.name, text));
            }
            Location::Query => {
                for (name, value) in pairs(parameter, value).map_err(refused)? {
                    push_pair(&mut self.query, "&", &name, &value);
                }
            }
            Location::Header => {
                let name = HeaderName::from_bytes(parameter.name.as_bytes())
                    .ok()
                    .filter(|name| !is_ours(name));
                let name = name.ok_or_else(|| refused("cannot be a header's name"))?;
                let text = header_text(parameter, value).map_err(refused)?;
                let mut value = header_value(parameter.name, copied(&text))?;
                value.set_sensitive(parameter.sensitive);
                self.headers.set(name, value);
            }
            Location::Cookie => {
                for (name, value) in pairs(parameter, value).map_err(refused)? {
                    push_pair(&mut self.cookies, "; ", &name, &value);
                }
            }
        }
        Ok(())
    }

    /// Adds what a security scheme does.
    fn authorise(&mut self, step: &Step) {
        match step {
            Step::Header(name, value) => {
                self.headers.set(name.clone(), value.clone());
            }
            Step::Query(name, key) => {
                let key = component(key.expose_secret());
                push_pair(&mut self.query, "&", &component(name), &key);
            }
            Step::Cookie(name, key) => {
                let key = component(key.expose_secret());
                push_pair(&mut self.cookies, "; ", name, &key);
            }
            Step::Token(token) => {
                let token = Arc::clone(token);
                self.tokens.add(token);
            }
        }
    }

    fn url(&self, server: &Server, template: &str) -> Result<Url, InvalidInput> {
        let text_of = |name: &str| {
            let found = self.path.iter().find(|(other, _)| *other == name);
            found.map(|(_, text)| text.as_str())
        };
        let path = expand(&server.path, template, text_of).map_err(|error| match error {
            PathError::Missing(name) => InvalidInput::new(name, "is missing from the path"),
            PathError::Unsafe(name) => InvalidInput::new(name, "may not be empty, `.` or `..`"),
        })?;
        let refused = |reason: &str| InvalidInput::new("url", reason);
        let url = server.url(&path, &self.query);
        let url = url.ok_or_else(|| refused("would lead elsewhere than it was built to"))?;
        match fits(&url) {
            true => Ok(url),
            false => Err(refused("is too long")),
        }
    }

    /// All cookies are in one header (RFC 6265 §5.4).
    fn add_cookies(&mut self) -> Result<(), InvalidInput> {
        if !self.cookies.is_empty() {
            let mut value = header_value("Cookie", copied(&self.cookies))?;
            value.set_sensitive(true);
            self.headers.set(header::COOKIE, value);
        }
        Ok(())
    }
}

/// Appends a name and its value, after what is between two of them.
fn push_pair(text: &mut String, between: &str, name: &str, value: &str) {
    if !text.is_empty() {
        text.push_str(between);
    }
    text.extend([name, "=", value]);
}
