//! Turns an operation into a subcommand: its arguments, and all that its help says.
//!
//! It does not know what becomes of the arguments.

use clap::builder::PossibleValue;
use clap::builder::TypedValueParser;
use clap::{Arg, ArgAction, Command};

use super::super::metadata::api_metadata::{ApiMetadata, OperationMetadata};
use super::super::metadata::body_metadata::{BodyMetadata, Format, ResponseMetadata};
use super::super::metadata::parameter::Location;
use super::super::metadata::parameter_metadata::{ParameterMetadata, ValueKind};
use super::{alias, command, example, name, patch, words};

/// The option with the body.
pub(super) const BODY: &str = "body";

/// The name of the subcommand. A few names are the program's own.
pub(super) fn name(metadata: &OperationMetadata) -> String {
    match metadata.command {
        command::COMPLETIONS | command::MAN | "help" => format!("operation-{}", metadata.command),
        name => name.to_owned(),
    }
}

/// The identifier of a parameter's argument, which no option has.
pub(super) fn argument(index: usize) -> String {
    format!("parameter {index}")
}

/// Whether the body is a JSON Patch, for which there is a shorthand.
pub(super) fn is_patch(body: &BodyMetadata) -> bool {
    let first = body.alternatives.first();
    first.is_some_and(|content| content.json_patch)
}

/// The subcommand as the list of all has it.
pub(super) fn listed(api: &ApiMetadata, metadata: &OperationMetadata) -> Command {
    let command = Command::new(name(metadata)).about(about(api, metadata));
    match alias::of(api, metadata) {
        Some(alias) => command.visible_alias(alias),
        None => command,
    }
}

/// The subcommand with its arguments, and all that its help says.
pub(super) fn in_full(
    command: Command,
    api: &ApiMetadata,
    metadata: &'static OperationMetadata,
) -> Command {
    let names = name::options(metadata.parameters);
    let parameters = metadata.parameters.iter().zip(names).enumerate();
    let mut arguments: Vec<Arg> = parameters
        .map(|(index, (metadata, name))| parameter(api, index, metadata, name))
        .collect();
    if let Some(body) = &metadata.body {
        arguments.push(self::body(api, body));
        if is_patch(body) {
            arguments.extend(patch::arguments());
        }
    }
    command
        .long_about(long_about(api, metadata))
        .after_long_help(example::mark(metadata))
        .args(arguments)
}

fn about(api: &ApiMetadata, metadata: &OperationMetadata) -> String {
    let words = match metadata.summary {
        "" => words::line(api, metadata.text),
        summary => words::line(api, summary),
    };
    match (words.as_str(), metadata.deprecated) {
        ("", _) => route(api, metadata),
        (_, true) => format!("{words} (deprecated)"),
        (_, false) => words,
    }
}

/// `GET /pets/{id}`
fn route(api: &ApiMetadata, metadata: &OperationMetadata) -> String {
    let description = &metadata.operation.description;
    let path = api.description.path_of(description);
    format!("{} {path}", description.method)
}

/// All that the document says.
fn long_about(api: &ApiMetadata, metadata: &OperationMetadata) -> String {
    let description = &metadata.operation.description;
    let mut blocks = vec![about(api, metadata)];
    blocks.extend(Some(words::plain(api, metadata.text)).filter(|text| !text.is_empty()));
    blocks.push(format!(
        "{} ({} {})",
        route(api, metadata),
        api.description.title,
        api.description.version
    ));
    let scopes = description.security.iter().copied().flatten();
    let mut scopes: Vec<&str> = scopes.flat_map(|needed| needed.scopes).copied().collect();
    scopes.dedup();
    if !scopes.is_empty() {
        blocks.push(format!("Scopes: {}", scopes.join(" or ")));
    }
    let responses = metadata
        .successes
        .iter()
        .chain(metadata.errors)
        .map(|found| response(api, found));
    let responses: Vec<String> = responses.collect();
    if !responses.is_empty() {
        blocks.push(format!("Responses:\n{}", responses.join("\n")));
    }
    blocks.join("\n\n")
}

