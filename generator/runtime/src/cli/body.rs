//! Turns what was given as body into the bytes that are sent, and refuses what does not
//! fit the document.
//!
//! It does not know the rest of the request.

use std::io;
use std::path::Path;

use bytes::Bytes;
use clap::ArgMatches;
use serde_json::Value;

use super::super::config::environment::{Environment, LARGEST, read_within};
use super::super::json::file::File;
use super::super::json::form::Form;
use super::super::json::strict_json::parse;
use super::super::json::undeclared;
use super::super::metadata::api_metadata::OperationMetadata;
use super::super::metadata::body_metadata::{ContentMetadata, Format};
use super::super::request::request_values::RequestValues;
use super::exit::Stop;
use super::subcommand::{BODY, is_patch};
use super::{Console, patch, words};

/// Adds the body to the values of the request.
pub(super) fn set(
    metadata: &OperationMetadata,
    matches: &ArgMatches,
    io: &mut Console<'_>,
    values: &mut RequestValues,
) -> Result<(), Stop> {
    let Some(body) = &metadata.body else {
        return Ok(());
    };
    let Some(content) = body.alternatives.first() else {
        return Ok(());
    };
    if is_patch(body)
        && let Some(value) = patch::body(matches).map_err(Stop::usage)?
    {
        return json(content, value, io, values);
    }
    let Some(given) = matches.get_one::<String>(BODY) else {
        return match body.required {
            true => Err(Stop::usage(
                "the body is missing: give `--body`, or operations such as `--replace /path=value`",
            )),
            false => Ok(()),
        };
    };
    let given = read(given, io)?;
    match content.format {
        Format::Empty => {}
        Format::Json => json(content, tree(&given, content)?, io, values)?,
        Format::Form => values.set_form(content.media, &tree(&given, content)?, content.fields),
        Format::Multipart => multipart(content, tree(&given, content)?, io, values)?,
        Format::Text | Format::Bytes => values.set_body(content.media, given),
    }
    Ok(())
}

/// `@FILE`, `-` for standard input, or the body itself.
fn read(given: &str, io: &mut Console<'_>) -> Result<Bytes, Stop> {
    let stop = |error: io::Error| {
        let help = match error.kind() {
            io::ErrorKind::InvalidInput => "\nhelp: `--body -` reads standard input",
            _ => "",
        };
        Stop::usage(format!(
            "cannot read the body from `{given}`: {error}{help}"
        ))
    };
    let bytes = match given.strip_prefix('@') {
        Some(path) => io.environment.read_bytes(Path::new(path)).map_err(stop)?,
        None if given == "-" => {
            if io.stdin_is_terminal {
                let end = if cfg!(windows) {
                    "Ctrl-Z and Enter"
                } else {
                    "Ctrl-D"
                };
                io.note(&format!("type the body, and end it with {end}"))?;
            }
            read_within(&mut io.stdin, LARGEST).map_err(stop)?
        }
        None => given.as_bytes().to_vec(),
    };
    Ok(Bytes::from(bytes))
}

/// JSON, or else YAML. What begins like JSON is read as JSON, so that errors say what is
/// wrong with it and names that occur twice are found.
fn tree(bytes: &[u8], content: &ContentMetadata) -> Result<Value, Stop> {
    let begins = bytes.trim_ascii_start().first();
    if begins.is_none() {
        return Err(Stop::usage("the body is empty"));
    }
    let json = parse(bytes);
    let error = match json {
        Ok(value) => return Ok(value),
        Err(error) => error,
    };
    // Through YAML's own tree, which refuses names that occur twice.
    let yaml = yaml_serde::from_slice::<yaml_serde::Value>(bytes);
    match yaml.and_then(yaml_serde::from_value::<Value>) {
        // What may be secret is no name of a file, and is not shown.
        Ok(Value::String(text)) if !text.contains('\n') && !content.sensitive => Err(Stop::usage(
            format!("the body is only the text `{text}`; a file is given as `--body @FILE`"),
        )),
        Ok(value) => Ok(value),
        Err(_) if matches!(begins, Some(b'{' | b'[' | b'"')) => {
            Err(Stop::usage(format!("the body is not valid JSON: {error}")))
        }
        Err(error) => Err(Stop::usage(format!("the body is not valid YAML: {error}"))),
    }
}

/// Sends JSON as the client would, without read-only properties, once it fits its type. A
/// property that the document does not declare is sent, too, and may be misspelled.
fn json(
    content: &ContentMetadata,
    value: Value,
    io: &mut Console<'_>,
    values: &mut RequestValues,
) -> Result<(), Stop> {
    let Some(rewrite) = content.rewrite else {
        values.set_body(content.media, value.to_string().into_bytes().into());
        return Ok(());
    };
    let (bytes, undeclared) = undeclared::found_by(|| rewrite(value));
    let bytes = bytes
        .map_err(|error| Stop::usage(format!("the body does not fit the document: {error}")))?;
    for found in undeclared {
        let meant = match words::similar(&found.name, &found.declared) {
            Some(meant) => format!("; did you mean `{meant}`?"),
            None => String::new(),
        };
        io.note(&format!(
            "the document does not declare `{}`{meant}",
            found.name
        ))?;
    }
    values.set_body(content.media, bytes.into());
    Ok(())
}

fn multipart(
    content: &ContentMetadata,
    value: Value,
    io: &Console<'_>,
    values: &mut RequestValues,
) -> Result<(), Stop> {
    let Value::Object(parts) = value else {
        return Err(Stop::usage(
            "the body must be an object, a property for each part",
        ));
    };
    let mut form = Form::new();
    for (name, value) in parts {
        match value.as_str().and_then(|text| text.strip_prefix('@')) {
            Some(path) => form = form.file(name, upload(path, io.environment)?),
            None => form.add(&name, &value),
        }
    }
    values.set_multipart(content.media, form, content.parts);
    Ok(())
}

fn upload(path: &str, environment: &dyn Environment) -> Result<File, Stop> {
    let path = Path::new(path);
    let bytes = environment
        .read_bytes(path)
        .map_err(|error| Stop::usage(format!("cannot read {}: {error}", path.display())))?;
    let name = path.file_name().map(|name| name.to_string_lossy());
    Ok(File::new(bytes).with_name(name.unwrap_or_default()))
}
