//! The command-line client: turns arguments into one call, and its response into text.
//!
//! Must not know: any type of an operation, nor the mock server. It knows operations from the
//! metadata, and uses nothing of the computer but what [`Io`] gives it.
//!
//! PUT and DELETE ask before they act where standard input is a terminal. Where standard
//! input is no terminal there is nobody to ask, and they need `--yes`.
//!
//! # What a terminal is shown
//!
//! No text of a server or a document reaches a terminal with characters that it acts upon:
//! controls other than line breaks and tabs, and those that change the direction of text, are
//! written as JSON escapes them (`\u001b`). A body that is not a text is not written to a
//! terminal. A pipe or a file gets each byte of a body as it came.
//!
//! # Exit codes
//!
//! | code | means |
//! |---|---|
//! | 0 | success |
//! | 1 | cancelled at the prompt, or the output could not be written |
//! | 2 | wrong usage: arguments or body are wrong or missing; nothing was sent |
//! | 3 | configuration: settings or credentials are missing or wrong |
//! | 4 | bad request: 400, 409, 422 and every other 4xx |
//! | 5 | access denied: 401, 403 |
//! | 6 | not found: 404, 410 |
//! | 7 | rate limited: 429 |
//! | 8 | server error: 5xx |
//! | 9 | no response: the connection failed, or a time limit was reached |
//! | 10 | unexpected response: not what the document describes |

mod alias;
mod ask;
mod body;
mod call;
mod call_request;
mod command;
mod connections;
mod console;
mod curl;
mod debug;
mod example;
mod exit;
mod failure;
mod io;
mod items;
mod man;
mod name;
mod output;
mod patch;
mod pretty;
mod redact;
mod screen;
mod select;
mod settings;
mod settings_help;
mod subcommand;
mod table;
mod target;
mod value;
mod variables;
mod wait;
mod words;

use std::ffi::OsString;
use std::io::Write as _;
use std::process::ExitCode;

use clap::ArgMatches;
use clap_complete::Shell;

use self::console::Console;
pub use self::exit::Exit;
use self::exit::Stop;
pub use self::io::Io;
use super::config::load::CredentialSources;
use super::metadata::api_metadata::{ApiMetadata, OperationMetadata};

/// A program, as its package describes it.
#[derive(Clone, Copy, Debug)]
pub struct Program {
    /// Its name, which is the package's.
    pub name: &'static str,
    /// The package's version.
    pub version: &'static str,
    /// The package's description.
    pub about: &'static str,
    /// The versions of the API; the last one is used unless another is asked for.
    pub apis: &'static [&'static ApiMetadata],
    /// Where settings are looked for, beside the program's own variables.
    pub sources: Option<&'static CredentialSources>,
}

/// Runs a program with the computer's own arguments, streams, environment and files.
pub fn main(program: &Program) -> ExitCode {
    ExitCode::from(io::with_system(|io| run(program, std::env::args_os(), io)).code())
}

/// Runs a program with these arguments, of which the first is its name.
///
/// Nothing is written but to the streams, and no variable or file is read but through the
/// environment. It must not be called inside an async runtime, because it waits.
pub fn run(
    program: &Program,
    arguments: impl IntoIterator<Item = OsString>,
    io: &mut Io<'_>,
) -> Exit {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let io = &mut Console::of(io);
    let ended = end(program, arguments, io);
    match io.stderr.flush() {
        Ok(()) => ended,
        Err(_) => Exit::Unsaid,
    }
}

fn end(program: &Program, arguments: Vec<OsString>, io: &mut Console<'_>) -> Exit {
    let stop = match start(program, arguments, io).and_then(|()| Ok(io.stdout.flush()?)) {
        Ok(()) => return Exit::Done,
        Err(stop) => stop,
    };
    match io.stderr.message(&stop.text) {
        Ok(()) => stop.exit,
        Err(_) => Exit::Unsaid,
    }
}

fn start(program: &Program, arguments: Vec<OsString>, io: &mut Console<'_>) -> Result<(), Stop> {
    let Some(api) = chosen(program, &arguments) else {
        return Err(Stop::usage("there is no API to call"));
    };
    let mut command = command::root(program, api, &arguments, io.width);
    let matches = match command.try_get_matches_from_mut(arguments) {
        Ok(matches) => matches,
        Err(error) if error.use_stderr() => return Err(Stop::arguments(&error)),
        Err(help) => {
            let help = example::put(program, api, &help.render().to_string());
            return Ok(io.stdout.help(&help)?);
        }
    };
    match matches.subcommand() {
        Some((command::COMPLETIONS, matches)) => completions(program, command, matches, io),
        Some((command::MAN, matches)) => {
            let page = matches.get_one::<String>(command::PAGE);
            let text = man::page(program, api, command, page.map(String::as_str))?;
            Ok(io.stdout.write_all(&text)?)
        }
        Some((name, matches)) => match find(api, name) {
            Some(metadata) => call::call(program, api, metadata, matches, io),
            None => Err(Stop::usage(format!("there is no command {name}"))),
        },
        None => Err(Stop::usage("a command is missing")),
    }
}

/// The API that the arguments name, which decides what else they can say.
fn chosen(program: &Program, arguments: &[OsString]) -> Option<&'static ApiMetadata> {
    let mut arguments = arguments.iter().map(|argument| argument.to_str());
    let mut named = None;
    while let Some(argument) = arguments.next() {
        match argument.and_then(|text| text.strip_prefix("--api-version")) {
            Some("") => named = arguments.next().flatten(),
            Some(value) => named = value.strip_prefix('=').or(named),
            None if argument == Some("--") => break,
            None => {}
        }
    }
    let mut apis = program.apis.iter();
    let found = apis.find(|api| Some(api.module) == named);
    found.or(program.apis.last()).copied()
}

fn find(api: &ApiMetadata, name: &str) -> Option<&'static OperationMetadata> {
    api.operations()
        .find(|metadata| subcommand::name(metadata) == name)
}

fn completions(
    program: &Program,
    mut command: clap::Command,
    matches: &ArgMatches,
    io: &mut Console<'_>,
) -> Result<(), Stop> {
    let Some(shell) = matches.get_one::<Shell>(command::SHELL) else {
        return Err(Stop::usage("a shell is missing"));
    };
    // It panics where what it writes to fails, which memory does not.
    let mut script = Vec::new();
    clap_complete::generate(*shell, &mut command, program.name, &mut script);
    Ok(io.stdout.write_all(&script)?)
}
