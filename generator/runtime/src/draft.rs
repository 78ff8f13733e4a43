//! Turns the values of a call into the parts of a request, before a server is known.
//!
//! It does not know the operation. What is wrong is kept until the request is sent.

use std::borrow::Cow;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, header};
use serde_json::Value;
use url::form_urlencoded;

use super::outgoing::Outgoing;
use super::parameter::Place;
use super::{InvalidInput, Parameter, RetryPolicy};

/// A request that is being put together.
#[derive(Clone, Default)]
pub(super) struct Draft {
    parameters: Vec<(Parameter, Value)>,
    pub(super) body: Option<(Cow<'static, str>, Outgoing)>,
    /// Whether a success is to be read as it arrives.
    pub(super) is_streamed: bool,
    pub(super) headers: HeaderMap,
    pub(super) error: Option<InvalidInput>,
    pub(super) call_limit: Option<Duration>,
    pub(super) attempt_limit: Option<Duration>,
    pub(super) retry: Option<RetryPolicy>,
}

impl Draft {
    /// Sets a parameter in place of an earlier value.
    pub(super) fn set(&mut self, parameter: Parameter, value: Value) {
        let earlier = self
            .parameters
            .iter_mut()
            .find(|(other, _)| other.is_same(&parameter));
        match earlier {
            Some(slot) => *slot = (parameter, value),
            None => self.parameters.push((parameter, value)),
        }
    }

    /// The parameters of one place, without the defaults that are switched off.
    pub(super) fn parameters<'a>(
        &'a self,
        place: Place,
        without_defaults: &'a [String],
    ) -> impl Iterator<Item = (&'a Parameter, &'a Value)> {
        let is_off = |parameter: &Parameter| {
            let named = |name: &String| name.eq_ignore_ascii_case(parameter.name);
            parameter.defaulted && without_defaults.iter().any(named)
        };
        self.parameters
            .iter()
            .filter(move |(parameter, _)| parameter.place == place && !is_off(parameter))
            .map(|(parameter, value)| (parameter, value))
    }

    /// Sets a form's fields (OpenAPI 3.0.3 §4.7.14.4): a list becomes a field for each
    /// element, objects inside become JSON.
    pub(super) fn set_form(&mut self, media: &'static str, value: &Value) {
        let Value::Object(fields) = value else {
            self.refuse(InvalidInput::new(
                "body",
                "must be an object to become a form",
            ));
            return;
        };
        let mut form = form_urlencoded::Serializer::new(String::new());
        for (name, value) in fields {
            let single = std::slice::from_ref(value);
            let values = value.as_array().map_or(single, Vec::as_slice);
            for value in values.iter().filter(|value| !value.is_null()) {
                match value {
                    Value::String(text) => form.append_pair(name, text),
                    value => form.append_pair(name, &value.to_string()),
                };
            }
        }
        self.set_body(media, Bytes::from(form.finish()));
    }

    /// Sets a body that is there as a whole.
    pub(super) fn set_body(&mut self, media: impl Into<Cow<'static, str>>, body: Bytes) {
        self.body = Some((media.into(), Outgoing::Whole(body)));
    }

    /// Sets a header that is no parameter of the operation.
    pub(super) fn set_header(&mut self, name: &str, value: &str) {
        match custom_header(name, value) {
            Ok((name, value)) => {
                self.headers.insert(name, value);
            }
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
        return Err(InvalidInput::new(
            name.escape_debug().to_string(),
            "is no name of a header",
        ));
    };
    if is_ours(&known) {
        return Err(InvalidInput::new(name, "is set by the client alone"));
    }
    let value = header_value(name, value)?;
    Ok((known, value))
}

/// A header's value (RFC 9110 §5.5), of visible ASCII characters, spaces and tabs.
pub(super) fn header_value(name: &str, value: &str) -> Result<HeaderValue, InvalidInput> {
    // `HeaderValue` takes UTF-8, of which no two servers think alike.
    HeaderValue::from_str(value)
        .ok()
        .filter(|_| value.is_ascii())
        .ok_or_else(|| InvalidInput::new(name, "holds characters that no header can hold"))
}

/// Headers that frame the message or carry credentials; a caller who could set them
/// could break the one or send the other twice.
pub(super) fn is_ours(name: &HeaderName) -> bool {
    [
        header::AUTHORIZATION,
        header::PROXY_AUTHORIZATION,
        header::HOST,
        header::CONTENT_LENGTH,
        header::TRANSFER_ENCODING,
        header::CONNECTION,
        header::UPGRADE,
        header::TE,
        header::TRAILER,
        header::EXPECT,
    ]
    .contains(name)
}
