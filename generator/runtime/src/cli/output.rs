//! Turns an answer into what standard output gets.
//!
//! It does not know the operation.

use super::super::json::strict_json::parse;
use super::super::send::answer::Answer;
use super::super::send::media_type::is_json;
use super::exit::{Exit, Stop};
use super::{Io, pretty, table};

/// How JSON can be written.
pub(super) const NAMES: [&str; 3] = ["json", "yaml", "table"];

/// Writes the body: JSON in the form that was asked for, anything else byte for byte, but to
/// a terminal only what is text.
pub(super) fn write(answer: &Answer, form: Option<&str>, io: &mut Io<'_>) -> Result<(), Stop> {
    let body = &answer.body;
    if body.is_empty() {
        return Ok(());
    }
    let media = answer.media_type();
    let text = std::str::from_utf8(body).ok();
    let json = text.filter(|_| (media.is_empty() || is_json(media)) && parse(body).is_ok());
    let Some(json) = json else {
        // A text has no NUL, and what has one is nothing to read.
        if io.stdout_is_terminal && text.is_none_or(|text| text.contains('\0')) {
            let words = format!(
                "the answer is {} bytes of {media}, which are not written to a terminal\n\
                 help: send standard output to a file or a pipe: `> FILE`",
                body.len()
            );
            return Err(Stop::new(Exit::Unsaid, words));
        }
        return Ok(io.stdout.write_all(body)?);
    };
    let text = match form {
        Some("yaml") => yaml(json),
        Some("table") => table::of(json, io.width),
        None if io.stdout_is_terminal => table::of_list(json, io.width),
        _ => None,
    };
    let text = text.unwrap_or_else(|| pretty::indented(json));
    Ok(io.stdout.write_all(text.as_bytes())?)
}

/// The same as YAML; `None` where it holds what YAML's reader refuses.
fn yaml(json: &str) -> Option<String> {
    let value: yaml_serde::Value = serde_json::from_str(json).ok()?;
    yaml_serde::to_string(&value).ok()
}
