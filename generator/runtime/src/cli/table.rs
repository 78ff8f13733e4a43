//! Turns JSON into a table that people read.
//!
//! It does not know where it is written, but for the width of a line.

use comfy_table::{ColumnConstraint, ContentArrangement, Table, presets};
use yaml_serde::{Mapping, Value};

use super::{pretty, select, words};

/// How many columns a list has at most: more are not readable.
const COLUMNS: usize = 8;

/// A table as text.
pub(super) struct Written {
    pub(super) text: String,
    /// Whether its first line says what the columns are.
    pub(super) has_heading: bool,
}

/// A list as a table; `None` where it is none of objects that have something to show.
pub(super) fn of_list(json: &str, width: Option<usize>) -> Option<Written> {
    list(&read(json)?, width)
}

/// A list as a table, an object as one of its properties; `None` for all else.
pub(super) fn of(json: &str, width: Option<usize>) -> Option<Written> {
    let value = read(json)?;
    match &value {
        Value::Mapping(object) => Some(Written {
            text: properties(object, width),
            has_heading: false,
        }),
        value => list(value, width),
    }
}

/// A list of objects, or one object, with these columns: names or JSON Pointers. `None` for
/// all else.
pub(super) fn of_columns(json: &str, columns: &[&str], width: Option<usize>) -> Option<Written> {
    let json = json.trim();
    let rows: Vec<&str> = match json.starts_with('[') {
        true => select::elements(json).collect(),
        false => vec![json],
    };
    if !rows.iter().all(|row| row.starts_with('{')) {
        return None;
    }
    let mut table = table(width);
    table.set_header(columns.iter().map(|column| words::printable(column)));
    for row in rows {
        let cell = |column: &&str| {
            let pointer = match column.starts_with('/') {
                true => (*column).to_owned(),
                false => format!("/{}", column.replace('~', "~0").replace('/', "~1")),
            };
            let found = select::at(row, &pointer).unwrap_or_default();
            let value = read(&found);
            let text = value.as_ref().and_then(scalar);
            text.unwrap_or_else(|| words::printable(&found))
        };
        table.add_row(columns.iter().map(cell));
    }
    Some(Written {
        text: written(&table),
        has_heading: true,
    })
}

/// YAML's tree keeps the order of properties.
fn read(json: &str) -> Option<Value> {
    serde_json::from_str(json).ok()
}

/// A row for each object, a column for each property that is text, number or boolean.
fn list(value: &Value, width: Option<usize>) -> Option<Written> {
    let rows = value.as_sequence()?.iter().map(Value::as_mapping);
    let rows: Vec<&Mapping> = rows.collect::<Option<_>>()?;
    if rows.is_empty() {
        return Some(Written {
            text: "none\n".to_owned(),
            has_heading: false,
        });
    }
    let columns = fitting(columns(&rows), width);
    if columns.is_empty() {
        return None;
    }
    let mut table = table(width);
    table.set_header(columns.iter().map(|column| words::printable(column.name)));
    for row in rows {
        let cell = |column: &Column<'_>| row.get(column.name).and_then(scalar).unwrap_or_default();
        table.add_row(columns.iter().map(cell));
    }
    for (column, shown) in columns.iter().zip(table.column_iter_mut()) {
        if !column.has_words {
            shown.set_constraint(ColumnConstraint::ContentWidth);
        }
    }
    Some(Written {
        text: written(&table),
        has_heading: true,
    })
}

/// A property that objects of a list have.
struct Column<'a> {
    name: &'a str,
    /// The longest of its values, or its name.
    length: usize,
    /// Whether a value can be broken between words; ids and times are never broken.
    has_words: bool,
}

/// How many characters a column of words should have at least.
const WORDS: usize = 16;

/// Those that are not always empty: first what a row is called, then all in the order of the list.
fn columns<'a>(rows: &[&'a Mapping]) -> Vec<Column<'a>> {
    let mut columns: Vec<Column<'a>> = Vec::new();
    for (name, value) in rows.iter().copied().flatten() {
        let (Some(name), Some(text)) = (name.as_str(), scalar(value)) else {
            continue;
        };
        if text.is_empty() {
            continue;
        }
        let length = text.chars().count().max(name.chars().count());
        let has_words = text.contains(' ');
        match columns.iter_mut().find(|column| column.name == name) {
            Some(column) => {
                column.length = column.length.max(length);
                column.has_words |= has_words;
            }
            None => columns.push(Column {
                name,
                length,
                has_words,
            }),
        }
    }
    columns.sort_by_key(|column| match column.name {
        "id" => 0,
        "name" => 1,
        _ => 2,
    });
    columns.truncate(COLUMNS);
    columns
}

/// The first columns that a line holds, and at least one.
fn fitting(mut columns: Vec<Column<'_>>, width: Option<usize>) -> Vec<Column<'_>> {
    let Some(width) = width else {
        return columns;
    };
    let mut used = 0;
    let fits = |column: &Column<'_>| {
        used += 2 + if column.has_words {
            column.length.min(WORDS)
        } else {
            column.length
        };
        used <= width
    };
    let count = columns.iter().map(fits).take_while(|fits| *fits).count();
    columns.truncate(count.max(1));
    columns
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
    table.load_style(presets::NOTHING);
    if let Some(width) = width.and_then(|width| u16::try_from(width).ok()) {
        table
            .set_content_arrangement(ContentArrangement::Dynamic)
            .set_width(width);
    }
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
