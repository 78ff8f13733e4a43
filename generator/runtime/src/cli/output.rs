//! Turns a response into what standard output gets.
//!
//! It does not know the operation.

use std::io::{self, Write as _};

use clap::ArgMatches;
use serde_json::Value;

use super::super::json::strict_json::parse;
use super::super::send::media_type::is_json;
use super::super::send::raw_response::RawResponse;
use super::command::{COLUMNS, OUTPUT, SELECT};
use super::exit::{Exit, Stop};
use super::screen::Style;
use super::{Console, patch, pretty, select, table};

/// How JSON can be written.
pub(super) const NAMES: [&str; 3] = ["json", "yaml", "table"];

/// What of a response is written, and how.
#[derive(Debug)]
pub(super) struct View<'m> {
    form: Option<&'m str>,
    columns: Vec<&'m str>,
    select: Option<&'m str>,
}

impl<'m> View<'m> {
    /// What the options say.
    pub(super) fn of(matches: &'m ArgMatches) -> Result<Self, Stop> {
        let columns = matches.get_many::<String>(COLUMNS).into_iter().flatten();
        let view = Self {
            form: matches.get_one::<String>(OUTPUT).map(String::as_str),
            columns: columns.map(String::as_str).collect(),
            select: matches.get_one::<String>(SELECT).map(String::as_str),
        };
        let pointers = view.columns.iter().filter(|name| name.starts_with('/'));
        for (option, pointer) in pointers
            .map(|pointer| (COLUMNS, *pointer))
            .chain(view.select.map(|pointer| (SELECT, pointer)))
        {
            patch::pointer(option, pointer).map_err(Stop::usage)?;
        }
        match (view.form, view.columns.is_empty()) {
            (Some("json" | "yaml"), false) => Err(Stop::usage(
                "`--columns` are those of a table: leave `--output` out",
            )),
            _ => Ok(view),
        }
    }
}

impl View<'_> {
    /// Writes one item of several as a line, or the part of it that was asked for; nothing
    /// where it has none.
    pub(super) fn write_line(&self, item: &Value, io: &mut Console<'_>) -> io::Result<()> {
        let json = item.to_string();
        let part = match self.select {
            Some(pointer) => select::at(&json, pointer),
            None => Some(json),
        };
        let Some(part) = part else {
            return Ok(());
        };
        match plain(&part).filter(|_| self.select.is_some() && self.form.is_none()) {
            Some(lines) => io.stdout.write_all(lines.as_bytes()),
            None => writeln!(io.stdout, "{part}"),
        }
    }
}

/// Writes the body: JSON in the form that was asked for, anything else byte for byte, but to
/// a terminal only what is text.
pub(super) fn write(
    response: &RawResponse,
    view: &View<'_>,
    io: &mut Console<'_>,
) -> Result<(), Stop> {
    let body = &response.body;
    if body.is_empty() {
        return Ok(());
    }
    let media = response.media_type();
    let text = std::str::from_utf8(body).ok();
    let json = text.filter(|_| (media.is_empty() || is_json(media)) && parse(body).is_ok());
    let Some(json) = json else {
        // A text has no NUL, and what has one is nothing to read.
        if io.stdout_is_terminal && text.is_none_or(|text| text.contains('\0')) {
            let words = format!(
                "the response is {} bytes of {media}, which are not written to a terminal\n\
                 help: send standard output to a file or a pipe: `> FILE`",
                body.len()
            );
            return Err(Stop::new(Exit::Unsaid, words));
        }
        return Ok(io.stdout.write_all(body)?);
    };
    let Some(pointer) = view.select else {
        return write_json(json, view, io);
    };
    let Some(part) = select::at(json, pointer) else {
        let words = format!("the response has nothing at `{pointer}`");
        return Err(Stop::new(Exit::Unsaid, words));
    };
    match plain(&part).filter(|_| view.form.is_none() && view.columns.is_empty()) {
        Some(lines) => Ok(io.stdout.write_all(lines.as_bytes())?),
        None => write_json(&part, view, io),
    }
}

fn write_json(json: &str, view: &View<'_>, io: &mut Console<'_>) -> Result<(), Stop> {
    let width = io.width;
    let is_table = !view.columns.is_empty() || view.form == Some("table");
    let table = match (view.form, view.columns.as_slice()) {
        (Some("yaml"), _) => {
            if let Some(yaml) = yaml(json) {
                return Ok(io.stdout.write_all(yaml.as_bytes())?);
            }
            None
        }
        (_, columns @ [_, ..]) => table::of_columns(json, columns, width),
        (Some("table"), []) => table::of(json, width),
        (None, []) if io.stdout_is_terminal => table::of_list(json, width),
        _ => None,
    };
    match table {
        Some(table) if table.has_heading => {
            let length = table.text.find('\n').map_or(0, |end| end + 1);
            let (heading, rows) = table.text.split_at(length);
            io.stdout.styled(Style::Heading, heading)?;
            Ok(io.stdout.write_all(rows.as_bytes())?)
        }
        Some(table) => Ok(io.stdout.write_all(table.text.as_bytes())?),
        None if is_table && !view.columns.is_empty() => Err(Stop::new(
            Exit::Unsaid,
            "the response is neither an object nor a list of objects, so it has no columns",
        )),
        None => Ok(pretty::write(json, &mut io.stdout)?),
    }
}

/// Lines without quotes: a value that has no parts, or a list of such; `None` for all else.
fn plain(json: &str) -> Option<String> {
    match parse(json.as_bytes()).ok()? {
        Value::Object(_) => None,
        Value::Array(_) => select::elements(json).map(line).collect(),
        _ => line(json),
    }
}

fn line(json: &str) -> Option<String> {
    match parse(json.as_bytes()).ok()? {
        Value::Object(_) | Value::Array(_) => None,
        Value::String(text) => Some(format!("{text}\n")),
        _ => Some(format!("{json}\n")),
    }
}

/// The same as YAML; `None` where it holds what YAML's reader refuses.
fn yaml(json: &str) -> Option<String> {
    let value: yaml_serde::Value = serde_json::from_str(json).ok()?;
    yaml_serde::to_string(&value).ok()
}
