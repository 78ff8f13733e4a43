//! Turns a body or a parameter into one that may be shown: what the document marks as
//! sensitive is out.
//!
//! It does not know where it is shown.

use std::borrow::Cow;

use serde_json::Value;
use url::form_urlencoded;

use super::super::json::redacted::{REDACTED, redact};
use super::super::metadata::parameter::Parameter;
use super::super::send::media_type::{essence, is_json};

/// What is shown of a body that may be secret as a whole, in its media type.
pub(super) fn hidden(media_type: &str) -> Cow<'static, str> {
    match is_json(essence(media_type)) {
        true => format!("\"{REDACTED}\"").into(),
        false => REDACTED.into(),
    }
}

/// A body as it may be shown, and whether something is missing from it.
pub(super) fn shown<'b>(
    bytes: &'b [u8],
    media_type: &str,
    sensitive: &[&str],
) -> (Cow<'b, str>, bool) {
    if let Some(shown) = body(bytes, media_type, sensitive) {
        return (shown.into(), true);
    }
    let text = std::str::from_utf8(bytes);
    let text = text.map_or_else(|_| format!("[{} bytes]", bytes.len()).into(), Cow::Borrowed);
    (text, false)
}

/// A body without what the document marks as sensitive; `None` where nothing is, or
/// where its media type does not show it.
fn body(bytes: &[u8], media_type: &str, sensitive: &[&str]) -> Option<String> {
    let essence = essence(media_type);
    if is_json(essence) {
        return json(bytes, sensitive);
    }
    if essence.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
        return form(bytes, sensitive);
    }
    let (_, boundary) = media_type.split_once("boundary=")?;
    multipart(std::str::from_utf8(bytes).ok()?, boundary, sensitive)
}

fn json(bytes: &[u8], sensitive: &[&str]) -> Option<String> {
    let mut value = serde_json::from_slice(bytes).ok()?;
    redact(&mut value, sensitive).then(|| value.to_string())
}

/// Takes a parameter's secrets out of its value. Returns whether there were any.
pub(super) fn parameter(parameter: &Parameter, value: &mut Value, sensitive: &[&str]) -> bool {
    match parameter.sensitive {
        true => hide(value),
        false => redact(value, sensitive),
    }
}

/// Takes every value out of a value with parts, or else the value itself, so that it can
/// be written in the same style.
fn hide(value: &mut Value) -> bool {
    match value {
        Value::Null => false,
        Value::Array(elements) => elements
            .iter_mut()
            .fold(false, |any, element| hide(element) | any),
        Value::Object(object) => object
            .values_mut()
            .fold(false, |any, value| hide(value) | any),
        _ => {
            *value = REDACTED.into();
            true
        }
    }
}

/// A multipart body without what its sensitive parts hold, nor the sensitive properties of
/// parts that are JSON; `None` where it has none. The boundary is one that
/// is in no part (RFC 2046 §5.1.1), so that the body need not be parsed to be split.
fn multipart(text: &str, boundary: &str, sensitive: &[&str]) -> Option<String> {
    let between = format!("--{boundary}");
    let mut any = false;
    let parts = text.split(between.as_str()).map(|part| {
        let shown = part_without_secrets(part, sensitive);
        any |= shown.is_some();
        shown.unwrap_or_else(|| part.to_owned())
    });
    let shown = parts.collect::<Vec<_>>().join(&between);
    any.then_some(shown)
}

fn part_without_secrets(part: &str, sensitive: &[&str]) -> Option<String> {
    let (head, content) = part.split_once("\r\n\r\n")?;
    let name = head.split_once("; name=\"")?.1.split('"').next()?;
    let shown = match sensitive.contains(&name) {
        true => REDACTED.to_owned(),
        false => json(content.as_bytes(), sensitive)?,
    };
    Some(format!("{head}\r\n\r\n{shown}\r\n"))
}

/// A form without the values of its sensitive fields; `None` where it has none.
fn form(bytes: &[u8], sensitive: &[&str]) -> Option<String> {
    let is_secret = |name: &str| sensitive.contains(&name);
    if !form_urlencoded::parse(bytes).any(|(name, _)| is_secret(&name)) {
        return None;
    }
    let mut form = form_urlencoded::Serializer::new(String::new());
    for (name, value) in form_urlencoded::parse(bytes) {
        let shown = if is_secret(&name) { REDACTED } else { &value };
        form.append_pair(&name, shown);
    }
    Some(form.finish())
}