/// `  404  There is no such pet.`
fn response(api: &ApiMetadata, metadata: &ResponseMetadata) -> String {
    format!(
        "  {}  {}",
        metadata.status.label(),
        words::line(api, metadata.words)
    )
}

fn parameter(
    api: &ApiMetadata,
    index: usize,
    metadata: &'static ParameterMetadata,
    name: String,
) -> Arg {
    let argument = Arg::new(argument(index)).help(parameter_help(api, metadata));
    let known = metadata.values;
    let argument = match (metadata.kind, known) {
        (ValueKind::Boolean, _) => argument.value_parser(Offered(&["true", "false"])),
        (_, []) => argument,
        (_, known) => argument.value_parser(Offered(known)),
    };
    if metadata.parameter.location == Location::Path {
        return argument.value_name(name).required(true).index(None);
    }
    let argument = argument
        .long(name)
        .value_name(value_name(metadata.kind))
        .help_heading("Parameters")
        .allow_hyphen_values(true)
        .required(metadata.required && metadata.default.is_none());
    match metadata.kind {
        ValueKind::List => argument.action(ArgAction::Append),
        _ => argument,
    }
}

fn value_name(kind: ValueKind) -> &'static str {
    match kind {
        ValueKind::Text => "TEXT",
        ValueKind::Integer => "INTEGER",
        ValueKind::Number => "NUMBER",
        ValueKind::Boolean => "BOOLEAN",
        ValueKind::List => "ELEMENT",
        ValueKind::Object => "JSON",
        ValueKind::Any => "VALUE",
    }
}

fn parameter_help(api: &ApiMetadata, metadata: &ParameterMetadata) -> String {
    let mut help = words::plain(api, metadata.text);
    if metadata.deprecated {
        help.push_str(" (deprecated)");
    }
    if let Some(default) = metadata.default {
        help.push_str(&format!(" [default: {default}]"));
    }
    if metadata.kind == ValueKind::List && metadata.parameter.location != Location::Path {
        help.push_str(" [once for each element]");
    }
    help.trim().to_owned()
}

fn body(api: &ApiMetadata, metadata: &BodyMetadata) -> Arg {
    let content = metadata.alternatives.first();
    let media = content.map_or("", |content| content.media);
    let how = match content.map(|content| content.format) {
        Some(Format::Json) => "JSON or YAML, `@FILE` to read a file, or `-` to read standard input",
        Some(Format::Form) => {
            "an object in JSON or YAML, `@FILE` to read a file, or `-` to read standard input"
        }
        Some(Format::Multipart) => {
            "an object in JSON or YAML, `@FILE` to read a file, or `-` to read standard input; a text `@FILE` in it uploads that file"
        }
        _ => "text, `@FILE` to read a file, or `-` to read standard input",
    };
    let text = words::plain(api, metadata.text);
    let text = format!("{text}\n\n{media}: {how}");
    Arg::new(BODY)
        .long(BODY)
        .value_name("BODY")
        .help(text.trim_start().to_owned())
        .help_heading("Body")
        .allow_hyphen_values(true)
        .required(metadata.required && !is_patch(metadata))
}

/// Known values are offered, in help and by completions, and others are taken all the
/// same: a service may know more than its document.
#[derive(Clone, Copy)]
struct Offered(&'static [&'static str]);

impl TypedValueParser for Offered {
    type Value = String;

    fn parse_ref(
        &self,
        _: &Command,
        _: Option<&Arg>,
        value: &std::ffi::OsStr,
    ) -> Result<String, clap::Error> {
        let text = value.to_str().map(str::to_owned);
        text.ok_or_else(|| clap::Error::new(clap::error::ErrorKind::InvalidUtf8))
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(
            self.0.iter().map(|value| PossibleValue::new(*value)),
        ))
    }
}
