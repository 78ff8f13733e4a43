//! Turns a request into the curl command that sends the same, without secrets.
//!
//! It does not know what the request is for.

use std::borrow::Cow;
use std::io::Write as _;

use http::header;
use shlex::Quoter;

use super::super::metadata::api_metadata::ApiMetadata;
use super::super::send::send_body::SendBody;
use super::call_request::Shown;
use super::exit::Stop;
use super::settings::{STAND_IN_KEY, STAND_IN_TOKEN};
use super::variables::Variables;
use super::{Console, Program, connections, redact};

/// Writes the command. Where credentials would be, it names the variables that hold them;
/// parameters with these names have no secrets any more.
pub(super) fn show(
    program: &Program,
    api: &ApiMetadata,
    shown: &Shown,
    io: &mut Console<'_>,
) -> Result<(), Stop> {
    let variables = Variables::of(program);
    let prepared = &shown.prepared;
    let mut redacted = shown.redacted.clone();
    let mut parts = vec![
        format!(
            "curl --request {}",
            quoted(prepared.head.method.as_str(), &variables)
        ),
        format!("--url {}", quoted(prepared.head.url.as_str(), &variables)),
    ];
    let (connections, has_password) = connections::in_curl(&shown.connections, &prepared.head.url);
    parts.extend(connections);
    for (name, value) in prepared.head.headers.iter() {
        let value = String::from_utf8_lossy(value.as_bytes());
        let is_basic = *name == header::AUTHORIZATION && value.starts_with("Basic ");
        parts.push(match is_basic {
            true => format!("--user \"${}:${}\"", variables.user, variables.password),
            false => format!(
                "--header {}",
                quoted(&format!("{name}: {value}"), &variables)
            ),
        });
    }
    let (body, is_redacted) = body(api, shown);
    if let Some(body) = body {
        parts.push(format!("--data-raw {}", quoted(&body, &variables)));
    }
    writeln!(io.stdout, "{}", parts.join(" \\\n  "))?;
    if has_password {
        io.note("the user and password of the proxy are not shown")?;
    }
    if is_redacted && shown.hides_body {
        redacted.push("body");
    } else if is_redacted {
        redacted.extend(api.description.sensitive);
    }
    if !redacted.is_empty() {
        let names = redacted.join("`, `");
        io.note(&format!("`{names}` may hold secrets and is not shown"))?;
    }
    Ok(())
}

/// The body as it may be shown, and whether something is missing from it.
pub(super) fn body<'s>(api: &ApiMetadata, shown: &'s Shown) -> (Option<Cow<'s, str>>, bool) {
    let prepared = &shown.prepared;
    let bytes = match &prepared.body {
        SendBody::Whole(bytes) if !bytes.is_empty() => bytes,
        _ => return (None, false),
    };
    let media_type = prepared.head.headers.get(&header::CONTENT_TYPE);
    let media_type = media_type.and_then(|value| value.to_str().ok());
    let media_type = media_type.unwrap_or_default();
    if shown.hides_body {
        return (Some(redact::hidden(media_type)), true);
    }
    let (text, is_redacted) = redact::shown(bytes, media_type, api.description.sensitive);
    (Some(text), is_redacted)
}

/// One word for a POSIX shell, with the variables in place of what stands for them.
fn quoted(text: &str, variables: &Variables) -> String {
    let stand_ins = [
        (STAND_IN_TOKEN, &variables.token),
        (STAND_IN_KEY, &variables.api_key),
    ];
    for (stand_in, variable) in stand_ins {
        if let Some((before, after)) = text.split_once(stand_in) {
            let piece = |text: &str| match text {
                "" => String::new(),
                text => quoted(text, variables),
            };
            return format!("{}\"${variable}\"{}", piece(before), piece(after));
        }
    }
    word(text)
}

/// One word for a POSIX shell.
pub(super) fn word(text: &str) -> String {
    let quoted = Quoter::new().allow_nul(true).quote(text);
    quoted.map_or_else(|_| text.to_owned(), Cow::into_owned)
}
