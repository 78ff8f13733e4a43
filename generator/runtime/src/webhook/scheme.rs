//! How an API signs what it sends.
//!
//! It knows no API; generated code has what `simgen.toml` says of one.

use std::time::Duration;

/// How an API signs webhooks, by HMAC (RFC 2104).
///
/// ```
/// # use simgen_runtime::{WebhookKeyError, WebhookScheme, WebhookVerifier};
/// let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
/// let verifier = WebhookVerifier::new(WebhookScheme::STANDARD, [secret])?;
/// let headers = [
///     ("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek"),
///     ("webhook-timestamp", "1614265330"),
///     ("webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="),
/// ];
/// // It is right, and from 2021.
/// let refused = verifier.verify(&headers, br#"{"test": 2432232314}"#);
/// assert_eq!(refused.unwrap_err().to_string(), "the request was signed too long ago");
/// # Ok::<(), WebhookKeyError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WebhookScheme {
    /// The hash.
    pub hash: WebhookHash,
    /// How the signature is written.
    pub encoding: WebhookEncoding,
    /// The header that has it.
    pub header: &'static str,
    /// What is before it there, as in `sha256=…`. What begins otherwise is another signature.
    pub prefix: &'static str,
    /// What is in the header.
    pub form: SignatureForm,
    /// What is signed, one part after the other.
    pub signed: &'static [SignedPart],
    /// Where the time stamp is.
    pub timestamp: TimestampPlace,
    /// How far the time stamp may be from now.
    pub tolerance: Duration,
    /// How secrets are written.
    pub key: WebhookKey,
}

/// A hash of SHA-2 (FIPS 180-4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum WebhookHash {
    /// SHA-256
    Sha256,
    /// SHA-512
    Sha512,
}

/// How bytes are written as text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum WebhookEncoding {
    /// Hexadecimal digits.
    Hex,
    /// RFC 4648 §4.
    Base64,
}

/// What a header with signatures has in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SignatureForm {
    /// One signature.
    One,
    /// Signatures, and maybe more, with this between them: `v1,… v1,…` or `t=…,v1=…`
    List(&'static str),
}

/// A part of what is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SignedPart {
    /// Always the same.
    Text(&'static str),
    /// The body, as it came.
    Body,
    /// The time stamp, as it came.
    Timestamp,
    /// The value of a header, as it came.
    Header(&'static str),
}

/// Where the time stamp is: the number of seconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TimestampPlace {
    /// There is none, so a request can be repeated at any time by who sees it.
    None,
    /// In a header.
    Header(&'static str),
    /// In the list of signatures, after this: `t=`
    Item(&'static str),
}

/// How a secret is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum WebhookKey {
    /// The bytes of its text.
    Text,
    /// Hexadecimal digits.
    Hex,
    /// Base64, which this may be before.
    Base64(&'static str),
}

impl WebhookScheme {
    /// [Standard Webhooks](https://www.standardwebhooks.com).
    pub const STANDARD: Self = Self {
        hash: WebhookHash::Sha256,
        encoding: WebhookEncoding::Base64,
        header: "webhook-signature",
        prefix: "v1,",
        form: SignatureForm::List(" "),
        signed: &[
            SignedPart::Header("webhook-id"),
            SignedPart::Text("."),
            SignedPart::Timestamp,
            SignedPart::Text("."),
            SignedPart::Body,
        ],
        timestamp: TimestampPlace::Header("webhook-timestamp"),
        tolerance: Self::TOLERANCE,
        key: WebhookKey::Base64("whsec_"),
    };

    /// How far a time stamp may be from now, unless the API says otherwise: five minutes.
    pub const TOLERANCE: Duration = Duration::from_secs(300);
}
