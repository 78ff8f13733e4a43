//! Why a run does not end with 0, and how people and programs are told.

use std::ffi::OsString;
use std::process::ExitCode;

use clap::error::ErrorKind;
use serde_json::json;
use simgen::internal::output::OutputError;

use super::arguments::MessageFormat;
use super::run::say;

/// Why a run does not end with 0.
#[derive(Debug)]
pub(super) enum Failure {
    /// What is wrong is printed already.
    Reported,
    /// Findings, rendered.
    Found(String),
    /// Something is wrong with the input or the output.
    Refused(Message),
    /// Something is wrong with the arguments.
    Usage(Message),
}

/// An error that is not about a place in a document.
#[derive(Debug)]
pub(super) struct Message {
    code: &'static str,
    text: String,
    help: Option<String>,
    /// The file or folder that it is about.
    file: Option<String>,
}

impl Message {
    fn new(code: &'static str, text: impl Into<String>) -> Self {
        Self {
            code,
            text: text.into(),
            help: None,
            file: None,
        }
    }

    fn human(&self) -> String {
        let help = self.help.as_ref().map(|help| format!("help: {help}\n"));
        format!("error: {}\n{}", self.text, help.unwrap_or_default())
    }

    /// One object a line, with the members that findings have.
    fn json(&self) -> String {
        let mut object = json!({
            "severity": "error",
            "code": self.code,
            "message": self.text,
        });
        for (name, value) in [("file", &self.file), ("help", &self.help)] {
            if let Some(value) = value {
                object[name] = json!(value);
            }
        }
        format!("{object}\n")
    }
}

impl Failure {
    /// The arguments are wrong.
    pub(super) fn usage(text: impl Into<String>) -> Self {
        Self::Usage(Message::new("wrong-usage", text))
    }

    /// The run is refused; the code says why, as that of a finding does.
    pub(super) fn refused(code: &'static str, text: impl Into<String>) -> Self {
        Self::Refused(Message::new(code, text))
    }

    /// The output can't be written, or what is there can't be read.
    pub(super) fn output(error: &OutputError) -> Self {
        let file = match error {
            OutputError::Io { path, .. }
            | OutputError::Outside(path)
            | OutputError::Configured(path)
            | OutputError::Root(path)
            | OutputError::Busy(path)
            | OutputError::Lock { path, .. } => Some(path),
            OutputError::OtherCrate { folder, .. }
            | OutputError::NotEmpty { folder, .. }
            | OutputError::Incomplete { folder, .. } => Some(folder),
            OutputError::Foreign(paths) => paths.first(),
            _ => None,
        };
        Self::refused("output", error.to_string())
            .about(file.map(|path| simgen::internal::source::shown(path)))
    }

    pub(super) fn with_help(mut self, text: Option<String>) -> Self {
        if let Self::Refused(message) | Self::Usage(message) = &mut self {
            message.help = text;
        }
        self
    }

    pub(super) fn about(mut self, path: Option<String>) -> Self {
        if let Self::Refused(message) | Self::Usage(message) = &mut self {
            message.file = path;
        }
        self
    }

    /// Prints it, and says how the run ends.
    pub(super) fn exit(&self, format: MessageFormat) -> ExitCode {
        match self {
            Self::Reported => {}
            Self::Found(text) => say(text),
            Self::Refused(message) | Self::Usage(message) => say(&match format {
                MessageFormat::Human => message.human(),
                MessageFormat::Json => message.json(),
            }),
        }
        match self {
            Self::Usage(_) => ExitCode::from(2),
            _ => ExitCode::from(1),
        }
    }
}

/// Ends a run whose arguments can't be parsed, or that only asks for help.
pub(super) fn unparsed(error: &clap::Error, arguments: &[OsString]) -> ExitCode {
    if let ErrorKind::DisplayHelp | ErrorKind::DisplayVersion = error.kind() {
        // Nobody is left to tell when the terminal is gone.
        let _ = error.print();
        return ExitCode::SUCCESS;
    }
    if asks_for_json(arguments) {
        return wrong(error).exit(MessageFormat::Json);
    }
    let _ = error.print();
    ExitCode::from(2)
}

/// What clap says: the error in the first paragraph, then tips and the usage.
fn wrong(error: &clap::Error) -> Failure {
    let text = error.render().to_string();
    let (first, others) = text.split_once("\n\n").unwrap_or((&text, ""));
    let words: Vec<&str> = first.split_whitespace().collect();
    let message = words.join(" ");
    let message = message.strip_prefix("error: ").unwrap_or(&message);
    let help = others.split("For more information").next();
    let help = help.map(str::trim).filter(|help| !help.is_empty());
    Failure::usage(message).with_help(help.map(str::to_owned))
}

/// Whether the arguments, which can't be parsed, have `--message-format json`.
fn asks_for_json(arguments: &[OsString]) -> bool {
    let is_pair = |pair: &[OsString]| pair == ["--message-format", "json"];
    let is_one = |argument: &OsString| argument == "--message-format=json";
    arguments.windows(2).any(is_pair) || arguments.iter().any(is_one)
}
