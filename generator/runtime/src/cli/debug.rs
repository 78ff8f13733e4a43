//! Turns a request and its response into lines on standard error, without secrets.
//!
//! It does not know what the call is for.

use std::io::{self, Write as _};
use std::time::Duration;

use http::header::{AUTHORIZATION, HeaderName, SET_COOKIE};

use super::super::json::redacted::REDACTED;
use super::super::metadata::api_metadata::{ApiMetadata, OperationMetadata};
use super::super::metadata::description::{KeyPlace, SecuritySchemeKind};
use super::super::send::raw_response::RawResponse;
use super::call_request::Shown;
use super::settings::{STAND_IN_KEY, STAND_IN_TOKEN};
use super::variables::Variables;
use super::{Console, Program, curl, redact};

/// What is sent, with the names of variables where credentials are.
pub(super) fn request(
    program: &Program,
    api: &ApiMetadata,
    shown: &Shown,
    io: &mut Console<'_>,
) -> io::Result<()> {
    let variables = Variables::of(program);
    let named = |text: &str| {
        let text = text.replace(STAND_IN_TOKEN, &format!("${}", variables.token));
        text.replace(STAND_IN_KEY, &format!("${}", variables.api_key))
    };
    let head = &shown.prepared.head;
    writeln!(io.stderr, "> {} {}", head.method, named(head.url.as_str()))?;
    for (name, value) in head.headers.iter() {
        let value = named(&String::from_utf8_lossy(value.as_bytes()));
        let is_basic = *name == AUTHORIZATION && value.starts_with("Basic ");
        let value = match is_basic {
            true => format!("Basic ${}:${}", variables.user, variables.password),
            false => value,
        };
        writeln!(io.stderr, "> {name}: {value}")?;
    }
    let (body, _) = curl::body(api, shown);
    lines('>', body.as_deref(), io)
}

/// What came, and after how long; of a call without a response only that.
pub(super) fn response(
    api: &ApiMetadata,
    metadata: &OperationMetadata,
    response: Option<&RawResponse>,
    passed: Duration,
    io: &mut Console<'_>,
) -> io::Result<()> {
    let seconds = passed.as_secs_f64();
    let Some(response) = response else {
        return writeln!(io.stderr, "< no response ({seconds:.3} s)");
    };
    writeln!(io.stderr, "< HTTP {} ({seconds:.3} s)", response.status)?;
    for (name, value) in &response.headers {
        let value = String::from_utf8_lossy(value.as_bytes());
        let value = if is_secret(api, name) {
            REDACTED
        } else {
            &value
        };
        writeln!(io.stderr, "< {name}: {value}")?;
    }
    let sensitive = api.description.sensitive;
    let (body, _) = match metadata.hides_response(response.status) && !response.body.is_empty() {
        true => (redact::hidden(response.media_type()), true),
        false => redact::shown(&response.body, response.media_type(), sensitive),
    };
    lines('<', Some(&*body).filter(|body| !body.is_empty()), io)
}

/// The lines of a body, with an empty one before them.
fn lines(mark: char, body: Option<&str>, io: &mut Console<'_>) -> io::Result<()> {
    let Some(body) = body else {
        return Ok(());
    };
    writeln!(io.stderr, "{mark}")?;
    for line in body.lines() {
        writeln!(io.stderr, "{mark} {line}")?;
    }
    Ok(())
}

/// Whether the header of a response may hold a secret, by its name.
fn is_secret(api: &ApiMetadata, name: &HeaderName) -> bool {
    let is_key = |kind: SecuritySchemeKind| match kind {
        SecuritySchemeKind::ApiKey {
            place: KeyPlace::Header,
            name: key,
        } => name.as_str().eq_ignore_ascii_case(key),
        _ => false,
    };
    let mut schemes = api.description.security_schemes.iter();
    let mut words = ["authorization", "password", "secret", "token"].iter();
    *name == SET_COOKIE
        || schemes.any(|scheme| is_key(scheme.kind))
        || words.any(|word| name.as_str().contains(word))
}
