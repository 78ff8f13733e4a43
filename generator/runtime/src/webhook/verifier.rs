//! Decides whether an API sent what was received.
//!
//! It does not read the body: what was not verified is not parsed.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use base64::Engine as _;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig, STANDARD};
use base64::{alphabet, engine::DecodePaddingMode};
use hmac::{Hmac, KeyInit, Mac};
use secrecy::zeroize::Zeroizing;
use secrecy::{ExposeSecret as _, SecretSlice};
use sha2::{Sha256, Sha512};

use super::super::auth::secret::secret;
use super::super::json::redacted::Redacted;
use super::super::send::clock::{Clock, SystemClock};
use super::headers::WebhookHeaders;
use super::key_error::WebhookKeyError;
use super::parts::{Parts, header};
use super::scheme::{SignedPart, WebhookEncoding, WebhookHash, WebhookKey, WebhookScheme};
use super::webhook_error::WebhookError;

/// Secrets are copied by people, with padding or without.
const KEYS: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Verifies that an API sent a request, and that it did so of late. While a secret is replaced by
/// another one, give both.
///
/// Signatures are compared in constant time. No error says which signature was expected.
#[derive(Clone)]
pub struct WebhookVerifier {
    scheme: WebhookScheme,
    keys: Arc<[SecretSlice<u8>]>,
    clock: Arc<dyn Clock>,
}

impl WebhookVerifier {
    /// Verifies by a scheme, with any of these secrets.
    ///
    /// # Errors
    ///
    /// Where there is no secret, one is empty, or is not written as the scheme has it.
    pub fn new<S: Into<String>>(
        scheme: WebhookScheme,
        secrets: impl IntoIterator<Item = S>,
    ) -> Result<Self, WebhookKeyError> {
        let secrets = secrets.into_iter();
        let keys: Result<Vec<_>, _> = secrets.map(|text| key(scheme.key, text.into())).collect();
        let keys = keys?;
        if keys.is_empty() {
            return Err(WebhookKeyError::Missing);
        }
        Ok(Self {
            scheme,
            keys: keys.into(),
            clock: Arc::new(SystemClock),
        })
    }

    /// How far the time stamp may be from now, in either direction.
    #[must_use]
    pub fn with_tolerance(mut self, tolerance: Duration) -> Self {
        self.scheme.tolerance = tolerance;
        self
    }

    /// What tells the time.
    #[must_use]
    pub fn with_clock(mut self, clock: impl Clock) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// Verifies a request by its headers and its body, which must be as it came: JSON that was
    /// parsed and written again has another signature.
    ///
    /// # Errors
    ///
    /// Where a header is missing or malformed, no signature matches, or the request was not signed
    /// of late.
    pub fn verify<H: WebhookHeaders + ?Sized>(
        &self,
        headers: &H,
        body: &[u8],
    ) -> Result<(), WebhookError> {
        let parts = Parts::of(&self.scheme, headers)?;
        let time = parts.timestamp.map(seconds).transpose()?;
        let signed = self.signed(headers, &parts, body)?;
        self.has_match(&parts, &signed)?;
        time.map_or(Ok(()), |time| self.is_recent(time))
    }

    /// What is signed, one part after the other.
    fn signed<'s, H: WebhookHeaders + ?Sized>(
        &self,
        headers: &'s H,
        parts: &Parts<'s>,
        body: &'s [u8],
    ) -> Result<Vec<&'s [u8]>, WebhookError> {
        let signed = self.scheme.signed.iter().map(|part| match part {
            SignedPart::Text(text) => Ok(text.as_bytes()),
            SignedPart::Body => Ok(body),
            SignedPart::Timestamp => Ok(parts.timestamp.unwrap_or_default().as_bytes()),
            SignedPart::Header(name) => header(headers, name).map(str::as_bytes),
        });
        signed.collect()
    }

    /// Tries all signatures with all secrets, so that time does not tell which matched.
    fn has_match(&self, parts: &Parts<'_>, signed: &[&[u8]]) -> Result<(), WebhookError> {
        let decoded = parts.signatures.iter();
        let decoded = decoded.filter_map(|text| decode(self.scheme.encoding, text));
        let decoded: Vec<Vec<u8>> = decoded.collect();
        if decoded.is_empty() {
            let header = self.scheme.header.to_owned();
            return Err(WebhookError::WrongEncoding(header));
        }
        let keys = self.keys.iter();
        let all = keys.flat_map(|key| decoded.iter().map(move |signature| (key, signature)));
        let matches = all.fold(false, |found, (key, signature)| {
            let key = key.expose_secret();
            let is_match = match self.scheme.hash {
                WebhookHash::Sha256 => is_of::<Hmac<Sha256>>(key, signed, signature),
                WebhookHash::Sha512 => is_of::<Hmac<Sha512>>(key, signed, signature),
            };
            found | is_match
        });
        matches.then_some(()).ok_or(WebhookError::NoMatch)
    }

    fn is_recent(&self, time: u64) -> Result<(), WebhookError> {
        let now = self.clock.system_time();
        let now = now.duration_since(SystemTime::UNIX_EPOCH);
        let now = now.unwrap_or_default().as_secs();
        let tolerance = self.scheme.tolerance.as_secs();
        if now.saturating_sub(time) > tolerance {
            return Err(WebhookError::TooOld);
        }
        if time.saturating_sub(now) > tolerance {
            return Err(WebhookError::InFuture);
        }
        Ok(())
    }
}

/// Whether a signature is that of the parts; compared in constant time.
fn is_of<M: Mac + KeyInit>(key: &[u8], signed: &[&[u8]], signature: &[u8]) -> bool {
    // Every length is one that HMAC takes.
    let Ok(mut mac) = <M as KeyInit>::new_from_slice(key) else {
        return false;
    };
    signed.iter().for_each(|part| mac.update(part));
    mac.verify_slice(signature).is_ok()
}

/// Digits alone: the sign that Rust takes is no part of a time stamp.
fn seconds(text: &str) -> Result<u64, WebhookError> {
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    let number = text.parse().ok().filter(|_| is_number);
    number.ok_or(WebhookError::MalformedTimestamp)
}

fn decode(encoding: WebhookEncoding, text: &str) -> Option<Vec<u8>> {
    match encoding {
        WebhookEncoding::Hex => hex::decode(text).ok(),
        WebhookEncoding::Base64 => STANDARD.decode(text).ok(),
    }
}

fn key(written: WebhookKey, text: String) -> Result<SecretSlice<u8>, WebhookKeyError> {
    let text = secret(text);
    let text = text.expose_secret();
    let bytes = match written {
        WebhookKey::Text => Some(text.as_bytes().to_vec()),
        WebhookKey::Hex => hex::decode(text).ok(),
        WebhookKey::Base64(prefix) => {
            let text = text.strip_prefix(prefix).unwrap_or(text);
            KEYS.decode(text).ok()
        }
    };
    let bytes = bytes.map(Zeroizing::new);
    let bytes = bytes.ok_or(WebhookKeyError::WrongEncoding)?;
    match bytes.is_empty() {
        true => Err(WebhookKeyError::Empty),
        // A copy has no room to spare, so it stays where it is.
        false => Ok(bytes.to_vec().into()),
    }
}

impl fmt::Debug for WebhookVerifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WebhookVerifier")
            .field("scheme", &self.scheme)
            .field("secrets", &Redacted)
            .finish_non_exhaustive()
    }
}
