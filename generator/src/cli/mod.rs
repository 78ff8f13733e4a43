//! Turns arguments into a run of simgen: 0 done, 1 refused, 2 wrong usage.
//!
//! Must not know: what a document says.

mod arguments;
mod bundle;
mod derived;
mod diff;
mod explain;
mod failure;
mod init;
mod last_release;
mod release;
mod run;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{CommandFactory, Parser};
use clap_complete::Shell;

use arguments::{Arguments, Command, MessageFormat, Sides, What};
use failure::Failure;
use init::New;
use release::Gate;

/// How much the version must cover.
fn gate(release: bool, first: bool) -> Gate {
    match (release, first) {
        (_, true) => Gate::First,
        (true, false) => Gate::Release,
        (false, false) => Gate::Note,
    }
}

/// Runs what the arguments ask for.
pub(crate) fn run() -> ExitCode {
    let given: Vec<OsString> = std::env::args_os().collect();
    let arguments = match Arguments::try_parse_from(&given) {
        Ok(arguments) => arguments,
        Err(error) => return failure::unparsed(&error, &given),
    };
    let format = arguments.message_format;
    match done(arguments.command, format) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.exit(format),
    }
}

fn done(command: Command, message_format: MessageFormat) -> Result<(), Failure> {
    match command {
        Command::Init { folder, name, from } => init::run(&New {
            folder: &folder,
            name,
            from: from.as_deref(),
            message_format,
        }),
        Command::Generate {
            what,
            bump,
            rename_from,
        } => run::generate(
            &What {
                message_format,
                ..what
            },
            bump,
            rename_from.as_deref(),
        ),
        Command::Check {
            what,
            release,
            first,
        } => run::check(
            &What {
                message_format,
                ..what
            },
            gate(release, first),
        ),
        Command::Dependencies(source) => run::dependencies(source, message_format),
        Command::Bundle(what) => bundle::run(&what, message_format),
        Command::Explain { code: Some(code) } => explain::one(&code),
        Command::Explain { code: None } => explain::all(),
        Command::Schema => {
            run::print(&simgen::internal::config::json_schema());
            Ok(())
        }
        Command::Completions { shell } => {
            run::print(&completions(shell));
            Ok(())
        }
        Command::Diff(sides) => diff::run(&Sides {
            message_format,
            ..sides
        }),
    }
}

/// The completions of simgen for a shell, made from what the command line takes.
fn completions(shell: Shell) -> String {
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "simgen", &mut text);
    String::from_utf8_lossy(&text).into_owned()
}
