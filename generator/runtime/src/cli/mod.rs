//! The command-line client: turns arguments into one call, and its response into text.
//!
//! May not know: any type of an operation, nor the mock server. It knows operations from the
//! metadata, and uses nothing of the computer but what [`Io`] gives it.
//!
//! Where somebody sits at the terminal, operations with the methods PUT and DELETE ask
//! before they act; `--yes` says so beforehand. Where standard input is no terminal there
//! is nobody to ask, and they act.
//!
//! # What a terminal is shown
//!
//! No text of a server or a document reaches a terminal with characters that it acts upon:
//! controls other than line breaks and tabs, and those that change the direction of text, are
//! written as JSON escapes them (`\u001b`). A body that is no text is not written to a
//! terminal. A pipe or a file gets each byte of a body as it came.
//!
//! # Exit codes
//!
//! | code | means |
//! |---|---|
//! | 0 | it is done |
//! | 1 | it was not confirmed, or what there is to say could not be written |
//! | 2 | the arguments or the body are wrong; nothing was sent |
//! | 3 | settings or credentials are missing or wrong |
//! | 4 | the service refuses the request: 400, 409, 422 and every other 4xx |
//! | 5 | the service denies access: 401, 403 |
//! | 6 | there is no such thing: 404, 410 |
//! | 7 | too many requests: 429 |
//! | 8 | the service failed: 5xx |
//! | 9 | no answer: the connection failed, or a time limit was reached |
//! | 10 | an answer that the document does not describe |

mod ask;
mod body;
mod call;
mod command;
mod curl;
mod example;
mod exit;
mod failure;
mod io;
mod name;
mod output;
mod patch;
mod pretty;
mod redact;
mod screen;
mod settings;
mod subcommand;
mod table;
mod target;
mod value;
mod variables;
mod words;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::ArgMatches;
use clap_complete::Shell;

pub use self::exit::Exit;
use self::exit::Stop;
pub use self::io::Io;
use self::screen::Screen;
use super::config::load::CredentialSources;
use super::metadata::api_details::{ApiDetails, OperationDetails};

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
    pub apis: &'static [&'static ApiDetails],
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
    // Whatever standard error is, it gets messages, and somebody reads them in the end.
    let (mut stdout, mut stderr) = (
        Screen::new(io.stdout, io.stdout_is_terminal),
        Screen::new(io.stderr, true),
    );
    let io = &mut Io {
        stdin: io.stdin,
        stdout: &mut stdout,
        stderr: &mut stderr,
        stdin_is_terminal: io.stdin_is_terminal,
        stdout_is_terminal: io.stdout_is_terminal,
        width: io.width,
        environment: io.environment,
    };
    let ended = end(program, arguments, io);
    match io.stderr.flush() {
        Ok(()) => ended,
        Err(_) => Exit::Unsaid,
    }
}

fn end(program: &Program, arguments: Vec<OsString>, io: &mut Io<'_>) -> Exit {
    let stop = match start(program, arguments, io).and_then(|()| Ok(io.stdout.flush()?)) {
        Ok(()) => return Exit::Done,
        Err(stop) => stop,
    };
    match io.stderr.write_all(stop.text.as_bytes()) {
        Ok(()) => stop.exit,
        Err(_) => Exit::Unsaid,
    }
}

fn start(program: &Program, arguments: Vec<OsString>, io: &mut Io<'_>) -> Result<(), Stop> {
    let Some(api) = chosen(program, &arguments) else {
        return Err(Stop::usage("there is no API to call"));
    };
    let mut command = command::root(program, api, &arguments, io.width);
    let matches = match command.try_get_matches_from_mut(arguments) {
        Ok(matches) => matches,
        Err(error) if error.use_stderr() => return Err(Stop::arguments(&error)),
        Err(help) => {
            let help = example::put(program, api, &help.render().to_string());
            return Ok(io.stdout.write_all(help.as_bytes())?);
        }
    };
    match matches.subcommand() {
        Some((command::COMPLETIONS, matches)) => completions(program, command, matches, io),
        Some((name, matches)) => match find(api, name) {
            Some(details) => call::call(program, api, details, matches, io),
            None => Err(Stop::usage(format!("there is no command {name}"))),
        },
        None => Err(Stop::usage("a command is missing")),
    }
}

/// The API that the arguments name, which decides what else they can say.
fn chosen(program: &Program, arguments: &[OsString]) -> Option<&'static ApiDetails> {
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

fn find(api: &ApiDetails, name: &str) -> Option<&'static OperationDetails> {
    api.operations()
        .find(|details| subcommand::name(details) == name)
}

fn completions(
    program: &Program,
    mut command: clap::Command,
    matches: &ArgMatches,
    io: &mut Io<'_>,
) -> Result<(), Stop> {
    let Some(shell) = matches.get_one::<Shell>(command::SHELL) else {
        return Err(Stop::usage("a shell is missing"));
    };
    // It panics where what it writes to fails, which memory does not.
    let mut script = Vec::new();
    clap_complete::generate(*shell, &mut command, program.name, &mut script);
    Ok(io.stdout.write_all(&script)?)
}
