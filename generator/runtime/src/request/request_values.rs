//! Turns the values of a call into the parts of a request, before a server is known.
//!
//! It does not know the operation. What is wrong is kept until the request is sent.

use std::borrow::Cow;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderName, HeaderValue};
use serde_json::Value;
use url::form_urlencoded;

use super::super::json::form::Form;
use super::super::metadata::parameter::{Location, Parameter};
use super::super::response::reconnect::ReconnectPolicy;
use super::super::send::failure_causes::InvalidInput;
use super::super::send::headers::{Headers, copied, header_value};
use super::super::send::left::Left;
use super::super::send::retry::RetryPolicy;
use super::super::send::send_body::SendBody;
use super::body_property::BodyProperty;
use super::style::{header_text, pairs};

/// A request that is being put together.
#[derive(Default)]
pub(crate) struct RequestValues {
    parameters: Vec<(Parameter, Value)>,
    pub(crate) body: Option<(Cow<'static, str>, Content)>,
    part_headers: Vec<PartHeader>,
    /// A property of the body that the operation decides.
    pub(super) property: Option<BodyProperty>,
    /// What is to be read as it arrives.
    pub(crate) left: Left,
    /// When a stream of the response is asked for again.
    pub(super) reconnect: Option<ReconnectPolicy>,
    pub(crate) headers: Headers,
    pub(crate) error: Option<InvalidInput>,
    pub(crate) call_limit: Option<Duration>,
    pub(crate) attempt_limit: Option<Duration>,
    pub(crate) retry: Option<RetryPolicy>,
}

/// What a body holds.
pub(crate) enum Content {
    Ready(SendBody),
    /// A form, and the media types that the document gives single parts.
    Parts(Form, &'static [(&'static str, &'static str)]),
}

/// A header of a form's part: the part, the name, the value.
pub(crate) type PartHeader = (&'static str, &'static str, String);

impl RequestValues {
    /// Sets a parameter in place of an earlier value.
    pub(crate) fn set(&mut self, parameter: Parameter, value: Value) {
        let earlier = self
            .parameters
            .iter_mut()
            .find(|(other, _)| other.is_same(&parameter));
        match earlier {
            Some(slot) => *slot = (parameter, value),
            None => self.parameters.push((parameter, value)),
        }
    }

    /// The parameters, without the defaults that are switched off. A part of the path has
    /// nothing to be left out for, so its default is never off.
    pub(crate) fn parameters<'a>(
        &'a self,
        without_defaults: &'a [String],
    ) -> impl Iterator<Item = (&'a Parameter, &'a Value)> {
        let is_off = |parameter: &Parameter| {
            let named = |name: &String| name.eq_ignore_ascii_case(parameter.name);
            let can_be_off = parameter.defaulted && parameter.location != Location::Path;
            can_be_off && without_defaults.iter().any(named)
        };
        self.parameters
            .iter()
            .filter(move |(parameter, _)| !is_off(parameter))
            .map(|(parameter, value)| (parameter, value))
    }

    /// Sets a form's fields (OpenAPI 3.0.3 §4.7.14.4): a list becomes a field for each
    /// element, objects inside become JSON. Fields with a style are written like query
    /// parameters.
    pub(crate) fn set_form(&mut self, media: &'static str, value: &Value, styles: &[Parameter]) {
        let Value::Object(fields) = value else {
            self.refuse(InvalidInput::new(
                "body",
                "must be an object to become a form",
            ));
            return;
        };
        let mut form = String::new();
        let mut push = |name: &str, value: &str| {
            let between = if form.is_empty() { "" } else { "&" };
            form.extend([between, name, "=", value]);
        };
        let encode = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect();
        for (name, value) in fields {
            if let Some(style) = styles.iter().find(|style| style.name == name) {
                match pairs(style, value) {
                    Ok(pairs) => pairs.iter().for_each(|(name, value)| push(name, value)),
                    Err(reason) => return self.refuse(InvalidInput::new(style.name, reason)),
                }
                continue;
            }
            let single = std::slice::from_ref(value);
            let values = value.as_array().map_or(single, Vec::as_slice);
            let encoded: String = encode(name);
            for value in values.iter().filter(|value| !value.is_null()) {
                let value: String = match value {
                    Value::String(text) => encode(text),
                    value => encode(&value.to_string()),
                };
                push(&encoded, &value);
            }
        }
        self.set_body(media, Bytes::from(form));
    }

