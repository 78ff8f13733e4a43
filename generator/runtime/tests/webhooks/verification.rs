//! Which requests are taken for those of the API, and which are refused and why.

use std::time::{Duration, Instant, SystemTime};

use simgen_runtime::{
    BoxFuture, Clock, SleepPurpose, WebhookError, WebhookHash, WebhookHeaders, WebhookKeyError,
    WebhookScheme, WebhookVerifier,
};

use super::vectors::{VECTORS, Vector};

/// It is always the same time, in seconds since 1970.
struct At(u64);

impl Clock for At {
    fn now(&self) -> Instant {
        Instant::now()
    }

    fn system_time(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(self.0)
    }

    fn sleep(&self, _: Duration, _: SleepPurpose) -> BoxFuture<'static, ()> {
        Box::pin(async {})
    }
}

/// A request as somebody changed it.
struct Request {
    vendor: &'static str,
    verifier: WebhookVerifier,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
}

impl Request {
    /// The request of a vendor at the time that it was signed.
    fn of(vector: &Vector) -> Self {
        let headers = vector.headers.iter();
        Self {
            vendor: vector.vendor,
            verifier: verifier(vector, &[vector.secret], 0),
            headers: headers
                .map(|(name, value)| (*name, (*value).to_owned()))
                .collect(),
            body: vector.body.as_bytes().to_vec(),
        }
    }

    fn verified(&self) -> Result<(), WebhookError> {
        self.verifier.verify(&self.headers, &self.body)
    }

    /// Refused, and by which error.
    fn is_refused(&self, as_expected: fn(&WebhookError) -> bool) {
        let error = self.verified().expect_err(self.vendor);
        assert!(as_expected(&error), "{}: {error:?}", self.vendor);
    }

    fn header(&mut self, name: &str) -> &mut String {
        let mut all = self.headers.iter_mut();
        let found = all.find(|(other, _)| *other == name);
        found.map(|(_, value)| value).expect("the request has it")
    }
}

/// As seen so many seconds after the request was signed.
fn verifier(vector: &Vector, secrets: &[&str], later: i64) -> WebhookVerifier {
    let now = vector.signed_at.unwrap_or_default();
    let now = now.checked_add_signed(later).expect("it is after 1970");
    let secrets = secrets.iter().copied();
    let made = WebhookVerifier::new(vector.scheme, secrets).expect("they are secrets");
    made.with_clock(At(now))
}

#[test]
fn what_vendors_publish_is_verified() {
    for vector in VECTORS {
        let request = Request::of(vector);
        assert!(request.verified().is_ok(), "{}", vector.vendor);
    }
}

#[test]
fn headers_may_be_those_of_http_in_any_case() {
    for vector in VECTORS {
        let mut headers = http::HeaderMap::new();
        for (name, value) in vector.headers {
            let name: http::HeaderName = name.to_lowercase().parse().expect("a name");
            headers.insert(name, value.parse().expect("a value"));
        }
        let request = Request::of(vector);
        let verified = request.verifier.verify(&headers, vector.body.as_bytes());
        assert!(verified.is_ok(), "{}", vector.vendor);
        let name = vector.scheme.header.to_uppercase();
        assert!(headers.header(&name).is_some(), "{name}");
    }
}

/// A secret that is written as those of the vendor are, and is another one.
fn other_secret(vector: &Vector) -> String {
    let (before, last) = vector.secret.split_at(vector.secret.len() - 1);
    let other = if last == "F" { "E" } else { "F" };
    format!("{before}{other}")
}

#[test]
fn another_secret_or_a_changed_byte_is_refused() {
    fn is_no_match(error: &WebhookError) -> bool {
        matches!(error, WebhookError::NoMatch)
    }
    for vector in VECTORS {
        let mut request = Request::of(vector);
        request.verifier = verifier(vector, &[&other_secret(vector)], 0);
        request.is_refused(is_no_match);

        for index in [0, vector.body.len() / 2, vector.body.len() - 1] {
            let mut request = Request::of(vector);
            request.body[index] ^= 1;
            request.is_refused(is_no_match);
        }
        for cut in [0, vector.body.len() - 1] {
            let mut request = Request::of(vector);
            request.body.truncate(cut);
            request.is_refused(is_no_match);
        }
        let mut request = Request::of(vector);
        let header = request.header(vector.scheme.header);
        for begin in ["757107e", "f0bdba6", "g0hM9", "a2114d5", "9Qz9S"] {
            *header = header.replace(begin, &begin.replace(['7', '6', '9', '5'], "1"));
        }
        request.is_refused(is_no_match);
    }
}

#[test]
fn every_part_of_what_is_signed_counts() {
    for vector in VECTORS {
        let others = vector.headers.iter().map(|(name, _)| *name);
        for name in others.filter(|name| *name != vector.scheme.header) {
            let mut request = Request::of(vector);
            let value = request.header(name);
            let last = value.pop().expect("it is not empty");
            value.push(if last == '8' { '9' } else { '8' });
            request.is_refused(|error| matches!(error, WebhookError::NoMatch));
        }
    }
}

#[test]
fn a_missing_header_is_named() {
    for vector in VECTORS {
        for (missing, _) in vector.headers {
            let mut request = Request::of(vector);
            request.headers.retain(|(name, _)| name != missing);
            let error = request.verified().expect_err(vector.vendor);
            let WebhookError::MissingHeader(name) = &error else {
                panic!("{}: {error:?}", vector.vendor);
            };
            assert_eq!(name, missing);
        }
    }
}

