//! Turns an operation into a command line that runs: the example of its help.
//!
//! It does not know how the line is run.

use serde_json::Value;

use super::super::metadata::api_metadata::{ApiMetadata, OperationMetadata};
use super::super::metadata::body_metadata::{ContentMetadata, Format};
use super::super::metadata::parameter::Location;
use super::{Program, curl, find, name, pretty, subcommand};

/// The longest body that is on the line itself.
const SHORT: usize = 60;

/// Is around the name of a command whose example is to be there: a character of
/// private use, which no help has.
const MARK: char = '\u{e000}';

/// Stands for an example where lines are still to be broken, which would break it.
pub(super) fn mark(metadata: &OperationMetadata) -> String {
    format!("{MARK}{}{MARK}", subcommand::name(metadata))
}

/// Puts the example in the place of what stands for it.
pub(super) fn put(program: &Program, api: &ApiMetadata, help: &str) -> String {
    let mut parts = help.split(MARK);
    let (before, name) = (parts.next().unwrap_or_default(), parts.next());
    let found = name.and_then(|name| find(api, name));
    match found {
        Some(metadata) => {
            let after: String = parts.collect();
            format!("{before}{}{after}", self::help(program, metadata))
        }
        None => help.to_owned(),
    }
}

/// The example, and the file that it names.
fn help(program: &Program, metadata: &OperationMetadata) -> String {
    let mut words = vec![program.name.to_owned(), subcommand::name(metadata)];
    words.extend(parameters(metadata));
    let content = metadata
        .body
        .as_ref()
        .and_then(|body| body.alternatives.first());
    let (body, file) = content.map_or((Vec::new(), None), body);
    words.extend(body);
    let line: Vec<String> = words.iter().map(|text| curl::word(text)).collect();
    let line = format!("Example:\n  {}", line.join(" "));
    match file {
        Some(text) => {
            let text: Vec<String> = text.lines().map(|line| format!("  {line}")).collect();
            format!("{line}\n\nwhere body.json has:\n{}", text.join("\n"))
        }
        None => line,
    }
}

/// What must be given: positions in the path's order, then required options.
fn parameters(metadata: &OperationMetadata) -> Vec<String> {
    let names = name::options(metadata.parameters);
    let mut words = Vec::new();
    for (metadata, name) in metadata.parameters.iter().zip(names) {
        let example = metadata
            .example
            .or(metadata.values.first().copied())
            .unwrap_or("…");
        if metadata.parameter.location == Location::Path {
            words.push(example.to_owned());
        } else if metadata.required && metadata.default.is_none() {
            words.push(format!("--{name}"));
            words.push(example.to_owned());
        }
    }
    words
}

/// The words for the body, and the file that they name.
fn body(content: &ContentMetadata) -> (Vec<String>, Option<String>) {
    let example = content.example.unwrap_or_default();
    if let Some(words) = Some(example).filter(|_| content.json_patch).and_then(patch) {
        return (words, None);
    }
    let option = |text: &str| vec!["--body".to_owned(), text.to_owned()];
    match content.format {
        Format::Empty => (Vec::new(), None),
        Format::Bytes => (option("@body.bin"), None),
        Format::Text => (option(example), None),
        _ if example.is_empty() => (option("@body.json"), None),
        _ if example.len() <= SHORT => (option(example), None),
        _ => {
            let text = pretty::indented(example).trim_end().to_owned();
            (option("@body.json"), Some(text))
        }
    }
}

/// The shorthand of a JSON Patch, where all its operations have one.
fn patch(example: &str) -> Option<Vec<String>> {
    let Ok(Value::Array(operations)) = serde_json::from_str(example) else {
        return None;
    };
    let words = operations.iter().map(|operation| {
        let name = operation.get("op")?.as_str()?;
        let path = operation.get("path")?.as_str()?;
        let argument = match (name, operation.get("value")) {
            ("remove", _) => path.to_owned(),
            ("move" | "copy", _) => format!("{}={path}", operation.get("from")?.as_str()?),
            ("add" | "replace" | "test", Some(Value::String(text))) => format!("{path}={text}"),
            ("add" | "replace" | "test", Some(value)) => format!("{path}={value}"),
            _ => return None,
        };
        Some([format!("--{name}"), argument])
    });
    words
        .collect::<Option<Vec<_>>>()
        .map(|words| words.concat())
}
