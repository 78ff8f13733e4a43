//! Turns JSON into a table that people read.
//!
//! It does not know where it is written, but for the width of a line.

use comfy_table::{ContentArrangement, Table, presets};
use yaml_serde::{Mapping, Value};

use super::{pretty, words};

/// How many columns a list has at most: more are not readable.
const COLUMNS: usize = 8;

/// A list as a table; `None` where it is none of objects that have something to show.
pub(super) fn of_list(json: &str, width: Option<usize>) -> Option<String> {
    list(&read(json)?, width)
}

/// A list as a table, an object as one of its properties; `None` for all else.
pub(super) fn of(json: &str, width: Option<usize>) -> Option<String> {
    let value = read(json)?;
    match &value {
        Value::Mapping(object) => Some(properties(object, width)),
        value => list(value, width),
    }
}

/// YAML's tree keeps the order of properties.
fn read(json: &str) -> Option<Value> {
    serde_json::from_str(json).ok()
}

/// A row for each object, a column for each property that is text, number or boolean.
fn list(value: &Value, width: Option<usize>) -> Option<String> {
    let rows: Vec<&Mapping> = value
        .as_sequence()?
        .iter()
        .map(Value::as_mapping)
        .collect::<Option<_>>()?;
    if rows.is_empty() {
        return Some("none\n".to_owned());
    }
    let mut columns: Vec<&str> = Vec::new();
    for (name, value) in rows.iter().copied().flatten() {
        if let Some(name) = name.as_str()
            && scalar(value).is_some_and(|text| !text.is_empty())
            && !columns.contains(&name)
        {
            columns.push(name);
        }
    }
    columns.truncate(COLUMNS);
    if columns.is_empty() {
        return None;
    }
    let mut table = table(width);
    table.set_header(columns.iter().map(|name| words::printable(name)));
    for row in rows {
        let cell = |name: &&str| row.get(*name).and_then(scalar).unwrap_or_default();
        table.add_row(columns.iter().map(cell));
    }
    Some(written(&table))
}

/// A row for each property; lists and objects as JSON.
fn properties(object: &Mapping, width: Option<usize>) -> String {
    let mut table = table(width);
    for (name, value) in object {
        let nested = || {
            let json = serde_json::to_string(value).unwrap_or_default();
            words::printable(pretty::indented(&json).trim_end())
        };
        let text = scalar(value).unwrap_or_else(nested);
        table.add_row([words::printable(name.as_str().unwrap_or_default()), text]);
    }
    written(&table)
}

fn table(width: Option<usize>) -> Table {
    let mut table = Table::new();
    table
        .load_style(presets::NOTHING)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(
            width
                .and_then(|width| u16::try_from(width).ok())
                .unwrap_or(100),
        );
    table
}

/// The lines without the space at their ends.
fn written(table: &Table) -> String {
    table
        .lines()
        .map(|line| format!("{}\n", line.trim_end()))
        .collect()
}

/// The text of a value without parts; `None` for lists and objects.
fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::Null => Some(String::new()),
        Value::Bool(value) => Some(value.to_string()),
        Value::Number(number) => Some(number.to_string()),
        Value::String(text) => Some(words::printable(text)),
        _ => None,
    }
}