    /// Sets a body, unless a part of it could not be written.
    pub(super) fn set_written<T>(
        &mut self,
        written: Result<T, &'static str>,
        set: impl FnOnce(&mut Self, T),
    ) {
        match written {
            Ok(value) => set(self, value),
            Err(reason) => self.refuse(InvalidInput::new("body", reason)),
        }
    }

    /// Sets a body that is there as a whole.
    pub(crate) fn set_body(&mut self, media: impl Into<Cow<'static, str>>, body: Bytes) {
        self.body = Some((media.into(), Content::Ready(SendBody::Whole(body))));
    }

    /// Sets a form, whose parts may still get headers.
    pub(crate) fn set_multipart(
        &mut self,
        media: &'static str,
        form: Form,
        parts: &'static [(&'static str, &'static str)],
    ) {
        if let Some(reason) = form.error {
            self.refuse(InvalidInput::new("body", reason));
        }
        self.body = Some((media.into(), Content::Parts(form, parts)));
    }

    /// Sets a header of the parts with a name.
    pub(super) fn set_part_header(&mut self, part: &'static str, header: Parameter, value: &Value) {
        let name = header.name;
        let text = header_text(&header, value).map_err(|reason| InvalidInput::new(name, reason));
        match text.and_then(|text| header_value(name, copied(&text)).map(|_| text)) {
            Ok(text) => {
                let is_other = |(of, other, _): &PartHeader| (*of, *other) != (part, name);
                self.part_headers.retain(is_other);
                self.part_headers.push((part, name, text.into_owned()));
            }
            Err(error) => self.refuse(error),
        }
    }

    /// Puts a form together, now that all is said about it.
    pub(crate) fn finish(&mut self) {
        self.put_property();
        let has_parts = |body: &mut (_, Content)| matches!(body.1, Content::Parts(..));
        if let Some((media, Content::Parts(form, parts))) = self.body.take_if(has_parts) {
            let boundary = form.boundary();
            let media = format!("{media}; boundary={boundary}");
            let body = form.body(&boundary, parts, &self.part_headers);
            self.body = Some((media.into(), Content::Ready(body)));
        }
    }

    /// Puts the operation's property into the body.
    fn put_property(&mut self) {
        if let (Some(property), Some((media, content))) = (self.property.take(), &mut self.body) {
            property.put(media, content);
        }
    }

    /// The same body, where it can be sent more than once.
    #[cfg(feature = "cli")]
    pub(crate) fn copied_body(&self) -> Option<(Cow<'static, str>, Content)> {
        match self.body.as_ref()? {
            (media, Content::Ready(body)) => Some((media.clone(), Content::Ready(body.clone()))),
            (_, Content::Parts(..)) => None,
        }
    }

    /// What goes out.
    pub(super) fn take_body(&mut self) -> SendBody {
        match self.body.take() {
            Some((_, Content::Ready(body))) => body,
            Some((_, Content::Parts(..))) | None => SendBody::default(),
        }
    }

    /// Sets a header that is no parameter of the operation.
    pub(crate) fn set_header(&mut self, name: &str, value: &str) {
        match custom_header(name, value) {
            Ok((name, value)) => self.headers.set(name, value),
            Err(error) => self.refuse(error),
        }
    }

    /// Keeps the first thing that is wrong.
    fn refuse(&mut self, error: InvalidInput) {
        self.error.get_or_insert(error);
    }
}

/// A header that a caller adds.
pub(super) fn custom_header(
    name: &str,
    value: &str,
) -> Result<(HeaderName, HeaderValue), InvalidInput> {
    let Ok(known) = HeaderName::from_bytes(name.as_bytes()) else {
        // Not shown: it may be the value, where a caller mixed them up.
        return Err(InvalidInput::new("header", "has a name that none can have"));
    };
    if is_ours(&known) {
        return Err(InvalidInput::new(name, "is set by the client alone"));
    }
    let value = header_value(name, copied(value))?;
    Ok((known, value))
}

/// Headers that frame the message or carry credentials; a caller who could set them
/// could break the one or send the other twice.
pub(crate) fn is_ours(name: &HeaderName) -> bool {
    matches!(
        name.as_str(),
        "authorization"
            | "proxy-authorization"
            | "host"
            | "content-length"
            | "transfer-encoding"
            | "connection"
            | "upgrade"
            | "te"
            | "trailer"
            | "expect"
    )
}