#[test]
fn a_signature_in_another_encoding_is_refused() {
    for vector in VECTORS {
        for (written, expected) in [
            ("?!", "WrongEncoding"),
            // An odd number of digits, and Base64 without its padding.
            ("abc", "WrongEncoding"),
            ("", "MalformedHeader"),
        ] {
            let mut request = Request::of(vector);
            let prefix = vector.scheme.prefix;
            *request.header(vector.scheme.header) = match vector.vendor {
                "Stripe" => format!("t=1533204620,v1={written}"),
                _ => format!("{prefix}{written}"),
            };
            let error = request.verified().expect_err(vector.vendor);
            let found = format!("{error:?}");
            assert!(found.starts_with(expected), "{}: {found}", vector.vendor);
        }
        // Text that is no UTF-8.
        let headers: Vec<(&str, &[u8])> = vec![(vector.scheme.header, b"\xff")];
        let verified = Request::of(vector).verifier.verify(&headers, b"");
        assert!(matches!(verified, Err(WebhookError::MalformedHeader(_))));
    }
}

#[test]
fn a_signature_of_another_version_does_not_count() {
    for vector in VECTORS
        .iter()
        .filter(|vector| !vector.scheme.prefix.is_empty())
    {
        let mut request = Request::of(vector);
        let header = request.header(vector.scheme.header);
        *header = header.replace(vector.scheme.prefix, "v9~");
        request.is_refused(|error| matches!(error, WebhookError::MalformedHeader(_)));
    }
}

#[test]
fn a_time_stamp_must_be_near() {
    let tolerance = 300;
    for vector in VECTORS.iter().filter(|vector| vector.signed_at.is_some()) {
        for (later, expected) in [
            (0, "Ok(())"),
            (tolerance, "Ok(())"),
            (tolerance + 1, "Err(TooOld)"),
            (100_000_000, "Err(TooOld)"),
            (-tolerance, "Ok(())"),
            (-tolerance - 1, "Err(InFuture)"),
        ] {
            let mut request = Request::of(vector);
            request.verifier = verifier(vector, &[vector.secret], later);
            let found = format!("{:?}", request.verified());
            assert_eq!(found, expected, "{} after {later} s", vector.vendor);
        }
        let mut request = Request::of(vector);
        let late = verifier(vector, &[vector.secret], 1000);
        request.verifier = late.with_tolerance(Duration::from_secs(1000));
        assert!(request.verified().is_ok(), "{}", vector.vendor);
    }
}

#[test]
fn a_time_stamp_is_digits_alone() {
    for vector in VECTORS.iter().filter(|vector| vector.signed_at.is_some()) {
        for written in [
            "",
            "now",
            "+1533204620",
            "-1",
            "1.5",
            "99999999999999999999999",
        ] {
            let mut request = Request::of(vector);
            match vector.vendor {
                "Stripe" => {
                    let header = request.header("Stripe-Signature");
                    *header = header.replace("1533204620", written);
                }
                _ => {
                    let mut names = vector.headers.iter().map(|(name, _)| *name);
                    let name = names.find(|name| name.to_lowercase().ends_with("timestamp"));
                    written.clone_into(request.header(name.expect("it has one")));
                }
            }
            request.is_refused(|error| matches!(error, WebhookError::MalformedTimestamp));
        }
    }
}

#[test]
fn while_a_secret_is_replaced_both_count() {
    for vector in VECTORS {
        let other = other_secret(vector);
        for secrets in [[vector.secret, &other], [&other, vector.secret]] {
            let mut request = Request::of(vector);
            request.verifier = verifier(vector, &secrets, 0);
            assert!(request.verified().is_ok(), "{}", vector.vendor);
        }
    }
}

#[test]
fn sha_512_is_another_hash() {
    let scheme = WebhookScheme {
        hash: WebhookHash::Sha512,
        ..VECTORS[0].scheme
    };
    // RFC 4231 §4.3, test case 2.
    let signature = "sha256=164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea250554\
                     9758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737";
    let headers = [(scheme.header, signature)];
    let body = b"what do ya want for nothing?";
    let verifier = WebhookVerifier::new(scheme, ["Jefe"]).expect("it is a secret");
    assert!(verifier.verify(&headers, body).is_ok());
    let verifier = WebhookVerifier::new(VECTORS[0].scheme, ["Jefe"]).expect("it is a secret");
    let verified = verifier.verify(&headers, body);
    assert!(matches!(verified, Err(WebhookError::NoMatch)));
}

#[test]
fn what_can_not_be_a_secret_is_refused() {
    let [hex, base64] = [VECTORS[5].scheme, VECTORS[2].scheme];
    for (scheme, secrets, expected) in [
        (hex, &[][..], WebhookKeyError::Missing),
        (hex, &[""], WebhookKeyError::Empty),
        (hex, &["00", ""], WebhookKeyError::Empty),
        (base64, &["whsec_"], WebhookKeyError::Empty),
        (hex, &["xyz"], WebhookKeyError::WrongEncoding),
        (base64, &["whsec_?"], WebhookKeyError::WrongEncoding),
    ] {
        let made = WebhookVerifier::new(scheme, secrets.iter().copied());
        assert_eq!(made.err(), Some(expected), "{secrets:?}");
    }
}

#[test]
fn nothing_shows_a_secret_or_the_signature_that_was_expected() {
    for vector in VECTORS {
        let mut request = Request::of(vector);
        let shown = format!("{:?}", request.verifier);
        assert!(!shown.contains(vector.secret), "{shown}");
        assert!(shown.contains("[redacted]"), "{shown}");
        request.body.push(b' ');
        let error = request.verified().expect_err(vector.vendor);
        let shown = format!("{error} {error:?}");
        assert_eq!(
            shown,
            "no signature was made with one of the secrets NoMatch"
        );
    }
}
