//! Takes the signatures and the time stamp of a request out of its headers.
//!
//! It does not know the secrets, nor what is signed.

use super::headers::WebhookHeaders;
use super::scheme::{SignatureForm, TimestampPlace, WebhookScheme};
use super::webhook_error::WebhookError;

/// What the headers of a request say.
pub(super) struct Parts<'h> {
    /// Signatures as they are written, without what is before each.
    pub(super) signatures: Vec<&'h str>,
    pub(super) timestamp: Option<&'h str>,
}

impl<'h> Parts<'h> {
    pub(super) fn of<H: WebhookHeaders + ?Sized>(
        scheme: &WebhookScheme,
        headers: &'h H,
    ) -> Result<Self, WebhookError> {
        let held = header(headers, scheme.header)?;
        let is_malformed = || WebhookError::MalformedHeader(scheme.header.to_owned());
        let items: Vec<&str> = match scheme.form {
            SignatureForm::One => vec![held.trim()],
            SignatureForm::List(separator) => held.split(separator).map(str::trim).collect(),
        };
        let signatures = after(&items, scheme.prefix);
        let signatures: Vec<&str> = signatures.filter(|text| !text.is_empty()).collect();
        if signatures.is_empty() {
            return Err(is_malformed());
        }
        let timestamp = match scheme.timestamp {
            TimestampPlace::None => None,
            TimestampPlace::Header(name) => Some(header(headers, name)?.trim()),
            TimestampPlace::Item(prefix) => {
                Some(after(&items, prefix).next().ok_or_else(is_malformed)?)
            }
        };
        Ok(Self {
            signatures,
            timestamp,
        })
    }
}

/// What is after a prefix in the items that have it.
fn after<'h>(items: &[&'h str], prefix: &str) -> impl Iterator<Item = &'h str> {
    items
        .iter()
        .filter_map(move |item| item.strip_prefix(prefix))
}

/// The value of a header that must be there.
pub(super) fn header<'h, H: WebhookHeaders + ?Sized>(
    headers: &'h H,
    name: &'static str,
) -> Result<&'h str, WebhookError> {
    let value = headers.header(name);
    let value = value.ok_or_else(|| WebhookError::MissingHeader(name.to_owned()))?;
    std::str::from_utf8(value).map_err(|_| WebhookError::MalformedHeader(name.to_owned()))
}
